package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ChangeOverTest {
  private static final IntConsumer FAST = n -> {};
  private static final IntConsumer SLOW = n -> LockSupport.parkNanos(100_000);
  private static final long LONG = 60_000_000_000L;

  private static ChangeOver race(
      Supplier<IntConsumer> plain, Supplier<IntConsumer> vector, long nanos) {
    return new ChangeOver(plain, vector, false, false, nanos);
  }

  private static ChangeOver race(IntConsumer plain, IntConsumer vector, long nanos) {
    return race(() -> plain, () -> vector, nanos);
  }

  /** Whether the vector loops are in use after the practice. */
  private static boolean outcome(ChangeOver c) throws InterruptedException {
    c.isDone();
    ChangeOver.settle(50_000);
    return c.isDone();
  }

  @Test
  void vectorsTakeOverOnceTheyKeepUp() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    IntConsumer compiledLater = n -> (calls.incrementAndGet() > 500 ? FAST : SLOW).accept(n);
    ChangeOver c = race(n -> LockSupport.parkNanos(20_000), compiledLater, LONG);
    assertFalse(c.isDone());
    assertTrue(outcome(c));
    assertTrue(calls.get() > 500);
  }

  @Test
  void plainLoopsStayWhereVectorsDoNotKeepUp() throws InterruptedException {
    assertFalse(outcome(race(FAST, SLOW, 300_000_000)));
  }

  /** Short rows are for the compiler: kernels of wide strips leave them to other loops. */
  @Test
  void keepingUpInShortRowsDoesNotCount() throws InterruptedException {
    IntConsumer plain = n -> (n < ChangeOver.LENGTH ? SLOW : FAST).accept(n);
    IntConsumer vector = n -> (n < ChangeOver.LENGTH ? FAST : SLOW).accept(n);
    assertFalse(outcome(race(plain, vector, 500_000_000)));
  }

  @Test
  void plainLoopsStayWhereVectorsFail() throws InterruptedException {
    assertFalse(outcome(race(FAST, n -> Integer.parseInt("no number"), LONG)));
    Supplier<IntConsumer> none =
        () -> {
          throw new NoClassDefFoundError("an API that is not as it was");
        };
    assertFalse(outcome(race(() -> FAST, none, LONG)));
    assertFalse(ChangeOver.isPractising());
    assertTrue(outcome(race(SLOW, FAST, LONG))); // the thread goes on
  }

  @Test
  void whereMemoryWasShortTheNextRunAsksAgain() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    Supplier<IntConsumer> scarce =
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw new OutOfMemoryError("of this test");
          }
          return SLOW;
        };
    ChangeOver c = race(scarce, () -> FAST, LONG);
    outcome(c); // asks again when it looks
    assertTrue(outcome(c));
    assertEquals(2, asked.get());
  }

  @Test
  void atOnceThereIsNoPractice() throws InterruptedException {
    Supplier<IntConsumer> never =
        () -> {
          throw new AssertionError("practised");
        };
    assertTrue(new ChangeOver(never, never, true, true, LONG).isDone());
    assertFalse(outcome(new ChangeOver(never, never, true, false, LONG)));
  }

  /** One thread of a run waits while loops are practised, and joins in afterwards. */
  @Test
  void runsLeaveAThreadToThePractice() throws InterruptedException {
    assumeVectors();
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    practiseUntil(end);
    assertTrue(ChangeOver.isPractising());
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Volume in = new Volume(new Shape(1, 1, 64, 8));
    AtomicInteger rows = new AtomicInteger();
    RowSink sink =
        (channel, z, y, row, offset) -> {
          if (threads.add(Thread.currentThread())) {
            both.countDown();
          }
          if (rows.incrementAndGet() == 32) {
            assertEquals(1, threads.size());
            end.countDown();
            await(both); // for ever, were the other thread away for good
          }
        };
    Graph g = Graph.of(Convolution.of(Kernel.of(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
    new Runner(2).tiles(1, 1).run(g, in, sink, Monitor.NONE);
    assertEquals(64, rows.get());
    assertEquals(2, threads.size());
    ChangeOver.settle(50_000);
    assertFalse(ChangeOver.isPractising());
  }

  /** The thread that waits for the practice does not wait for its end when all else is done. */
  @Test
  void runsEndWhileLoopsAreStillPractised() throws InterruptedException {
    assumeVectors();
    CountDownLatch end = new CountDownLatch(1);
    practiseUntil(end);
    try {
      Volume in = new Volume(new Shape(1, 1, 64, 8));
      Volume out = new Volume(in.shape());
      Graph g = Graph.of(Convolution.of(Kernel.of(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
      Runner runner = new Runner(2).tiles(1, 1);
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> runner.run(g, in, out, Monitor.NONE));
      assertTrue(ChangeOver.isPractising());
    } finally {
      end.countDown();
      ChangeOver.settle(50_000);
    }
  }

  /** Without vectors there is nothing to change over to. */
  private static void assumeVectors() {
    Assumptions.assumeTrue(
        Accelerator.isActive(), "no Vector API in this Java or no fused multiply-add here");
  }

  /** Returns while loops are practised, which goes on until the end is told. */
  private static void practiseUntil(CountDownLatch end) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    IntConsumer waits =
        n -> {
          begun.countDown();
          await(end);
        };
    assertFalse(race(waits, FAST, LONG).isDone());
    begun.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
    assumeVectors();
    ChangeOver c = kind.changeOver.get();
    for (Supplier<IntConsumer> loops : List.of(c.plain, c.vector)) {
      IntConsumer round = loops.get();
      for (int n = 1; n <= ChangeOver.LENGTH; n++) {
        round.accept(n);
      }
    }
  }
}
