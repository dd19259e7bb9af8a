package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.Preview;
import io.github.atrousj.param.Values;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Keeps a preview in step with a dialog and with what the image's window shows. All work is done in
 * a thread of its own, so that the dialog never waits for it: a request is computed at once when
 * the thread is idle, and the newest one follows as soon as the thread is free. Scrolling, zooming
 * and moving to another slice are noticed by looking at the window every now and then, which leaves
 * no listener behind. The image's own pixels come back in the end.
 */
final class PreviewThread implements AutoCloseable {
  /** How often the window is looked at while a preview is on. */
  private static final long LOOK_MILLIS = 50;

  /**
   * How long a computation may go on that newer values have overtaken. Without it values that
   * change faster than they are computed, as while a key is held down, would show nothing before
   * they stop.
   */
  private static final long GRACE_NANOS = 100_000_000;

  private final ImageCommand command;
  private final ImagePlus image;
  private final Consumer<String> failed;
  private final Preview preview;
  private Thread worker;
  private Values wanted;
  private Values handled;
  private boolean restored = true;
  private boolean closed;

  /** Whether the last preview failed; of the thread alone. */
  private boolean failing;

  /**
   * Prepares; nothing is done before the first request.
   *
   * @param failed gets the line that says why there is no preview, an empty one when there is again
   */
  PreviewThread(ImageCommand command, ImagePlus image, Consumer<String> failed) {
    this.command = command;
    this.image = image;
    this.failed = failed;
    this.preview = new Preview(image);
  }

  /** Shows the result for these values as soon as it is computed. */
  synchronized void request(Values values) {
    if (closed || values.equals(wanted)) {
      return;
    }
    wanted = values;
    if (worker == null) {
      worker = new Thread(this::work, command.title() + " preview");
      worker.setDaemon(true);
      worker.start();
    }
    notifyAll();
  }

  /** Stops what is being computed; the image's own pixels are back soon. */
  synchronized void restore() {
    wanted = null;
    notifyAll();
  }

  /** Ends the preview; the image's own pixels are back when it returns. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      wanted = null;
      running = worker;
      notifyAll();
    }
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (awaitWork()) {
        Values values = next();
        if (values == null) {
          preview.restore();
        } else {
          compute(values);
        }
      }
    } finally {
      preview.restore();
      synchronized (this) {
        worker = null;
      }
    }
  }

  /** Waits until something is to be done; false when the preview is closed. */
  private boolean awaitWork() {
    try {
      while (!isDue()) {
        pause();
      }
    } catch (InterruptedException e) {
      return false;
    }
    return !isClosed();
  }

  private boolean isDue() {
    return isAskedFor() || preview.isOutOfDate();
  }

  private synchronized boolean isAskedFor() {
    return closed || (wanted == null ? !restored : !wanted.equals(handled));
  }

  private synchronized void pause() throws InterruptedException {
    if (!isAskedFor()) {
      wait(wanted == null ? 0 : LOOK_MILLIS);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized Values next() {
    handled = wanted;
    restored = wanted == null;
    return wanted;
  }

  private void compute(Values values) {
    long start = System.nanoTime();
    Monitor monitor =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return !isWanted(values, start);
          }
        };
    try {
      command.preview(preview, image, values, monitor);
      if (failing) {
        failing = false;
        failed.accept("");
      }
    } catch (CancellationException e) {
      forget(); // the same values may be asked for again
    } catch (IllegalArgumentException e) {
      fail(values, e.getMessage());
    } catch (OutOfMemoryError e) {
      fail(values, "Out of memory for the preview.");
    } catch (RuntimeException | Error e) {
      fail(values, "No preview: " + e);
    }
  }

  private synchronized void forget() {
    handled = null;
  }

  /** Whether to go on computing. */
  private synchronized boolean isWanted(Values values, long start) {
    boolean overtaken = !values.equals(wanted) && System.nanoTime() - start > GRACE_NANOS;
    return wanted != null && !overtaken;
  }

  private void fail(Values values, String line) {
    preview.refuse();
    failing = true;
    boolean current;
    synchronized (this) {
      current = values.equals(wanted);
    }
    if (current) {
      failed.accept(line);
    }
  }
}
