package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;

/**
 * Maximum, minimum or sum over windows along a row. Short windows at stride 1 take the shifted rows
 * one after another; the others use tails and heads of blocks as {@link RunningPool} does, blocks
 * anchored at column 0. Which of the two depends on window and stride alone.
 */
public final class PoolRow {
  private static final int SHORT = 12;

  private final Pooling.Type type;
  private final Axis x;
  private final int outputs;
  private final float[] shifted;
  private final float[] tails;
  private final float[] heads;

  /** Holds scratch memory: one instance per thread. */
  public PoolRow(Pooling.Type type, Axis x, int outputs) {
    this.type = type;
    this.x = x;
    this.outputs = outputs;
    boolean direct = x.taps() <= SHORT && x.stride() == 1;
    int reach = (outputs - 1) * x.stride() + x.effective();
    shifted = direct ? new float[outputs] : null;
    tails = direct ? null : new float[reach];
    heads = direct ? null : new float[reach];
  }

  /**
   * @param row a stored row; column c is at {@code first + c}, border in place
   * @param out receives the outputs
   */
  public void compute(float[] row, int first, float[] out) {
    int start = first - x.padBefore();
    if (shifted != null) {
      System.arraycopy(row, start, out, 0, outputs);
      for (int t = 1; t < x.taps(); t++) {
        System.arraycopy(row, start + t * x.rate(), shifted, 0, outputs);
        RunningPool.accumulate(type, out, shifted, 0, outputs);
      }
      return;
    }
    int k = x.taps();
    int r = x.rate();
    int reach = tails.length;
    // Position u stands at index u + padBefore of heads and tails.
    for (int i = 0; i < reach; i++) {
      boolean opens = Math.floorMod(Math.floorDiv(i - x.padBefore(), r), k) == 0;
      heads[i] = opens || i < r ? row[start + i] : join(heads[i - r], row[start + i]);
    }
    for (int i = reach - 1; i >= 0; i--) {
      boolean closes = Math.floorMod(Math.floorDiv(i - x.padBefore(), r), k) == k - 1;
      tails[i] = closes || i + r >= reach ? row[start + i] : join(row[start + i], tails[i + r]);
    }
    int last = r * (k - 1);
    for (int o = 0, i = 0; o < outputs; o++, i += x.stride()) {
      boolean whole = Math.floorMod(Math.floorDiv(i - x.padBefore(), r), k) == 0;
      out[o] = whole ? tails[i] : join(tails[i], heads[i + last]);
    }
  }

  private float join(float a, float b) {
    switch (type) {
      case MAX:
        return Math.max(a, b);
      case MIN:
        return Math.min(a, b);
      default:
        return a + b;
    }
  }
}
