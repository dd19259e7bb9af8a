package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.util.Random;

/** Images that the tests of the starlet commands share, and what they do with them. */
final class StarletImages {
  private StarletImages() {}

  static ImagePlus noise(int bits, int width, int height, int c, int z, int t) {
    Random random = new Random(bits + width);
    ImageStack stack = new ImageStack(width, height);
    for (int i = 0; i < c * z * t; i++) {
      ImageProcessor ip = IJ.createImage("", width, height, 1, bits).getProcessor();
      for (int k = 0; k < width * height; k++) {
        if (bits == 32) {
          ip.setf(k, (float) random.nextGaussian() * 100);
        } else {
          ip.set(k, bits == 24 ? random.nextInt() & 0xffffff : random.nextInt(200));
        }
      }
      stack.addSlice("plane " + i, ip);
    }
    ImagePlus image = new ImagePlus("noise.tif", stack);
    image.setDimensions(c, z, t);
    image.setOpenAsHyperStack(c > 1 || t > 1);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().pixelHeight = 0.5;
    image.getCalibration().pixelDepth = 2;
    image.getCalibration().setUnit("micron");
    return image;
  }

  /** A 16-bit image of two blobs on each of three slices. */
  static ImagePlus blobs() {
    Random random = new Random(4);
    ImageStack stack = new ImageStack(60, 50);
    for (int z = 0; z < 3; z++) {
      ShortProcessor ip = new ShortProcessor(60, 50);
      for (int i = 0; i < 3000; i++) {
        double a = Math.pow(i % 60 - 15, 2) + Math.pow(i / 60 - 20, 2);
        double b = Math.pow(i % 60 - 42.5, 2) + Math.pow(i / 60 - 30 - z, 2);
        double v = 300 * Math.exp(-a / 8) + 200 * Math.exp(-b / 8);
        ip.set(i, (int) (100 + v + 5 * random.nextGaussian()));
      }
      stack.addSlice(ip);
    }
    ImagePlus image = new ImagePlus("blobs.tif", stack);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().pixelHeight = 0.5;
    image.getCalibration().pixelDepth = 2;
    image.getCalibration().xOrigin = 2;
    image.setSlice(2);
    return image;
  }

  static ImagePlus run(ImagePlus image, String command, String options) {
    return HeadlessImageJ.run(image, command, options).ok().result();
  }

  static void assertRefused(ImagePlus image, String command, String options, String line) {
    Outcome outcome = HeadlessImageJ.run(image, command, options);
    assertNotNull(outcome.error(), command + options);
    assertTrue(outcome.error().startsWith(line), outcome.error());
    assertEquals(0, ResultsTable.getResultsTable().size());
  }
}
