package io.github.atrousj.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of {@link Winograd} on the Vector API: the same operations in the same order, so
 * the same bits. The last vector of a row may overlap the one before.
 */
final class VectorWinograd {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorWinograd() {}

  /** Whether rows are long enough for a vector. */
  static boolean serves(int n) {
    return n >= LANES;
  }

  static void input(float[][] d, float[][] v, float[] probe, int n) {
    input(d[0], d[1], d[2], d[3], d[4], d[5], v[0], v[1], v[2], v[3], v[4], v[5], probe, n);
  }

  private static void input(
      float[] d0,
      float[] d1,
      float[] d2,
      float[] d3,
      float[] d4,
      float[] d5,
      float[] v0,
      float[] v1,
      float[] v2,
      float[] v3,
      float[] v4,
      float[] v5,
      float[] probe,
      int n) {
    for (int at = 0; at < n; at += LANES) {
      int i = Math.min(at, n - LANES);
      FloatVector b = FloatVector.fromArray(SPECIES, d1, i);
      FloatVector c = FloatVector.fromArray(SPECIES, d2, i);
      FloatVector d = FloatVector.fromArray(SPECIES, d3, i);
      FloatVector e = FloatVector.fromArray(SPECIES, d4, i);
      FloatVector a = FloatVector.fromArray(SPECIES, d0, i);
      FloatVector f = FloatVector.fromArray(SPECIES, d5, i);
      FloatVector first = a.mul(4).sub(c.mul(5)).add(e);
      FloatVector last = f.add(b.mul(4).sub(d.mul(5)));
      FloatVector even = e.sub(c.mul(4));
      FloatVector odd = d.sub(b.mul(4));
      FloatVector plus = even.add(odd);
      FloatVector minus = even.sub(odd);
      first.intoArray(v0, i);
      plus.intoArray(v1, i);
      minus.intoArray(v2, i);
      FloatVector sum = FloatVector.fromArray(SPECIES, probe, i);
      sum = sum.add(first.add(plus).add(minus).mul(0));
      even = e.sub(c);
      odd = d.sub(b).mul(2);
      plus = even.add(odd);
      minus = even.sub(odd);
      plus.intoArray(v3, i);
      minus.intoArray(v4, i);
      last.intoArray(v5, i);
      // Adding a zero twice where vectors overlap does no harm.
      sum.add(plus.add(minus).add(last).mul(0)).intoArray(probe, i);
    }
  }

  static void output(
      float[][] m, int at, int step, float bias, float floor, OutputRows out, int n) {
    float[][] row = out.row();
    int[] start = out.start();
    output(
        m[at],
        m[at + step],
        m[at + 2 * step],
        m[at + 3 * step],
        m[at + 4 * step],
        m[at + 5 * step],
        bias,
        floor,
        row[0],
        start[0],
        row[1],
        start[1],
        row[2],
        start[2],
        row[3],
        start[3],
        n);
  }

  private static void output(
      float[] m0,
      float[] m1,
      float[] m2,
      float[] m3,
      float[] m4,
      float[] m5,
      float bias,
      float floor,
      float[] out0,
      int at0,
      float[] out1,
      int at1,
      float[] out2,
      int at2,
      float[] out3,
      int at3,
      int n) {
    for (int at = 0; at < n; at += LANES) {
      int i = Math.min(at, n - LANES);
      FloatVector a = FloatVector.fromArray(SPECIES, m1, i);
      FloatVector b = FloatVector.fromArray(SPECIES, m2, i);
      FloatVector c = FloatVector.fromArray(SPECIES, m3, i);
      FloatVector d = FloatVector.fromArray(SPECIES, m4, i);
      FloatVector near = a.add(b);
      FloatVector far = c.add(d);
      FloatVector sum = FloatVector.fromArray(SPECIES, m0, i).add(near).add(far);
      sum.add(bias).max(floor).intoArray(out0, at0 + i);
      near.add(far.mul(4)).add(bias).max(floor).intoArray(out2, at2 + i);
      near = a.sub(b);
      far = c.sub(d);
      near.add(far.mul(2)).add(bias).max(floor).intoArray(out1, at1 + i);
      sum = near.add(far.mul(8)).add(FloatVector.fromArray(SPECIES, m5, i));
      sum.add(bias).max(floor).intoArray(out3, at3 + i);
    }
  }
}
