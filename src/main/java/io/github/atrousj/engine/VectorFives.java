package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of five taps, as those of the starlet's filter along each axis are: all in registers. */
final class VectorFives {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorFives() {}

  /** Five taps of one row, each with the place of its values, from a column on. */
  static int five(
      float[] a0,
      int x0,
      float[] a1,
      int x1,
      float[] a2,
      int x2,
      float[] a3,
      int x3,
      float[] a4,
      int x4,
      float[] w,
      float bias,
      float[] out,
      int at,
      int from,
      int n) {
    FloatVector w0 = FloatVector.broadcast(SPECIES, w[0]);
    FloatVector w1 = FloatVector.broadcast(SPECIES, w[1]);
    FloatVector w2 = FloatVector.broadcast(SPECIES, w[2]);
    FloatVector w3 = FloatVector.broadcast(SPECIES, w[3]);
    FloatVector w4 = FloatVector.broadcast(SPECIES, w[4]);
    FloatVector start = FloatVector.broadcast(SPECIES, bias);
    int i = from;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, a0, x0 + i).fma(w0, start);
      s = FloatVector.fromArray(SPECIES, a1, x1 + i).fma(w1, s);
      s = FloatVector.fromArray(SPECIES, a2, x2 + i).fma(w2, s);
      s = FloatVector.fromArray(SPECIES, a3, x3 + i).fma(w3, s);
      s = FloatVector.fromArray(SPECIES, a4, x4 + i).fma(w4, s);
      FloatVector t = FloatVector.fromArray(SPECIES, a0, x0 + i + LANES).fma(w0, start);
      t = FloatVector.fromArray(SPECIES, a1, x1 + i + LANES).fma(w1, t);
      t = FloatVector.fromArray(SPECIES, a2, x2 + i + LANES).fma(w2, t);
      t = FloatVector.fromArray(SPECIES, a3, x3 + i + LANES).fma(w3, t);
      t = FloatVector.fromArray(SPECIES, a4, x4 + i + LANES).fma(w4, t);
      s.intoArray(out, at + i);
      t.intoArray(out, at + i + LANES);
    }
    return i;
  }

  /** As {@link Loops#smooth}, in as many columns as whole vectors allow. */
  static int smooth(
      float[][] lines,
      float[] w,
      float[] sum,
      int sumAt,
      float[] whole,
      int wholeAt,
      float[] rest,
      int restAt,
      int n) {
    float[] a0 = lines[0];
    float[] a1 = lines[1];
    float[] a2 = lines[2];
    float[] a3 = lines[3];
    float[] a4 = lines[4];
    FloatVector w0 = FloatVector.broadcast(SPECIES, w[0]);
    FloatVector w1 = FloatVector.broadcast(SPECIES, w[1]);
    FloatVector w2 = FloatVector.broadcast(SPECIES, w[2]);
    FloatVector w3 = FloatVector.broadcast(SPECIES, w[3]);
    FloatVector w4 = FloatVector.broadcast(SPECIES, w[4]);
    FloatVector start = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, a0, i).fma(w0, start);
      s = FloatVector.fromArray(SPECIES, a1, i).fma(w1, s);
      s = FloatVector.fromArray(SPECIES, a2, i).fma(w2, s);
      s = FloatVector.fromArray(SPECIES, a3, i).fma(w3, s);
      s = FloatVector.fromArray(SPECIES, a4, i).fma(w4, s);
      FloatVector t = FloatVector.fromArray(SPECIES, a0, i + LANES).fma(w0, start);
      t = FloatVector.fromArray(SPECIES, a1, i + LANES).fma(w1, t);
      t = FloatVector.fromArray(SPECIES, a2, i + LANES).fma(w2, t);
      t = FloatVector.fromArray(SPECIES, a3, i + LANES).fma(w3, t);
      t = FloatVector.fromArray(SPECIES, a4, i + LANES).fma(w4, t);
      s.intoArray(sum, sumAt + i);
      t.intoArray(sum, sumAt + i + LANES);
      FloatVector.fromArray(SPECIES, whole, wholeAt + i).sub(s).intoArray(rest, restAt + i);
      FloatVector.fromArray(SPECIES, whole, wholeAt + i + LANES)
          .sub(t)
          .intoArray(rest, restAt + i + LANES);
    }
    return i;
  }
}
