package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A 3×3 kernel upon four output rows of one residue class: neighbours share two of their three
 * input rows, so each input vector is loaded once and serves up to three outputs. Every output
 * still adds its taps in their order.
 *
 * <p>Written out because the compiler keeps the sums in registers only in a single straight loop;
 * with loops over taps inside, it now and then allocates every vector.
 */
final class VectorRows {
  /** Output rows of a block. */
  static final int ROWS = 4;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorRows() {}

  /**
   * Adds the nine taps to as many columns as whole vectors allow.
   *
   * @param a the six input rows, from {@code line} on
   * @param offsets where the values of each of the three columns start
   * @param w weights, row by row, from {@code at} on
   * @param out the four output rows, from {@code row} on
   * @return columns done
   */
  static int add3x3(
      float[][] a, int line, int[] offsets, float[] w, int at, float[][] out, int row, int n) {
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
        out[row],
        out[row + 1],
        out[row + 2],
        out[row + 3],
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
      float[] o0,
      float[] o1,
      float[] o2,
      float[] o3,
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
      FloatVector s0 = FloatVector.fromArray(SPECIES, o0, i);
      FloatVector s1 = FloatVector.fromArray(SPECIES, o1, i);
      FloatVector s2 = FloatVector.fromArray(SPECIES, o2, i);
      FloatVector s3 = FloatVector.fromArray(SPECIES, o3, i);
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
      s0.intoArray(o0, i);
      s1.intoArray(o1, i);
      s2.intoArray(o2, i);
      s3.intoArray(o3, i);
    }
    return i;
  }
}
