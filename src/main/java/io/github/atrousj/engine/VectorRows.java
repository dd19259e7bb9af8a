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

  private VectorRows() {}

  /**
   * Adds the nine taps of a 3×3 plane to four rows, in as many columns as whole vectors allow.
   *
   * @param a the six input rows, from {@code line} on
   * @param offsets where the values of each of the three columns start
   * @param w weights, row by row, from {@code at} on
   * @param sums the four rows to add to, each from {@code sumsAt} on; the output rows or others
   * @param out the four output rows, each from {@code outAt} on
   * @return columns done
   */
  static int add3x3(
      float[][] a,
      int line,
      int[] offsets,
      float[] w,
      int at,
      float[][] sums,
      int[] sumsAt,
      float[][] out,
      int[] outAt,
      int n) {
    return add3x3(
        a[line],
        a[line + 1],
        a[line + 2],
        a[line + 3],
        a[line + 4],
        a[line + 5],
        offsets[0],
        offsets[1],
        offsets[2],
        w,
        at,
        sums[0],
        sumsAt[0],
        sums[1],
        sumsAt[1],
        sums[2],
        sumsAt[2],
        sums[3],
        sumsAt[3],
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
      float[] a1,
      float[] a2,
      float[] a3,
      float[] a4,
      float[] a5,
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
      FloatVector s0 = FloatVector.fromArray(SPECIES, p0, p0At + i);
      FloatVector s1 = FloatVector.fromArray(SPECIES, p1, p1At + i);
      FloatVector s2 = FloatVector.fromArray(SPECIES, p2, p2At + i);
      FloatVector s3 = FloatVector.fromArray(SPECIES, p3, p3At + i);
      FloatVector l0 = FloatVector.fromArray(SPECIES, a0, left + i);
      FloatVector c0 = FloatVector.fromArray(SPECIES, a0, centre + i);
      FloatVector r0 = FloatVector.fromArray(SPECIES, a0, right + i);
      s0 = l0.fma(FloatVector.broadcast(SPECIES, k0), s0);
      s0 = c0.fma(FloatVector.broadcast(SPECIES, k1), s0);
      s0 = r0.fma(FloatVector.broadcast(SPECIES, k2), s0);
      FloatVector l1 = FloatVector.fromArray(SPECIES, a1, left + i);
      FloatVector c1 = FloatVector.fromArray(SPECIES, a1, centre + i);
      FloatVector r1 = FloatVector.fromArray(SPECIES, a1, right + i);
      s0 = l1.fma(FloatVector.broadcast(SPECIES, k3), s0);
      s0 = c1.fma(FloatVector.broadcast(SPECIES, k4), s0);
      s0 = r1.fma(FloatVector.broadcast(SPECIES, k5), s0);
      s1 = l1.fma(FloatVector.broadcast(SPECIES, k0), s1);
      s1 = c1.fma(FloatVector.broadcast(SPECIES, k1), s1);
      s1 = r1.fma(FloatVector.broadcast(SPECIES, k2), s1);
      FloatVector l2 = FloatVector.fromArray(SPECIES, a2, left + i);
      FloatVector c2 = FloatVector.fromArray(SPECIES, a2, centre + i);
      FloatVector r2 = FloatVector.fromArray(SPECIES, a2, right + i);
      s0 = l2.fma(FloatVector.broadcast(SPECIES, k6), s0);
      s0 = c2.fma(FloatVector.broadcast(SPECIES, k7), s0);
      s0 = r2.fma(FloatVector.broadcast(SPECIES, k8), s0);
      s1 = l2.fma(FloatVector.broadcast(SPECIES, k3), s1);
      s1 = c2.fma(FloatVector.broadcast(SPECIES, k4), s1);
      s1 = r2.fma(FloatVector.broadcast(SPECIES, k5), s1);
      s2 = l2.fma(FloatVector.broadcast(SPECIES, k0), s2);
      s2 = c2.fma(FloatVector.broadcast(SPECIES, k1), s2);
      s2 = r2.fma(FloatVector.broadcast(SPECIES, k2), s2);
      FloatVector l3 = FloatVector.fromArray(SPECIES, a3, left + i);
      FloatVector c3 = FloatVector.fromArray(SPECIES, a3, centre + i);
      FloatVector r3 = FloatVector.fromArray(SPECIES, a3, right + i);
      s1 = l3.fma(FloatVector.broadcast(SPECIES, k6), s1);
      s1 = c3.fma(FloatVector.broadcast(SPECIES, k7), s1);
      s1 = r3.fma(FloatVector.broadcast(SPECIES, k8), s1);
      s2 = l3.fma(FloatVector.broadcast(SPECIES, k3), s2);
      s2 = c3.fma(FloatVector.broadcast(SPECIES, k4), s2);
      s2 = r3.fma(FloatVector.broadcast(SPECIES, k5), s2);
      s3 = l3.fma(FloatVector.broadcast(SPECIES, k0), s3);
      s3 = c3.fma(FloatVector.broadcast(SPECIES, k1), s3);
      s3 = r3.fma(FloatVector.broadcast(SPECIES, k2), s3);
      FloatVector l4 = FloatVector.fromArray(SPECIES, a4, left + i);
      FloatVector c4 = FloatVector.fromArray(SPECIES, a4, centre + i);
      FloatVector r4 = FloatVector.fromArray(SPECIES, a4, right + i);
      s2 = l4.fma(FloatVector.broadcast(SPECIES, k6), s2);
      s2 = c4.fma(FloatVector.broadcast(SPECIES, k7), s2);
      s2 = r4.fma(FloatVector.broadcast(SPECIES, k8), s2);
      s3 = l4.fma(FloatVector.broadcast(SPECIES, k3), s3);
      s3 = c4.fma(FloatVector.broadcast(SPECIES, k4), s3);
      s3 = r4.fma(FloatVector.broadcast(SPECIES, k5), s3);
      FloatVector l5 = FloatVector.fromArray(SPECIES, a5, left + i);
      FloatVector c5 = FloatVector.fromArray(SPECIES, a5, centre + i);
      FloatVector r5 = FloatVector.fromArray(SPECIES, a5, right + i);
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
   * @param lines their number
   * @param offsets where the values of each of the five columns start
   * @param w the weights
   * @param out by line, the output row that it completes, from {@code outAt} on; those of the first
   *     four lines are not complete and receive anything
   * @return columns done
   */
  static int roll5x5(
      float[][] a,
      int lines,
      int[] offsets,
      float[] w,
      float bias,
      float[][] out,
      int[] outAt,
      int n) {
    int x0 = offsets[0];
    int x1 = offsets[1];
    int x2 = offsets[2];
    int x3 = offsets[3];
    int x4 = offsets[4];
    float k0 = w[0];
    float k1 = w[1];
    float k2 = w[2];
    float k3 = w[3];
    float k4 = w[4];
    float k5 = w[5];
    float k6 = w[6];
    float k7 = w[7];
    float k8 = w[8];
    float k9 = w[9];
    float k10 = w[10];
    float k11 = w[11];
    float k12 = w[12];
    float k13 = w[13];
    float k14 = w[14];
    float k15 = w[15];
    float k16 = w[16];
    float k17 = w[17];
    float k18 = w[18];
    float k19 = w[19];
    float k20 = w[20];
    float k21 = w[21];
    float k22 = w[22];
    float k23 = w[23];
    float k24 = w[24];
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector start = FloatVector.broadcast(SPECIES, bias);
      FloatVector s1 = start;
      FloatVector s2 = start;
      FloatVector s3 = start;
      FloatVector s4 = start;
      for (int l = 0; l < lines; l++) {
        float[] row = a[l];
        FloatVector v0 = FloatVector.fromArray(SPECIES, row, x0 + i);
        FloatVector v1 = FloatVector.fromArray(SPECIES, row, x1 + i);
        FloatVector v2 = FloatVector.fromArray(SPECIES, row, x2 + i);
        FloatVector v3 = FloatVector.fromArray(SPECIES, row, x3 + i);
        FloatVector v4 = FloatVector.fromArray(SPECIES, row, x4 + i);
        FloatVector done = v0.fma(FloatVector.broadcast(SPECIES, k20), s4);
        done = v1.fma(FloatVector.broadcast(SPECIES, k21), done);
        done = v2.fma(FloatVector.broadcast(SPECIES, k22), done);
        done = v3.fma(FloatVector.broadcast(SPECIES, k23), done);
        done = v4.fma(FloatVector.broadcast(SPECIES, k24), done);
        s4 = v0.fma(FloatVector.broadcast(SPECIES, k15), s3);
        s4 = v1.fma(FloatVector.broadcast(SPECIES, k16), s4);
        s4 = v2.fma(FloatVector.broadcast(SPECIES, k17), s4);
        s4 = v3.fma(FloatVector.broadcast(SPECIES, k18), s4);
        s4 = v4.fma(FloatVector.broadcast(SPECIES, k19), s4);
        s3 = v0.fma(FloatVector.broadcast(SPECIES, k10), s2);
        s3 = v1.fma(FloatVector.broadcast(SPECIES, k11), s3);
        s3 = v2.fma(FloatVector.broadcast(SPECIES, k12), s3);
        s3 = v3.fma(FloatVector.broadcast(SPECIES, k13), s3);
        s3 = v4.fma(FloatVector.broadcast(SPECIES, k14), s3);
        s2 = v0.fma(FloatVector.broadcast(SPECIES, k5), s1);
        s2 = v1.fma(FloatVector.broadcast(SPECIES, k6), s2);
        s2 = v2.fma(FloatVector.broadcast(SPECIES, k7), s2);
        s2 = v3.fma(FloatVector.broadcast(SPECIES, k8), s2);
        s2 = v4.fma(FloatVector.broadcast(SPECIES, k9), s2);
        s1 = v0.fma(FloatVector.broadcast(SPECIES, k0), start);
        s1 = v1.fma(FloatVector.broadcast(SPECIES, k1), s1);
        s1 = v2.fma(FloatVector.broadcast(SPECIES, k2), s1);
        s1 = v3.fma(FloatVector.broadcast(SPECIES, k3), s1);
        s1 = v4.fma(FloatVector.broadcast(SPECIES, k4), s1);
        done.intoArray(out[l], outAt[l] + i);
      }
    }
    return i;
  }
}
