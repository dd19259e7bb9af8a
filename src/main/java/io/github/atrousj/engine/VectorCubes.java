package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * 3×3×3 kernels upon several output rows of several planes of one residue class: a line is loaded
 * and added to the sums of all rows and planes that read it, nine at the most, and a plane's rows
 * are done when the last of its three planes has been added. Every output still adds its taps in
 * their order. Written out for the reason that {@link VectorThrees} gives; line by line, since with
 * nine sums the compiler then has no vector to put aside.
 */
final class VectorCubes {
  /** Output rows of a block. */
  static final int ROWS = 3;

  /** Input lines of each plane. */
  static final int LINES = ROWS + 2;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorCubes() {}

  /**
   * Makes rows in as many columns as whole vectors allow.
   *
   * @param rows the input lines, five of each plane
   * @param start where column 0 of each would stand were all offsets 0
   * @param planes planes of input
   * @param offsets where the values of each of the three columns start
   * @param w the weights
   * @param out by plane of input the three rows that it completes, from {@code outAt} on; those of
   *     the first two planes are not complete and receive anything
   * @return columns done
   */
  static int roll3x3x3(
      float[][] rows,
      int[] start,
      int planes,
      int[] offsets,
      float[] w,
      float bias,
      float[][] out,
      int[] outAt,
      int n) {
    if (n < LANES) {
      return 0;
    }
    int last = n - LANES;
    // What the last columns have in common with those before comes out the same.
    for (int i = 0; i < n; i += LANES) {
      int x = Math.min(i, last);
      strip(
          rows,
          start,
          planes,
          offsets[0] + x,
          offsets[1] + x,
          offsets[2] + x,
          w,
          bias,
          out,
          outAt,
          x);
    }
    return n;
  }

  private static void strip(
      float[][] rows,
      int[] start,
      int planes,
      int left,
      int centre,
      int right,
      float[] w,
      float bias,
      float[][] out,
      int[] outAt,
      int i) {
    FloatVector none = FloatVector.broadcast(SPECIES, bias);
    FloatVector b0 = none;
    FloatVector b1 = none;
    FloatVector b2 = none;
    FloatVector c0 = none;
    FloatVector c1 = none;
    FloatVector c2 = none;
    for (int z = 0; z < planes; z++) {
      FloatVector a0 = none;
      FloatVector a1 = none;
      FloatVector a2 = none;
      float[] row = rows[5 * z];
      int at = start[5 * z];
      FloatVector l = FloatVector.fromArray(SPECIES, row, at + left);
      FloatVector c = FloatVector.fromArray(SPECIES, row, at + centre);
      FloatVector r = FloatVector.fromArray(SPECIES, row, at + right);
      a0 = l.fma(FloatVector.broadcast(SPECIES, w[0]), a0);
      a0 = c.fma(FloatVector.broadcast(SPECIES, w[1]), a0);
      a0 = r.fma(FloatVector.broadcast(SPECIES, w[2]), a0);
      b0 = l.fma(FloatVector.broadcast(SPECIES, w[9]), b0);
      b0 = c.fma(FloatVector.broadcast(SPECIES, w[10]), b0);
      b0 = r.fma(FloatVector.broadcast(SPECIES, w[11]), b0);
      c0 = l.fma(FloatVector.broadcast(SPECIES, w[18]), c0);
      c0 = c.fma(FloatVector.broadcast(SPECIES, w[19]), c0);
      c0 = r.fma(FloatVector.broadcast(SPECIES, w[20]), c0);
      row = rows[5 * z + 1];
      at = start[5 * z + 1];
      l = FloatVector.fromArray(SPECIES, row, at + left);
      c = FloatVector.fromArray(SPECIES, row, at + centre);
      r = FloatVector.fromArray(SPECIES, row, at + right);
      a1 = l.fma(FloatVector.broadcast(SPECIES, w[0]), a1);
      a1 = c.fma(FloatVector.broadcast(SPECIES, w[1]), a1);
      a1 = r.fma(FloatVector.broadcast(SPECIES, w[2]), a1);
      a0 = l.fma(FloatVector.broadcast(SPECIES, w[3]), a0);
      a0 = c.fma(FloatVector.broadcast(SPECIES, w[4]), a0);
      a0 = r.fma(FloatVector.broadcast(SPECIES, w[5]), a0);
      b1 = l.fma(FloatVector.broadcast(SPECIES, w[9]), b1);
      b1 = c.fma(FloatVector.broadcast(SPECIES, w[10]), b1);
      b1 = r.fma(FloatVector.broadcast(SPECIES, w[11]), b1);
      b0 = l.fma(FloatVector.broadcast(SPECIES, w[12]), b0);
      b0 = c.fma(FloatVector.broadcast(SPECIES, w[13]), b0);
      b0 = r.fma(FloatVector.broadcast(SPECIES, w[14]), b0);
      c1 = l.fma(FloatVector.broadcast(SPECIES, w[18]), c1);
      c1 = c.fma(FloatVector.broadcast(SPECIES, w[19]), c1);
      c1 = r.fma(FloatVector.broadcast(SPECIES, w[20]), c1);
      c0 = l.fma(FloatVector.broadcast(SPECIES, w[21]), c0);
      c0 = c.fma(FloatVector.broadcast(SPECIES, w[22]), c0);
      c0 = r.fma(FloatVector.broadcast(SPECIES, w[23]), c0);
      row = rows[5 * z + 2];
      at = start[5 * z + 2];
      l = FloatVector.fromArray(SPECIES, row, at + left);
      c = FloatVector.fromArray(SPECIES, row, at + centre);
      r = FloatVector.fromArray(SPECIES, row, at + right);
      a2 = l.fma(FloatVector.broadcast(SPECIES, w[0]), a2);
      a2 = c.fma(FloatVector.broadcast(SPECIES, w[1]), a2);
      a2 = r.fma(FloatVector.broadcast(SPECIES, w[2]), a2);
      a1 = l.fma(FloatVector.broadcast(SPECIES, w[3]), a1);
      a1 = c.fma(FloatVector.broadcast(SPECIES, w[4]), a1);
      a1 = r.fma(FloatVector.broadcast(SPECIES, w[5]), a1);
      a0 = l.fma(FloatVector.broadcast(SPECIES, w[6]), a0);
      a0 = c.fma(FloatVector.broadcast(SPECIES, w[7]), a0);
      a0 = r.fma(FloatVector.broadcast(SPECIES, w[8]), a0);
      b2 = l.fma(FloatVector.broadcast(SPECIES, w[9]), b2);
      b2 = c.fma(FloatVector.broadcast(SPECIES, w[10]), b2);
      b2 = r.fma(FloatVector.broadcast(SPECIES, w[11]), b2);
      b1 = l.fma(FloatVector.broadcast(SPECIES, w[12]), b1);
      b1 = c.fma(FloatVector.broadcast(SPECIES, w[13]), b1);
      b1 = r.fma(FloatVector.broadcast(SPECIES, w[14]), b1);
      b0 = l.fma(FloatVector.broadcast(SPECIES, w[15]), b0);
      b0 = c.fma(FloatVector.broadcast(SPECIES, w[16]), b0);
      b0 = r.fma(FloatVector.broadcast(SPECIES, w[17]), b0);
      c2 = l.fma(FloatVector.broadcast(SPECIES, w[18]), c2);
      c2 = c.fma(FloatVector.broadcast(SPECIES, w[19]), c2);
      c2 = r.fma(FloatVector.broadcast(SPECIES, w[20]), c2);
      c1 = l.fma(FloatVector.broadcast(SPECIES, w[21]), c1);
      c1 = c.fma(FloatVector.broadcast(SPECIES, w[22]), c1);
      c1 = r.fma(FloatVector.broadcast(SPECIES, w[23]), c1);
      c0 = l.fma(FloatVector.broadcast(SPECIES, w[24]), c0);
      c0 = c.fma(FloatVector.broadcast(SPECIES, w[25]), c0);
      c0 = r.fma(FloatVector.broadcast(SPECIES, w[26]), c0);
      row = rows[5 * z + 3];
      at = start[5 * z + 3];
      l = FloatVector.fromArray(SPECIES, row, at + left);
      c = FloatVector.fromArray(SPECIES, row, at + centre);
      r = FloatVector.fromArray(SPECIES, row, at + right);
      a2 = l.fma(FloatVector.broadcast(SPECIES, w[3]), a2);
      a2 = c.fma(FloatVector.broadcast(SPECIES, w[4]), a2);
      a2 = r.fma(FloatVector.broadcast(SPECIES, w[5]), a2);
      a1 = l.fma(FloatVector.broadcast(SPECIES, w[6]), a1);
      a1 = c.fma(FloatVector.broadcast(SPECIES, w[7]), a1);
      a1 = r.fma(FloatVector.broadcast(SPECIES, w[8]), a1);
      b2 = l.fma(FloatVector.broadcast(SPECIES, w[12]), b2);
      b2 = c.fma(FloatVector.broadcast(SPECIES, w[13]), b2);
      b2 = r.fma(FloatVector.broadcast(SPECIES, w[14]), b2);
      b1 = l.fma(FloatVector.broadcast(SPECIES, w[15]), b1);
      b1 = c.fma(FloatVector.broadcast(SPECIES, w[16]), b1);
      b1 = r.fma(FloatVector.broadcast(SPECIES, w[17]), b1);
      c2 = l.fma(FloatVector.broadcast(SPECIES, w[21]), c2);
      c2 = c.fma(FloatVector.broadcast(SPECIES, w[22]), c2);
      c2 = r.fma(FloatVector.broadcast(SPECIES, w[23]), c2);
      c1 = l.fma(FloatVector.broadcast(SPECIES, w[24]), c1);
      c1 = c.fma(FloatVector.broadcast(SPECIES, w[25]), c1);
      c1 = r.fma(FloatVector.broadcast(SPECIES, w[26]), c1);
      row = rows[5 * z + 4];
      at = start[5 * z + 4];
      l = FloatVector.fromArray(SPECIES, row, at + left);
      c = FloatVector.fromArray(SPECIES, row, at + centre);
      r = FloatVector.fromArray(SPECIES, row, at + right);
      a2 = l.fma(FloatVector.broadcast(SPECIES, w[6]), a2);
      a2 = c.fma(FloatVector.broadcast(SPECIES, w[7]), a2);
      a2 = r.fma(FloatVector.broadcast(SPECIES, w[8]), a2);
      b2 = l.fma(FloatVector.broadcast(SPECIES, w[15]), b2);
      b2 = c.fma(FloatVector.broadcast(SPECIES, w[16]), b2);
      b2 = r.fma(FloatVector.broadcast(SPECIES, w[17]), b2);
      c2 = l.fma(FloatVector.broadcast(SPECIES, w[24]), c2);
      c2 = c.fma(FloatVector.broadcast(SPECIES, w[25]), c2);
      c2 = r.fma(FloatVector.broadcast(SPECIES, w[26]), c2);
      c0.intoArray(out[ROWS * z], outAt[ROWS * z] + i);
      c1.intoArray(out[ROWS * z + 1], outAt[ROWS * z + 1] + i);
      c2.intoArray(out[ROWS * z + 2], outAt[ROWS * z + 2] + i);
      c0 = b0;
      c1 = b1;
      c2 = b2;
      b0 = a0;
      b1 = a1;
      b2 = a2;
    }
  }
}
