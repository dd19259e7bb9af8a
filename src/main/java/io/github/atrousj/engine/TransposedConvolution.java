package io.github.atrousj.engine;

import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;

/**
 * A transposed (fractionally strided) convolution with one kernel for every channel: input i adds
 * w(t) · in(i) at output stride·i + rate·t − pad. Computed as a gather: each output value is one
 * chain of fused multiply-adds from the bias over the taps that reach it, in storage order; where
 * such a tap would read outside the input it reads 0.
 *
 * @param x geometry along x; independent of the image's size
 */
public record TransposedConvolution(
    Kernel kernel, TransposedAxis x, TransposedAxis y, TransposedAxis z, float bias) {

  public TransposedConvolution {
    if (x.taps() != kernel.width() || y.taps() != kernel.height() || z.taps() != kernel.depth()) {
      throw new IllegalArgumentException("the axes' taps are not the kernel's");
    }
  }

  /** The same rate, stride, padding and output padding on x and y, and on z with {@code threeD}. */
  public static TransposedConvolution of(
      Kernel k, int rate, int stride, Padding padding, int extra, boolean threeD) {
    return new TransposedConvolution(
        k,
        TransposedAxis.resolve(k.width(), rate, stride, padding, extra),
        TransposedAxis.resolve(k.height(), rate, stride, padding, extra),
        threeD
            ? TransposedAxis.resolve(k.depth(), rate, stride, padding, extra)
            : TransposedAxis.resolve(k.depth(), 1, 1, Padding.SAME, 0),
        0);
  }

  public TransposedConvolution withBias(float b) {
    return new TransposedConvolution(kernel, x, y, z, b);
  }

  public Shape outputShape(Shape in) {
    return new Shape(
        in.channels(),
        z.outputSize(in.depth()),
        y.outputSize(in.height()),
        x.outputSize(in.width()));
  }
}
