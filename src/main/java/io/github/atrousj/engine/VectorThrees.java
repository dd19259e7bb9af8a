package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * 3×3 kernels upon four output rows of one residue class: neighbours share all but one of their
 * input rows, so an input vector is loaded once for all of them. Every output still adds its taps
 * in their order.
 *
 * <p>Written out, and twice, because the compiler keeps sums and weights in registers only in a
 * straight loop without a choice; with loops over taps inside, it now and then allocates every
 * vector. It takes the sums one after another, whatever their order in the source, and keeps every
 * vector loaded that a later sum reads, for which its registers just suffice.
 */
final class VectorThrees {
  /** Output rows of a block. */
  static final int ROWS = 4;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorThrees() {}

  /**
   * The nine taps of a 3×3 plane in four rows, in as many columns as whole vectors allow.
   *
   * @param a the six input rows, from {@code line} on
   * @param start where column 0 of each would stand were all offsets 0
   * @param offsets where the values of each of the three columns start
   * @param w weights, row by row, from {@code at} on
   * @param bias what the sums start from
   * @param onto whether they start from what the output rows hold instead
   * @param out the four output rows, each from {@code outAt} on
   * @return columns done
   */
  static int rows(
      float[][] a,
      int[] start,
      int line,
      int[] offsets,
      float[] w,
      int at,
      float bias,
      boolean onto,
      float[][] out,
      int[] outAt,
      int n) {
    if (onto) {
      return add(
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
    return sums(
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
        bias,
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

  private static int sums(
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
      float bias,
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
    FloatVector none = FloatVector.broadcast(SPECIES, bias);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s0 = none;
      FloatVector s1 = none;
      FloatVector s2 = none;
      FloatVector s3 = none;
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

  private static int add(
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
      FloatVector s0 = FloatVector.fromArray(SPECIES, o0, o0At + i);
      FloatVector s1 = FloatVector.fromArray(SPECIES, o1, o1At + i);
      FloatVector s2 = FloatVector.fromArray(SPECIES, o2, o2At + i);
      FloatVector s3 = FloatVector.fromArray(SPECIES, o3, o3At + i);
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
}
