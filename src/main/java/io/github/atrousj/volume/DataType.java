package io.github.atrousj.volume;

import java.nio.ByteBuffer;

/** How a number is stored. All are read as floats, the nearest one where none is equal. */
public enum DataType {
  BOOL("bool", "b1"),
  INT8("int8", "i1"),
  UINT8("uint8", "u1"),
  INT16("int16", "i2"),
  UINT16("uint16", "u2"),
  INT32("int32", "i4"),
  UINT32("uint32", "u4"),
  INT64("int64", "i8"),
  UINT64("uint64", "u8"),
  FLOAT16("float16", "f2"),
  FLOAT32("float32", "f4"),
  FLOAT64("float64", "f8");

  private final String name;
  private final String code;

  DataType(String name, String code) {
    this.name = name;
    this.code = code;
  }

  /** The name in Zarr v3, such as {@code uint16}. */
  public String label() {
    return name;
  }

  /** NumPy's code without the byte order, such as {@code u2}. */
  public String code() {
    return code;
  }

  /** Bytes of one value. */
  public int bytes() {
    return code.charAt(1) - '0';
  }

  public boolean isInteger() {
    return code.charAt(0) != 'f';
  }

  /** Reads the value at an index, counted in values. */
  float get(ByteBuffer b, int i) {
    switch (this) {
      case BOOL:
        return b.get(i) == 0 ? 0 : 1;
      case INT8:
        return b.get(i);
      case UINT8:
        return b.get(i) & 0xff;
      case INT16:
        return b.getShort(2 * i);
      case UINT16:
        return b.getShort(2 * i) & 0xffff;
      case INT32:
        return b.getInt(4 * i);
      case UINT32:
        return b.getInt(4 * i) & 0xffffffffL;
      case INT64:
        return b.getLong(8 * i);
      case UINT64:
        return unsigned(b.getLong(8 * i));
      case FLOAT16:
        return half(b.getShort(2 * i));
      case FLOAT32:
        return b.getFloat(4 * i);
      default:
        return (float) b.getDouble(8 * i);
    }
  }

  /** All values of a buffer. */
  public float[] read(ByteBuffer b, int count) {
    float[] values = new float[count];
    if (this == FLOAT32) {
      b.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < count; i++) {
      values[i] = get(b, i);
    }
    return values;
  }

  /** Appends values; integers are rounded half up and clamped, NaN becomes 0. */
  public void write(float[] values, ByteBuffer b) {
    for (float v : values) {
      put(v, b);
    }
  }

  private void put(float v, ByteBuffer b) {
    switch (this) {
      case FLOAT16:
        b.putShort(toHalf(v));
        break;
      case FLOAT32:
        b.putFloat(v);
        break;
      case FLOAT64:
        b.putDouble(v);
        break;
      case UINT64:
        b.putLong(toUnsigned(v));
        break;
      default:
        putSmall(clamped(v), b);
    }
  }

  private void putSmall(long n, ByteBuffer b) {
    switch (bytes()) {
      case 1:
        b.put((byte) n);
        break;
      case 2:
        b.putShort((short) n);
        break;
      case 4:
        b.putInt((int) n);
        break;
      default:
        b.putLong(n);
    }
  }

  private long clamped(float v) {
    // A double has room for v + 0.5; casting clamps to the range of long and makes NaN 0.
    long n = (long) Math.floor(v + 0.5);
    int bits = 8 * bytes();
    if (this == BOOL) {
      return n > 0 ? 1 : 0;
    }
    if (code.charAt(0) == 'u') {
      return Math.max(0, Math.min(n, (1L << bits) - 1));
    }
    return bits == 64 ? n : Math.max(-1L << (bits - 1), Math.min(n, (1L << (bits - 1)) - 1));
  }

  private static long toUnsigned(float v) {
    double n = Math.floor(v + 0.5);
    if (!(n > 0)) {
      return 0;
    }
    if (n >= 0x1p64) {
      return -1L;
    }
    return n < 0x1p63 ? (long) n : (long) (n - 0x1p63) | Long.MIN_VALUE;
  }

  private static float unsigned(long n) {
    if (n >= 0) {
      return n;
    }
    // The lowest bit is kept as a sticky one, so that halving does not round twice.
    return 2f * (n >>> 1 | n & 1);
  }

  /** IEEE 754 binary16. */
  private static float half(short h) {
    int sign = (h & 0x8000) << 16;
    int exponent = h >> 10 & 0x1f;
    int fraction = h & 0x3ff;
    if (exponent == 0) {
      return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
    }
    int e = exponent == 31 ? 255 : exponent + 112;
    return Float.intBitsToFloat(sign | e << 23 | fraction << 13);
  }

  /** The nearest binary16, of two equally near the even one. */
  private static short toHalf(float v) {
    int sign = Float.floatToRawIntBits(v) >>> 16 & 0x8000;
    float a = Math.abs(v);
    if (Float.isNaN(v)) {
      return (short) 0x7e00;
    }
    if (a >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (a < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(a * 0x1p24f));
    }
    int bits = Float.floatToRawIntBits(a);
    int rounded = bits + 0xfff + (bits >> 13 & 1);
    return (short) (sign | (rounded >> 13) - (112 << 10));
  }

  /**
   * The type of a name such as {@code uint16} or a code such as {@code u2}.
   *
   * @throws VolumeException when there is none
   */
  public static DataType of(String text) {
    for (DataType t : values()) {
      if (t.name.equals(text) || t.code.equals(text)) {
        return t;
      }
    }
    throw new VolumeException(
        "data type "
            + VolumeException.quoted(text)
            + " is not supported: integers, bool and floats of 16 to 64 bits are");
  }
}
