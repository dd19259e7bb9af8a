package io.github.atrousj.host;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.util.Arrays;
import java.util.Random;

/** Small images of every type, filled with seeded noise. */
final class TestImages {
  static final int WIDTH = 41;
  static final int HEIGHT = 37;

  private TestImages() {}

  /** An image or stack of 8, 16, 24 (RGB) or 32 bits, 0.25 x 0.25 x 0.75 micron. */
  static ImagePlus noise(int bits, int slices) {
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    Random random = new Random(bits * 100L + slices);
    for (int slice = 1; slice <= slices; slice++) {
      ImageProcessor ip = IJ.createImage("", WIDTH, HEIGHT, 1, bits).getProcessor();
      for (int i = 0; i < ip.getPixelCount(); i++) {
        switch (bits) {
          case 8, 16 -> ip.set(i, random.nextInt(bits == 8 ? 256 : 4096));
          case 24 -> ip.set(i, random.nextInt() & 0xFFFFFF);
          default -> ip.setf(i, (float) random.nextGaussian());
        }
      }
      stack.addSlice("slice " + slice, ip);
    }
    return calibrated(new ImagePlus("noise " + bits, stack));
  }

  /** Adds a bright spot, 5 pixels across, to every plane, for commands that look for spots. */
  static void addSpot(ImagePlus image, int x, int y) {
    for (int slice = 1; slice <= image.getStackSize(); slice++) {
      ImageProcessor ip = image.getStack().getProcessor(slice);
      for (int dy = -3; dy <= 3; dy++) {
        for (int dx = -3; dx <= 3; dx++) {
          double height = 50_000 * Math.exp(-(dx * dx + dy * dy) / 4.0);
          ip.setf(x + dx, y + dy, (float) (ip.getf(x + dx, y + dy) + height));
        }
      }
    }
  }

  /** A composite hyperstack: 2 channels, 2 slices, 2 frames, 16-bit. */
  static ImagePlus hyperstack() {
    ImagePlus image = noise(16, 8);
    image.setDimensions(2, 2, 2);
    ImagePlus composite = new CompositeImage(image, CompositeImage.COMPOSITE);
    composite.setOpenAsHyperStack(true);
    return calibrated(composite);
  }

  /** A stack that is read from elsewhere and that notes every attempt to write to it. */
  static final class Virtual extends VirtualStack {
    private final ImageStack source;
    int writes;

    Virtual(ImagePlus source) {
      super(source.getWidth(), source.getHeight(), null, null);
      this.source = source.getStack();
      setBitDepth(source.getBitDepth());
    }

    @Override
    public ImageProcessor getProcessor(int n) {
      return source.getProcessor(n).duplicate();
    }

    @Override
    public int getSize() {
      return source.getSize();
    }

    @Override
    public String getSliceLabel(int n) {
      return source.getSliceLabel(n);
    }

    @Override
    public void setPixels(Object pixels, int n) {
      writes++;
    }

    @Override
    public void setProcessor(ImageProcessor ip, int n) {
      writes++;
    }

    @Override
    public void deleteSlice(int n) {
      writes++;
    }
  }

  static ImagePlus virtual(ImagePlus source) {
    Virtual stack = new Virtual(source);
    ImagePlus image = calibrated(new ImagePlus("virtual", stack));
    stack.writes = 0; // ImagePlus itself hands the first plane back when it is made
    return image;
  }

  private static ImagePlus calibrated(ImagePlus image) {
    Calibration calibration = image.getCalibration();
    calibration.setUnit("micron");
    calibration.pixelWidth = 0.25;
    calibration.pixelHeight = 0.25;
    calibration.pixelDepth = 0.75;
    return image;
  }

  /** Whether two images have the same size, type and pixels, to the bit. */
  static boolean same(ImagePlus a, ImagePlus b) {
    if (!Arrays.equals(a.getDimensions(), b.getDimensions())
        || a.getBitDepth() != b.getBitDepth()) {
      return false;
    }
    for (int slice = 1; slice <= a.getStackSize(); slice++) {
      Object p = a.getStack().getPixels(slice);
      Object q = b.getStack().getPixels(slice);
      if (!Arrays.deepEquals(new Object[] {p}, new Object[] {q})) {
        return false;
      }
    }
    return true;
  }

  /** The same with all that commands remember in an image. */
  static ImagePlus copyOf(ImagePlus image) {
    ImagePlus copy = copy(image);
    copy.setProperties(image.getPropertiesAsArray());
    return copy;
  }

  /** A copy that shares nothing with the image. */
  static ImagePlus copy(ImagePlus image) {
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    for (int slice = 1; slice <= image.getStackSize(); slice++) {
      stack.addSlice(
          image.getStack().getSliceLabel(slice), image.getStack().getProcessor(slice).duplicate());
    }
    ImagePlus copy = new ImagePlus(image.getTitle(), stack);
    copy.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
    copy.setCalibration(image.getCalibration().copy());
    return copy;
  }
}
