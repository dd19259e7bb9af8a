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
  static void replace(ImagePlus image, Plan plan, MemoryStore result) {
    setupUndo(image, plan);
    List<Object> own = new ArrayList<>();
    List<Object> fresh = new ArrayList<>();
    collect(image, plan, result, own, fresh);
    // From here on nothing is allocated: memory that runs out must not leave half of the planes.
    int pixels = plan.target().planePixels();
    for (int i = 0; i < own.size(); i++) {
      copy(fresh.get(i), own.get(i), pixels);
    }
    image.changes = true;
    try {
      show(image, plan);
    } catch (OutOfMemoryError e) {
      IJ.showStatus("Memory ran out while the result was drawn");
    }
  }

  private static void collect(
      ImagePlus image, Plan plan, MemoryStore result, List<Object> own, List<Object> fresh) {
    Layout layout = plan.layout();
    Target target = plan.target();
    ImageStack stack = image.getStack();
    for (int group = 0; group < layout.groups(); group++) {
      for (int d = 0; d < layout.depth(); d++) {
        Layout.Place place = layout.place(group, d);
        if (place.component() == 0) {
          fresh.add(result.plane(target.stackIndex(layout, place, 0)));
          own.add(stack.getPixels(layout.stackIndex(place) + 1));
        }
      }
    }
  }

  private static void show(ImagePlus image, Plan plan) {
    image.getProcessor().resetBinaryThreshold();
    if (plan.target().type() == PixelType.FLOAT) {
      resetDisplayRanges(image);
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

  private static void resetDisplayRanges(ImagePlus image) {
    if (!(image instanceof CompositeImage composite)) {
      double[] shown =
          ResultImage.shownRange(
              image.getDisplayRangeMin(),
              image.getDisplayRangeMax(),
              ResultImage.range(image.getProcessor()));
      image.setDisplayRange(shown[0], shown[1]);
      return;
    }
    for (int channel = 1; channel <= composite.getNChannels(); channel++) {
      int index = image.getStackIndex(channel, image.getZ(), image.getT());
      double[] range = ResultImage.range(image.getStack().getProcessor(index));
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
