package io.github.atrousj.graph;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Work in parts that several threads do, until all are done, one fails or the monitor says stop.
 */
public final class Parts {
  private Parts() {}

  /** What one thread does. */
  public interface Member {
    /**
     * Does a part.
     *
     * @param step to be called before each of its steps, many times a second; throws to stop
     */
    void work(int part, Runnable step);

    /** Called when the thread has no more to do, also when it failed or was stopped. */
    void close();
  }

  /** Makes what each thread works with. */
  @FunctionalInterface
  public interface Team {
    Member member();
  }

  /**
   * Does all parts.
   *
   * @param threads at most
   * @param steps of all parts together
   * @throws CancellationException when the monitor or an interruption stopped the work
   */
  public static void run(int threads, int parts, long steps, Team team, Monitor monitor) {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Progress progress = new Progress(steps, monitor);
    Runnable step =
        () -> {
          if (stop.get() || monitor.cancelled()) {
            throw new CancellationException();
          }
          progress.step();
        };
    Runnable work =
        () -> {
          Member member = null;
          try {
            member = team.member();
            int part;
            while (!stop.get() && (part = next.getAndIncrement()) < parts) {
              member.work(part, step);
              done.incrementAndGet();
            }
          } catch (CancellationException e) {
            stop.set(true); // told to the caller below
          } catch (RuntimeException | Error e) {
            stop.set(true);
            throw e;
          } finally {
            if (member != null) {
              member.close();
            }
          }
        };
    Workers.run(Math.min(threads, parts), work, () -> stop.set(true));
    if (done.get() < parts) {
      throw new CancellationException("stopped after " + done + " of " + parts + " parts");
    }
    monitor.progress(1);
  }

  /** Tells a monitor of the steps that are done, now and then. */
  private static final class Progress {
    private static final int TIMES = 200;

    private final long steps;
    private final Monitor monitor;
    private final AtomicLong taken = new AtomicLong();
    private long told;

    Progress(long steps, Monitor monitor) {
      this.steps = Math.max(1, steps);
      this.monitor = monitor;
    }

    void step() {
      long before = taken.getAndIncrement();
      if (before * TIMES / steps != (before + 1) * TIMES / steps) {
        tell(before);
      }
    }

    private synchronized void tell(long finished) {
      if (finished > told) {
        told = finished;
        monitor.progress(Math.min(1, (double) finished / steps));
      }
    }
  }
}
