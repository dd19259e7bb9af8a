package io.github.atrousj.kernel;

import java.util.Arrays;

/** Smoothing kernels of sum 1: means and binomial approximations of a Gaussian. */
final class Binomial {
  private Binomial() {}

  /** n^dimensions equal weights. */
  static Kernel mean(int n, int dimensions) {
    int height = dimensions > 1 ? n : 1;
    int depth = dimensions > 2 ? n : 1;
    float[] weights = new float[n * height * depth];
    Arrays.fill(weights, (float) (1.0 / weights.length));
    return Kernel.volume(n, height, depth, weights);
  }

  /** Outer product of row n − 1 of Pascal's triangle, each row divided by 2^(n−1). */
  static Kernel gaussian(int n, int dimensions) {
    double[] row = new double[n];
    row[0] = 1;
    for (int i = 1; i < n; i++) {
      row[i] = row[i - 1] * (n - i) / i; // exact: binomial coefficients
    }
    double unit = Math.scalb(1.0, -(n - 1) * dimensions);
    int height = dimensions > 1 ? n : 1;
    int depth = dimensions > 2 ? n : 1;
    float[] weights = new float[n * height * depth];
    int i = 0;
    for (int z = 0; z < depth; z++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < n; x++) {
          double outer = row[x] * (height > 1 ? row[y] : 1) * (depth > 1 ? row[z] : 1);
          weights[i++] = (float) (outer * unit);
        }
      }
    }
    return Kernel.volume(n, height, depth, weights);
  }
}
