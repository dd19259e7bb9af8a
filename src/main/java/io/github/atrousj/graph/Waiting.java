package io.github.atrousj.graph;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for results that are soon there, through interruptions: these are kept for later. */
public final class Waiting {
  private Waiting() {}

  /**
   * The result of a task that throws nothing but unchecked exceptions and errors; throws what it
   * threw. An interruption meanwhile is set again in the end.
   */
  public static <T> T result(Future<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
