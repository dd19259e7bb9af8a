package io.github.atrousj.image;

/** Least and largest of the finite values that it has met. For one thread. */
final class Extent {
  private float least = Float.POSITIVE_INFINITY;
  private float largest = Float.NEGATIVE_INFINITY;

  /** Takes {@code n} values from {@code from} on; NaN and infinities do not count. */
  void add(float[] values, int from, int n) {
    float low = least;
    float high = largest;
    for (int i = from; i < from + n; i++) {
      float v = values[i];
      // NaN fails every comparison.
      if (v < low && v >= -Float.MAX_VALUE) {
        low = v;
      }
      if (v > high && v <= Float.MAX_VALUE) {
        high = v;
      }
    }
    least = low;
    largest = high;
  }

  /** Takes what another one has met. */
  void add(Extent other) {
    least = Math.min(least, other.least);
    largest = Math.max(largest, other.largest);
  }

  /** The least value; infinity when there was none. */
  float least() {
    return least;
  }

  /** The largest value; −infinity when there was none. */
  float largest() {
    return largest;
  }

  /** Least and largest; 0 and 0 when there was none. */
  double[] range() {
    return least <= largest ? new double[] {least, largest} : new double[2];
  }
}
