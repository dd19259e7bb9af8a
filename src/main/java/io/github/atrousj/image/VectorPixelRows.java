package io.github.atrousj.image;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
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

  /** Returns how many of the values that fill whole vectors fit. */
  static int writeBytes(float[] row, int offset, byte[] plane, int to, int n) {
    int fitting = 0;
    for (int i = 0; i <= n - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, row, offset + i);
      fitting += fits(v, 255).trueCount();
      ((ByteVector) rounded(v, 255).convertShape(VectorOperators.I2B, BYTES, 0))
          .intoArray(plane, to + i);
    }
    return fitting;
  }

  static int writeShorts(float[] row, int offset, short[] plane, int to, int n) {
    int fitting = 0;
    for (int i = 0; i <= n - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, row, offset + i);
      fitting += fits(v, 65535).trueCount();
      ((ShortVector) rounded(v, 65535).convertShape(VectorOperators.I2S, SHORTS, 0))
          .intoArray(plane, to + i);
    }
    return fitting;
  }

  static int writeRgb(float[] row, int offset, int[] plane, int to, int n, int shift) {
    int fitting = 0;
    for (int i = 0; i <= n - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, row, offset + i);
      fitting += fits(v, 255).trueCount();
      IntVector component = rounded(v, 255).and(0xff).lanewise(VectorOperators.LSHL, shift);
      IntVector.fromArray(INTS, plane, to + i)
          .and(~(0xff << shift))
          .or(component)
          .intoArray(plane, to + i);
    }
    return fitting;
  }

  /** Values taken by the loops above. */
  static int whole(int n) {
    return n - n % LANES;
  }

  private static VectorMask<Float> fits(FloatVector v, int largest) {
    return v.compare(VectorOperators.GE, -0.5f).and(v.compare(VectorOperators.LT, largest + 0.5f));
  }

  /** Half-up and clamped, 0 for NaN, in the last 16 bits; conversion to int is slow on Java 17. */
  private static IntVector rounded(FloatVector v, int largest) {
    FloatVector positive = FloatVector.zero(FLOATS).blend(v, v.compare(VectorOperators.GE, 0f));
    FloatVector clamped = positive.min(largest);
    FloatVector nearest = clamped.add(WHOLE).sub(WHOLE);
    // To the nearest even number so far: a half that went down goes up.
    VectorMask<Float> down = clamped.sub(nearest).compare(VectorOperators.GE, 0.5f);
    return nearest.add(1f, down).add(WHOLE).reinterpretAsInts();
  }
}
