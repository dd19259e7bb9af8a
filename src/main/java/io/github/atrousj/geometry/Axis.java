package io.github.atrousj.geometry;

/**
 * The geometry of one operation along one axis: {@code out(p) = Σ_t w(t) · in(stride·p + rate·t −
 * padBefore)}, t = 0 … taps − 1 (FACTS: the convention of PyTorch and ONNX). All lengths in pixels.
 *
 * @param taps number of taps, at least 1
 * @param rate spacing of the taps (dilation), at least 1
 * @param stride step between outputs, at least 1
 * @param padBefore positions added before the axis (negative crops)
 * @param padAfter positions added after the axis (negative crops)
 */
public record Axis(int taps, int rate, int stride, int padBefore, int padAfter) {
  /** The axis along which an operation does nothing. */
  public static final Axis UNIT = new Axis(1, 1, 1, 0, 0);

  public Axis {
    if (taps < 1 || rate < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "taps, rate and stride must be at least 1, not " + taps + ", " + rate + ", " + stride);
    }
    requireLength(taps, rate);
  }

  /** Refuses a kernel whose effective length leaves the range of int. */
  static void requireLength(int taps, int rate) {
    long length = effective(taps, rate);
    if (length > Integer.MAX_VALUE) {
      throw new ArithmeticException(taps + " taps at rate " + rate + " span " + length + " pixels");
    }
  }

  /** Effective kernel length {@code rate·(taps − 1) + 1}. */
  public static long effective(int taps, int rate) {
    return (long) rate * (taps - 1) + 1;
  }

  /**
   * Turns a padding rule into numbers for an axis of {@code n} pixels.
   *
   * @throws ArithmeticException when a number leaves the range of int
   */
  public static Axis resolve(int taps, int rate, int stride, Padding padding, int n) {
    long e = effective(taps, rate);
    if (padding.isSame()) {
      long out = ceilDiv(n, stride);
      long total = Math.max(0, (out - 1) * stride + e - n);
      return new Axis(taps, rate, stride, toInt(total / 2), toInt(total - total / 2));
    }
    if (padding.isCausal()) {
      return new Axis(taps, rate, stride, toInt(e - 1), 0);
    }
    return new Axis(taps, rate, stride, padding.before(), padding.after());
  }

  /** Effective kernel length in pixels. */
  public int effective() {
    return toInt(effective(taps, rate));
  }

  /**
   * Output length {@code ⌊(n + padBefore + padAfter − E) / stride⌋ + 1}, 0 when the kernel does not
   * fit.
   */
  public int outputSize(int n) {
    long room = (long) n + padBefore + padAfter - effective();
    return room < 0 ? 0 : toInt(room / stride + 1);
  }

  /** The unbounded input position that tap {@code t} of output {@code p} reads. */
  public long position(int p, int t) {
    return (long) stride * p + (long) rate * t - padBefore;
  }

  /** Whether every output is the input at the same place. */
  public boolean isUnit() {
    return taps == 1 && stride == 1 && padBefore == 0 && padAfter == 0;
  }

  static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  static int toInt(long v) {
    return Math.toIntExact(v);
  }
}
