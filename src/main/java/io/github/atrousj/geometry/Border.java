package io.github.atrousj.geometry;

/**
 * What an operation reads where its taps fall outside the image. Every rule is defined at any
 * distance from the image, including distances larger than the image itself (the fold is repeated).
 *
 * <p>The rules are separable: the position read at (x, y, z) is found axis by axis.
 */
public enum Border {
  /** {@code 0 0 | a b c d | 0 0}. */
  ZERO,
  /** {@code v v | a b c d | v v} for a given value v. */
  CONSTANT,
  /** {@code a a | a b c d | d d}: the edge pixel is repeated. */
  REPLICATE,
  /** {@code c b | a b c d | c b}: mirrored about the edge pixel's centre, which is not repeated. */
  REFLECT,
  /**
   * {@code b a | a b c d | d c}: mirrored about the image's edge, so the edge pixel is repeated.
   */
  SYMMETRIC,
  /** {@code c d | a b c d | a b}: the image repeats periodically. */
  CIRCULAR;

  /** What {@link #map} returns for a position that no pixel of the image stands for. */
  public static final int OUTSIDE = -1;

  /**
   * The pixel that stands for position {@code i} of an axis of {@code n} pixels.
   *
   * @param i any position, negative or beyond the axis included
   * @param n the axis's length, at least 1
   * @return an index in 0 … n−1, or {@link #OUTSIDE} where the rule supplies a value instead
   */
  public int map(long i, int n) {
    if (i >= 0 && i < n) {
      return (int) i;
    }
    switch (this) {
      case ZERO:
      case CONSTANT:
        return OUTSIDE;
      case REPLICATE:
        return i < 0 ? 0 : n - 1;
      case CIRCULAR:
        return (int) Math.floorMod(i, (long) n);
      case SYMMETRIC:
        {
          long folded = Math.floorMod(i, 2L * n);
          return (int) (folded < n ? folded : 2L * n - 1 - folded);
        }
      case REFLECT:
        {
          if (n == 1) {
            return 0;
          }
          long period = 2L * n - 2;
          long folded = Math.floorMod(i, period);
          return (int) (folded < n ? folded : period - folded);
        }
      default:
        throw new AssertionError(this);
    }
  }

  /**
   * A distance at which a run of positions reads the very same pixels, chosen near the axis: beyond
   * it the border repeats itself or stays what it is. So no row needs a border much wider than
   * itself, however far a tap stands.
   *
   * @param distance where the run starts; it is {@code distance … distance + span − 1}
   * @param span length of the run, at least 1
   * @param n the axis's length, at least 1
   */
  public long nearest(long distance, long span, int n) {
    switch (this) {
      case ZERO:
      case CONSTANT:
      case REPLICATE:
        return Math.min(Math.max(distance, -span), n);
      default:
        long period = this == CIRCULAR ? n : this == SYMMETRIC ? 2L * n : Math.max(1, 2L * n - 2);
        long after = Math.floorMod(distance, period);
        long best = distance;
        for (long d : new long[] {after, after - period}) {
          best = outside(d, span, n) < outside(best, span, n) ? d : best;
        }
        return best;
    }
  }

  private static long outside(long distance, long span, int n) {
    return Math.max(0, -distance) + Math.max(0, distance + span - n);
  }

  /** Whether the rule supplies a value (zero or constant) instead of a pixel. */
  public boolean suppliesValue() {
    return this == ZERO || this == CONSTANT;
  }
}
