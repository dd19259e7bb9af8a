package io.github.atrousj.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Splits work over threads that wait between runs. */
final class Parallel {
  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });

  private Parallel() {}

  /** A share of the work. */
  interface Part {
    void run(int index, int of);
  }

  static void run(int threads, Part part) throws InterruptedException {
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      int index = i;
      others.add(POOL.submit(() -> part.run(index, threads)));
    }
    part.run(0, threads);
    for (Future<?> other : others) {
      try {
        other.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
