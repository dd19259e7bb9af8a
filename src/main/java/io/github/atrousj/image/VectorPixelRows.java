package io.github.atrousj.image;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link PixelRows} on the Vector API, to be touched only where the API exists. Each
 * takes as many values as fill whole vectors; the caller does the rest.
 */
final class VectorPixelRows {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());
  private static final int LANES = FLOATS.length();

  /** Whether vectors are long enough for as many bytes as floats to make a vector too. */
  static final boolean USABLE = LANES >= 8;

  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(USABLE ? 8 * LANES : 64));
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(USABLE ? 16 * LANES : 64));

  /** 2²³: floats from here to 2²⁴ are the whole numbers, which their last bits count. */
  private static final float WHOLE = 8388608f;

  private static final int LEAST = Float.floatToRawIntBits(-0.5f);
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final int BYTES_MOST = Float.floatToRawIntBits(255);
  private static final int BYTES_END = Float.floatToRawIntBits(255.5f);
  private static final int SHORTS_MOST = Float.floatToRawIntBits(65535);
  private static final int SHORTS_END = Float.floatToRawIntBits(65535.5f);

  private VectorPixelRows() {}

  static int readBytes(byte[] plane, int from, float[] into, int offset, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      IntVector v =
          (IntVector)
              ByteVector.fromArray(BYTES, plane, from + i)
                  .convertShape(VectorOperators.B2I, INTS, 0);
      floats(v.and(0xff)).intoArray(into, offset + i);
    }
    return i;
  }

  static int readShorts(short[] plane, int from, float[] into, int offset, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      IntVector v =
          (IntVector)
              ShortVector.fromArray(SHORTS, plane, from + i)
                  .convertShape(VectorOperators.S2I, INTS, 0);
      floats(v.and(0xffff)).intoArray(into, offset + i);
    }
    return i;
  }

  static int readRgb(int[] plane, int from, float[] into, int offset, int n, int shift) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      IntVector v = IntVector.fromArray(INTS, plane, from + i);
      floats(v.lanewise(VectorOperators.LSHR, shift).and(0xff)).intoArray(into, offset + i);
    }
    return i;
  }

  private static FloatVector floats(IntVector v) {
    return (FloatVector) v.convertShape(VectorOperators.I2F, FLOATS, 0);
  }

  /** Returns how many of the values that fill whole vectors do not fit. */
  static int writeBytes(float[] row, int offset, byte[] plane, int to, int n) {
    IntVector misfits = IntVector.zero(INTS);
    for (int i = 0; i <= n - LANES; i += LANES) {
      IntVector v = bits(row, offset + i);
      misfits = misfits.add(misfit(v, BYTES_END));
      ((ByteVector) rounded(v, BYTES_MOST).convertShape(VectorOperators.I2B, BYTES, 0))
          .intoArray(plane, to + i);
    }
    return misfits.reduceLanes(VectorOperators.ADD);
  }

  static int writeShorts(float[] row, int offset, short[] plane, int to, int n) {
    IntVector misfits = IntVector.zero(INTS);
    for (int i = 0; i <= n - LANES; i += LANES) {
      IntVector v = bits(row, offset + i);
      misfits = misfits.add(misfit(v, SHORTS_END));
      ((ShortVector) rounded(v, SHORTS_MOST).convertShape(VectorOperators.I2S, SHORTS, 0))
          .intoArray(plane, to + i);
    }
    return misfits.reduceLanes(VectorOperators.ADD);
  }

  static int writeRgb(float[] row, int offset, int[] plane, int to, int n, int shift) {
    IntVector misfits = IntVector.zero(INTS);
    for (int i = 0; i <= n - LANES; i += LANES) {
      IntVector v = bits(row, offset + i);
      misfits = misfits.add(misfit(v, BYTES_END));
      IntVector component = rounded(v, BYTES_MOST).and(0xff).lanewise(VectorOperators.LSHL, shift);
      IntVector.fromArray(INTS, plane, to + i)
          .and(~(0xff << shift))
          .or(component)
          .intoArray(plane, to + i);
    }
    return misfits.reduceLanes(VectorOperators.ADD);
  }

  /** Values taken by the loops above. */
  static int whole(int n) {
    return n - n % LANES;
  }

  /*
   * From here on floats are taken by their bits: those of positive numbers grow with the number, NaN
   * above infinity; those of negative ones, as signed integers, with its magnitude. Masks of the API
   * would take twice as long on Java 17.
   */

  /**
   * Widens {least, largest} by the values that fill whole vectors. Where one of them is not finite,
   * neither is an end.
   *
   * @return how many values that were
   */
  static int ends(float[] values, int from, int n, float[] ends) {
    IntVector low = IntVector.broadcast(INTS, inOrder(Float.floatToRawIntBits(ends[0])));
    IntVector high = IntVector.broadcast(INTS, inOrder(Float.floatToRawIntBits(ends[1])));
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      IntVector v = bits(values, from + i);
      IntVector ordered =
          v.lanewise(VectorOperators.ASHR, 31)
              .and(Integer.MAX_VALUE)
              .lanewise(VectorOperators.XOR, v);
      low = low.min(ordered);
      high = high.max(ordered);
    }
    ends[0] = Float.intBitsToFloat(inOrder(low.reduceLanes(VectorOperators.MIN)));
    ends[1] = Float.intBitsToFloat(inOrder(high.reduceLanes(VectorOperators.MAX)));
    return i;
  }

  /** Integers that grow with the float, NaN beyond the infinities; its own inverse. */
  private static int inOrder(int bits) {
    return bits >> 31 & Integer.MAX_VALUE ^ bits;
  }

  private static IntVector bits(float[] row, int at) {
    return FloatVector.fromArray(FLOATS, row, at).reinterpretAsInts();
  }

  /** 1 where a value is below −0.5, NaN, or at least the one of the bits {@code end}; else 0. */
  private static IntVector misfit(IntVector v, int end) {
    // Differences that overflow are of numbers of the other sign, which the other term is for.
    IntVector below = v.sub(LEAST + 1).not().and(v);
    IntVector above = IntVector.broadcast(INTS, end - 1).sub(v).and(v.not());
    return below.or(above).lanewise(VectorOperators.LSHR, 31);
  }

  /** Half-up and clamped to the number of the bits {@code most}, 0 for NaN, in the last 16 bits. */
  private static IntVector rounded(IntVector v, int most) {
    IntVector nan = IntVector.broadcast(INTS, INFINITY).sub(v).or(v);
    IntVector positive = v.and(nan.lanewise(VectorOperators.ASHR, 31).not());
    FloatVector clamped = positive.lanewise(VectorOperators.MIN, most).reinterpretAsFloats();
    FloatVector nearest = clamped.add(WHOLE);
    // To the nearest even number so far: a half that went down goes up.
    FloatVector below = clamped.sub(nearest.sub(WHOLE));
    IntVector toHalf = FloatVector.broadcast(FLOATS, 0.5f).sub(below).reinterpretAsInts();
    // The bits of 0 alone turn negative.
    return nearest.reinterpretAsInts().add(toHalf.sub(1).lanewise(VectorOperators.LSHR, 31));
  }
}
