package io.github.atrousj.plugin;

import java.awt.EventQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work of which only the newest request counts: it is done in a thread of its own after a short
 * rest, and what it gives is run on the event thread unless a newer request has come.
 */
final class LatestTask implements AutoCloseable {
  private final long restMillis;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "AtrousJ update");
            thread.setDaemon(true);
            return thread;
          });
  private Future<?> pending;
  private int newest;

  LatestTask(long restMillis) {
    this.restMillis = restMillis;
  }

  /** Replaces whatever was asked for before. */
  synchronized void submit(Supplier<Runnable> work) {
    cancel();
    int number = newest;
    pending =
        executor.schedule(
            () -> {
              Runnable result = work.get();
              EventQueue.invokeLater(
                  () -> {
                    if (isNewest(number)) {
                      result.run();
                    }
                  });
            },
            restMillis,
            TimeUnit.MILLISECONDS);
  }

  /** Drops what was asked for. */
  synchronized void cancel() {
    newest++;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  private synchronized boolean isNewest(int number) {
    return number == newest;
  }

  @Override
  public void close() {
    cancel();
    executor.shutdown();
  }
}
