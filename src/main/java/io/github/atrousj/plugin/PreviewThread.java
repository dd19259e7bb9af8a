package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.Preview;
import io.github.atrousj.param.Values;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Keeps a preview in step with a dialog. The work is done in a thread of its own; a change of the
 * values stops it and starts again after a short rest, so that typing does not stutter. The image's
 * own pixels come back in the end.
 */
final class PreviewThread implements AutoCloseable {
  private static final long REST_MILLIS = 150;

  private final ImageCommand command;
  private final ImagePlus image;
  private final Consumer<String> failed;
  private final Preview preview;
  private Thread worker;
  private Values wanted;
  private boolean pending;
  private long requestedAt;
  private boolean closed;

  /**
   * Prepares; nothing is done before the first request.
   *
   * @param failed gets the line that says why there is no preview
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
    pending = true;
    requestedAt = System.nanoTime();
    if (worker == null) {
      worker = new Thread(this::work, command.title() + " preview");
      worker.setDaemon(true);
      worker.start();
    }
    notifyAll();
  }

  /** Stops what is being computed and shows the image's own pixels. */
  void restore() {
    synchronized (this) {
      wanted = null;
      pending = false;
      notifyAll();
    }
    synchronized (preview) {
      preview.restore();
    }
  }

  /** Ends the preview; waits until its thread has stopped. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = worker;
    }
    restore();
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
    Values next;
    while ((next = awaitRequest()) != null) {
      compute(next);
    }
  }

  /** Waits until a request has rested; null when the preview is closed. */
  private synchronized Values awaitRequest() {
    try {
      while (!closed) {
        long rest = REST_MILLIS - (System.nanoTime() - requestedAt) / 1_000_000;
        if (!pending) {
          wait();
        } else if (rest > 0) {
          wait(rest);
        } else {
          pending = false;
          return wanted;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private void compute(Values values) {
    Monitor monitor =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return !isWanted(values);
          }
        };
    try {
      synchronized (preview) {
        command.preview(preview, image, values, monitor);
      }
    } catch (CancellationException e) {
      return; // other values are wanted
    } catch (IllegalArgumentException e) {
      fail(values, e.getMessage());
    } catch (OutOfMemoryError e) {
      fail(values, "Out of memory for the preview.");
    } catch (RuntimeException e) {
      fail(values, "No preview: " + e);
    }
  }

  private synchronized boolean isWanted(Values values) {
    return values.equals(wanted);
  }

  private synchronized void fail(Values values, String line) {
    if (values.equals(wanted)) {
      failed.accept(line);
    }
  }
}
