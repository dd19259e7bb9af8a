package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * 3×3×3 kernels upon two output rows of several planes of one residue class: two vectors of a line
 * are loaded and added to the sums of all rows and planes that read it, six at the most, and a
 * plane's rows are done when the last of its three planes has been added. Every output still adds
 * its taps in their order. Written out for the reason that {@link VectorThrees} gives; line by
 * line, each weight loaded for both vectors: twenty vectors in use, of the 32 that AVX-512 and SVE
 * have. With the 16 of AVX2 some are put aside, which costs what three rows of one vector did.
 *
 * <p>A method with a fifth more of such calls is beyond what HotSpot's first compiler can profile
 * ("out of virtual registers"), and then may stay in that compiler's hands for good.
 */
final class VectorCubes {
  /** Output rows of a block. */
  static final int ROWS = 2;

  /** Input lines of each plane. */
  static final int LINES = ROWS + 2;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorCubes() {}

  /**
   * Makes rows, where they have the columns of two vectors.
   *
   * @param rows the input lines, four of each plane
   * @param start where column 0 of each would stand were all offsets 0
   * @param planes planes of input
   * @param offsets where the values of each of the three columns start
   * @param w the weights
   * @param out by plane of input the two rows that it completes, from {@code outAt} on; those of
   *     the first two planes are not complete and receive anything
   * @return n, or 0 where there are fewer columns
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
    int last = n - 2 * LANES;
    if (last < 0) {
      return 0;
    }
    // What the last columns have in common with those before comes out the same.
    for (int i = 0; i < n; i += 2 * LANES) {
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
    FloatVector ya0 = none;
    FloatVector ya1 = none;
    FloatVector yb0 = none;
    FloatVector yb1 = none;
    FloatVector za0 = none;
    FloatVector za1 = none;
    FloatVector zb0 = none;
    FloatVector zb1 = none;
    for (int z = 0; z < planes; z++) {
      FloatVector xa0 = none;
      FloatVector xa1 = none;
      FloatVector xb0 = none;
      FloatVector xb1 = none;
      FloatVector k;
      float[] row = rows[LINES * z];
      int at = start[LINES * z];
      FloatVector l0 = FloatVector.fromArray(SPECIES, row, at + left);
      FloatVector l1 = FloatVector.fromArray(SPECIES, row, at + left + LANES);
      FloatVector c0 = FloatVector.fromArray(SPECIES, row, at + centre);
      FloatVector c1 = FloatVector.fromArray(SPECIES, row, at + centre + LANES);
      FloatVector r0 = FloatVector.fromArray(SPECIES, row, at + right);
      FloatVector r1 = FloatVector.fromArray(SPECIES, row, at + right + LANES);
      k = FloatVector.broadcast(SPECIES, w[0]);
      xa0 = l0.fma(k, xa0);
      xa1 = l1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[9]);
      ya0 = l0.fma(k, ya0);
      ya1 = l1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[18]);
      za0 = l0.fma(k, za0);
      za1 = l1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[1]);
      xa0 = c0.fma(k, xa0);
      xa1 = c1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[10]);
      ya0 = c0.fma(k, ya0);
      ya1 = c1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[19]);
      za0 = c0.fma(k, za0);
      za1 = c1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[2]);
      xa0 = r0.fma(k, xa0);
      xa1 = r1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[11]);
      ya0 = r0.fma(k, ya0);
      ya1 = r1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[20]);
      za0 = r0.fma(k, za0);
      za1 = r1.fma(k, za1);
      row = rows[LINES * z + 1];
      at = start[LINES * z + 1];
      l0 = FloatVector.fromArray(SPECIES, row, at + left);
      l1 = FloatVector.fromArray(SPECIES, row, at + left + LANES);
      c0 = FloatVector.fromArray(SPECIES, row, at + centre);
      c1 = FloatVector.fromArray(SPECIES, row, at + centre + LANES);
      r0 = FloatVector.fromArray(SPECIES, row, at + right);
      r1 = FloatVector.fromArray(SPECIES, row, at + right + LANES);
      k = FloatVector.broadcast(SPECIES, w[3]);
      xa0 = l0.fma(k, xa0);
      xa1 = l1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[12]);
      ya0 = l0.fma(k, ya0);
      ya1 = l1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[21]);
      za0 = l0.fma(k, za0);
      za1 = l1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[4]);
      xa0 = c0.fma(k, xa0);
      xa1 = c1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[13]);
      ya0 = c0.fma(k, ya0);
      ya1 = c1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[22]);
      za0 = c0.fma(k, za0);
      za1 = c1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[5]);
      xa0 = r0.fma(k, xa0);
      xa1 = r1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[14]);
      ya0 = r0.fma(k, ya0);
      ya1 = r1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[23]);
      za0 = r0.fma(k, za0);
      za1 = r1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[0]);
      xb0 = l0.fma(k, xb0);
      xb1 = l1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[9]);
      yb0 = l0.fma(k, yb0);
      yb1 = l1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[18]);
      zb0 = l0.fma(k, zb0);
      zb1 = l1.fma(k, zb1);
      k = FloatVector.broadcast(SPECIES, w[1]);
      xb0 = c0.fma(k, xb0);
      xb1 = c1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[10]);
      yb0 = c0.fma(k, yb0);
      yb1 = c1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[19]);
      zb0 = c0.fma(k, zb0);
      zb1 = c1.fma(k, zb1);
      k = FloatVector.broadcast(SPECIES, w[2]);
      xb0 = r0.fma(k, xb0);
      xb1 = r1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[11]);
      yb0 = r0.fma(k, yb0);
      yb1 = r1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[20]);
      zb0 = r0.fma(k, zb0);
      zb1 = r1.fma(k, zb1);
      row = rows[LINES * z + 2];
      at = start[LINES * z + 2];
      l0 = FloatVector.fromArray(SPECIES, row, at + left);
      l1 = FloatVector.fromArray(SPECIES, row, at + left + LANES);
      c0 = FloatVector.fromArray(SPECIES, row, at + centre);
      c1 = FloatVector.fromArray(SPECIES, row, at + centre + LANES);
      r0 = FloatVector.fromArray(SPECIES, row, at + right);
      r1 = FloatVector.fromArray(SPECIES, row, at + right + LANES);
      k = FloatVector.broadcast(SPECIES, w[6]);
      xa0 = l0.fma(k, xa0);
      xa1 = l1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[15]);
      ya0 = l0.fma(k, ya0);
      ya1 = l1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[24]);
      za0 = l0.fma(k, za0);
      za1 = l1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[7]);
      xa0 = c0.fma(k, xa0);
      xa1 = c1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[16]);
      ya0 = c0.fma(k, ya0);
      ya1 = c1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[25]);
      za0 = c0.fma(k, za0);
      za1 = c1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[8]);
      xa0 = r0.fma(k, xa0);
      xa1 = r1.fma(k, xa1);
      k = FloatVector.broadcast(SPECIES, w[17]);
      ya0 = r0.fma(k, ya0);
      ya1 = r1.fma(k, ya1);
      k = FloatVector.broadcast(SPECIES, w[26]);
      za0 = r0.fma(k, za0);
      za1 = r1.fma(k, za1);
      k = FloatVector.broadcast(SPECIES, w[3]);
      xb0 = l0.fma(k, xb0);
      xb1 = l1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[12]);
      yb0 = l0.fma(k, yb0);
      yb1 = l1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[21]);
      zb0 = l0.fma(k, zb0);
      zb1 = l1.fma(k, zb1);
      k = FloatVector.broadcast(SPECIES, w[4]);
      xb0 = c0.fma(k, xb0);
      xb1 = c1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[13]);
      yb0 = c0.fma(k, yb0);
      yb1 = c1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[22]);
      zb0 = c0.fma(k, zb0);
      zb1 = c1.fma(k, zb1);
      k = FloatVector.broadcast(SPECIES, w[5]);
      xb0 = r0.fma(k, xb0);
      xb1 = r1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[14]);
      yb0 = r0.fma(k, yb0);
      yb1 = r1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[23]);
      zb0 = r0.fma(k, zb0);
      zb1 = r1.fma(k, zb1);
      row = rows[LINES * z + 3];
      at = start[LINES * z + 3];
      l0 = FloatVector.fromArray(SPECIES, row, at + left);
      l1 = FloatVector.fromArray(SPECIES, row, at + left + LANES);
      c0 = FloatVector.fromArray(SPECIES, row, at + centre);
      c1 = FloatVector.fromArray(SPECIES, row, at + centre + LANES);
      r0 = FloatVector.fromArray(SPECIES, row, at + right);
      r1 = FloatVector.fromArray(SPECIES, row, at + right + LANES);
      k = FloatVector.broadcast(SPECIES, w[6]);
      xb0 = l0.fma(k, xb0);
      xb1 = l1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[15]);
      yb0 = l0.fma(k, yb0);
      yb1 = l1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[24]);
      zb0 = l0.fma(k, zb0);
      zb1 = l1.fma(k, zb1);
      k = FloatVector.broadcast(SPECIES, w[7]);
      xb0 = c0.fma(k, xb0);
      xb1 = c1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[16]);
      yb0 = c0.fma(k, yb0);
      yb1 = c1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[25]);
      zb0 = c0.fma(k, zb0);
      zb1 = c1.fma(k, zb1);
      k = FloatVector.broadcast(SPECIES, w[8]);
      xb0 = r0.fma(k, xb0);
      xb1 = r1.fma(k, xb1);
      k = FloatVector.broadcast(SPECIES, w[17]);
      yb0 = r0.fma(k, yb0);
      yb1 = r1.fma(k, yb1);
      k = FloatVector.broadcast(SPECIES, w[26]);
      zb0 = r0.fma(k, zb0);
      zb1 = r1.fma(k, zb1);
      float[] to = out[ROWS * z];
      int first = outAt[ROWS * z] + i;
      za0.intoArray(to, first);
      za1.intoArray(to, first + LANES);
      to = out[ROWS * z + 1];
      first = outAt[ROWS * z + 1] + i;
      zb0.intoArray(to, first);
      zb1.intoArray(to, first + LANES);
      za0 = ya0;
      za1 = ya1;
      zb0 = yb0;
      zb1 = yb1;
      ya0 = xa0;
      ya1 = xa1;
      yb0 = xb0;
      yb1 = xb1;
    }
  }
}
