package io.github.atrousj.samples;

import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.io.FileSaver;
import ij.measure.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the synthetic stack {@code sample-images/blobs-3d.tif} and its truth: Gaussian blobs of
 * three sizes, round in microns, on an uneven background, seen by a camera with photon (Poisson)
 * and read (Gaussian) noise. The random numbers are seeded and all transcendental functions are
 * {@link StrictMath}'s, so every machine makes the same bytes.
 */
public final class Blobs3d {
  /** Width, height and number of slices, in voxels. */
  static final int WIDTH = 160;

  static final int HEIGHT = 160;
  static final int DEPTH = 24;

  /** Voxel size in micron; a slice is three times as thick as a pixel is wide. */
  static final double PIXEL = 0.2;

  static final double SLICE = 0.6;

  /** Grey levels per photon, grey level of no light, and read noise in grey levels. */
  static final double GAIN = 16;

  static final double OFFSET = 100;
  static final double READ_NOISE = 12;

  private static final long SEED = 20161124L;
  private static final double[] SIGMAS = {0.3, 0.6, 1.2};
  private static final int[] COUNTS = {30, 14, 6};
  private static final double[] LEAST_PHOTONS = {24, 18, 14};

  /**
   * One blob.
   *
   * @param x centre in pixels, 0 being the middle of the first pixel (y and z likewise)
   * @param y centre in pixels
   * @param z centre in slices
   * @param sigma standard deviation of the Gaussian in micron, the same on all axes
   * @param photons height of the Gaussian above the background
   */
  record Blob(double x, double y, double z, double sigma, double photons) {
    /** Expected photons of this blob alone at a voxel; nothing beyond six standard deviations. */
    double at(double px, double py, double pz) {
      double dx = (px - x) * PIXEL;
      double dy = (py - y) * PIXEL;
      double dz = (pz - z) * SLICE;
      double u = (dx * dx + dy * dy + dz * dz) / (2 * sigma * sigma);
      return u > 18 ? 0 : photons * StrictMath.exp(-u);
    }
  }

  private Blobs3d() {}

  /** Writes {@code blobs-3d.tif} and {@code blobs-3d.csv} into the folder given (sample-images). */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "sample-images");
    List<Blob> blobs = blobs();
    Files.write(folder.resolve("blobs-3d.tif"), tiff(blobs));
    Files.writeString(folder.resolve("blobs-3d.csv"), csv(blobs));
  }

  /** The truth: blobs that lie inside the stack and apart from each other. */
  static List<Blob> blobs() {
    Random random = new Random(SEED);
    List<Blob> blobs = new ArrayList<>();
    for (int size = SIGMAS.length - 1; size >= 0; size--) {
      double sigma = SIGMAS[size];
      int wanted = blobs.size() + COUNTS[size];
      while (blobs.size() < wanted) {
        double x = centre(random, WIDTH, sigma / PIXEL);
        double y = centre(random, HEIGHT, sigma / PIXEL);
        double z = centre(random, DEPTH, sigma / SLICE);
        double photons = hundredths(LEAST_PHOTONS[size] * (1 + random.nextDouble()));
        Blob blob = new Blob(x, y, z, sigma, photons);
        if (blobs.stream().allMatch(other -> apart(blob, other))) {
          blobs.add(blob);
        }
      }
    }
    return blobs;
  }

  /** Expected photons of the background: a slope along x and a wide hump. */
  static double background(int x, int y, int z) {
    double u = (x - 0.3 * WIDTH) / (0.5 * WIDTH);
    double v = (y - 0.7 * HEIGHT) / (0.5 * HEIGHT);
    double w = (z - 0.5 * DEPTH) / DEPTH;
    return 8 + 10.0 * x / WIDTH + 12 * StrictMath.exp(-(u * u + v * v + w * w));
  }

  /** The stack as the bytes of a TIFF file. */
  static byte[] tiff(List<Blob> blobs) {
    Random random = new Random(SEED + 1);
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int z = 0; z < DEPTH; z++) {
      short[] pixels = new short[WIDTH * HEIGHT];
      for (int i = 0; i < pixels.length; i++) {
        int x = i % WIDTH;
        int y = i / WIDTH;
        double expected = background(x, y, z);
        for (Blob blob : blobs) {
          expected += blob.at(x, y, z);
        }
        double grey =
            OFFSET + GAIN * poisson(random, expected) + READ_NOISE * random.nextGaussian();
        pixels[i] = (short) Math.max(0, Math.min(65535, (int) Math.floor(grey + 0.5)));
      }
      stack.addSlice("", pixels);
    }
    ImagePlus imp = new ImagePlus("blobs-3d", stack);
    Calibration calibration = imp.getCalibration();
    calibration.setUnit("micron");
    calibration.pixelWidth = PIXEL;
    calibration.pixelHeight = PIXEL;
    calibration.pixelDepth = SLICE;
    imp.setDimensions(1, DEPTH, 1);
    imp.setSlice(DEPTH / 2);
    imp.setDisplayRange(OFFSET, OFFSET + 70 * GAIN);
    return bytes(imp);
  }

  /** The file's bytes, in the byte order of most machines whatever ImageJ's options say. */
  private static byte[] bytes(ImagePlus imp) {
    boolean chosen = Prefs.intelByteOrder;
    Prefs.intelByteOrder = true;
    try {
      return new FileSaver(imp).serialize();
    } finally {
      Prefs.intelByteOrder = chosen;
    }
  }

  /** The truth as a table, one line per blob. */
  static String csv(List<Blob> blobs) {
    StringBuilder text = new StringBuilder("blob,x_px,y_px,z_slice,sigma_um,amplitude_photons\n");
    for (int i = 0; i < blobs.size(); i++) {
      Blob b = blobs.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.2f,%.2f,%.2f,%.1f,%.2f\n",
              i + 1,
              b.x(),
              b.y(),
              b.z(),
              b.sigma(),
              b.photons()));
    }
    return text.toString();
  }

  private static boolean apart(Blob a, Blob b) {
    double dx = (a.x() - b.x()) * PIXEL;
    double dy = (a.y() - b.y()) * PIXEL;
    double dz = (a.z() - b.z()) * SLICE;
    return Math.sqrt(dx * dx + dy * dy + dz * dz) > 3 * (a.sigma() + b.sigma());
  }

  /** A place at least two standard deviations inside an axis, in hundredths of a voxel. */
  private static double centre(Random random, int size, double sigma) {
    double margin = 2 * sigma + 1;
    return hundredths(margin + random.nextDouble() * (size - 1 - 2 * margin));
  }

  private static double hundredths(double value) {
    return Math.rint(value * 100) / 100;
  }

  /** Knuth's product of uniforms; the means here are below a hundred photons. */
  private static int poisson(Random random, double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
