package io.github.atrousj.engine;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** On the Vector API: sums of 16 bits, three taps at a time. */
final class VectorByteLoops extends ByteLoops {
  /** Whether vectors are wide enough that one of half the width exists. */
  static final boolean USABLE = ShortVector.SPECIES_PREFERRED.vectorBitSize() >= 128;

  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final int LANES = SHORTS.length();
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.vectorBitSize() / 2)));

  private static final int MOST = 4096;

  private final short[] sums = new short[MOST];

  @Override
  int lanes() {
    return LANES;
  }

  @Override
  int most() {
    return MOST;
  }

  @Override
  int stretch(
      ByteKernel kernel, byte[][] src, int[] offsets, byte[] out, int at, int from, int count) {
    Arrays.fill(sums, 0, count, (short) kernel.start);
    short[] w = kernel.weights;
    for (int t = 0; t < w.length; t += 3) {
      int u = t + 1 < w.length ? t + 1 : t;
      int v = t + 2 < w.length ? t + 2 : t;
      add3(
          src[t],
          offsets[t] + from,
          w[t],
          src[u],
          offsets[u] + from,
          u > t ? w[u] : 0,
          src[v],
          offsets[v] + from,
          v > t ? w[v] : 0,
          sums,
          count);
    }
    return round(sums, kernel.shift, out, at + from, count);
  }

  private static void add3(
      byte[] a,
      int aFrom,
      short wa,
      byte[] b,
      int bFrom,
      short wb,
      byte[] c,
      int cFrom,
      short wc,
      short[] sums,
      int n) {
    for (int i = 0; i < n; i += LANES) {
      ShortVector s = ShortVector.fromArray(SHORTS, sums, i);
      s = s.add(pixels(a, aFrom + i).mul(wa));
      s = s.add(pixels(b, bFrom + i).mul(wb));
      s = s.add(pixels(c, cFrom + i).mul(wc));
      s.intoArray(sums, i);
    }
  }

  private static ShortVector pixels(byte[] row, int at) {
    ByteVector v = ByteVector.fromArray(BYTES, row, at);
    return ((ShortVector) v.convertShape(VectorOperators.B2S, SHORTS, 0)).and((short) 0xff);
  }

  /** Returns how many were clamped: their sign bits, and those of 255 less them. */
  private static int round(short[] sums, int shift, byte[] out, int at, int n) {
    ShortVector misfits = ShortVector.zero(SHORTS);
    for (int i = 0; i < n; i += LANES) {
      ShortVector v = ShortVector.fromArray(SHORTS, sums, i).lanewise(VectorOperators.ASHR, shift);
      ShortVector spare = ShortVector.broadcast(SHORTS, (short) 255).sub(v);
      misfits =
          misfits
              .add(v.lanewise(VectorOperators.LSHR, 15))
              .add(spare.lanewise(VectorOperators.LSHR, 15));
      ShortVector clamped =
          v.lanewise(VectorOperators.MAX, (short) 0).lanewise(VectorOperators.MIN, (short) 255);
      ((ByteVector) clamped.convertShape(VectorOperators.S2B, BYTES, 0)).intoArray(out, at + i);
    }
    return misfits.reduceLanes(VectorOperators.ADD);
  }
}
