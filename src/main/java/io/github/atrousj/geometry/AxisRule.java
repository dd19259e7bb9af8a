package io.github.atrousj.geometry;

/**
 * An operation's geometry along one axis before the axis's length is known.
 *
 * @param taps number of taps, at least 1
 * @param rate spacing of the taps (dilation), at least 1
 * @param stride step between outputs, at least 1
 * @param padding rule, resolved against the axis's length
 */
public record AxisRule(int taps, int rate, int stride, Padding padding) {
  /** The axis along which an operation does nothing. */
  public static final AxisRule UNIT = new AxisRule(1, 1, 1, Padding.VALID);

  public AxisRule {
    if (taps < 1 || rate < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "taps, rate and stride must be at least 1, not " + taps + ", " + rate + ", " + stride);
    }
  }

  public Axis resolve(int n) {
    return Axis.resolve(taps, rate, stride, padding, n);
  }

  public AxisRule withRate(int r) {
    return new AxisRule(taps, r, stride, padding);
  }

  public AxisRule withStride(int s) {
    return new AxisRule(taps, rate, s, padding);
  }

  public AxisRule withPadding(Padding p) {
    return new AxisRule(taps, rate, stride, p);
  }
}
