package io.github.atrousj.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the few outer products whose sum is nearly a kernel.
 *
 * <p><b>Bound.</b> {@code Σ|w − Σ u·v·t| ≤ 2⁻¹⁹·Σ|w|}, so an output differs from the kernel's own
 * by at most 2⁻¹⁹·Σ|w|·max|x| besides the rounding of the sums. One chain of fused multiply-adds
 * may itself round by 2⁻²⁴·Σ|w|·max|x| at each tap, so by as much over 32 taps. Products rounded to
 * float are 2⁻²⁴·Σ|w| away from their factors; the library's band-pass kernels, rounded to 23 bits
 * of their largest weight so that they sum to 0, are about 2⁻²⁰·Σ|w| away from their terms. In all,
 * the passes of a Gaussian come closer to the exact sums than one chain does, and those of the
 * band-pass kernels about as close.
 *
 * <p><b>What is left alone.</b>
 *
 * <ul>
 *   <li>Kernels of short weights, whole numbers below 2¹² times one power of two: their sums over
 *       8-bit images are exact where Σ|w| is below 2¹⁶ units, so that no sum reaches 2²⁴.
 *   <li>Kernels of more than 65536 weights.
 *   <li>Kernels whose weights of 0 are not whole rows, columns or planes: what such a tap meets is
 *       not read, and the terms would read it. The terms read exactly the taps whose weight is not
 *       0, so NaN stays where the kernel lets it go.
 *   <li>Kernels whose terms cancel: {@code Σ|u·v·t| ≤ 4·Σ|w|}, or the rounding of the terms' sums
 *       would show.
 * </ul>
 *
 * <p>Terms of different sign make NaN of an infinite pixel where the kernel makes infinity, and may
 * overflow where its own sums stay below the largest float by less than that factor of 4.
 */
final class LowRank {
  static final double BOUND = 0x1p-19;
  private static final double MOST_GROWTH = 4;

  /** Weights of fewer bits than this are short. */
  private static final int SHORT_BITS = 12;

  /** A search takes some milliseconds for so many; a dialog searches at every key. */
  private static final int MOST_WEIGHTS = 1 << 16;

  private LowRank() {}

  /**
   * The terms; those with the same factors along x follow each other.
   *
   * @return empty when there are none within the bound
   */
  static List<Separated> terms(Kernel kernel) {
    double[] weights = doubles(kernel.weights());
    double total = MatrixTerms.absolute(weights);
    List<Separated> terms = new ArrayList<>();
    if (total == 0 || weights.length > MOST_WEIGHTS || isShort(kernel.weights())) {
      return terms;
    }
    boolean deep = kernel.depth() > 1;
    // The rest is for the rounding of the other factors, and of planes that are split in turn.
    double most = (deep ? 0.5 : 0.75) * BOUND * total;
    List<MatrixTerms.Term> outer = MatrixTerms.of(weights, kernel.width(), most);
    for (MatrixTerms.Term x : outer) {
      if (!deep) {
        terms.add(new Separated(x.left(), floats(x.right()), new float[] {1}));
        continue;
      }
      double share = 0.25 * BOUND * total / outer.size();
      List<MatrixTerms.Term> inner = MatrixTerms.of(x.right(), kernel.height(), share);
      if (inner.isEmpty()) {
        return List.of();
      }
      for (MatrixTerms.Term y : inner) {
        terms.add(new Separated(x.left(), y.left(), floats(y.right())));
      }
    }
    return serves(terms, weights, total) ? terms : List.of();
  }

  /** Whether all weights are whole numbers of few bits times one power of two. */
  private static boolean isShort(float[] weights) {
    int most = Integer.MIN_VALUE;
    int least = Integer.MAX_VALUE;
    for (float w : weights) {
      if (w != 0) {
        long bits = Double.doubleToLongBits(w); // a float has its leading bit there, small ones too
        int exponent = Math.getExponent((double) w);
        int zeros = Math.min(52, Long.numberOfTrailingZeros(bits));
        most = Math.max(most, exponent);
        least = Math.min(least, exponent - 52 + zeros);
      }
    }
    return most - least < SHORT_BITS;
  }

  private static boolean serves(List<Separated> terms, double[] weights, double total) {
    double error = 0;
    double growth = 0;
    float[][][] factors = new float[terms.size()][][];
    for (int r = 0; r < factors.length; r++) {
      Separated s = terms.get(r);
      factors[r] = new float[][] {s.alongX(), s.alongY(), s.alongZ()};
    }
    for (int i = 0; i < weights.length; i++) {
      double sum = 0;
      boolean read = false;
      for (float[][] f : factors) {
        int x = i % f[0].length;
        int y = i / f[0].length % f[1].length;
        int z = i / f[0].length / f[1].length;
        double product = (double) f[0][x] * f[1][y] * f[2][z];
        read |= f[0][x] != 0 && f[1][y] != 0 && f[2][z] != 0;
        sum += product;
        growth += Math.abs(product);
      }
      if (read != (weights[i] != 0)) {
        return false;
      }
      error += Math.abs(weights[i] - sum);
    }
    return error <= BOUND * total && growth <= MOST_GROWTH * total;
  }

  private static double[] doubles(float[] values) {
    double[] all = new double[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i];
    }
    return all;
  }

  private static float[] floats(double[] values) {
    float[] all = new float[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) values[i];
    }
    return all;
  }
}
