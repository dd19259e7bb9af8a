package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import java.util.function.Supplier;

/** Random settings of every operation, awkward ones often: one pixel, even kernels, far borders. */
public final class Settings {
  private static final int LARGEST_OUTPUT = 6000;
  private static final Border[] BORDERS = Border.values();
  private final Random rnd;

  public Settings(Random rnd) {
    this.rnd = rnd;
  }

  /** A shape of up to three axes; now and then an axis has a single pixel. */
  public Shape shape(int dimensions) {
    int most = dimensions == 3 ? 14 : 40;
    int depth = size(dimensions == 3 ? most : 3);
    return new Shape(1 + rnd.nextInt(3), depth, size(most), size(most));
  }

  private int size(int most) {
    return rnd.nextInt(8) == 0 ? 1 : 1 + rnd.nextInt(most);
  }

  /** A per-channel convolution with some weights of exactly 0; it leaves output on {@code s}. */
  public Convolution convolution(Shape s, int dimensions) {
    return fitting(
        s,
        () -> {
          Kernel k = kernel(dimensions, true);
          return shaped(Convolution.of(k).bias(some((float) rnd.nextGaussian())), dimensions);
        });
  }

  /** The same with no weight of 0. */
  public Convolution withoutZeros(Shape s, int dimensions) {
    return fitting(s, () -> shaped(Convolution.of(kernel(dimensions, false)), dimensions));
  }

  /** A separable per-channel convolution (an outer product of exact small integers). */
  public Convolution separable(Shape s, int dimensions) {
    return separable(s, dimensions, true);
  }

  /** The same with no weight of 0. */
  public Convolution separableWithoutZeros(Shape s, int dimensions) {
    return separable(s, dimensions, false);
  }

  /** Small whole weights, a bias and a border's value, or the same in units of 2^−n. */
  public Convolution wholeNumbers(Shape s, int dimensions) {
    return fitting(
        s,
        () -> {
          int kz = dimensions == 3 ? 1 + rnd.nextInt(3) : 1;
          int kx = 1 + rnd.nextInt(4);
          float[] w = new float[kx * (1 + rnd.nextInt(4)) * kz];
          float unit = 1f / (1 << rnd.nextInt(rnd.nextBoolean() ? 3 : 13));
          int most = 1 + rnd.nextInt(5);
          for (int i = 0; i < w.length; i++) {
            w[i] = rnd.nextInt(6) == 0 ? 0 : (rnd.nextInt(2 * most + 1) - most) * unit;
          }
          Kernel k = Kernel.volume(kx, w.length / kx / kz, kz, w);
          Convolution c =
              shaped(Convolution.of(k).bias((rnd.nextInt(400) - 200) * unit), dimensions);
          return rnd.nextInt(3) == 0 ? c.constantBorder(rnd.nextInt(256)) : c;
        });
  }

  private Convolution separable(Shape s, int dimensions, boolean zeros) {
    return fitting(
        s,
        () -> {
          int kx = 1 + rnd.nextInt(7);
          int ky = 1 + rnd.nextInt(7);
          int kz = dimensions == 3 ? 1 + rnd.nextInt(4) : 1;
          float[] w = new float[kx * ky * kz];
          float[] x = integers(kx, zeros);
          float[] y = integers(ky, zeros);
          float[] z = integers(kz, zeros);
          for (int i = 0; i < w.length; i++) {
            w[i] = x[i % kx] * y[i / kx % ky] * z[i / (kx * ky)] / 64;
          }
          return shaped(Convolution.of(Kernel.volume(kx, ky, kz, w)), dimensions);
        });
  }

  /** 1 … 7, with {@code zeros} now and then a 0 among them. */
  private float[] integers(int n, boolean zeros) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = 1 + rnd.nextInt(7);
    }
    if (zeros && rnd.nextInt(4) == 0) {
      v[rnd.nextInt(n)] = 0;
    }
    return v;
  }

  /** A constant border's value; sometimes one that marks what it touches. */
  private float value() {
    int kind = rnd.nextInt(12);
    return kind == 0
        ? Float.NaN
        : kind == 1 ? Float.NEGATIVE_INFINITY : Math.abs((float) rnd.nextGaussian());
  }

  /** A layer that reads the channels of {@code s}. */
  public Convolution layer(Shape s, int dimensions) {
    return fitting(
        s,
        () -> {
          int in = s.channels();
          int groups = rnd.nextBoolean() ? 1 : in;
          int out = groups * (1 + rnd.nextInt(3));
          int kx = 1 + rnd.nextInt(4);
          int ky = 1 + rnd.nextInt(4);
          int kz = dimensions == 3 ? 1 + rnd.nextInt(3) : 1;
          float[] w = gaussian(out * (in / groups) * kx * ky * kz);
          float[] b = rnd.nextBoolean() ? gaussian(out) : null;
          return shaped(Convolution.layer(in, out, groups, kx, ky, kz, w, b), dimensions);
        });
  }

  /** A transposed convolution whose output on {@code s} is not empty. */
  public TransposedConvolution transposed(Shape s, int dimensions) {
    return transposed(s, dimensions, true);
  }

  /** The same with no weight of 0. */
  public TransposedConvolution transposedWithoutZeros(Shape s, int dimensions) {
    return transposed(s, dimensions, false);
  }

  private TransposedConvolution transposed(Shape s, int dimensions, boolean zeros) {
    return fitting(
        s,
        () -> {
          Kernel k = kernel(dimensions, zeros);
          TransposedAxis z = dimensions == 3 ? transposedAxis(k.depth()) : TransposedAxis.UNIT;
          return new TransposedConvolution(
              k,
              transposedAxis(k.width()),
              transposedAxis(k.height()),
              z,
              some((float) rnd.nextGaussian()));
        });
  }

  private TransposedAxis transposedAxis(int taps) {
    int rate = 1 + rnd.nextInt(6);
    int stride = 1 + rnd.nextInt(4);
    int e = (int) Axis.effective(taps, rate);
    Padding p = rnd.nextBoolean() ? Padding.SAME : Padding.of(rnd.nextInt(e), rnd.nextInt(e));
    return TransposedAxis.resolve(
        taps, rate, stride, p, rnd.nextBoolean() ? 0 : rnd.nextInt(Math.max(rate, stride)));
  }

  /** A pooling of any type and border, or of none; its output on {@code s} is not empty. */
  public Pooling pooling(Shape s, int dimensions) {
    return fitting(
        s,
        () -> {
          Pooling.Type type = Pooling.Type.values()[rnd.nextInt(4)];
          Border border = rnd.nextBoolean() ? null : BORDERS[rnd.nextInt(6)];
          int side = dimensions == 3 ? 3 : rnd.nextInt(5) == 0 ? 20 : 6;
          return new Pooling(
              type,
              axis(1 + rnd.nextInt(side)),
              axis(1 + rnd.nextInt(side)),
              dimensions == 3 ? axis(1 + rnd.nextInt(side)) : AxisRule.UNIT,
              border,
              border == Border.CONSTANT ? value() : 0);
        });
  }

  /** Normal weights, with {@code zeros} about one in six of them 0. */
  private Kernel kernel(int dimensions, boolean zeros) {
    int kx = 1 + rnd.nextInt(rnd.nextInt(6) == 0 ? 9 : 5);
    int ky = 1 + rnd.nextInt(rnd.nextInt(6) == 0 ? 9 : 5);
    int kz = dimensions == 3 ? 1 + rnd.nextInt(3) : 1;
    float[] w = gaussian(kx * ky * kz);
    for (int i = 0; i < w.length; i++) {
      w[i] = zeros && rnd.nextInt(6) == 0 ? 0 : w[i];
    }
    return Kernel.volume(kx, ky, kz, w);
  }

  private Convolution shaped(Convolution c, int dimensions) {
    AxisRule x = axis(c.x().taps());
    AxisRule y = axis(c.y().taps());
    AxisRule z = dimensions == 3 ? axis(c.z().taps()) : AxisRule.UNIT;
    Convolution shaped =
        c.rate(x.rate(), y.rate(), z.rate())
            .stride(x.stride(), y.stride(), z.stride())
            .padding(x.padding(), y.padding(), z.padding());
    Border b = BORDERS[rnd.nextInt(6)];
    return b == Border.CONSTANT ? shaped.constantBorder(value()) : shaped.border(b);
  }

  private AxisRule axis(int taps) {
    int rate = rnd.nextInt(3) == 0 ? 1 : 1 + rnd.nextInt(rnd.nextInt(6) == 0 ? 60 : 9);
    int stride = rnd.nextInt(3) > 0 ? 1 : 1 + rnd.nextInt(4);
    int e = (int) Axis.effective(taps, rate);
    Padding p;
    switch (rnd.nextInt(6)) {
      case 0:
        p = Padding.VALID;
        break;
      case 1:
        p = Padding.of(rnd.nextInt(2 * e), rnd.nextInt(2 * e));
        break;
      case 2:
        p = Padding.of(-rnd.nextInt(3), e - 1);
        break;
      case 3:
        p = Padding.CAUSAL;
        break;
      default:
        p = Padding.SAME;
    }
    return new AxisRule(taps, rate, stride, p);
  }

  private <T> T fitting(Shape s, Supplier<T> maker) {
    while (true) {
      T operation = maker.get();
      Shape out = Volumes.outputShape(s, operation);
      if (!out.isEmpty() && out.size() <= LARGEST_OUTPUT) {
        return operation;
      }
    }
  }

  private float[] gaussian(int n) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) rnd.nextGaussian();
    }
    return v;
  }

  private float some(float v) {
    return rnd.nextBoolean() ? v : 0;
  }
}
