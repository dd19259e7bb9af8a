package io.github.atrousj.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.LUT;
import java.util.Arrays;
import java.util.List;

/**
 * A table of 256 colours that can be told apart: black, then each the colour that is farthest from
 * all before it (the idea of Glasbey et al. 2007, doi:10.1002/col.20327), by distance in CIELAB
 * among colours of a 14³ grid of sRGB that stand out from a black background.
 */
public final class LabelTable {
  private static final int STEPS = 14;
  private static final double LEAST_LIGHTNESS = 40;
  private static final int[] TABLE = colours();

  private LabelTable() {}

  /**
   * Shows an image of labels in these colours.
   *
   * @param most the largest label
   */
  public static void show(ImagePlus image, int most) {
    LUT table = lut();
    image.getStack().setColorModel(table);
    image.setLut(table);
    image.setDisplayRange(0, Math.max(255, most));
  }

  /**
   * Shows an image of classes in given colours.
   *
   * @param colours of labels 0, 1 …, 0xRRGGBB; other labels are black
   */
  public static void show(ImagePlus image, List<Integer> colours) {
    LUT table = lut(colours);
    table.min = 0;
    table.max = 255;
    image.getStack().setColorModel(table);
    if (image instanceof CompositeImage composite) {
      // Each channel has labels of its own, and a table of its own.
      LUT[] all = new LUT[image.getNChannels()];
      Arrays.setAll(all, c -> (LUT) table.clone());
      composite.setLuts(all);
      composite.updateImage();
    } else {
      image.setLut(table);
      image.setDisplayRange(0, 255);
    }
  }

  /** A table of given colours, black beyond them. */
  public static LUT lut(List<Integer> colours) {
    byte[][] rgb = new byte[3][256];
    for (int i = 0; i < Math.min(256, colours.size()); i++) {
      for (int k = 0; k < 3; k++) {
        rgb[k][i] = (byte) (colours.get(i) >> 16 - 8 * k);
      }
    }
    return new LUT(8, 256, rgb[0], rgb[1], rgb[2]);
  }

  /** The colour of a label, 0xRRGGBB. */
  public static int colour(int label) {
    return TABLE[label & 255];
  }

  static LUT lut() {
    byte[] red = new byte[256];
    byte[] green = new byte[256];
    byte[] blue = new byte[256];
    for (int i = 0; i < 256; i++) {
      red[i] = (byte) (TABLE[i] >> 16);
      green[i] = (byte) (TABLE[i] >> 8);
      blue[i] = (byte) TABLE[i];
    }
    return new LUT(8, 256, red, green, blue);
  }

  private static int[] colours() {
    int n = STEPS * STEPS * STEPS;
    int[] rgb = new int[n];
    double[][] lab = new double[n][];
    double[] nearest = new double[n];
    double[] black = lab(0);
    double[] white = lab(0xFFFFFF);
    for (int i = 0; i < n; i++) {
      rgb[i] = level(i) << 16 | level(i / STEPS) << 8 | level(i / STEPS / STEPS);
      lab[i] = lab(rgb[i]);
      boolean dark = lab[i][0] < LEAST_LIGHTNESS;
      // White is the colour of the paper and of selections, so it is kept away from too.
      nearest[i] = dark ? 0 : Math.min(distance(lab[i], black), distance(lab[i], white));
    }
    int[] table = new int[256];
    for (int k = 1; k < table.length; k++) {
      int farthest = 0;
      for (int i = 1; i < n; i++) {
        farthest = nearest[i] > nearest[farthest] ? i : farthest;
      }
      table[k] = rgb[farthest];
      for (int i = 0; i < n; i++) {
        nearest[i] = Math.min(nearest[i], distance(lab[i], lab[farthest]));
      }
    }
    return table;
  }

  private static int level(int i) {
    return i % STEPS * 255 / (STEPS - 1);
  }

  /** Squared. */
  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** CIE 1976 L*, a*, b* of an sRGB colour, white point D65 (IEC 61966-2-1). */
  private static double[] lab(int rgb) {
    double r = linear(rgb >> 16 & 255);
    double g = linear(rgb >> 8 & 255);
    double b = linear(rgb & 255);
    double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double linear(int level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double root(double v) {
    return v > 216.0 / 24389 ? Math.cbrt(v) : (24389.0 / 27 * v + 16) / 116;
  }
}
