package io.github.atrousj.engine;

/**
 * Winograd's minimal filtering F(4, 3) along y (Lavin and Gray 2016, section 4.3): four output rows
 * of one residue class of the rate from six products instead of twelve, so a 3×3 layer takes 18
 * multiply-adds where the direct sum takes 36. The blocks of four rows are anchored at row 0 of
 * each class, whatever part of the image is computed, so tiles agree to the bit.
 *
 * <p>The result differs from the direct sum by rounding. With u = 2⁻²⁴ and N products in each of
 * the six sums (3 columns × planes × input channels of the group), every output value is within
 *
 * <pre>(N + 12) · u · Σ_k |A_ik| · Σ_{c, x, z} (Σ_t |G_kt| |w_t|) (Σ_s |B_ks| |d_s|)</pre>
 *
 * of the exact one, where A, B and G are the matrices of the method and d the six input rows of the
 * block. Blocks in which a value is not finite, or so large that the transform overflows, are
 * summed directly, so that NaN and infinity stay where the kernel reads them. A large finite value
 * takes digits from the other rows of its block, within the bound above.
 */
public final class Winograd {
  /** Output rows of a block. */
  public static final int OUTPUTS = 4;

  /** Input rows that a block reads, and products that it takes. */
  public static final int INPUTS = 6;

  /** Below this many channels the transforms cost what the products save. */
  private static final int FEWEST_CHANNELS = 8;

  private static final double[][] G = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };

  private Winograd() {}

  /**
   * Whether a convolution is computed so: layers of three lines that mix eight channels or more
   * into eight or more, without a weight that is 0 (what such a weight meets must not be read). It
   * depends on nothing but the layer.
   */
  public static boolean serves(Convolution c) {
    return !c.isPerChannel()
        && c.y().taps() == 3
        && c.y().stride() == 1
        && c.inChannels() / c.groups() >= FEWEST_CHANNELS
        && c.outChannels() / c.groups() >= FEWEST_CHANNELS
        && !c.hasZeroWeight();
  }

  /** The weight of product k made of a column's three weights. */
  static float weight(int k, float w0, float w1, float w2) {
    return (float) (G[k][0] * w0 + G[k][1] * w1 + G[k][2] * w2);
  }

  /** Six rows to the six that the products read. */
  static void input(float[][] d, float[][] v, int n) {
    first(d[0], d[2], d[4], v[0], n);
    pair(d[1], d[2], d[3], d[4], 4, 1, v[1], v[2], n);
    pair(d[1], d[2], d[3], d[4], 1, 2, v[3], v[4], n);
    last(d[1], d[3], d[5], v[5], n);
  }

  private static void first(float[] a, float[] b, float[] c, float[] v, int n) {
    for (int i = 0; i < n; i++) {
      v[i] = 4 * a[i] - 5 * b[i] + c[i];
    }
  }

  private static void last(float[] a, float[] b, float[] c, float[] v, int n) {
    for (int i = 0; i < n; i++) {
      v[i] = c[i] + (4 * a[i] - 5 * b[i]);
    }
  }

  /** {@code (d4 − near·d2) ± scale·(d3 − near·d1)}. */
  private static void pair(
      float[] d1,
      float[] d2,
      float[] d3,
      float[] d4,
      float near,
      float scale,
      float[] plus,
      float[] minus,
      int n) {
    for (int i = 0; i < n; i++) {
      float even = d4[i] - near * d2[i];
      float odd = scale * (d3[i] - near * d1[i]);
      plus[i] = even + odd;
      minus[i] = even - odd;
    }
  }

  /** Adds 0 times every value, which is 0 as long as all of them are finite. */
  static void probe(float[][] v, float[] sum, int n) {
    probe(v[0], v[1], v[2], sum, n);
    probe(v[3], v[4], v[5], sum, n);
  }

  private static void probe(float[] a, float[] b, float[] c, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = sum[i] + 0f * (a[i] + b[i] + c[i]);
    }
  }

  /**
   * The six products' rows to four rows of output; the first product's row is used as scratch.
   *
   * @param floor values below it become it
   */
  static void output(
      float[][] m, int at, int step, float bias, float floor, OutputRows out, int n) {
    float[] m1 = m[at + step];
    float[] m2 = m[at + 2 * step];
    float[] m3 = m[at + 3 * step];
    float[] m4 = m[at + 4 * step];
    float[] sums = m[at];
    sum(sums, m1, m2, m3, m4, sums, n);
    finish(sums, bias, floor, out, 0, n);
    odd(m1, m2, m3, m4, sums, n);
    finish(sums, bias, floor, out, 1, n);
    even(m1, m2, m3, m4, sums, n);
    finish(sums, bias, floor, out, 2, n);
    last(m1, m2, m3, m4, m[at + 5 * step], sums, n);
    finish(sums, bias, floor, out, 3, n);
  }

  private static void sum(
      float[] m0, float[] m1, float[] m2, float[] m3, float[] m4, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = m0[i] + (m1[i] + m2[i]) + (m3[i] + m4[i]);
    }
  }

  private static void odd(float[] m1, float[] m2, float[] m3, float[] m4, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (m1[i] - m2[i]) + 2 * (m3[i] - m4[i]);
    }
  }

  private static void even(float[] m1, float[] m2, float[] m3, float[] m4, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (m1[i] + m2[i]) + 4 * (m3[i] + m4[i]);
    }
  }

  private static void last(
      float[] m1, float[] m2, float[] m3, float[] m4, float[] m5, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (m1[i] - m2[i]) + 8 * (m3[i] - m4[i]) + m5[i];
    }
  }

  private static void finish(float[] sums, float bias, float floor, OutputRows out, int j, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = Math.max(floor, sums[i] + bias);
    }
    System.arraycopy(sums, 0, out.row()[j], out.start()[j], n);
  }
}
