package io.github.atrousj.geometry;

/**
 * The geometry of a transposed (fractionally strided) operation along one axis: input i adds to
 * output {@code stride·i + rate·t − padBefore}; the adjoint of {@link Axis} (FACTS: Dumoulin and
 * Visin 2016, A guide to convolution arithmetic, section 4).
 *
 * @param extra output padding: computed positions added at the end
 */
public record TransposedAxis(
    int taps, int rate, int stride, int padBefore, int padAfter, int extra) {
  /** The axis along which an operation does nothing. */
  public static final TransposedAxis UNIT = new TransposedAxis(1, 1, 1, 0, 0, 0);

  /** What {@link #input} returns where a tap meets no input position at all. */
  public static final long NONE = Long.MIN_VALUE;

  public TransposedAxis {
    if (taps < 1 || rate < 1 || stride < 1 || extra < 0) {
      throw new IllegalArgumentException(
          "taps, rate and stride must be at least 1 and extra at least 0, not "
              + taps
              + ", "
              + rate
              + ", "
              + stride
              + ", "
              + extra);
    }
    Axis.requireLength(taps, rate);
  }

  /**
   * Turns a padding rule into numbers. {@code same} gives n · stride outputs: the total pad is
   * {@code E + extra − stride}, its odd position at the end; when that is negative the missing
   * positions become output padding (ONNX SAME_UPPER).
   */
  public static TransposedAxis resolve(int taps, int rate, int stride, Padding padding, int extra) {
    long e = Axis.effective(taps, rate);
    if (padding.isCausal()) {
      throw new IllegalArgumentException("a transposed convolution has no causal padding");
    }
    if (!padding.isSame()) {
      return new TransposedAxis(taps, rate, stride, padding.before(), padding.after(), extra);
    }
    long total = e + extra - stride;
    if (total < 0) {
      return new TransposedAxis(taps, rate, stride, 0, 0, Axis.toInt(extra - total));
    }
    return new TransposedAxis(
        taps, rate, stride, Axis.toInt(total / 2), Axis.toInt(total - total / 2), extra);
  }

  /** Effective kernel length in pixels. */
  public int effective() {
    return Axis.toInt(Axis.effective(taps, rate));
  }

  /** Output length {@code (n − 1)·stride − padBefore − padAfter + E + extra}, at least 0. */
  public int outputSize(int n) {
    if (n < 1) {
      return 0;
    }
    long out = (long) (n - 1) * stride - padBefore - padAfter + effective() + extra;
    return Axis.toInt(Math.max(0, out));
  }

  /**
   * The unbounded input position whose tap {@code t} reaches output {@code p}, or {@link #NONE}
   * when the stride leaves none.
   */
  public long input(int p, int t) {
    long scaled = (long) p + padBefore - (long) rate * t;
    return Math.floorMod(scaled, (long) stride) == 0 ? Math.floorDiv(scaled, (long) stride) : NONE;
  }

  /** Whether every output is the input at the same place. */
  public boolean isUnit() {
    return taps == 1 && stride == 1 && padBefore == 0 && padAfter == 0 && extra == 0;
  }
}
