package io.github.atrousj.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.lang.reflect.Array;
import java.util.Objects;

/**
 * The plane in view of an image, its own pixels kept while a preview stands in their place. ImageJ
 * changes slices under the image's lock, so what looks at the slice and then writes holds it.
 */
final class CoveredPlane {
  private final ImagePlus image;
  private final boolean virtual;
  private final int slice;
  private final Object pixels;
  private final Object original;
  private final double min;
  private final double max;
  private final Slices slices;
  private int top;
  private int bottom;
  private double[] range;
  private Object written;

  private CoveredPlane(ImagePlus image) {
    ImageProcessor own = image.getProcessor();
    this.image = image;
    this.virtual = image.getStack().isVirtual();
    this.slice = image.getCurrentSlice();
    this.pixels = own.getPixels();
    this.original = copy(pixels);
    this.min = own.getMin();
    this.max = own.getMax();
    this.slices = withOriginal(virtual ? Slices.of(image, held(image)) : Slices.inMemory(image));
  }

  /** The plane that is in view now. */
  static CoveredPlane of(ImagePlus image) {
    synchronized (image) {
      return new CoveredPlane(image);
    }
  }

  private static int held(ImagePlus image) {
    return Plan.held(image, HeapBudget.ofThisProcess(), 0);
  }

  /** What a job reads is never the preview, but what it covers. */
  private Slices withOriginal(Slices live) {
    return live instanceof Slices.InMemory all
        ? all.with(slice - 1, original)
        : index -> index == slice - 1 ? original : live.pixels(index);
  }

  private static Object copy(Object pixels) {
    int n = Array.getLength(pixels);
    Object copy = Array.newInstance(pixels.getClass().getComponentType(), n);
    System.arraycopy(pixels, 0, copy, 0, n);
    return copy;
  }

  /** The index in the stack, from 1. */
  int slice() {
    return slice;
  }

  /** Channel, slice and frame, each from 1. */
  int[] position() {
    return image.convertIndexToPosition(slice);
  }

  /** The plane's own pixels: not to be written to. */
  Object original() {
    return original;
  }

  /** Lower end of the image's own display range. */
  double min() {
    return min;
  }

  /** Upper end of the image's own display range. */
  double max() {
    return max;
  }

  /** The pixels of all planes without the preview; those of a virtual stack are kept for later. */
  Slices slices() {
    return slices;
  }

  /** Whether the window still shows this plane. */
  boolean isInView() {
    return image.getCurrentSlice() == slice && image.getProcessor().getPixels() == pixels;
  }

  /**
   * Puts computed rows in place of the plane's own; its other rows are its own afterwards. Does not
   * draw.
   *
   * @return false, and nothing is done, when another plane has come into view meanwhile
   */
  boolean cover(PreviewRows rows) {
    synchronized (image) {
      if (!isInView()) {
        return false;
      }
      uncover(rows.view().top(), rows.view().bottom());
      top = rows.view().top();
      bottom = rows.view().bottom();
      double[] shown = PreviewWriter.write(rows, pixels);
      if (shown != null) {
        ImageProcessor own = image.getProcessor();
        own.setMinAndMax(shown[0], shown[1]);
        range = new double[] {own.getMin(), own.getMax()};
      }
      written = virtual ? copy(pixels) : null;
      return true;
    }
  }

  /** Brings back the rows that hold a preview, except [from, to). */
  private void uncover(int from, int to) {
    if (virtual) {
      // Reading other planes may have written to the array: some stacks have one for all.
      bringBack(0, image.getHeight());
      return;
    }
    bringBack(top, Math.min(bottom, from));
    bringBack(Math.max(top, to), bottom);
  }

  private void bringBack(int from, int to) {
    if (from < to) {
      int width = image.getWidth();
      System.arraycopy(original, from * width, pixels, from * width, (to - from) * width);
    }
  }

  /**
   * Brings every pixel and the display range back. Does not draw.
   *
   * @return whether there was a preview
   */
  boolean putBack() {
    synchronized (image) {
      if (top == bottom) {
        return false;
      }
      boolean inView = isInView();
      // The array of a virtual stack may hold another plane by now.
      if (!virtual || inView || written != null && Objects.deepEquals(written, pixels)) {
        uncover(0, 0);
      }
      if (range != null) {
        putRangeBack(inView);
      }
      top = 0;
      bottom = 0;
      range = null;
      written = null;
      return true;
    }
  }

  private void putRangeBack(boolean inView) {
    ImageProcessor own = image.getProcessor();
    int channel = position()[0];
    if (image instanceof CompositeImage composite && channel != image.getC()) {
      // Channels have ranges of their own; in composite mode each has a processor that keeps it.
      own = composite.getProcessor(channel);
    } else if (!inView && (own.getMin() != range[0] || own.getMax() != range[1])) {
      return; // ImageJ has given the new slice a range of its own
    }
    if (own instanceof FloatProcessor) {
      own.setMinAndMax(min, max);
    }
  }
}
