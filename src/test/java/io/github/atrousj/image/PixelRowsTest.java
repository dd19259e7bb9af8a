package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.engine.ChangeOver;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelRowsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0.49999997, 0, 0",
    "0.5, 1, 0",
    "1.4999999, 1, 0",
    "1.5, 2, 0",
    "2.5, 3, 0",
    "254.49998, 254, 0",
    "254.5, 255, 0",
    "255.49998, 255, 0",
    "255.5, 255, 1",
    "1e30, 255, 1",
    "-0.0, 0, 0",
    "-0.4, 0, 0",
    "-0.5, 0, 0",
    "-0.50000006, 0, 1",
    "-1, 0, 1",
    "-1e30, 0, 1",
    "Infinity, 255, 1",
    "-Infinity, 0, 1",
    "NaN, 0, 1"
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
    "0.49999997, 0, 0",
    "0.5, 1, 0",
    "32767.5, 32768, 0",
    "65534.496, 65534, 0",
    "65534.5, 65535, 0",
    "65535.496, 65535, 0",
    "65535.5, 65535, 1",
    "-0.5, 0, 0",
    "-3, 0, 1",
    "Infinity, 65535, 1",
    "-Infinity, 0, 1",
    "NaN, 0, 1"
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

  /** Long rows go through whole vectors where there are any, single values never do. */
  @Test
  void longRowsAgreeWithSingleValues() {
    Random random = new Random(3);
    float[] odd = {
      Float.NaN,
      Float.intBitsToFloat(0xffc12345),
      -0.5f,
      255.5f,
      65535.5f,
      1e30f,
      -1e30f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0.49999997f,
      254.5f,
      -0f
    };
    int n = 8191;
    float[] row = new float[n + 3];
    for (int i = 0; i < row.length; i++) {
      switch (random.nextInt(4)) {
        case 0 -> row[i] = odd[random.nextInt(odd.length)];
        case 1 -> row[i] = random.nextInt(140000) / 2f - 1000;
        case 2 -> row[i] = random.nextInt(600) / 2f - 20;
        default -> row[i] = random.nextFloat() * 300 - 20;
      }
    }
    for (Object plane : new Object[] {new byte[n + 5], new short[n + 5], new int[n + 5]}) {
      for (int component = 0; component < (plane instanceof int[] ? 3 : 1); component++) {
        int misfits = PixelRows.write(row, 2, plane, component, 5, n);
        float[] together = new float[n];
        PixelRows.read(plane, component, 5, together, 0, n);
        int single = 0;
        float[] alone = new float[n];
        for (int i = 0; i < n; i++) {
          single += PixelRows.write(row, 2 + i, plane, component, 5 + i, 1);
          PixelRows.read(plane, component, 5 + i, alone, i, 1);
        }
        assertArrayEquals(alone, together);
        assertEquals(single, misfits);
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

  /** What loops practise before they are used: a failure would only keep the slower ones. */
  @Test
  void practiceTakesRowsOfEveryLength() {
    for (boolean vector : new boolean[] {false, PixelRows.HAS_VECTORS}) {
      List<IntConsumer> rounds =
          List.of(
              PixelRows.round(byte[]::new, vector),
              PixelRows.round(short[]::new, vector),
              PixelRows.round(int[]::new, vector),
              Extent.round(vector));
      for (int n = 1; n <= ChangeOver.LENGTH; n++) {
        for (IntConsumer round : rounds) {
          round.accept(n);
        }
      }
    }
  }
}
