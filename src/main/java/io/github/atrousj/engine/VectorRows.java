package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * 5×5 kernels upon several output rows of one residue class: neighbours share all but one of their
 * input rows, so an input vector is loaded once for all of them. Every output still adds its taps
 * in their order.
 *
 * <p>Written out for the reasons that {@link VectorThrees} gives; line by line, since all sums of a
 * few rows would need more vectors than there are registers.
 */
final class VectorRows {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Vectors of columns that 5×5 takes at a time. */
  private static final int WIDE = 4;

  private VectorRows() {}

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
