package io.github.atrousj.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** On the Vector API: two sums in each lane, and the least and greatest bits. */
final class VectorRowSum extends RowSum {
  /** Whether a vector of floats makes two of doubles. */
  static final boolean USABLE =
      FloatVector.SPECIES_PREFERRED.length() == 2 * DoubleVector.SPECIES_PREFERRED.length();

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** The one that all loops use: with a second one, calls of vectors would not be inlined. */
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  @Override
  public void of(float[] row, int from, int to) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    // Without the sign and less one, as an unsigned number, where 0 becomes the largest.
    IntVector least = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    IntVector most = IntVector.zero(INTS);
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, row, i);
      a = a.add(v.convertShape(VectorOperators.F2D, DOUBLES, 0));
      b = b.add(v.convertShape(VectorOperators.F2D, DOUBLES, 1));
      IntVector x = v.reinterpretAsInts().lanewise(VectorOperators.LSHL, 1);
      least = least.min(x.sub(1).lanewise(VectorOperators.XOR, Integer.MIN_VALUE));
      most = most.max(x.lanewise(VectorOperators.LSHR, 1));
    }
    int low = least.reduceLanes(VectorOperators.MIN);
    int high = most.reduceLanes(VectorOperators.MAX);
    double sum = a.add(b).reduceLanes(VectorOperators.ADD);
    for (; i < to; i++) {
      int twice = Float.floatToRawIntBits(row[i]) << 1;
      sum += row[i];
      low = Math.min(low, twice - 1 ^ Integer.MIN_VALUE);
      high = Math.max(high, twice >>> 1);
    }
    long groups = 1L << (high >>> GROUP);
    if (high > 0) {
      groups |= 1L << ((low ^ Integer.MIN_VALUE) + 1 >>> GROUP + 1);
    }
    set(sum, groups);
  }
}
