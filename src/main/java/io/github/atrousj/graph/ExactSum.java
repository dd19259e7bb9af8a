package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSum;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of 32-bit floats without any rounding, so that it does not depend on their order, nor on
 * how they are dealt to parts: the sum is a whole number of 2^-149, the least float, in 11 limbs of
 * 32 bits (a long accumulator: Kulisch 2013, Computer Arithmetic and Validity, section 8; Neal
 * 2015, arXiv:1505.05571). It holds 2^62 floats of any size. NaN and infinities give what IEEE 754
 * addition would give.
 *
 * <p>Rows are not added value by value: where the exponents of a stretch of values are near each
 * other a double holds its sum exactly, or two doubles do, each of the values' upper or lower bits.
 *
 * <p>Belongs to one thread; whoever shares one locks it.
 */
final class ExactSum {
  /** Bytes that an object takes, about. */
  static final int BYTES = 160;

  private static final int LIMBS = 11;

  /** How many numbers {@link #numbers} gives. */
  static final int NUMBERS = LIMBS + 1;

  private static final long LIMB = 0xffffffffL;

  /** Additions after which the limbs must pass on what is beyond their 32 bits. */
  private static final int MOST_ADDED = 1 << 30;

  private static final int NAN = 1;
  private static final int PLUS_INFINITY = 2;
  private static final int MINUS_INFINITY = 4;

  /** Values of a stretch: 2^10. */
  private static final int STRETCH = 1 << 10;

  /** The group of exponents that has NaN and infinities too. */
  private static final int LAST_GROUP = 63;

  /** Below it are the values of the first group but 0, in the order of {@link #hasTiny}. */
  private static final int TINY = (1 << RowSum.GROUP + 1) - 1 ^ Integer.MIN_VALUE;

  /*
   * Of a stretch whose exponents (as stored, with a bias of 127) go from a to b, every value is
   * below 2^(b - 126) and a whole number of 2^(a - 150). So all its partial sums are whole numbers
   * of that, up to 2^(b - 116): at most 53 bits while b - a <= 19.
   */
  private static final int SPAN_OF_ONE = 19;

  /*
   * Rounded to whole numbers of u = 2^(b - 169), the values have sums of at most 2^53 u. What is
   * lost by that is at most u / 2 each, 2^(b - 160) together, in whole numbers of 2^(a - 150).
   */
  private static final int SPAN_OF_TWO = 63;

  private final long[] limbs = new long[LIMBS];
  private int added;
  private int special;

  /**
   * Adds the values {@code row[from]} … {@code row[to - 1]}.
   *
   * @param sums finds sums in double
   */
  void add(RowSum sums, float[] row, int from, int to) {
    for (int i = from; i < to; i += STRETCH) {
      addStretch(sums, row, i, Math.min(to, i + STRETCH));
    }
  }

  private void addStretch(RowSum sums, float[] row, int from, int to) {
    sums.of(row, from, to);
    long seen = sums.groups();
    if (span(seen) > SPAN_OF_ONE && (seen & 1) != 0 && !hasTiny(row, from, to)) {
      seen &= ~1; // only zeros, which fit everywhere
    }
    int most = 63 - Long.numberOfLeadingZeros(seen);
    if (most == LAST_GROUP || span(seen) > SPAN_OF_TWO) {
      for (int i = from; i < to; i++) {
        addOne(row[i]);
      }
    } else if (span(seen) > SPAN_OF_ONE) {
      addTwice(row, from, to, 4 * most + 3);
    } else {
      add(sums.sum());
    }
  }

  /** How far the exponents of these groups are apart at most. */
  private static int span(long seen) {
    return 4 * (63 - Long.numberOfLeadingZeros(seen) - Long.numberOfTrailingZeros(seen)) + 3;
  }

  private static boolean hasTiny(float[] row, int from, int to) {
    for (int i = from; i < to; i++) {
      // Without the sign and less one, as an unsigned number, where 0 becomes the largest.
      int order = (Float.floatToRawIntBits(row[i]) << 1) - 1 ^ Integer.MIN_VALUE;
      if (order < TINY) {
        return true;
      }
    }
    return false;
  }

  private void addTwice(float[] row, int from, int to, int exponent) {
    // Adding 1.5 · 2^52 u and taking it away again rounds to whole numbers of u = 2^(b - 169).
    double rounder = Math.scalb(1.5, 52 + exponent - 169);
    double high = 0;
    double low = 0;
    double high2 = 0;
    double low2 = 0;
    int i = from;
    for (; i < to - 1; i += 2) {
      double upper = row[i] + rounder - rounder;
      double upper2 = row[i + 1] + rounder - rounder;
      high += upper;
      high2 += upper2;
      low += row[i] - upper;
      low2 += row[i + 1] - upper2;
    }
    if (i < to) {
      double upper = row[i] + rounder - rounder;
      high += upper;
      low += row[i] - upper;
    }
    add(high + high2);
    add(low + low2);
  }

  private void addOne(float v) {
    if (Float.isNaN(v)) {
      special |= NAN;
    } else if (Float.isInfinite(v)) {
      special |= v > 0 ? PLUS_INFINITY : MINUS_INFINITY;
    } else {
      add((double) v);
    }
  }

  /** Adds a whole number of 2^-149 that is below 2^150. */
  private void add(double v) {
    long bits = Double.doubleToRawLongBits(v);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    if (exponent == 0) {
      return; // no whole number of 2^-149 but 0 is that small
    }
    long digits = bits & (1L << 52) - 1 | 1L << 52;
    int place = exponent - 1075 + 149; // of the lowest of the 53 digits
    if (place < 0) {
      digits >>>= -place;
      place = 0;
    }
    int shift = place & 31;
    int limb = place >>> 5;
    long sign = v < 0 ? -1 : 1;
    limbs[limb] += sign * (digits << shift & LIMB);
    limbs[limb + 1] += sign * (digits >>> 32 - shift & LIMB);
    limbs[limb + 2] += sign * (digits >>> 63 - shift >>> 1);
    count();
  }

  private void count() {
    if (++added == MOST_ADDED) {
      carry();
    }
  }

  /** Makes every limb but the last, which has the sign, a number of 32 bits. */
  private void carry() {
    for (int i = 0; i < LIMBS - 1; i++) {
      limbs[i + 1] += limbs[i] >> 32;
      limbs[i] &= LIMB;
    }
    added = 1;
  }

  /** Adds a sum that was made elsewhere. */
  void add(ExactSum other) {
    other.carry();
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += other.limbs[i];
    }
    special |= other.special;
    count();
  }

  /** The state as numbers below 2^53, so that it can travel. */
  void numbers(double[] into, int at) {
    carry();
    for (int i = 0; i < LIMBS; i++) {
      into[at + i] = limbs[i];
    }
    into[at + LIMBS] = special;
  }

  /** Adds a sum from its {@link #numbers}. */
  void addNumbers(double[] numbers, int at) {
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += (long) numbers[at + i];
    }
    special |= (int) numbers[at + LIMBS];
    count();
  }

  /**
   * The float that is nearest to the sum divided by a number; of two the even one.
   *
   * @param count at least 1
   */
  float dividedBy(long count) {
    if (special != 0) {
      return special == PLUS_INFINITY
          ? Float.POSITIVE_INFINITY
          : special == MINUS_INFINITY ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    BigInteger sum = whole();
    BigInteger divisor = BigInteger.valueOf(count);
    // 50 or 51 digits of the quotient, the last one set where others follow: rounds like the whole.
    int shift = 50 - sum.abs().bitLength() + divisor.bitLength();
    BigInteger[] quotient =
        sum.abs()
            .shiftLeft(Math.max(0, shift))
            .divideAndRemainder(divisor.shiftLeft(Math.max(0, -shift)));
    long digits = quotient[0].longValue() | quotient[1].signum();
    return (float) Math.scalb((double) (sum.signum() * digits), -149 - shift);
  }

  /** The sum in units of 2^-149. */
  private BigInteger whole() {
    carry();
    BigInteger sum = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
    }
    return sum;
  }

  @Override
  public String toString() {
    return "ExactSum" + Arrays.toString(limbs) + " special " + special;
  }
}
