package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;

/**
 * The operators a second time, in double and by the other road: the image is extended pixel by
 * pixel, the kernel gets its zeros, and then everything is an undilated, unpadded correlation (or,
 * transposed, a scatter). Shares no arithmetic of positions with {@link Reference}.
 */
final class Oracle {
  private Oracle() {}

  /** Output values, [channel][z][y][x] in one array. */
  static double[] convolve(Volume in, Convolution c) {
    Shape s = in.shape();
    Axis[] axes = {c.z().resolve(s.depth()), c.y().resolve(s.height()), c.x().resolve(s.width())};
    int[][] from = {
      extended(s.depth(), axes[0], c.border()),
      extended(s.height(), axes[1], c.border()),
      extended(s.width(), axes[2], c.border())
    };
    int ez = axes[0].effective();
    int ey = axes[1].effective();
    int ex = axes[2].effective();
    Shape o = c.outputShape(s);
    double[] out = new double[(int) o.size()];
    int i = 0;
    for (int channel = 0; channel < o.channels(); channel++) {
      double[][][][] kernels = new double[s.channels()][][][];
      for (int other = 0; other < s.channels(); other++) {
        kernels[other] = stuffed(c, channel, other);
      }
      for (int z = 0; z < o.depth(); z++) {
        for (int y = 0; y < o.height(); y++) {
          for (int x = 0; x < o.width(); x++) {
            double sum = c.biasOf(channel);
            for (int other = 0; other < s.channels(); other++) {
              double[][][] k = kernels[other];
              for (int tz = 0; k != null && tz < ez; tz++) {
                for (int ty = 0; ty < ey; ty++) {
                  for (int tx = 0; k[tz][ty] != null && tx < ex; tx++) {
                    if (k[tz][ty][tx] != 0) {
                      int iz = from[0][z * axes[0].stride() + tz];
                      int iy = from[1][y * axes[1].stride() + ty];
                      int ix = from[2][x * axes[2].stride() + tx];
                      boolean outside = Math.min(iz, Math.min(iy, ix)) < 0;
                      sum += k[tz][ty][tx] * (outside ? c.value() : in.get(other, iz, iy, ix));
                    }
                  }
                }
              }
            }
            out[i++] = sum;
          }
        }
      }
    }
    return out;
  }

  /** The kernel between two channels with its zeros (null for a row of them), or null for none. */
  private static double[][][] stuffed(Convolution c, int out, int in) {
    int o = out;
    int within = in;
    if (c.isPerChannel()) {
      if (out != in) {
        return null;
      }
      o = 0;
      within = 0;
    } else {
      int inPer = c.inChannels() / c.groups();
      int outPer = c.outChannels() / c.groups();
      if (in / inPer != out / outPer) {
        return null;
      }
      within = in % inPer;
    }
    int kx = c.x().taps();
    int ky = c.y().taps();
    int kz = c.z().taps();
    double[][][] k = new double[(kz - 1) * c.z().rate() + 1][(ky - 1) * c.y().rate() + 1][];
    for (int tz = 0; tz < kz; tz++) {
      for (int ty = 0; ty < ky; ty++) {
        double[] row = new double[(kx - 1) * c.x().rate() + 1];
        for (int tx = 0; tx < kx; tx++) {
          row[tx * c.x().rate()] = c.weight(o, within, (tz * ky + ty) * kx + tx);
        }
        k[tz * c.z().rate()][ty * c.y().rate()] = row;
      }
    }
    return k;
  }

  /** A transposed convolution by scattering every input pixel. */
  static double[] transposed(Volume in, TransposedConvolution t) {
    Shape s = in.shape();
    Shape o = t.outputShape(s);
    double[] out = new double[(int) o.size()];
    Arrays.fill(out, t.bias());
    Kernel k = t.kernel();
    for (int channel = 0; channel < s.channels(); channel++) {
      for (int z = 0; z < s.depth(); z++) {
        for (int y = 0; y < s.height(); y++) {
          for (int x = 0; x < s.width(); x++) {
            for (int i = 0; i < k.size(); i++) {
              int tx = i % k.width();
              int ty = i / k.width() % k.height();
              int tz = i / (k.width() * k.height());
              int oz = place(t.z(), z, tz);
              int oy = place(t.y(), y, ty);
              int ox = place(t.x(), x, tx);
              if (oz >= 0
                  && oz < o.depth()
                  && oy >= 0
                  && oy < o.height()
                  && ox >= 0
                  && ox < o.width()) {
                int at = ((channel * o.depth() + oz) * o.height() + oy) * o.width() + ox;
                out[at] += (double) k.weight(tx, ty, tz) * in.get(channel, z, y, x);
              }
            }
          }
        }
      }
    }
    return out;
  }

  private static int place(TransposedAxis a, int i, int t) {
    return a.stride() * i + a.rate() * t - a.padBefore();
  }

  /** For each position of the padded axis the pixel that stands there, or −1, by walking. */
  static int[] extended(int n, Axis a, Border border) {
    int[] from = new int[Math.max(0, n + a.padBefore() + a.padAfter())];
    for (int i = 0; i < from.length; i++) {
      int position = i - a.padBefore();
      int at = position < 0 ? 0 : Math.min(position, n - 1);
      int steps = position - at; // how far to walk beyond the edge
      int direction = Integer.signum(steps);
      boolean outside = steps != 0 && (border == Border.ZERO || border == Border.CONSTANT);
      for (int step = 0; step < Math.abs(steps) && !outside && n > 1; step++) {
        int next = at + direction;
        if (next >= 0 && next < n) {
          at = next;
        } else if (border == Border.CIRCULAR) {
          at = direction > 0 ? 0 : n - 1;
        } else if (border == Border.SYMMETRIC) {
          direction = -direction;
        } else if (border == Border.REFLECT) {
          direction = -direction;
          at += direction;
        }
      }
      from[i] = outside ? -1 : at;
    }
    return from;
  }
}
