package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * Weighted rows added to sums, in the shapes that HotSpot's compiler turns into vector
 * instructions: every stream an array of its own, all indexed by the same bare counter, at most
 * five multiply-adds to one sum or nine to three. One more would take ten times as long.
 */
final class PlainSums {
  /** So many columns of a few arrays stay in the first-level cache. */
  static final int STRETCH = 1024;

  /**
   * Columns of a line that are moved at a time. What lies in the first-level cache is added
   * fastest, but a line comes from memory faster the longer the piece: twice that cache's share
   * takes a tenth less time.
   */
  static final int PIECE = 2 * STRETCH;

  /** Keeps scratch arrays that were allocated one after another out of the same cache sets. */
  static final int APART = 12;

  private PlainSums() {}

  /** Short rows share a stretch: the compiler's vector loops want long ones. */
  static int linesOfStretch(int n) {
    return Math.max(1, STRETCH / n);
  }

  /** Arrays for a piece each, at least so many: those that are there and new ones. */
  static float[][] pieces(float[][] arrays, int count) {
    if (arrays.length >= count) {
      return arrays;
    }
    float[][] more = Arrays.copyOf(arrays, count);
    for (int i = arrays.length; i < count; i++) {
      more[i] = new float[PIECE + APART];
    }
    return more;
  }

  static void subtract(float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] -= b[i];
    }
  }

  static void add1(float[] a, float wa, float[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] = Fma.fma(wa, a[i], sum[i]);
    }
  }

  static void add2(float[] a, float[] b, float wa, float wb, float[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] = Fma.fma(wb, b[i], Fma.fma(wa, a[i], sum[i]));
    }
  }

  static void add3(
      float[] a, float[] b, float[] c, float wa, float wb, float wc, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Fma.fma(wc, c[i], Fma.fma(wb, b[i], Fma.fma(wa, a[i], sum[i])));
    }
  }

  static void first5(
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float[] e,
      float[] w,
      float init,
      float[] sum,
      int from,
      int to) {
    float wa = w[0];
    float wb = w[1];
    float wc = w[2];
    float wd = w[3];
    float we = w[4];
    for (int i = from; i < to; i++) {
      float s = Fma.fma(wb, b[i], Fma.fma(wa, a[i], init));
      sum[i] = Fma.fma(we, e[i], Fma.fma(wd, d[i], Fma.fma(wc, c[i], s)));
    }
  }

  static void add5(
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float[] e,
      float[] w,
      int at,
      float[] sum,
      int from,
      int to) {
    float wa = w[at];
    float wb = w[at + 1];
    float wc = w[at + 2];
    float wd = w[at + 3];
    float we = w[at + 4];
    for (int i = from; i < to; i++) {
      float s = Fma.fma(wb, b[i], Fma.fma(wa, a[i], sum[i]));
      sum[i] = Fma.fma(we, e[i], Fma.fma(wd, d[i], Fma.fma(wc, c[i], s)));
    }
  }

  /*
   * Several taps to several sums. The weight of a tap and a sum is w[at + tap · ofTap + sum ·
   * ofSum].
   */

  static void add3to3(
      float[] a,
      float[] b,
      float[] c,
      float[] w,
      int at,
      int ofTap,
      int ofSum,
      float[] sum0,
      float[] sum1,
      float[] sum2,
      int n) {
    float a0 = w[at];
    float a1 = w[at + ofSum];
    float a2 = w[at + 2 * ofSum];
    float b0 = w[at + ofTap];
    float b1 = w[at + ofTap + ofSum];
    float b2 = w[at + ofTap + 2 * ofSum];
    float c0 = w[at + 2 * ofTap];
    float c1 = w[at + 2 * ofTap + ofSum];
    float c2 = w[at + 2 * ofTap + 2 * ofSum];
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float y = b[i];
      float z = c[i];
      float s0 = Fma.fma(c0, z, Fma.fma(b0, y, Fma.fma(a0, x, sum0[i])));
      float s1 = Fma.fma(c1, z, Fma.fma(b1, y, Fma.fma(a1, x, sum1[i])));
      float s2 = Fma.fma(c2, z, Fma.fma(b2, y, Fma.fma(a2, x, sum2[i])));
      sum0[i] = s0;
      sum1[i] = s1;
      sum2[i] = s2;
    }
  }

  static void add3to2(
      float[] a,
      float[] b,
      float[] c,
      float[] w,
      int at,
      int ofTap,
      int ofSum,
      float[] sum0,
      float[] sum1,
      int n) {
    float a0 = w[at];
    float a1 = w[at + ofSum];
    float b0 = w[at + ofTap];
    float b1 = w[at + ofTap + ofSum];
    float c0 = w[at + 2 * ofTap];
    float c1 = w[at + 2 * ofTap + ofSum];
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float y = b[i];
      float z = c[i];
      float s0 = Fma.fma(c0, z, Fma.fma(b0, y, Fma.fma(a0, x, sum0[i])));
      float s1 = Fma.fma(c1, z, Fma.fma(b1, y, Fma.fma(a1, x, sum1[i])));
      sum0[i] = s0;
      sum1[i] = s1;
    }
  }

  static void add2to3(
      float[] a,
      float[] b,
      float[] w,
      int at,
      int ofSum,
      float[] sum0,
      float[] sum1,
      float[] sum2,
      int n) {
    float a0 = w[at];
    float a1 = w[at + ofSum];
    float a2 = w[at + 2 * ofSum];
    float b0 = w[at + 1];
    float b1 = w[at + 1 + ofSum];
    float b2 = w[at + 1 + 2 * ofSum];
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float y = b[i];
      float s0 = Fma.fma(b0, y, Fma.fma(a0, x, sum0[i]));
      float s1 = Fma.fma(b1, y, Fma.fma(a1, x, sum1[i]));
      float s2 = Fma.fma(b2, y, Fma.fma(a2, x, sum2[i]));
      sum0[i] = s0;
      sum1[i] = s1;
      sum2[i] = s2;
    }
  }

  static void add2to2(
      float[] a, float[] b, float[] w, int at, int ofSum, float[] sum0, float[] sum1, int n) {
    float a0 = w[at];
    float a1 = w[at + ofSum];
    float b0 = w[at + 1];
    float b1 = w[at + 1 + ofSum];
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float y = b[i];
      float s0 = Fma.fma(b0, y, Fma.fma(a0, x, sum0[i]));
      float s1 = Fma.fma(b1, y, Fma.fma(a1, x, sum1[i]));
      sum0[i] = s0;
      sum1[i] = s1;
    }
  }
}
