package io.github.atrousj.kernel;

/**
 * Sampled band-pass kernels. Their weights sum to exactly 0 in any order of addition: they are
 * whole multiples of one power of two, about 2^-23 of the largest, and what rounding leaves goes to
 * the centre.
 */
final class BandPass {
  /** Ratio of the two Gaussians that comes nearest to a Laplacian (Marr and Hildreth 1980). */
  private static final double RATIO = 1.6;

  private static final double WAVELENGTH = 4;
  private static final double GABOR_SIGMA = 1.6;
  private static final int GABOR_RADIUS = 4;

  private interface Field {
    double at(int x, int y);
  }

  private BandPass() {}

  /** σ²∇²G, scale-normalised: negative on bright spots. Size 2⌈4σ⌉ + 1. */
  static Kernel laplacianOfGaussian(double sigma) {
    int radius = (int) Math.ceil(4 * sigma);
    double s2 = sigma * sigma;
    double[] gaussian = sample(radius, gaussian(sigma));
    double[] log =
        sample(
            radius,
            (x, y) -> ((x * x + y * y) / s2 - 2) / (2 * Math.PI * s2) * gaussian(sigma).at(x, y));
    return zeroSum(radius, withoutMean(log, gaussian));
  }

  /** Unit Gaussian of σ minus that of 1.6 σ: positive on bright spots. Size 2⌈4.8σ⌉ + 1. */
  static Kernel differenceOfGaussians(double sigma) {
    int radius = (int) Math.ceil(3 * RATIO * sigma);
    double[] narrow = sample(radius, gaussian(sigma));
    double[] wide = sample(radius, gaussian(RATIO * sigma));
    double ratio = sum(narrow) / sum(wide);
    double total = sum(narrow);
    double[] difference = new double[narrow.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = (narrow[i] - wide[i] * ratio) / total;
    }
    return zeroSum(radius, difference);
  }

  /**
   * Cosine under a Gaussian; answers 1 to the cosine of amplitude 1 that has its wavelength and
   * direction and is bright at the centre.
   *
   * @param degrees direction of the bright lines, counter-clockwise from the x axis as seen on
   *     screen (y points down)
   */
  static Kernel gabor(double degrees) {
    double angle = Math.toRadians(degrees);
    double k = 2 * Math.PI / WAVELENGTH;
    double[] envelope = sample(GABOR_RADIUS, gaussian(GABOR_SIGMA));
    double[] wave =
        sample(GABOR_RADIUS, (x, y) -> Math.cos(k * (x * Math.sin(angle) + y * Math.cos(angle))));
    double[] gabor = new double[wave.length];
    for (int i = 0; i < wave.length; i++) {
      gabor[i] = wave[i] * envelope[i];
    }
    gabor = withoutMean(gabor, envelope);
    double gain = 0;
    for (int i = 0; i < wave.length; i++) {
      gain += gabor[i] * wave[i];
    }
    for (int i = 0; i < wave.length; i++) {
      gabor[i] /= gain;
    }
    return zeroSum(GABOR_RADIUS, gabor);
  }

  private static Field gaussian(double sigma) {
    return (x, y) -> Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
  }

  private static double[] sample(int radius, Field field) {
    int n = 2 * radius + 1;
    double[] samples = new double[n * n];
    for (int y = -radius; y <= radius; y++) {
      for (int x = -radius; x <= radius; x++) {
        samples[(y + radius) * n + x + radius] = field.at(x, y);
      }
    }
    return samples;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** Takes away as much of the envelope as brings the sum to 0. */
  private static double[] withoutMean(double[] values, double[] envelope) {
    double share = sum(values) / sum(envelope);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] - share * envelope[i];
    }
    return result;
  }

  private static Kernel zeroSum(int radius, double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    double unit = Math.scalb(1.0, Math.getExponent(largest) - 22);
    float[] weights = new float[values.length];
    long sum = 0;
    for (int i = 0; i < values.length; i++) {
      long units = Math.round(values[i] / unit);
      weights[i] = (float) (units * unit);
      sum += units;
    }
    int centre = values.length / 2;
    weights[centre] = (float) (weights[centre] - sum * unit);
    return Kernel.of(2 * radius + 1, 2 * radius + 1, weights);
  }
}
