package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeOverTest {
  private static final IntConsumer FAST = n -> {};
  private static final IntConsumer SLOW = n -> LockSupport.parkNanos(100_000);
  private static final long LONG = 60_000_000_000L;

  private static ChangeOver race(IntConsumer plain, IntConsumer vector, long nanos) {
    return new ChangeOver(() -> plain, () -> vector, false, nanos);
  }

  @Test
  void vectorsTakeOverOnceTheyKeepUp() {
    AtomicInteger calls = new AtomicInteger();
    IntConsumer compiledLater = n -> (calls.incrementAndGet() > 500 ? FAST : SLOW).accept(n);
    ChangeOver c = race(n -> LockSupport.parkNanos(20_000), compiledLater, LONG);
    assertFalse(c.isDone());
    assertTrue(c.await());
    assertTrue(c.isDone());
    assertTrue(calls.get() > 500);
  }

  @Test
  void plainLoopsStayWhereVectorsDoNotKeepUp() {
    ChangeOver c = race(FAST, SLOW, 300_000_000);
    assertFalse(c.await());
    assertFalse(c.isDone());
  }

  @Test
  void plainLoopsStayWhereVectorsFail() {
    ChangeOver c = race(FAST, n -> Integer.parseInt("no number"), LONG);
    assertFalse(c.await());
    Supplier<IntConsumer> none =
        () -> {
          throw new NoClassDefFoundError("an API that is not as it was");
        };
    assertFalse(new ChangeOver(() -> FAST, none, false, LONG).await());
    assertTrue(race(SLOW, FAST, LONG).await()); // the thread goes on
  }

  @Test
  void atOnceThereIsNoPractice() {
    Supplier<IntConsumer> never =
        () -> {
          throw new AssertionError("practised");
        };
    ChangeOver c = new ChangeOver(never, never, true, LONG);
    assertTrue(c.isDone());
    assertTrue(c.await());
  }

  @Test
  void runsLeaveAThreadToThePractice() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    IntConsumer waits =
        n -> {
          begun.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    assertEquals(2, ChangeOver.threadsLeft(2));
    ChangeOver c = race(waits, FAST, LONG);
    assertFalse(c.isDone());
    begun.await();
    assertEquals(1, ChangeOver.threadsLeft(2));
    assertEquals(1, ChangeOver.threadsLeft(1));
    end.countDown();
    c.await();
    assertEquals(2, ChangeOver.threadsLeft(2));
  }

  /** All that loops practise. */
  private enum Kind {
    TAPS(Practice::taps),
    THREES(Practice::threes),
    ADDED_THREES(Practice::addedThrees),
    FIVES(Practice::fives),
    CUBES(Practice::cubes),
    LAYERS(Practice::layers),
    TRANSFORMS(Practice::transforms),
    SMOOTHING(Practice::smoothing),
    BYTES(() -> ByteLoops.CHANGE_OVER),
    SUMS(() -> RowSum.CHANGE_OVER);

    private final Supplier<ChangeOver> changeOver;

    Kind(Supplier<ChangeOver> changeOver) {
      this.changeOver = changeOver;
    }
  }

  /** A round that failed would leave the plain loops in use, and nobody would know. */
  @ParameterizedTest
  @EnumSource
  void roundsAreOfEveryLength(Kind kind) {
    Assumptions.assumeTrue(Accelerator.isActive());
    ChangeOver c = kind.changeOver.get();
    for (Supplier<IntConsumer> loops : List.of(c.plain, c.vector)) {
      IntConsumer round = loops.get();
      for (int n = 1; n <= ChangeOver.LENGTH; n++) {
        round.accept(n);
      }
    }
  }
}
