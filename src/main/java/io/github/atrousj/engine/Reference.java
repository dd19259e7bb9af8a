package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.TransposedAxis;
import java.util.Arrays;

/**
 * Every spatial operation written as its definition: one output value at a time, one tap after the
 * other, whole image in memory. Obvious rather than fast: the fast path is tested against it.
 *
 * <p>The fast path agrees with it to the bit, except where the fast path sums in another order
 * (separable kernels, means, layers by {@link Winograd}'s method): there it agrees to rounding.
 */
public final class Reference {
  private Reference() {}

  /**
   * A dilated convolution. Each output value is a chain of fused multiply-adds in float, from the
   * bias through the taps by input channel, z, y and x; a tap of weight exactly 0 is not read.
   *
   * @throws IllegalArgumentException when a layer is given another number of channels than its own
   */
  public static Volume convolve(Volume in, Convolution c) {
    Shape s = in.shape();
    if (!c.isPerChannel() && c.inChannels() != s.channels()) {
      throw new IllegalArgumentException(
          "a layer for " + c.inChannels() + " channels cannot read " + s.channels());
    }
    Axis ax = c.x().resolve(s.width());
    Axis ay = c.y().resolve(s.height());
    Axis az = c.z().resolve(s.depth());
    Volume out = new Volume(c.outputShape(s));
    Shape o = out.shape();
    for (int channel = 0; channel < o.channels(); channel++) {
      int outChannel = c.isPerChannel() ? 0 : channel;
      int firstInput = channel;
      int inputs = 1;
      if (!c.isPerChannel()) {
        inputs = c.inChannels() / c.groups();
        firstInput = channel / (c.outChannels() / c.groups()) * inputs;
      }
      for (int z = 0; z < o.depth(); z++) {
        for (int y = 0; y < o.height(); y++) {
          for (int x = 0; x < o.width(); x++) {
            float sum = c.biasOf(outChannel);
            for (int input = 0; input < inputs; input++) {
              int tap = 0;
              for (int tz = 0; tz < az.taps(); tz++) {
                for (int ty = 0; ty < ay.taps(); ty++) {
                  for (int tx = 0; tx < ax.taps(); tx++) {
                    float weight = c.weight(outChannel, input, tap++);
                    if (weight == 0) {
                      continue;
                    }
                    int iz = c.border().map(az.position(z, tz), s.depth());
                    int iy = c.border().map(ay.position(y, ty), s.height());
                    int ix = c.border().map(ax.position(x, tx), s.width());
                    boolean inside = iz >= 0 && iy >= 0 && ix >= 0;
                    float v = inside ? in.get(firstInput + input, iz, iy, ix) : c.value();
                    sum = Math.fma(weight, v, sum);
                  }
                }
              }
            }
            out.plane(channel, z)[y * o.width() + x] = sum;
          }
        }
      }
    }
    return out;
  }

  /**
   * A transposed convolution, as a gather: from the bias through the taps by z, y and x, leaving
   * out weights of exactly 0 and taps that fall between the input's pixels; beyond the input it
   * reads 0.
   */
  public static Volume transposed(Volume in, TransposedConvolution t) {
    Shape s = in.shape();
    Volume out = new Volume(t.outputShape(s));
    Shape o = out.shape();
    for (int channel = 0; channel < o.channels(); channel++) {
      for (int z = 0; z < o.depth(); z++) {
        for (int y = 0; y < o.height(); y++) {
          for (int x = 0; x < o.width(); x++) {
            float sum = t.bias();
            for (int tz = 0; tz < t.z().taps(); tz++) {
              for (int ty = 0; ty < t.y().taps(); ty++) {
                for (int tx = 0; tx < t.x().taps(); tx++) {
                  float weight = t.kernel().weight(tx, ty, tz);
                  long pz = t.z().input(z, tz);
                  long py = t.y().input(y, ty);
                  long px = t.x().input(x, tx);
                  boolean meets =
                      pz != TransposedAxis.NONE
                          && py != TransposedAxis.NONE
                          && px != TransposedAxis.NONE;
                  if (weight == 0 || !meets) {
                    continue;
                  }
                  int iz = Border.ZERO.map(pz, s.depth());
                  int iy = Border.ZERO.map(py, s.height());
                  int ix = Border.ZERO.map(px, s.width());
                  boolean inside = iz >= 0 && iy >= 0 && ix >= 0;
                  sum = Math.fma(weight, inside ? in.get(channel, iz, iy, ix) : 0, sum);
                }
              }
            }
            out.plane(channel, z)[y * o.width() + x] = sum;
          }
        }
      }
    }
    return out;
  }

  /**
   * A dilated pooling. The window's values are taken by z, y and x; without a border rule those
   * outside the image take no part. NaN in the window gives NaN, and so does an empty window. The
   * mean is summed in float and divided by the count.
   */
  public static Volume pool(Volume in, Pooling p) {
    Shape s = in.shape();
    Axis ax = p.x().resolve(s.width());
    Axis ay = p.y().resolve(s.height());
    Axis az = p.z().resolve(s.depth());
    Border border = p.border() == null ? Border.ZERO : p.border();
    float[] window = new float[az.taps() * ay.taps() * ax.taps()];
    Volume out = new Volume(p.outputShape(s));
    Shape o = out.shape();
    for (int channel = 0; channel < o.channels(); channel++) {
      for (int z = 0; z < o.depth(); z++) {
        for (int y = 0; y < o.height(); y++) {
          for (int x = 0; x < o.width(); x++) {
            int count = 0;
            for (int tz = 0; tz < az.taps(); tz++) {
              for (int ty = 0; ty < ay.taps(); ty++) {
                for (int tx = 0; tx < ax.taps(); tx++) {
                  int iz = border.map(az.position(z, tz), s.depth());
                  int iy = border.map(ay.position(y, ty), s.height());
                  int ix = border.map(ax.position(x, tx), s.width());
                  boolean inside = iz >= 0 && iy >= 0 && ix >= 0;
                  if (inside) {
                    window[count++] = in.get(channel, iz, iy, ix);
                  } else if (p.border() != null) {
                    window[count++] = p.border() == Border.CONSTANT ? p.value() : 0;
                  }
                }
              }
            }
            out.plane(channel, z)[y * o.width() + x] = statistic(p.type(), window, count);
          }
        }
      }
    }
    return out;
  }

  /** The statistic of the first {@code n} values; a median reorders them. */
  private static float statistic(Pooling.Type type, float[] values, int n) {
    if (n == 0) {
      return Float.NaN;
    }
    float result = type == Pooling.Type.MEAN ? 0 : values[0];
    switch (type) {
      case MAX:
        for (int i = 1; i < n; i++) {
          result = Math.max(result, values[i]);
        }
        return result;
      case MIN:
        for (int i = 1; i < n; i++) {
          result = Math.min(result, values[i]);
        }
        return result;
      case MEAN:
        for (int i = 0; i < n; i++) {
          result += values[i];
        }
        return result / n;
      case MEDIAN:
        Arrays.sort(values, 0, n); // NaN goes to the end
        if (Float.isNaN(values[n - 1])) {
          return Float.NaN;
        }
        return n % 2 != 0
            ? values[n / 2]
            : (float) (((double) values[n / 2 - 1] + values[n / 2]) / 2);
      default:
        throw new AssertionError(type);
    }
  }
}
