package io.github.atrousj.image;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.util.function.Function;

/**
 * A live preview in an image's own window. It remembers the plane that it covers; {@link #restore}
 * brings every pixel and the display range back exactly. For one thread at a time.
 */
public final class Preview {
  private final ImagePlus image;
  private Object covered;
  private Object original;
  private int slice;
  private double min;
  private double max;

  public Preview(ImagePlus image) {
    this.image = image;
  }

  /**
   * Shows what the job would make of the plane in view.
   *
   * @param job a job on this preview's image
   * @param operationFor makes the operation for the volume's extent
   * @param monitor may stop the computation, such as {@link ImageJMonitor#silent}
   * @throws IllegalArgumentException when the job cannot be done; the image is then as it was
   * @throws java.util.concurrent.CancellationException when it was stopped; likewise
   */
  public void show(ImageJob job, Function<Shape, Operation> operationFor, Monitor monitor) {
    boolean wasShown = putBack();
    ImageProcessor plane;
    try {
      plane = job.preview(operationFor, monitor);
    } catch (RuntimeException e) {
      if (wasShown) {
        image.updateAndDraw();
      }
      throw e;
    }
    ImageProcessor own = image.getProcessor();
    slice = image.getCurrentSlice();
    min = own.getMin();
    max = own.getMax();
    covered = own.getPixels();
    original = own.getPixelsCopy();
    System.arraycopy(plane.getPixels(), 0, covered, 0, own.getPixelCount());
    if (image.getBitDepth() == 32) {
      own.setMinAndMax(plane.getMin(), plane.getMax());
    }
    image.updateAndDraw();
  }

  /** Takes the preview away. Does nothing when there is none. */
  public void restore() {
    if (putBack()) {
      image.updateAndDraw();
    }
  }

  private boolean putBack() {
    if (covered == null) {
      return false;
    }
    ImageProcessor own = image.getProcessor();
    System.arraycopy(original, 0, covered, 0, own.getPixelCount());
    if (image.getBitDepth() == 32 && image.getCurrentSlice() == slice) {
      own.setMinAndMax(min, max);
    }
    covered = null;
    original = null;
    return true;
  }
}
