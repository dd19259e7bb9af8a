package io.github.atrousj.image;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;

/** Images whose values tell where they are. */
final class Images {
  private Images() {}

  /** A plane of small values, different for every index, of the given bit depth. */
  static ImageProcessor plane(int bits, int width, int height, int index) {
    ImageProcessor ip =
        switch (bits) {
          case 8 -> new ByteProcessor(width, height);
          case 16 -> new ShortProcessor(width, height);
          case 24 -> new ColorProcessor(width, height);
          default -> new FloatProcessor(width, height);
        };
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int v = value(index, y, x);
        if (bits == 24) {
          ip.putPixel(x, y, new int[] {v, v + 1, v + 2});
        } else {
          ip.setf(x, y, v);
        }
      }
    }
    return ip;
  }

  static int value(int index, int y, int x) {
    return 10 * index % 100 + 3 * y + x;
  }

  static ImagePlus single(int bits) {
    return new ImagePlus("sample.tif", plane(bits, 7, 5, 0));
  }

  static ImagePlus hyper(int bits, int channels, int slices, int frames) {
    ImageStack stack = new ImageStack(7, 5);
    for (int i = 0; i < channels * slices * frames; i++) {
      stack.addSlice("plane " + i, plane(bits, 7, 5, i));
    }
    ImagePlus imp = new ImagePlus("hyper.tif", stack);
    imp.setDimensions(channels, slices, frames);
    imp.setOpenAsHyperStack(true);
    return imp;
  }

  static CompositeImage composite(int bits, int channels, int slices, int frames) {
    return new CompositeImage(hyper(bits, channels, slices, frames), IJ.COMPOSITE);
  }

  /** The same planes read on demand; remembers which were asked for. */
  static final class Virtual extends VirtualStack {
    final ImageStack planes;
    final List<Integer> asked = new ArrayList<>();
    private final ImageProcessor reused;

    Virtual(ImageStack planes) {
      super(planes.getWidth(), planes.getHeight(), null, null);
      this.planes = planes;
      this.reused = planes.getProcessor(1).duplicate();
      setBitDepth(planes.getBitDepth());
    }

    /** The same processor with the same array for every plane, as some stacks do. */
    @Override
    public ImageProcessor getProcessor(int n) {
      asked.add(n);
      Object pixels = planes.getPixels(n);
      System.arraycopy(pixels, 0, reused.getPixels(), 0, planes.getWidth() * planes.getHeight());
      return reused;
    }

    @Override
    public Object getPixels(int n) {
      return getProcessor(n).getPixels();
    }

    @Override
    public int size() {
      return planes.size();
    }

    @Override
    public int getSize() {
      return planes.size();
    }

    @Override
    public String getSliceLabel(int n) {
      return planes.getSliceLabel(n);
    }
  }

  static ImagePlus virtual(ImagePlus imp) {
    ImagePlus v = new ImagePlus("virtual.tif", new Virtual(imp.getStack()));
    v.setDimensions(imp.getNChannels(), imp.getNSlices(), imp.getNFrames());
    v.setOpenAsHyperStack(true);
    return v;
  }

  /** Values of the plane with the given 1-based position. */
  static float[] floats(ImagePlus imp, int c, int z, int t) {
    return (float[])
        imp.getStack().getProcessor(imp.getStackIndex(c, z, t)).convertToFloat().getPixels();
  }
}
