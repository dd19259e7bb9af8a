package io.github.atrousj.spark;

import ij.Prefs;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.plugin.VolumeProcess;
import io.github.atrousj.volume.Block;
import io.github.atrousj.volume.BlockJob;
import io.github.atrousj.volume.Found;
import io.github.atrousj.volume.VolumeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.apache.spark.TaskContext;

/**
 * The tasks, as an executor runs them. A command that was prepared and its cache of the input are
 * kept for the next task of the same work; there are as many as tasks run at a time.
 */
final class Executor {
  private static final Deque<VolumeProcess> IDLE = new ArrayDeque<>();
  private static Work current;

  private Executor() {}

  /** Whether all chunks of a block are there. */
  static boolean isDone(Work work, Block block) {
    return with(work, block, (job, monitor) -> job.isDone(block));
  }

  /** Measures a part of a pass. */
  static double[] measure(Work work, int pass, Block part, Found found) {
    return with(work, part, (job, monitor) -> job.measure(pass, part, found, monitor));
  }

  /**
   * Computes a block, unless another attempt has completed it meanwhile.
   *
   * @return whether it was computed
   */
  static boolean run(Work work, Block block, Found found) {
    return with(
        work,
        block,
        (job, monitor) -> {
          boolean todo = !job.isDone(block);
          if (todo) {
            job.run(block, found, monitor);
          }
          return todo;
        });
  }

  private static <T> T with(Work work, Block block, BiFunction<BlockJob, Monitor, T> task) {
    TaskContext context = TaskContext.get();
    try {
      // Spark counts the cores of its tasks; more threads would only wait for each other.
      if (Prefs.getThreads() != context.cpus()) {
        Prefs.setThreads(context.cpus());
      }
      VolumeProcess p = take(work);
      T result = task.apply(p.job(), monitor(context));
      give(work, p);
      return result;
    } catch (VolumeException | CancellationException e) {
      throw named(block, e);
    } catch (RuntimeException e) {
      throw new VolumeException(block + " failed: " + line(e), e);
    }
  }

  private static RuntimeException named(Block block, RuntimeException e) {
    boolean names = e instanceof CancellationException || line(e).contains(block.toString());
    return names ? e : new VolumeException(block + " failed: " + line(e), e);
  }

  private static String line(Throwable e) {
    return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
  }

  private static Monitor monitor(TaskContext context) {
    return new Monitor() {
      @Override
      public boolean cancelled() {
        return context.isInterrupted();
      }
    };
  }

  private static VolumeProcess take(Work work) {
    synchronized (IDLE) {
      if (!work.equals(current)) {
        IDLE.clear();
        current = work;
      }
      if (!IDLE.isEmpty()) {
        return IDLE.pop();
      }
    }
    return work.join();
  }

  private static void give(Work work, VolumeProcess p) {
    synchronized (IDLE) {
      if (work.equals(current)) {
        IDLE.push(p);
      }
    }
  }

  /** Lets go what is kept: where driver and executor are one process its memory is wanted again. */
  static void clear() {
    synchronized (IDLE) {
      IDLE.clear();
      current = null;
    }
  }
}
