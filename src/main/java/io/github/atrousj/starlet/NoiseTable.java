package io.github.atrousj.starlet;

/**
 * Standard deviations of a starlet's planes for white noise of standard deviation 1 on an unbounded
 * domain, computed from the filters themselves.
 *
 * <p>A plane is the image under one linear filter, so its variance is the filter's sum of squares.
 * All filters are sums of products of one-axis filters, so that sum falls apart into products of
 * one-axis inner products: with φ_j the filter of c_j, |φ_j − φ_{j+1}|² = Π⟨φ_j, φ_j⟩ − 2·Π⟨φ_j,
 * φ_{j+1}⟩ + Π⟨φ_{j+1}, φ_{j+1}⟩ over the axes. Twelve scales take rows of 16381 numbers.
 */
public final class NoiseTable {
  private static final double[] H = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

  private NoiseTable() {}

  /**
   * σ of w_1 … w_J, and of c_J in the last place.
   *
   * @return J + 1 numbers
   */
  public static double[] of(Starlet starlet) {
    int[] starts = starlet.threeD() ? new int[] {0, 0, starlet.zStart()} : new int[2];
    return of(starlet.scales(), starlet.generation(), starts);
  }

  /**
   * The same for any number of axes.
   *
   * @param starts for each axis the scale (from 0) at which it joins in, at rate 1
   */
  public static double[] of(int scales, int generation, int... starts) {
    double[] sigma = new double[scales + 1];
    double[][] phi = new double[starts.length][];
    for (int axis = 0; axis < starts.length; axis++) {
      phi[axis] = new double[] {1};
    }
    for (int j = 0; j < scales; j++) {
      double before = 1;
      double across = 1;
      double after = 1;
      double next = 1;
      for (int axis = 0; axis < starts.length; axis++) {
        double[] smooth = smooth(phi[axis], j - starts[axis]);
        double[] taken = generation == 1 ? smooth : smooth(smooth, j - starts[axis]);
        before *= inner(phi[axis], phi[axis]);
        across *= inner(phi[axis], taken);
        after *= inner(taken, taken);
        next *= inner(smooth, smooth);
        phi[axis] = smooth;
      }
      sigma[j] = Math.sqrt(before - 2 * across + after);
      sigma[j + 1] = Math.sqrt(next);
    }
    return sigma;
  }

  /** h with its taps 2^level apart ∗ row; the row itself for a negative level. */
  private static double[] smooth(double[] row, int level) {
    if (level < 0) {
      return row;
    }
    int rate = 1 << level;
    double[] out = new double[row.length + 4 * rate];
    for (int t = 0; t < H.length; t++) {
      for (int i = 0; i < row.length; i++) {
        out[i + t * rate] += H[t] * row[i];
      }
    }
    return out;
  }

  /** Sum of products of two rows that are centred on each other. */
  private static double inner(double[] a, double[] b) {
    int shift = (b.length - a.length) / 2;
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i + shift];
    }
    return sum;
  }
}
