package io.github.atrousj.image;

import ij.ImagePlus;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.awt.Rectangle;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * A live preview in an image's own window: of the plane in view it computes the rows that the
 * window shows, the whole plane where there is no window. It keeps the plane that it covers; {@link
 * #restore} brings every pixel and the display range back exactly. For one thread at a time.
 *
 * <p>Values that the image's type holds are shown as they are. A 32-bit result in an 8-bit, 16-bit
 * or RGB window is spread over the display range, from the least to the largest value of the rows
 * shown; scrolling to other rows can therefore change its grey levels.
 */
public final class Preview {
  private final ImagePlus image;
  private final Function<ImagePlus, Rectangle> source;
  private PreviewRows.Memory memory = new PreviewRows.Memory();
  private CoveredPlane covered;
  private View shown;

  /** What was in view when there could be no preview, or null. */
  private View refused;

  /** A preview in the window of an image; nothing is shown yet. */
  public Preview(ImagePlus image) {
    this(image, View::window);
  }

  /**
   * @param source gives the part of the image that is in view, null for all of it
   */
  Preview(ImagePlus image, Function<ImagePlus, Rectangle> source) {
    this.image = image;
    this.source = source;
  }

  /**
   * Shows what the job would make of the part in view. What was shown before stays until then.
   *
   * @param job a job on this preview's image
   * @param operationFor makes the operation for the volume's extent
   * @param monitor may stop the computation, such as {@link ImageJMonitor#silent}
   * @throws IllegalArgumentException when the job cannot be done; the image has its own pixels then
   * @throws java.util.concurrent.CancellationException when it was stopped; the image shows what it
   *     showed before
   */
  public void show(ImageJob job, Function<Shape, Operation> operationFor, Monitor monitor) {
    try {
      View view;
      do { // again when another slice has come into view meanwhile
        view = View.of(image, source);
        cover();
        PreviewRows rows = job.previewRows(operationFor, covered, view, memory);
        rows.compute(monitor);
        shown = covered.cover(rows) ? view : null;
      } while (shown == null);
      refused = null;
      image.updateAndDraw();
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      restore();
      throw e;
    }
  }

  /**
   * Whether the window has moved on from what the preview was made for: to another slice, to other
   * rows or to another selection. False when none was asked for.
   */
  public boolean isOutOfDate() {
    View last = covered != null ? shown : refused;
    return (covered != null || refused != null) && !View.of(image, source).equals(last);
  }

  /** Takes the preview away, which what is in view does not allow; {@link #isOutOfDate} waits. */
  public void refuse() {
    restore();
    refused = View.of(image, source);
  }

  /** The upper end of the image's own display range. */
  public double displayMax() {
    return covered == null ? image.getDisplayRangeMax() : covered.max();
  }

  /** Takes the preview away. Does nothing when there is none. */
  public void restore() {
    refused = null;
    memory = new PreviewRows.Memory();
    if (covered != null) {
      boolean changed = covered.putBack();
      covered = null;
      shown = null;
      if (changed) {
        image.updateAndDraw();
      }
    }
  }

  /** Makes the plane in view the one that is covered. */
  private void cover() {
    synchronized (image) {
      if (covered == null || !covered.isInView()) {
        if (covered != null) {
          covered.putBack();
          shown = null;
        }
        covered = CoveredPlane.of(image);
      }
    }
  }
}
