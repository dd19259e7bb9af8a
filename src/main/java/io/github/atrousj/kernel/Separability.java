package io.github.atrousj.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the factors of a kernel that is an outer product, exactly.
 *
 * <p><b>Rule.</b> A kernel is separable when there are rows of numbers u, v, t with {@code w(x,y,z)
 * = u(x)·v(y)·t(z)} as real numbers, without rounding. Nothing near that counts: a Gaussian whose
 * products were rounded to single precision is not separable, {@code mean-3} (nine times the same
 * number near 1/9) is.
 *
 * <p><b>Why single-precision factors are enough.</b> A float is an odd whole number below 2^24
 * times a power of two. A rank-one kernel is a number g times u⊗v⊗t, where u, v and t are whole
 * numbers without a common divisor; at any weight the odd parts of g, u, v and t multiply to the
 * odd part of that weight, below 2^24, so each of them, and g times one of them, is a float. Only
 * exponents could leave a float's range, when a kernel's weights span more than a factor of 2^127;
 * such a kernel counts as not separable.
 *
 * <p>The factor g goes to the last axis that has more than one tap, so a one-axis kernel is its own
 * factor; the others hold whole numbers with a sum that is not negative.
 */
final class Separability {
  private Separability() {}

  static Optional<Separated> separate(Kernel kernel) {
    float[] weights = kernel.weights();
    int pivot = firstNonZero(weights);
    if (pivot < 0) {
      return Optional.of(
          new Separated(new float[kernel.width()], ones(kernel.height()), ones(kernel.depth())));
    }
    int[] size = {kernel.width(), kernel.height(), kernel.depth()};
    int[] step = {1, size[0], size[0] * size[1]};
    int[] at = {pivot % size[0], pivot / step[1] % size[1], pivot / step[2]};
    int gainAxis = size[2] > 1 ? 2 : size[1] > 1 ? 1 : 0;

    float[][] factors = new float[3][];
    double others = 1; // product at the pivot of the factors that do not hold the gain
    for (int axis = 0; axis < 3; axis++) {
      factors[axis] = line(weights, pivot - at[axis] * step[axis], step[axis], size[axis]);
      if (axis != gainAxis) {
        makePrimitive(factors[axis]);
        others *= factors[axis][at[axis]];
      }
    }
    float[] gain = factors[gainAxis];
    for (int i = 0; i < gain.length; i++) {
      gain[i] = (float) (gain[i] / others);
    }
    return reproduces(weights, factors)
        ? Optional.of(new Separated(factors[0], factors[1], factors[2]))
        : Optional.empty();
  }

  private static int firstNonZero(float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        return i;
      }
    }
    return -1;
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float[] line(float[] weights, int first, int step, int n) {
    float[] line = new float[n];
    for (int i = 0; i < n; i++) {
      line[i] = weights[first + i * step];
    }
    return line;
  }

  /** Divides by the largest number that leaves whole numbers; the line is not all zeros. */
  private static void makePrimitive(float[] line) {
    int divisor = 0;
    double smallestPower = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (float w : line) {
      if (w != 0) {
        int odd = oddPart(w);
        divisor = gcd(divisor, odd);
        smallestPower = Math.min(smallestPower, Math.abs((double) w) / odd);
        sum += w;
      }
    }
    double unit = divisor * smallestPower * (sum < 0 ? -1 : 1);
    for (int i = 0; i < line.length; i++) {
      line[i] = (float) (line[i] / unit) + 0f; // + 0 so that no zero is negative
    }
  }

  /** The odd whole number that w is, up to its sign and a power of two. */
  private static int oddPart(float w) {
    int bits = Float.floatToIntBits(w);
    int mantissa = bits & 0x7FFFFF;
    if (Math.getExponent(w) >= Float.MIN_EXPONENT) {
      mantissa |= 0x800000;
    }
    return mantissa >> Integer.numberOfTrailingZeros(mantissa);
  }

  private static int gcd(int a, int b) {
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  /**
   * Whether the products are the weights. Exact: a product of two floats is exact in double, and
   * only one that is itself a float may meet the third.
   */
  private static boolean reproduces(float[] weights, float[][] factors) {
    int i = 0;
    for (float z : factors[2]) {
      for (float y : factors[1]) {
        double yz = (double) y * z;
        if (yz != (float) yz) {
          return false;
        }
        for (float x : factors[0]) {
          if (x * yz != weights[i++]) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
