package io.github.atrousj.plugin;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import ij.process.LUT;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.awt.Color;
import java.util.Random;

/** Images to run commands on. */
final class Subjects {
  private Subjects() {}

  /** Planes of zeros, 32-bit, labelled by their place. */
  static ImagePlus empty(int width, int height, int channels, int slices, int frames) {
    ImageStack stack = new ImageStack(width, height);
    for (int i = 0; i < channels * slices * frames; i++) {
      int z = i / channels % slices + 1;
      int t = i / channels / slices + 1;
      String label = "c" + (i % channels + 1) + " z" + z + " t" + t;
      stack.addSlice(label, new float[width * height]);
    }
    ImagePlus image = new ImagePlus("subject", stack);
    image.setDimensions(channels, slices, frames);
    return image;
  }

  /** The same with seeded noise, calibrated. */
  static ImagePlus noise(int width, int height, int channels, int slices, int frames) {
    ImagePlus image = empty(width, height, channels, slices, frames);
    Random rnd = new Random(17);
    for (int i = 1; i <= image.getStackSize(); i++) {
      float[] p = (float[]) image.getStack().getPixels(i);
      for (int k = 0; k < p.length; k++) {
        p[k] = (float) rnd.nextGaussian();
      }
    }
    image.getCalibration().setUnit("micron");
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().pixelHeight = 0.25;
    image.getCalibration().pixelDepth = 2;
    image.getCalibration().xOrigin = 3;
    image.getCalibration().zOrigin = 1;
    image.getCalibration().frameInterval = 4;
    return image;
  }

  /** Magenta and green channels. */
  static CompositeImage coloured(ImagePlus image) {
    CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
    composite.setChannelLut(LUT.createLutFromColor(Color.magenta), 1);
    composite.setChannelLut(LUT.createLutFromColor(Color.green), 2);
    return composite;
  }

  static ImageProcessor plane(ImagePlus image, int c, int z, int t) {
    return image.getStack().getProcessor(image.getStackIndex(c, z, t));
  }

  static ImagePlus run(ImagePlus image, String command, String options) {
    return HeadlessImageJ.run(image, command, options).ok().result();
  }

  static String error(ImagePlus image, String command, String options) {
    Outcome outcome = HeadlessImageJ.run(image, command, options);
    if (outcome.error() == null || !outcome.images().isEmpty()) {
      throw new AssertionError("not refused: " + options);
    }
    return outcome.error();
  }
}
