package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerboardTest {
  @ParameterizedTest
  @CsvSource({
    // taps, rate, stride, fewest, most along both axes together
    "3, 1, 2, 1, 4",
    "4, 1, 2, 4, 4",
    "2, 1, 2, 1, 1",
    "3, 1, 1, 9, 9",
    "3, 1, 3, 1, 1",
    "5, 1, 3, 1, 4",
    "4, 3, 2, 4, 4",
    "4, 2, 2, 0, 16",
    "4, 2, 4, 0, 4",
    "1, 1, 2, 0, 1",
  })
  void countsTapsPerPhase(int taps, int rate, int stride, int fewest, int most) {
    float[] ones = new float[taps * taps];
    Arrays.fill(ones, 1);
    Checkerboard board =
        Checkerboard.of(
            TransposedConvolution.of(
                Kernel.of(taps, taps, ones), rate, stride, Padding.VALID, 0, false));
    assertEquals(new Checkerboard(fewest, most, fewest, most), board);
    assertEquals(fewest != most, board.isUneven());
  }

  /** In the middle of an image of ones the result's extremes are the extremes of the phases. */
  @Test
  void evenAreasBecomeWhatItSays() {
    Random rnd = new Random(3);
    for (int i = 0; i < 100; i++) {
      int[] n = {1 + rnd.nextInt(4), 1 + rnd.nextInt(4), 1 + rnd.nextInt(3)};
      float[] w = new float[n[0] * n[1] * n[2]];
      for (int k = 0; k < w.length; k++) {
        w[k] = rnd.nextInt(17) - 8;
      }
      TransposedAxis[] axes = new TransposedAxis[3];
      for (int a = 0; a < 3; a++) {
        axes[a] =
            TransposedAxis.resolve(n[a], 1 + rnd.nextInt(3), 1 + rnd.nextInt(3), Padding.VALID, 0);
      }
      Kernel kernel = Kernel.volume(n[0], n[1], n[2], w);
      TransposedConvolution t = new TransposedConvolution(kernel, axes[0], axes[1], axes[2], 0);
      Checkerboard board = Checkerboard.of(t);
      double[] seen = middle(t);
      assertEquals(board.least(), seen[0]);
      assertEquals(board.largest(), seen[1]);
      assertFalse(board.fewest() > board.most());
    }
  }

  private static double[] middle(TransposedConvolution t) {
    Volume ones = new Volume(new Shape(1, 14, 14, 14));
    for (int z = 0; z < 14; z++) {
      Arrays.fill(ones.plane(0, z), 1);
    }
    Volume out = Reference.transposed(ones, t);
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    // An output is free of the edge when it is an effective kernel away from both ends.
    int[] x = {t.x().effective(), out.shape().width() - t.x().effective()};
    int[] y = {t.y().effective(), out.shape().height() - t.y().effective()};
    int[] z = {t.z().effective(), out.shape().depth() - t.z().effective()};
    assertTrue(x[1] - x[0] >= 3 && y[1] - y[0] >= 3 && z[1] - z[0] >= 3);
    for (int k = z[0]; k < z[1]; k++) {
      for (int j = y[0]; j < y[1]; j++) {
        for (int i = x[0]; i < x[1]; i++) {
          float v = out.plane(0, k)[j * out.shape().width() + i];
          least = Math.min(least, v);
          largest = Math.max(largest, v);
        }
      }
    }
    return new double[] {least, largest};
  }
}
