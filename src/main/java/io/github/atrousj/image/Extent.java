package io.github.atrousj.image;

import io.github.atrousj.engine.ChangeOver;
import java.util.function.IntConsumer;

/** Least and largest of the finite values that it has met. For one thread. */
final class Extent {
  /** Values that the plain loops take at a time. */
  private static final int BLOCK = 512;

  /** So many are left of a block for the last loop, one by one. */
  private static final int FEW = 64;

  private static final ChangeOver CHANGE_OVER =
      PixelRows.HAS_VECTORS ? new ChangeOver(() -> round(false), () -> round(true)) : null;

  private final boolean vector;
  private float least = Float.POSITIVE_INFINITY;
  private float largest = Float.NEGATIVE_INFINITY;

  /** Least and largest of a row, not finite where one of its values is not. */
  private final float[] ends = new float[2];

  private float[] low;
  private float[] high;
  private float[] next;

  Extent() {
    this(PixelRows.HAS_VECTORS && CHANGE_OVER.isDone());
  }

  /**
   * @param vector whether to use the loops of the Vector API
   */
  Extent(boolean vector) {
    this.vector = vector;
  }

  static IntConsumer round(boolean vector) {
    Extent extent = new Extent(vector);
    // Rows of several blocks, and of as many vectors more than elsewhere.
    float[] row = new float[4 * ChangeOver.LENGTH];
    return n -> extent.add(row, 0, 4 * n);
  }

  /** As if it had met no value. */
  void clear() {
    least = Float.POSITIVE_INFINITY;
    largest = Float.NEGATIVE_INFINITY;
  }

  /** Takes {@code n} values from {@code from} on; NaN and infinities do not count. */
  void add(float[] values, int from, int n) {
    ends[0] = Float.POSITIVE_INFINITY;
    ends[1] = Float.NEGATIVE_INFINITY;
    int done = vector ? VectorPixelRows.ends(values, from, n, ends) : 0;
    int whole = done + (n - done) / BLOCK * BLOCK;
    if (whole > done) {
      blocks(values, from + done, from + whole);
    }
    if (whole > 0 && !(ends[0] >= -Float.MAX_VALUE && ends[1] <= Float.MAX_VALUE)) {
      addFinite(values, from, n);
      return;
    }
    least = Math.min(least, ends[0]);
    largest = Math.max(largest, ends[1]);
    addFinite(values, from + whole, n - whole);
  }

  private void addFinite(float[] values, int from, int n) {
    float least = this.least;
    float largest = this.largest;
    for (int i = from; i < from + n; i++) {
      float v = values[i];
      if (Math.abs(v) <= Float.MAX_VALUE) { // false for NaN
        least = Math.min(least, v);
        largest = Math.max(largest, v);
      }
    }
    this.least = least;
    this.largest = largest;
  }

  /**
   * Whole blocks, in loops whose every stream has an array of its own: the compiler likes those.
   */
  private void blocks(float[] values, int from, int to) {
    if (low == null) {
      low = new float[BLOCK];
      high = new float[BLOCK];
      next = new float[BLOCK];
    }
    System.arraycopy(values, from, low, 0, BLOCK);
    System.arraycopy(values, from, high, 0, BLOCK);
    for (int at = from + BLOCK; at < to; at += BLOCK) {
      System.arraycopy(values, at, next, 0, BLOCK);
      lower(low, next, BLOCK);
      raise(high, next, BLOCK);
    }
    int n = BLOCK;
    while (n > FEW) {
      n /= 2;
      System.arraycopy(low, n, next, 0, n);
      lower(low, next, n);
      System.arraycopy(high, n, next, 0, n);
      raise(high, next, n);
    }
    for (int i = 0; i < n; i++) {
      ends[0] = Math.min(ends[0], low[i]);
      ends[1] = Math.max(ends[1], high[i]);
    }
  }

  private static void lower(float[] low, float[] values, int n) {
    for (int i = 0; i < n; i++) {
      low[i] = Math.min(low[i], values[i]);
    }
  }

  private static void raise(float[] high, float[] values, int n) {
    for (int i = 0; i < n; i++) {
      high[i] = Math.max(high[i], values[i]);
    }
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
