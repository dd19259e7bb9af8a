package io.github.atrousj.host;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.util.Random;

/** Random images of every type, 1 to 40 pixels a side (ImageJ has no smaller ones). */
final class FuzzImages {
  private static final int LARGEST = 40;
  private static final int[] BITS = {8, 16, 24, 32};

  private FuzzImages() {}

  static ImagePlus image(Random random) {
    int bits = BITS[random.nextInt(BITS.length)];
    int width = side(random);
    int height = side(random);
    int channels = bits == 24 ? 1 : 1 + random.nextInt(3);
    int slices = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
    int frames = random.nextInt(3) == 0 ? 2 : 1;
    ImageStack stack = new ImageStack(width, height);
    boolean odd = bits == 32 && random.nextInt(3) == 0;
    for (int i = 0; i < channels * slices * frames; i++) {
      stack.addSlice(i % 2 == 0 ? "plane " + i : null, plane(width, height, bits, odd, random));
    }
    ImagePlus image = new ImagePlus("fuzz " + bits + ".tif", stack);
    image.setDimensions(channels, slices, frames);
    if (channels > 1) {
      image = new CompositeImage(image, 1 + random.nextInt(3));
    }
    image.setOpenAsHyperStack(image.getStackSize() > 1 && random.nextInt(3) != 0);
    image.setPosition(
        1 + random.nextInt(channels), 1 + random.nextInt(slices), 1 + random.nextInt(frames));
    image.setRoi(roi(width, height, random));
    return image;
  }

  /** The same image, sharing nothing: position, mode, selection, overlay and properties kept. */
  static ImagePlus copy(ImagePlus image) {
    ImagePlus copy = TestImages.copyOf(image);
    copy.setOpenAsHyperStack(image.getOpenAsHyperStack());
    if (image.isComposite()) {
      copy = new CompositeImage(copy, ((CompositeImage) image).getMode());
    }
    copy.setPosition(image.getC(), image.getZ(), image.getT());
    copy.setRoi(image.getRoi() == null ? null : (Roi) image.getRoi().clone());
    copy.setOverlay(image.getOverlay() == null ? null : image.getOverlay().duplicate());
    return copy;
  }

  /** An image that a command can do something with: a transform, an image with selections. */
  static ImagePlus suiting(String label, Random random) {
    ImagePlus image = image(random);
    if (label.equals("Starlet Inverse") && random.nextInt(8) != 0) {
      image.killRoi();
      Outcome made =
          HeadlessImageJ.run(
              image,
              "Starlet Transform...",
              "stack scales=" + (1 + random.nextInt(2)) + " generation=" + (1 + random.nextInt(2)));
      return made.error() == null ? made.result() : image;
    }
    if (label.startsWith("Train") && random.nextInt(8) != 0) {
      int side = 16 + random.nextInt(24);
      return CommandFiles.marked(side, side - random.nextInt(4));
    }
    return image;
  }

  private static int side(Random random) {
    return random.nextInt(6) == 0 ? 1 : 1 + random.nextInt(LARGEST);
  }

  private static ImageProcessor plane(int w, int h, int bits, boolean odd, Random random) {
    ImageProcessor ip = IJ.createImage("", w, h, 1, bits).getProcessor();
    for (int i = 0; i < ip.getPixelCount(); i++) {
      if (bits == 32) {
        ip.setf(
            i, odd && random.nextInt(50) == 0 ? extreme(random) : random.nextFloat() * 300 - 50);
      } else {
        ip.set(i, random.nextInt(1 << Math.min(bits, 24)));
      }
    }
    return ip;
  }

  private static float extreme(Random random) {
    float[] all = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE};
    return all[random.nextInt(all.length)];
  }

  private static Roi roi(int w, int h, Random random) {
    int x = random.nextInt(w + 10) - 5;
    int y = random.nextInt(h + 10) - 5;
    int a = 1 + random.nextInt(w);
    int b = 1 + random.nextInt(h);
    return switch (random.nextInt(9)) {
      case 0 -> new Roi(x, y, a, b);
      case 1 -> new OvalRoi(x, y, a, b);
      case 2 -> new Line(x, y, x + a, y + b);
      case 3 -> new PointRoi(x, y);
      case 4 -> new PolygonRoi(new int[] {x, x + a, x}, new int[] {y, y, y + b}, 3, Roi.POLYGON);
      default -> null;
    };
  }
}
