package io.github.atrousj.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that wait for the next run, so that short runs do not pay for starting them. Daemons:
 * they never keep ImageJ alive.
 */
final class Workers {
  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          work -> {
            Thread t = new Thread(work, "AtrousJ worker");
            t.setDaemon(true);
            // What work throws comes back through its Future. A thread that waits for work in vain
            // because memory has run out takes nothing with it, so it need not fill the log.
            t.setUncaughtExceptionHandler((thread, e) -> {});
            return t;
          });

  private Workers() {}

  /**
   * Runs the same work on {@code threads} threads, the caller's among them, and waits for all.
   *
   * @param onInterrupt told when the caller is interrupted while it waits
   */
  static void run(int threads, Runnable work, Runnable onInterrupt) {
    Callable<Object> call = Executors.callable(work);
    List<Future<?>> others = new ArrayList<>(threads);
    for (int i = 1; i < threads; i++) {
      try {
        others.add(POOL.submit(call));
      } catch (OutOfMemoryError e) {
        break; // fewer threads do the same work
      }
    }
    Throwable failure = null;
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    boolean interrupted = false;
    for (Future<?> f : others) {
      boolean waiting = true;
      while (waiting) {
        try {
          f.get();
          waiting = false;
        } catch (InterruptedException e) {
          // Whoever waits for us may reuse the arrays, so the workers must be out of them first.
          interrupted = true;
          onInterrupt.run();
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
          waiting = false;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }
}
