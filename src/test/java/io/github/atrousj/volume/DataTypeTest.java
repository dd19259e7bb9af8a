package io.github.atrousj.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers written and read: rounded, clamped, and by the bits of IEEE 754. */
class DataTypeTest {
  private static float kept(DataType type, float value) {
    ByteBuffer b = ByteBuffer.allocate(8);
    type.write(new float[] {value}, b);
    assertEquals(type.bytes(), b.position());
    return type.read(b.flip(), 1)[0];
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, 3, 1",
    "BOOL, -1, 0",
    "INT8, -200, -128",
    "INT8, 2.5, 3",
    "INT8, -2.5, -2",
    "UINT8, 300, 255",
    "UINT8, -1, 0",
    "INT16, 4e4, 32767",
    "UINT16, 7e4, 65535",
    "INT32, -3e9, -2147483648",
    "UINT32, 5e9, 4294967296",
    "INT64, 1e30, 9.223372036854775807e18",
    "UINT64, -5, 0",
    "UINT64, 1.5e19, 1.5e19",
    "UINT64, 1e30, 1.8446744073709551616e19",
    "UINT64, 1e10, 1e10",
    "FLOAT64, 1.1, 1.1",
    "FLOAT16, 65519, 65504",
    "FLOAT16, 65520, Infinity",
    "FLOAT16, -1e9, -Infinity",
    "FLOAT16, 2049, 2048",
    "FLOAT16, 2051, 2052",
    "FLOAT16, 5.9604645e-8, 5.9604645e-8",
    "FLOAT16, 2e-8, 0",
  })
  void roundedAndClamped(DataType type, float value, float expected) {
    assertEquals(expected, kept(type, value));
  }

  @Test
  void notANumber() {
    for (DataType t : DataType.values()) {
      assertEquals(t.isInteger() ? 0 : Float.NaN, kept(t, Float.NaN), t.label());
    }
    assertEquals(-0f, kept(DataType.FLOAT16, -0f));
  }

  /** All of them, against the definition: sign, exponent, fraction. */
  @Test
  void everyHalf() {
    float[] all = new float[1 << 16];
    ByteBuffer b = ByteBuffer.allocate(1 << 17);
    for (int h = 0; h < all.length; h++) {
      b.putShort((short) h);
      int e = h >> 10 & 31;
      int f = h & 1023;
      double size =
          e == 31
              ? (f == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
              : e == 0 ? Math.scalb((double) f, -24) : Math.scalb(1 + f / 1024.0, e - 15);
      all[h] = (float) (h < 1 << 15 ? size : -size);
    }
    assertArrayEquals(all, DataType.FLOAT16.read(b.flip(), all.length));
    ByteBuffer back = ByteBuffer.allocate(1 << 17);
    DataType.FLOAT16.write(all, back);
    assertArrayEquals(all, DataType.FLOAT16.read(back.flip(), all.length));
  }

  @Test
  void namesAndCodes() {
    for (DataType t : DataType.values()) {
      assertEquals(t, DataType.of(t.label()));
      assertEquals(t, DataType.of(t.code()));
    }
    assertThrows(VolumeException.class, () -> DataType.of("float128"));
  }
}
