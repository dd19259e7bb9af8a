package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * All at the same time, each on a thread of its own, the caller's among them, again and again.
   */
  @Test
  void runsOnSoManyThreadsAtOnce() {
    for (int round = 0; round < 200; round++) {
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      CountDownLatch all = new CountDownLatch(4);
      Runnable work =
          () -> {
            threads.add(Thread.currentThread());
            all.countDown();
            await(all);
          };
      Workers.run(4, work, () -> {});
      assertEquals(4, threads.size());
      assertTrue(threads.contains(Thread.currentThread()));
    }
  }

  /** Also after the threads have gone to sleep. */
  @Test
  void wakesThreadsThatSleep() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    for (int round = 0; round < 5; round++) {
      Workers.run(3, runs::incrementAndGet, () -> {});
      Thread.sleep(20);
    }
    assertEquals(15, runs.get());
  }

  @Test
  void whatAnotherThreadThrowsReachesTheCaller() {
    Thread caller = Thread.currentThread();
    IllegalStateException thrown = new IllegalStateException();
    CountDownLatch both = new CountDownLatch(2);
    Runnable work =
        () -> {
          both.countDown();
          await(both);
          if (Thread.currentThread() != caller) {
            throw thrown;
          }
        };
    assertSame(
        thrown, assertThrows(IllegalStateException.class, () -> Workers.run(2, work, () -> {})));
  }

  /** An interrupted caller tells the others to stop and still waits for them. */
  @Test
  void interruptedItTellsAndWaits() {
    Thread caller = Thread.currentThread();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicBoolean left = new AtomicBoolean();
    Runnable work =
        () -> {
          if (Thread.currentThread() == caller) {
            caller.interrupt();
            return;
          }
          // Ends by itself as well: what is broken must fail rather than hang.
          long begin = System.nanoTime();
          while (!stop.get() && System.nanoTime() - begin < 10_000_000_000L) {
            Thread.onSpinWait();
          }
          left.set(true);
        };
    Workers.run(2, work, () -> stop.set(true));
    assertTrue(stop.get(), "the others were told");
    assertTrue(left.get());
    assertTrue(Thread.interrupted(), "the interruption is passed on");
  }

  @Test
  void workThatIsStartedIsDoneOnceItIsWaitedFor() {
    Thread[] by = new Thread[1];
    int[] done = new int[1];
    Runnable end =
        Workers.start(
            () -> {
              by[0] = Thread.currentThread();
              LockSupport.parkNanos(20_000_000);
              done[0]++;
            });
    end.run();
    assertEquals(1, done[0]);
    assertNotSame(Thread.currentThread(), by[0]);
  }

  @Test
  void whatStartedWorkThrowsIsThrownToWhoWaits() {
    Error error = new OutOfMemoryError("as if");
    Runnable fails =
        Workers.start(
            () -> {
              throw error;
            });
    assertSame(error, assertThrows(OutOfMemoryError.class, fails::run));
    Runnable refuses =
        Workers.start(
            () -> {
              throw new IllegalStateException();
            });
    assertThrows(IllegalStateException.class, refuses::run);
  }

  @Test
  void interruptionsAreKeptWhileStartedWorkIsWaitedFor() {
    boolean[] done = new boolean[1];
    Runnable end =
        Workers.start(
            () -> {
              LockSupport.parkNanos(20_000_000);
              done[0] = true;
            });
    Thread.currentThread().interrupt();
    end.run();
    assertTrue(Thread.interrupted());
    assertTrue(done[0]);
  }
}
