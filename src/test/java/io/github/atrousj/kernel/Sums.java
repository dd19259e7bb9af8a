package io.github.atrousj.kernel;

import java.util.Random;

/** Kernels of known rank for tests. */
public final class Sums {
  private Sums() {}

  /**
   * A sum of outer products of normal factors, rounded to float.
   *
   * @param terms how many
   */
  public static Kernel random(Random rnd, int terms, int kx, int ky, int kz) {
    double[] sum = new double[kx * ky * kz];
    for (int r = 0; r < terms; r++) {
      double[] x = normal(rnd, kx);
      double[] y = normal(rnd, ky);
      double[] z = normal(rnd, kz);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += x[i % kx] * y[i / kx % ky] * z[i / (kx * ky)];
      }
    }
    return rounded(kx, ky, kz, sum);
  }

  /**
   * A Gaussian of sum 1 whose products are rounded, its standard deviation a quarter of its size.
   */
  public static Kernel gaussian(int size, int depth) {
    double[] w = new double[size * size * depth];
    for (int i = 0; i < w.length; i++) {
      double x = (i % size - size / 2) * 4.0 / size;
      double y = (i / size % size - size / 2) * 4.0 / size;
      double z = (i / (size * size) - depth / 2) * 4.0 / size;
      w[i] = Math.exp(-(x * x + y * y + z * z) / 2);
    }
    return rounded(size, size, depth, w).normalized();
  }

  private static double[] normal(Random rnd, int n) {
    return n == 1 ? new double[] {1} : rnd.doubles(n, -2, 2).toArray();
  }

  static Kernel rounded(int kx, int ky, int kz, double[] values) {
    float[] w = new float[values.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) values[i];
    }
    return Kernel.volume(kx, ky, kz, w);
  }
}
