package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Square kernels upon several output rows of one residue class: neighbours share all but one of
 * their input rows, so an input vector is loaded once for all of them. Every output still adds its
 * taps in their order.
 *
 * <p>Written out because the compiler keeps sums and weights in registers only in a straight loop;
 * with loops over taps inside, it now and then allocates every vector. It also takes the sums one
 * after another, whatever their order in the source, and keeps every vector loaded that a later sum
 * reads. So 3×3 may be written for four rows at once, but 5×5 must go line by line.
 */
final class VectorRows {
  /** Output rows of a block. */
  static final int ROWS = 4;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Vectors of columns that 5×5 takes at a time. */
  private static final int WIDE = 4;

  private VectorRows() {}

  /**
   * Adds the nine taps of a 3×3 plane to four rows, in as many columns as whole vectors allow.
   *
   * @param a the six input rows, from {@code line} on
   * @param start where column 0 of each would stand were all offsets 0
   * @param offsets where the values of each of the three columns start
   * @param w weights, row by row, from {@code at} on
   * @param constant a vector to add to, or null to add to the output rows
   * @param out the four output rows, each from {@code outAt} on
   * @return columns done
   */
  static int add3x3(
      float[][] a,
      int[] start,
      int line,
      int[] offsets,
      float[] w,
      int at,
      float[] constant,
      float[][] out,
      int[] outAt,
      int n) {
    // A constant is the same vector at every column.
    boolean same = constant != null;
    return add3x3(
        a[line],
        start[line],
        a[line + 1],
        start[line + 1],
        a[line + 2],
        start[line + 2],
        a[line + 3],
        start[line + 3],
        a[line + 4],
        start[line + 4],
        a[line + 5],
        start[line + 5],
        offsets[0],
        offsets[1],
        offsets[2],
        w,
        at,
        same ? constant : out[0],
        same ? 0 : outAt[0],
        same ? constant : out[1],
        same ? 0 : outAt[1],
        same ? constant : out[2],
        same ? 0 : outAt[2],
        same ? constant : out[3],
        same ? 0 : outAt[3],
        same ? 0 : -1,
        out[0],
        outAt[0],
        out[1],
        outAt[1],
        out[2],
        outAt[2],
        out[3],
        outAt[3],
        n);
  }

  private static int add3x3(
      float[] a0,
      int a0At,
      float[] a1,
      int a1At,
      float[] a2,
      int a2At,
      float[] a3,
      int a3At,
      float[] a4,
      int a4At,
      float[] a5,
      int a5At,
      int left,
      int centre,
      int right,
      float[] w,
      int at,
      float[] p0,
      int p0At,
      float[] p1,
      int p1At,
      float[] p2,
      int p2At,
      float[] p3,
      int p3At,
      int mask,
      float[] o0,
      int o0At,
      float[] o1,
      int o1At,
      float[] o2,
      int o2At,
      float[] o3,
      int o3At,
      int n) {
    float k0 = w[at];
    float k1 = w[at + 1];
    float k2 = w[at + 2];
    float k3 = w[at + 3];
    float k4 = w[at + 4];
    float k5 = w[at + 5];
    float k6 = w[at + 6];
    float k7 = w[at + 7];
    float k8 = w[at + 8];
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s0 = FloatVector.fromArray(SPECIES, p0, p0At + (i & mask));
      FloatVector s1 = FloatVector.fromArray(SPECIES, p1, p1At + (i & mask));
      FloatVector s2 = FloatVector.fromArray(SPECIES, p2, p2At + (i & mask));
      FloatVector s3 = FloatVector.fromArray(SPECIES, p3, p3At + (i & mask));
      FloatVector l0 = FloatVector.fromArray(SPECIES, a0, a0At + left + i);
      FloatVector c0 = FloatVector.fromArray(SPECIES, a0, a0At + centre + i);
      FloatVector r0 = FloatVector.fromArray(SPECIES, a0, a0At + right + i);
      s0 = l0.fma(FloatVector.broadcast(SPECIES, k0), s0);
      s0 = c0.fma(FloatVector.broadcast(SPECIES, k1), s0);
      s0 = r0.fma(FloatVector.broadcast(SPECIES, k2), s0);
      FloatVector l1 = FloatVector.fromArray(SPECIES, a1, a1At + left + i);
      FloatVector c1 = FloatVector.fromArray(SPECIES, a1, a1At + centre + i);
      FloatVector r1 = FloatVector.fromArray(SPECIES, a1, a1At + right + i);
      s0 = l1.fma(FloatVector.broadcast(SPECIES, k3), s0);
      s0 = c1.fma(FloatVector.broadcast(SPECIES, k4), s0);
      s0 = r1.fma(FloatVector.broadcast(SPECIES, k5), s0);
      s1 = l1.fma(FloatVector.broadcast(SPECIES, k0), s1);
      s1 = c1.fma(FloatVector.broadcast(SPECIES, k1), s1);
      s1 = r1.fma(FloatVector.broadcast(SPECIES, k2), s1);
      FloatVector l2 = FloatVector.fromArray(SPECIES, a2, a2At + left + i);
      FloatVector c2 = FloatVector.fromArray(SPECIES, a2, a2At + centre + i);
      FloatVector r2 = FloatVector.fromArray(SPECIES, a2, a2At + right + i);
      s0 = l2.fma(FloatVector.broadcast(SPECIES, k6), s0);
      s0 = c2.fma(FloatVector.broadcast(SPECIES, k7), s0);
      s0 = r2.fma(FloatVector.broadcast(SPECIES, k8), s0);
      s1 = l2.fma(FloatVector.broadcast(SPECIES, k3), s1);
      s1 = c2.fma(FloatVector.broadcast(SPECIES, k4), s1);
      s1 = r2.fma(FloatVector.broadcast(SPECIES, k5), s1);
      s2 = l2.fma(FloatVector.broadcast(SPECIES, k0), s2);
      s2 = c2.fma(FloatVector.broadcast(SPECIES, k1), s2);
      s2 = r2.fma(FloatVector.broadcast(SPECIES, k2), s2);
      FloatVector l3 = FloatVector.fromArray(SPECIES, a3, a3At + left + i);
      FloatVector c3 = FloatVector.fromArray(SPECIES, a3, a3At + centre + i);
      FloatVector r3 = FloatVector.fromArray(SPECIES, a3, a3At + right + i);
      s1 = l3.fma(FloatVector.broadcast(SPECIES, k6), s1);
      s1 = c3.fma(FloatVector.broadcast(SPECIES, k7), s1);
      s1 = r3.fma(FloatVector.broadcast(SPECIES, k8), s1);
      s2 = l3.fma(FloatVector.broadcast(SPECIES, k3), s2);
      s2 = c3.fma(FloatVector.broadcast(SPECIES, k4), s2);
      s2 = r3.fma(FloatVector.broadcast(SPECIES, k5), s2);
      s3 = l3.fma(FloatVector.broadcast(SPECIES, k0), s3);
      s3 = c3.fma(FloatVector.broadcast(SPECIES, k1), s3);
      s3 = r3.fma(FloatVector.broadcast(SPECIES, k2), s3);
      FloatVector l4 = FloatVector.fromArray(SPECIES, a4, a4At + left + i);
      FloatVector c4 = FloatVector.fromArray(SPECIES, a4, a4At + centre + i);
      FloatVector r4 = FloatVector.fromArray(SPECIES, a4, a4At + right + i);
      s2 = l4.fma(FloatVector.broadcast(SPECIES, k6), s2);
      s2 = c4.fma(FloatVector.broadcast(SPECIES, k7), s2);
      s2 = r4.fma(FloatVector.broadcast(SPECIES, k8), s2);
      s3 = l4.fma(FloatVector.broadcast(SPECIES, k3), s3);
      s3 = c4.fma(FloatVector.broadcast(SPECIES, k4), s3);
      s3 = r4.fma(FloatVector.broadcast(SPECIES, k5), s3);
      FloatVector l5 = FloatVector.fromArray(SPECIES, a5, a5At + left + i);
      FloatVector c5 = FloatVector.fromArray(SPECIES, a5, a5At + centre + i);
      FloatVector r5 = FloatVector.fromArray(SPECIES, a5, a5At + right + i);
      s3 = l5.fma(FloatVector.broadcast(SPECIES, k6), s3);
      s3 = c5.fma(FloatVector.broadcast(SPECIES, k7), s3);
      s3 = r5.fma(FloatVector.broadcast(SPECIES, k8), s3);
      s0.intoArray(o0, o0At + i);
      s1.intoArray(o1, o1At + i);
      s2.intoArray(o2, o2At + i);
      s3.intoArray(o3, o3At + i);
    }
    return i;
  }

  /**
   * A 5×5 kernel upon any number of rows, in as many columns as whole vectors allow: a line is
   * loaded and added to the sums of the five outputs that read it, of which the oldest is done.
   *
   * @param a the input rows
   * @param start where column 0 of each would stand were all offsets 0
   * @param lines their number
   * @param offsets where the values of each of the five columns start
   * @param w the weights
   * @param out by line, the output row that it completes, from {@code outAt} on; those of the first
   *     four lines are not complete and receive anything
   * @return columns done
   */
  static int roll5x5(
      float[][] a,
      int[] start,
      int lines,
      int[] offsets,
      float[] w,
      float bias,
      float[][] out,
      int[] outAt,
      int n) {
    int i = 0;
    for (; i <= n - WIDE * LANES; i += WIDE * LANES) {
      strip5x5(a, start, lines, offsets, w, bias, out, outAt, i);
    }
    if (i > 0 && i < n) {
      // What the last columns have in common with those before comes out the same.
      strip5x5(a, start, lines, offsets, w, bias, out, outAt, n - WIDE * LANES);
      return n;
    }
    return i;
  }

  /** Four vectors of columns, from i on; each weight is loaded once for all of them. */
  private static void strip5x5(
      float[][] rows,
      int[] start,
      int lines,
      int[] offsets,
      float[] w,
      float bias,
      float[][] out,
      int[] outAt,
      int i) {
    int x0 = offsets[0] + i;
    int x1 = offsets[1] + i;
    int x2 = offsets[2] + i;
    int x3 = offsets[3] + i;
    int x4 = offsets[4] + i;
    FloatVector none = FloatVector.broadcast(SPECIES, bias);
    FloatVector a1 = none;
    FloatVector a2 = none;
    FloatVector a3 = none;
    FloatVector a4 = none;
    FloatVector b1 = none;
    FloatVector b2 = none;
    FloatVector b3 = none;
    FloatVector b4 = none;
    FloatVector c1 = none;
    FloatVector c2 = none;
    FloatVector c3 = none;
    FloatVector c4 = none;
    FloatVector d1 = none;
    FloatVector d2 = none;
    FloatVector d3 = none;
    FloatVector d4 = none;
    for (int l = 0; l < lines; l++) {
      float[] row = rows[l];
      int at = start[l];
      FloatVector a0 = none;
      FloatVector b0 = none;
      FloatVector c0 = none;
      FloatVector d0 = none;
      FloatVector k;
      FloatVector va = FloatVector.fromArray(SPECIES, row, at + x0);
      FloatVector vb = FloatVector.fromArray(SPECIES, row, at + x0 + LANES);
      FloatVector vc = FloatVector.fromArray(SPECIES, row, at + x0 + 2 * LANES);
      FloatVector vd = FloatVector.fromArray(SPECIES, row, at + x0 + 3 * LANES);
      k = FloatVector.broadcast(SPECIES, w[0]);
      a0 = va.fma(k, a0);
      b0 = vb.fma(k, b0);
      c0 = vc.fma(k, c0);
      d0 = vd.fma(k, d0);
      k = FloatVector.broadcast(SPECIES, w[5]);
      a1 = va.fma(k, a1);
      b1 = vb.fma(k, b1);
      c1 = vc.fma(k, c1);
      d1 = vd.fma(k, d1);
      k = FloatVector.broadcast(SPECIES, w[10]);
      a2 = va.fma(k, a2);
      b2 = vb.fma(k, b2);
      c2 = vc.fma(k, c2);
      d2 = vd.fma(k, d2);
      k = FloatVector.broadcast(SPECIES, w[15]);
      a3 = va.fma(k, a3);
      b3 = vb.fma(k, b3);
      c3 = vc.fma(k, c3);
      d3 = vd.fma(k, d3);
      k = FloatVector.broadcast(SPECIES, w[20]);
      a4 = va.fma(k, a4);
      b4 = vb.fma(k, b4);
      c4 = vc.fma(k, c4);
      d4 = vd.fma(k, d4);
      va = FloatVector.fromArray(SPECIES, row, at + x1);
      vb = FloatVector.fromArray(SPECIES, row, at + x1 + LANES);
      vc = FloatVector.fromArray(SPECIES, row, at + x1 + 2 * LANES);
      vd = FloatVector.fromArray(SPECIES, row, at + x1 + 3 * LANES);
      k = FloatVector.broadcast(SPECIES, w[1]);
      a0 = va.fma(k, a0);
      b0 = vb.fma(k, b0);
      c0 = vc.fma(k, c0);
      d0 = vd.fma(k, d0);
      k = FloatVector.broadcast(SPECIES, w[6]);
      a1 = va.fma(k, a1);
      b1 = vb.fma(k, b1);
      c1 = vc.fma(k, c1);
      d1 = vd.fma(k, d1);
      k = FloatVector.broadcast(SPECIES, w[11]);
      a2 = va.fma(k, a2);
      b2 = vb.fma(k, b2);
      c2 = vc.fma(k, c2);
      d2 = vd.fma(k, d2);
      k = FloatVector.broadcast(SPECIES, w[16]);
      a3 = va.fma(k, a3);
      b3 = vb.fma(k, b3);
      c3 = vc.fma(k, c3);
      d3 = vd.fma(k, d3);
      k = FloatVector.broadcast(SPECIES, w[21]);
      a4 = va.fma(k, a4);
      b4 = vb.fma(k, b4);
      c4 = vc.fma(k, c4);
      d4 = vd.fma(k, d4);
      va = FloatVector.fromArray(SPECIES, row, at + x2);
      vb = FloatVector.fromArray(SPECIES, row, at + x2 + LANES);
      vc = FloatVector.fromArray(SPECIES, row, at + x2 + 2 * LANES);
      vd = FloatVector.fromArray(SPECIES, row, at + x2 + 3 * LANES);
      k = FloatVector.broadcast(SPECIES, w[2]);
      a0 = va.fma(k, a0);
      b0 = vb.fma(k, b0);
      c0 = vc.fma(k, c0);
      d0 = vd.fma(k, d0);
      k = FloatVector.broadcast(SPECIES, w[7]);
      a1 = va.fma(k, a1);
      b1 = vb.fma(k, b1);
      c1 = vc.fma(k, c1);
      d1 = vd.fma(k, d1);
      k = FloatVector.broadcast(SPECIES, w[12]);
      a2 = va.fma(k, a2);
      b2 = vb.fma(k, b2);
      c2 = vc.fma(k, c2);
      d2 = vd.fma(k, d2);
      k = FloatVector.broadcast(SPECIES, w[17]);
      a3 = va.fma(k, a3);
      b3 = vb.fma(k, b3);
      c3 = vc.fma(k, c3);
      d3 = vd.fma(k, d3);
      k = FloatVector.broadcast(SPECIES, w[22]);
      a4 = va.fma(k, a4);
      b4 = vb.fma(k, b4);
      c4 = vc.fma(k, c4);
      d4 = vd.fma(k, d4);
      va = FloatVector.fromArray(SPECIES, row, at + x3);
      vb = FloatVector.fromArray(SPECIES, row, at + x3 + LANES);
      vc = FloatVector.fromArray(SPECIES, row, at + x3 + 2 * LANES);
      vd = FloatVector.fromArray(SPECIES, row, at + x3 + 3 * LANES);
      k = FloatVector.broadcast(SPECIES, w[3]);
      a0 = va.fma(k, a0);
      b0 = vb.fma(k, b0);
      c0 = vc.fma(k, c0);
      d0 = vd.fma(k, d0);
      k = FloatVector.broadcast(SPECIES, w[8]);
      a1 = va.fma(k, a1);
      b1 = vb.fma(k, b1);
      c1 = vc.fma(k, c1);
      d1 = vd.fma(k, d1);
      k = FloatVector.broadcast(SPECIES, w[13]);
      a2 = va.fma(k, a2);
      b2 = vb.fma(k, b2);
      c2 = vc.fma(k, c2);
      d2 = vd.fma(k, d2);
      k = FloatVector.broadcast(SPECIES, w[18]);
      a3 = va.fma(k, a3);
      b3 = vb.fma(k, b3);
      c3 = vc.fma(k, c3);
      d3 = vd.fma(k, d3);
      k = FloatVector.broadcast(SPECIES, w[23]);
      a4 = va.fma(k, a4);
      b4 = vb.fma(k, b4);
      c4 = vc.fma(k, c4);
      d4 = vd.fma(k, d4);
      va = FloatVector.fromArray(SPECIES, row, at + x4);
      vb = FloatVector.fromArray(SPECIES, row, at + x4 + LANES);
      vc = FloatVector.fromArray(SPECIES, row, at + x4 + 2 * LANES);
      vd = FloatVector.fromArray(SPECIES, row, at + x4 + 3 * LANES);
      k = FloatVector.broadcast(SPECIES, w[4]);
      a0 = va.fma(k, a0);
      b0 = vb.fma(k, b0);
      c0 = vc.fma(k, c0);
      d0 = vd.fma(k, d0);
      k = FloatVector.broadcast(SPECIES, w[9]);
      a1 = va.fma(k, a1);
      b1 = vb.fma(k, b1);
      c1 = vc.fma(k, c1);
      d1 = vd.fma(k, d1);
      k = FloatVector.broadcast(SPECIES, w[14]);
      a2 = va.fma(k, a2);
      b2 = vb.fma(k, b2);
      c2 = vc.fma(k, c2);
      d2 = vd.fma(k, d2);
      k = FloatVector.broadcast(SPECIES, w[19]);
      a3 = va.fma(k, a3);
      b3 = vb.fma(k, b3);
      c3 = vc.fma(k, c3);
      d3 = vd.fma(k, d3);
      k = FloatVector.broadcast(SPECIES, w[24]);
      a4 = va.fma(k, a4);
      b4 = vb.fma(k, b4);
      c4 = vc.fma(k, c4);
      d4 = vd.fma(k, d4);
      float[] to = out[l];
      int first = outAt[l] + i;
      a4.intoArray(to, first);
      b4.intoArray(to, first + LANES);
      c4.intoArray(to, first + 2 * LANES);
      d4.intoArray(to, first + 3 * LANES);
      a4 = a3;
      b4 = b3;
      c4 = c3;
      d4 = d3;
      a3 = a2;
      b3 = b2;
      c3 = c2;
      d3 = d2;
      a2 = a1;
      b2 = b1;
      c2 = c1;
      d2 = d1;
      a1 = a0;
      b1 = b0;
      c1 = c0;
      d1 = d0;
    }
  }
}
