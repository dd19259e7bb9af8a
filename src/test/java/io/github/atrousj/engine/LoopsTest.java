package io.github.atrousj.engine;

import static io.github.atrousj.engine.LoopsUnderTest.chain;
import static io.github.atrousj.engine.LoopsUnderTest.rows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers, transforms and smoothing of each implementation of the inner loops, written out. */
class LoopsTest {
  /** The transforms of both implementations have the same bits, whatever the length. */
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void winograd(Loops loops) {
    Random rnd = new Random(3);
    for (int n = 1; n < 140; n++) {
      float[][] d = rows(rnd, 6, n);
      float[][] v = new float[6][n];
      float[] probe = new float[n];
      loops.winogradInput(d, v, probe, n);
      assertArrayEquals(new float[n], probe);
      float[][] out = new float[4][n];
      float[][] products = new float[6][];
      Arrays.setAll(products, k -> d[k].clone());
      loops.winogradOutput(products, 0, 1, 0.3f, Float.NEGATIVE_INFINITY, new OutputRows(out), n);
      float[][] rectified = new float[4][n + 3];
      Arrays.setAll(products, k -> d[k].clone());
      loops.winogradOutput(
          products, 0, 1, 0.3f, 0, new OutputRows(rectified, new int[] {0, 1, 2, 3}), n);
      for (int i = 0; i < n; i++) {
        float even = d[4][i] - 4 * d[2][i];
        float odd = d[3][i] - 4 * d[1][i];
        assertEquals(4 * d[0][i] - 5 * d[2][i] + d[4][i], v[0][i]);
        assertEquals(even + odd, v[1][i]);
        assertEquals(even - odd, v[2][i]);
        even = d[4][i] - d[2][i];
        odd = 2 * (d[3][i] - d[1][i]);
        assertEquals(even + odd, v[3][i]);
        assertEquals(even - odd, v[4][i]);
        assertEquals(d[5][i] + (4 * d[1][i] - 5 * d[3][i]), v[5][i]);
        float near = d[1][i] + d[2][i];
        float far = d[3][i] + d[4][i];
        assertEquals(d[0][i] + near + far + 0.3f, out[0][i]);
        assertEquals(near + 4 * far + 0.3f, out[2][i]);
        near = d[1][i] - d[2][i];
        far = d[3][i] - d[4][i];
        assertEquals(near + 2 * far + 0.3f, out[1][i]);
        assertEquals(near + 8 * far + d[5][i] + 0.3f, out[3][i]);
        for (int p = 0; p < 4; p++) {
          assertEquals(Math.max(0f, out[p][i]), rectified[p][p + i]);
        }
      }
      d[rnd.nextInt(6)][n / 2] = Float.NEGATIVE_INFINITY;
      loops.winogradInput(d, v, probe, n);
      for (int i = 0; i < n; i++) {
        assertEquals(i == n / 2, Float.isNaN(probe[i]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void layer(Loops loops) {
    Random rnd = new Random(2);
    for (int round = 0; round < 200; round++) {
      int taps = 1 + rnd.nextInt(40);
      int channels = 1 + rnd.nextInt(Loops.BLOCK);
      int n = 1 + rnd.nextInt(rnd.nextInt(8) == 0 ? 5000 : 150);
      int lines = 1 + rnd.nextInt(6);
      float[][] src = rows(rnd, lines * taps, n + 30);
      int[] offsets = new int[taps];
      Arrays.setAll(offsets, t -> rnd.nextInt(30));
      float[] weights = rows(rnd, 1, taps * Loops.BLOCK)[0];
      float[] init = rows(rnd, 1, channels)[0];
      float[][] out = new float[channels * lines][n + 1];
      loops.layer(src, new LayerTaps(offsets, weights, init), new OutputRows(out), lines, n);
      for (int row = 0; row < channels * lines; row++) {
        int b = row / lines;
        int at = row % lines * taps;
        for (int i = 0; i < n; i++) {
          float sum = init[b];
          for (int t = 0; t < taps; t++) {
            sum = Math.fma(weights[t * Loops.BLOCK + b], src[at + t][offsets[t] + i], sum);
          }
          assertEquals(sum, out[row][i], "round " + round + " row " + row + " value " + i);
        }
        assertEquals(0, out[row][n]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void smooth(Loops loops) {
    Random rnd = new Random(8);
    for (int n = 1; n < 4300; n += 1 + n / 12) {
      float[][] lines = rows(rnd, 5, n + 3);
      float[] weights = rows(rnd, 1, 5)[0];
      float[] whole = rows(rnd, 1, n + 4)[0];
      float[] sum = new float[n + 9];
      float[] rest = new float[n + 7];
      loops.smooth(lines, weights, sum, 3, whole, 2, rest, 5, n);
      float[] alone = new float[n];
      loops.smooth(lines, weights, alone, 0, whole, 2, null, 0, n);
      float[] expected = new float[n + 9];
      float[] expectedRest = new float[n + 7];
      for (int i = 0; i < n; i++) {
        expected[3 + i] = chain(0, lines, 0, new int[5], weights, i);
        expectedRest[5 + i] = whole[2 + i] - expected[3 + i];
      }
      assertArrayEquals(expected, sum);
      assertArrayEquals(expectedRest, rest);
      assertArrayEquals(Arrays.copyOfRange(expected, 3, 3 + n), alone);
    }
  }
}
