package io.github.atrousj.image;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.Undo;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.util.ArrayList;
import java.util.List;

/** Puts a finished result into the source's own pixel arrays. */
final class InPlace {
  private InPlace() {}

  /**
   * Replaces the pixels of the selected planes. The arrays stay the same objects, so whatever
   * ImageJ holds of them (window, channels of a composite) stays right. A single plane can be
   * undone, as with ImageJ's own filters.
   */
  static void replace(ImagePlus image, Plan plan, MemoryStore result, PlaneRanges ranges) {
    setupUndo(image, plan);
    List<Object> own = new ArrayList<>();
    List<Object> fresh = new ArrayList<>();
    double[][] found = collect(image, plan, result, ranges, own, fresh);
    // From here on nothing is allocated: memory that runs out must not leave half of the planes.
    int pixels = plan.target().planePixels();
    for (int i = 0; i < own.size(); i++) {
      copy(fresh.get(i), own.get(i), pixels);
    }
    finish(image, plan, found);
  }

  /** The same where the result stands in those arrays already. */
  static void finish(ImagePlus image, Plan plan, OwnPlane own, PlaneRanges ranges) {
    own.setupUndo();
    double[][] found = new double[image.getStackSize()][];
    found[own.index()] = ranges.wants(0) ? ranges.range(0) : null;
    finish(image, plan, found);
  }

  private static void finish(ImagePlus image, Plan plan, double[][] found) {
    image.changes = true;
    try {
      show(image, plan, found);
    } catch (OutOfMemoryError e) {
      IJ.showStatus("Memory ran out while the result was drawn");
    }
  }

  /**
   * Pairs the planes.
   *
   * @return by index in the source's stack, the range of what is to stand there; null where nobody
   *     has found it
   */
  private static double[][] collect(
      ImagePlus image,
      Plan plan,
      MemoryStore result,
      PlaneRanges ranges,
      List<Object> own,
      List<Object> fresh) {
    Layout layout = plan.layout();
    Target target = plan.target();
    ImageStack stack = image.getStack();
    double[][] found = new double[stack.size()][];
    for (int group = 0; group < layout.groups(); group++) {
      for (int d = 0; d < layout.depth(); d++) {
        Layout.Place place = layout.place(group, d);
        if (place.component() == 0) {
          int plane = target.stackIndex(layout, place, 0);
          int index = layout.stackIndex(place);
          fresh.add(result.plane(plane));
          own.add(stack.getPixels(index + 1));
          found[index] = ranges.wants(plane) ? ranges.range(plane) : null;
        }
      }
    }
    return found;
  }

  private static void show(ImagePlus image, Plan plan, double[][] found) {
    image.getProcessor().resetBinaryThreshold();
    if (plan.target().type() == PixelType.FLOAT) {
      resetDisplayRanges(image, found);
    }
    image.updateAndDraw();
  }

  private static void copy(Object fresh, Object own, int pixels) {
    if (own instanceof int[] rgb) {
      int[] colours = (int[]) fresh;
      for (int i = 0; i < pixels; i++) {
        // The fourth byte means nothing to ImageJ, but it is not ours to change.
        rgb[i] = rgb[i] & 0xff000000 | colours[i] & 0xffffff;
      }
    } else {
      System.arraycopy(fresh, 0, own, 0, pixels);
    }
  }

  private static void setupUndo(ImagePlus image, Plan plan) {
    if (plan.target().planes() == 1 && !Prefs.disableUndo) {
      image.getProcessor().snapshot();
      Undo.setup(Undo.FILTER, image);
    } else {
      Undo.reset();
    }
  }

  /** The values of a plane whose range is not known are looked at. */
  private static double[] range(ImagePlus image, int index, double[][] found) {
    return found[index - 1] != null
        ? found[index - 1]
        : ResultImage.range(image.getStack().getProcessor(index));
  }

  private static void resetDisplayRanges(ImagePlus image, double[][] found) {
    if (!(image instanceof CompositeImage composite)) {
      double[] shown =
          ResultImage.shownRange(
              image.getDisplayRangeMin(),
              image.getDisplayRangeMax(),
              range(image, image.getCurrentSlice(), found));
      image.setDisplayRange(shown[0], shown[1]);
      return;
    }
    for (int channel = 1; channel <= composite.getNChannels(); channel++) {
      int index = image.getStackIndex(channel, image.getZ(), image.getT());
      double[] range = range(image, index, found);
      LUT lut = (LUT) composite.getChannelLut(channel).clone();
      double[] shown = ResultImage.shownRange(lut.min, lut.max, range);
      lut.min = shown[0];
      lut.max = shown[1];
      composite.setChannelLut(lut, channel);
    }
    ImageProcessor shown = image.getProcessor();
    LUT lut = composite.getChannelLut(image.getC());
    shown.setMinAndMax(lut.min, lut.max);
  }
}
