package io.github.atrousj.geometry;

/**
 * Where the outputs of a chain of operations lie on an input axis: output p is centred at input
 * position {@code start + jump · p} (both in pixels, pixel centres at whole numbers).
 *
 * @param jump input pixels per output pixel: the product of the strides, fractional after
 *     transposed operations
 * @param start position of output 0: the centre of its receptive field
 */
public record AxisScale(double jump, double start) {
  /** The axis as it is. */
  public static final AxisScale IDENTITY = new AxisScale(1, 0);

  public AxisScale then(Axis a) {
    return new AxisScale(
        jump * a.stride(), start + jump * ((a.effective() - 1) / 2.0 - a.padBefore()));
  }

  public AxisScale then(TransposedAxis a) {
    double finer = jump / a.stride();
    return new AxisScale(finer, start - finer * ((a.effective() - 1) / 2.0 - a.padBefore()));
  }
}
