package io.github.atrousj.image;

import ij.IJ;
import io.github.atrousj.graph.Monitor;

/**
 * Shows a run's progress in ImageJ's bar and status line and stops it when the user presses Esc or
 * the thread that started it is interrupted, as ImageJ does with a preview that is out of date.
 * Close it when the run has ended in whatever way.
 */
public final class ImageJMonitor implements Monitor, AutoCloseable {
  private static final long INTERVAL_NANOS = 50_000_000;

  private final Thread owner = Thread.currentThread();
  private final String status;
  private final boolean escStops;
  private double shown;
  private long shownAt = System.nanoTime();

  private ImageJMonitor(String status, boolean escStops) {
    this.status = status;
    this.escStops = escStops;
    if (escStops) {
      IJ.resetEscape();
    }
  }

  /**
   * For a command that the calling thread is about to run.
   *
   * @param status what the status line says, such as the command's name
   */
  public static ImageJMonitor of(String status) {
    IJ.showStatus(status + "...");
    return new ImageJMonitor(status, true);
  }

  /** For a preview in the calling thread: shows nothing, and only an interruption stops it. */
  public static ImageJMonitor silent() {
    return new ImageJMonitor(null, false);
  }

  @Override
  public void progress(double done) {
    if (status != null) {
      show(done);
    }
  }

  private synchronized void show(double done) {
    long now = System.nanoTime();
    if (done <= shown || now - shownAt < INTERVAL_NANOS) {
      return;
    }
    shown = done;
    shownAt = now;
    // 1 would hide the bar, which is for the end.
    IJ.showProgress(Math.min(done, 0.999));
    IJ.showStatus(status + "... " + (int) (100 * done) + "% (Esc stops)");
  }

  @Override
  public boolean cancelled() {
    return owner.isInterrupted() || escStops && IJ.escapePressed();
  }

  /** Hides the progress bar. */
  @Override
  public void close() {
    if (status != null) {
      IJ.showProgress(1.0);
      IJ.showStatus(cancelled() ? status + " stopped" : status);
    }
  }
}
