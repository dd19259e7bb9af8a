package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelRowsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0", "0.49999997, 0, 0", "0.5, 1, 0", "1.4999999, 1, 0", "1.5, 2, 0", "2.5, 3, 0",
    "254.49998, 254, 0", "254.5, 255, 0", "255.49998, 255, 0", "255.5, 255, 1", "1e30, 255, 1",
    "-0.0, 0, 0", "-0.4, 0, 0", "-0.5, 0, 0", "-0.50000006, 0, 1", "-1, 0, 1", "-1e30, 0, 1",
    "Infinity, 255, 1", "-Infinity, 0, 1", "NaN, 0, 1"
  })
  void roundsHalfUpAndClampsToEightBits(float v, int expected, int clipped) {
    byte[] plane = new byte[3];
    assertEquals(clipped, PixelRows.write(new float[] {9, v}, 1, plane, 0, 2, 1));
    assertArrayEquals(new byte[] {0, 0, (byte) expected}, plane);
    int[] rgb = {0xff123456};
    assertEquals(clipped, PixelRows.write(new float[] {v}, 0, rgb, 1, 0, 1));
    assertEquals(0xff120056 | expected << 8, rgb[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "0.49999997, 0, 0", "0.5, 1, 0", "32767.5, 32768, 0", "65534.496, 65534, 0",
    "65534.5, 65535, 0", "65535.496, 65535, 0", "65535.5, 65535, 1", "-0.5, 0, 0", "-3, 0, 1",
    "Infinity, 65535, 1", "-Infinity, 0, 1", "NaN, 0, 1"
  })
  void roundsHalfUpAndClampsToSixteenBits(float v, int expected, int clipped) {
    short[] plane = new short[1];
    assertEquals(clipped, PixelRows.write(new float[] {v}, 0, plane, 0, 0, 1));
    assertEquals(expected, plane[0] & 0xffff);
  }

  @Test
  void agreesWithTheFloorOfDoublesAroundEveryHalf() {
    short[] plane = new short[1];
    for (int i = -2; i < 65540; i++) {
      for (int ulps = -3; ulps <= 3; ulps++) {
        float v = i + 0.5f;
        for (int k = 0; k < Math.abs(ulps); k++) {
          v = ulps < 0 ? Math.nextDown(v) : Math.nextUp(v);
        }
        double exact = Math.floor(v + 0.5);
        int misfits = PixelRows.write(new float[] {v}, 0, plane, 0, 0, 1);
        assertEquals(Math.max(0, Math.min(65535, exact)), plane[0] & 0xffff);
        assertEquals(exact < 0 || exact > 65535 ? 1 : 0, misfits);
      }
    }
  }

  @Test
  void floatsAreKeptToTheBit() {
    float odd = Float.intBitsToFloat(0x7fc12345);
    float[] plane = new float[2];
    assertEquals(0, PixelRows.write(new float[] {odd, -0f}, 0, plane, 0, 0, 2));
    assertEquals(0x7fc12345, Float.floatToRawIntBits(plane[0]));
    float[] back = new float[2];
    PixelRows.read(plane, 0, 0, back, 0, 2);
    assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(back[1]));
  }

  @Test
  void readsUnsignedValuesAndComponents() {
    float[] row = new float[3];
    PixelRows.read(new byte[] {0, -1, 5}, 0, 1, row, 1, 2);
    assertArrayEquals(new float[] {0, 255, 5}, row);
    PixelRows.read(new short[] {-1, 7}, 0, 0, row, 0, 2);
    assertArrayEquals(new float[] {65535, 7, 5}, row);
    int[] rgb = {0xff010203};
    for (int component = 0; component < 3; component++) {
      PixelRows.read(rgb, component, 0, row, component, 1);
    }
    assertArrayEquals(new float[] {1, 2, 3}, row);
  }
}
