package io.github.atrousj.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait for the next run, so that short runs do not pay for starting them. For a moment
 * after its work a thread waits awake: the operating system may take milliseconds to wake a
 * sleeping one, longer than a pass over a small image. Daemons: they never keep ImageJ alive.
 */
public final class Workers {
  private static final long AWAKE_NANOS = 1_000_000;

  /** From then on a waiting thread lets others go first. */
  private static final long ALONE_NANOS = 50_000;

  private static final long LIFE_NANOS = 60_000_000_000L;

  /** The one that worked last is taken first: it may still be awake. */
  private static final ConcurrentLinkedDeque<Worker> IDLE = new ConcurrentLinkedDeque<>();

  private Workers() {}

  /** Waits until something has happened: awake at first, then asleep. */
  private abstract static class Waiting {
    private volatile Thread asleep;

    abstract boolean happened();

    /** Tells the waiting thread to look; called after it has happened. */
    final void tell() {
      Thread t = asleep;
      if (t != null) {
        LockSupport.unpark(t);
      }
    }

    /**
     * Returns when it has happened, the time is over or the thread is interrupted.
     *
     * @return whether it has happened
     */
    final boolean await(long nanos) {
      long start = System.nanoTime();
      long waited = 0;
      while (!happened() && waited < AWAKE_NANOS) {
        if (waited < ALONE_NANOS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
        waited = System.nanoTime() - start;
      }
      asleep = Thread.currentThread();
      while (!happened() && waited < nanos && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(this, nanos - waited);
        waited = System.nanoTime() - start;
      }
      asleep = null;
      return happened();
    }
  }

  /** A piece of work given to one worker. */
  private static final class Task extends Waiting {
    private final Runnable work;
    private Throwable failure;
    private volatile boolean done;

    Task(Runnable work) {
      this.work = work;
    }

    @Override
    boolean happened() {
      return done;
    }

    void run() {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      done = true;
      tell();
    }
  }

  private static final class Worker extends Waiting implements Runnable {
    private volatile Task task;

    @Override
    boolean happened() {
      return task != null;
    }

    void give(Task t) {
      task = t;
      tell();
    }

    @Override
    public void run() {
      while (true) {
        if (await(LIFE_NANOS)) {
          Task t = task;
          task = null;
          t.run();
          Thread.interrupted(); // meant for that run
          IDLE.addFirst(this);
        } else if (Thread.interrupted() || !IDLE.remove(this)) {
          continue; // somebody is about to give it work
        } else {
          return;
        }
      }
    }
  }

  private static void give(Task task) {
    Worker w = IDLE.pollFirst();
    if (w == null) {
      w = new Worker();
      w.give(task);
      Thread t = new Thread(w, "AtrousJ worker");
      t.setDaemon(true);
      // What work throws is kept in its task. A thread that waits for work in vain because memory
      // has run out takes nothing with it, so it need not fill the log.
      t.setUncaughtExceptionHandler((thread, e) -> {});
      t.start();
    } else {
      w.give(task);
    }
  }

  /**
   * Has work done by another thread.
   *
   * @return what waits for its end, through interruptions, and throws what it has thrown
   */
  public static Runnable start(Runnable work) {
    Task task = new Task(work);
    try {
      give(task);
    } catch (OutOfMemoryError e) {
      task.run(); // no thread is to be had
    }
    return () -> {
      boolean interrupted = false;
      while (!task.await(Long.MAX_VALUE)) {
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      fail(task.failure);
    };
  }

  private static void fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /**
   * Runs the same work on {@code threads} threads, the caller's among them, and waits for all.
   *
   * @param threads at least 1
   * @param onInterrupt told when the caller is interrupted while it waits
   */
  public static void run(int threads, Runnable work, Runnable onInterrupt) {
    List<Task> others = new ArrayList<>(threads);
    for (int i = 1; i < threads; i++) {
      try {
        Task t = new Task(work);
        give(t);
        others.add(t);
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
    for (Task t : others) {
      while (!t.await(Long.MAX_VALUE)) {
        // Whoever waits for us may reuse the arrays, so the workers must be out of them first.
        interrupted |= Thread.interrupted();
        onInterrupt.run();
      }
      failure = failure == null ? t.failure : failure;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    fail(failure);
  }
}
