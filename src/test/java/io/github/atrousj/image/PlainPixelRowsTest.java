package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plain Java makes of whole blocks is what it makes of single values. */
class PlainPixelRowsTest {
  private static final float[] ODD = {
    Float.NaN,
    Float.intBitsToFloat(0xffc12345),
    Float.intBitsToFloat(0x7f812345),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    -0x1p22f,
    Math.nextDown(-0x1p22f),
    0x1p22f,
    Math.nextDown(0x1p22f),
    -0x1.8p23f,
    -0x1p24f,
    0x1p24f,
    -0x1p31f,
    -8388609f,
    Float.MIN_VALUE,
    -0f
  };

  private final PlainPixelRows plain = new PlainPixelRows();

  private static void assertWrites(float[] row, int offset, int to, int n) {
    PlainPixelRows plain = new PlainPixelRows();
    byte[] bytes = new byte[to + n + 2];
    byte[] expectedBytes = bytes.clone();
    assertEquals(
        PixelByPixel.writeBytes(row, offset, expectedBytes, to, n),
        plain.writeBytes(row, offset, bytes, to, n));
    assertArrayEquals(expectedBytes, bytes);
    short[] shorts = new short[to + n + 2];
    short[] expectedShorts = shorts.clone();
    assertEquals(
        PixelByPixel.writeShorts(row, offset, expectedShorts, to, n),
        plain.writeShorts(row, offset, shorts, to, n));
    assertArrayEquals(expectedShorts, shorts);
    int[] words = new Random(5).ints(to + n + 2).toArray();
    int[] expectedWords = words.clone();
    for (int shift = 0; shift <= 16; shift += 8) {
      assertEquals(
          PixelByPixel.writeRgb(row, offset, expectedWords, to, n, shift),
          plain.writeRgb(row, offset, words, to, n, shift));
      assertArrayEquals(expectedWords, words);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1023, 1024, 1025, 3000})
  void rowsOfAllKinds(int n) {
    Random random = new Random(n);
    for (int kind = 0; kind < 8; kind++) {
      float[] row = new float[n + 3];
      for (int i = 0; i < row.length; i++) {
        switch (kind < 4 ? kind : random.nextInt(4)) {
          case 0 -> row[i] = random.nextInt(140000) / 2f - 1000;
          case 1 -> row[i] = random.nextInt(600) / 2f - 20;
          case 2 -> row[i] = random.nextFloat() * 300 - 20;
          default -> row[i] = random.nextInt(1 << 24) / 2f - (1 << 22);
        }
      }
      assertWrites(row, 2, 5, n);
    }
  }

  /** One value that the quick loops cannot tell leaves its block to the others. */
  @Test
  void valuesFarAway() {
    for (float odd : ODD) {
      float[] row = new float[2500];
      for (int i = 0; i < row.length; i++) {
        row[i] = i / 4f - 20;
      }
      row[1500] = odd;
      assertWrites(row, 0, 1, row.length);
    }
    float[] all = new float[1024];
    for (float odd : ODD) {
      Arrays.fill(all, odd);
      assertWrites(all, 0, 0, all.length);
    }
  }

  @Test
  void aroundEveryHalf() {
    for (int from = -3; from < 65540; from += 256) {
      float[] row = new float[256 * 5];
      for (int i = 0; i < row.length; i++) {
        float half = from + i / 5 + 0.5f;
        row[i] =
            switch (i % 5) {
              case 0 -> Math.nextDown(half);
              case 1 -> half;
              case 2 -> Math.nextUp(half);
              case 3 -> from + i / 5;
              default -> Math.nextDown((float) (from + i / 5));
            };
      }
      assertWrites(row, 0, 0, row.length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 1024, 1025, 2049})
  void componentsOfEveryValue(int n) {
    int[] words = new Random(n).ints(n + 3).toArray();
    for (int i = 0; i < Math.min(256, n); i++) {
      words[2 + i] = i * 0x010101 | i << 24;
    }
    for (int shift = 0; shift <= 16; shift += 8) {
      float[] expected = new float[n + 9];
      Arrays.fill(expected, -7);
      float[] row = expected.clone();
      for (int i = 0; i < n; i++) {
        expected[4 + i] = words[2 + i] >> shift & 0xff;
      }
      plain.readRgb(words, 2, row, 4, n, shift);
      assertArrayEquals(expected, row);
    }
  }
}
