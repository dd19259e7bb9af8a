package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemovalTest {
  private static final int SCALES = 3;

  private static final float[] SPECIAL = {
    0,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1,
    Math.nextUp(1f),
    Math.nextDown(1f),
    -Math.nextDown(1f),
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY
  };

  /** Value by value with a choice, which the loops do without. */
  private static float removed(float w, float threshold, float gain, boolean soft) {
    float kept = w;
    if (Math.abs(w) < threshold) {
      kept = 0;
    } else if (soft) {
      kept = w - Math.copySign(threshold, w);
    }
    return w - gain * kept;
  }

  @ParameterizedTest
  @EnumSource(Denoise.Rule.class)
  void loopsTakeWhatTheRuleSays(Denoise.Rule rule) {
    boolean soft = rule == Denoise.Rule.SOFT;
    Random rnd = new Random(3);
    float[] thresholds = {0, Float.MIN_VALUE, 1e-30f, 1, 7.5f, 1e30f, Float.MAX_VALUE};
    float[] gains = {1, 0, 2.5f, -1};
    for (float threshold : thresholds) {
      for (float gain : gains) {
        int n = 300;
        float[] w = new float[n];
        float[] sum = new float[n];
        float[] before = new float[n];
        for (int i = 0; i < n; i++) {
          float scale = i % 2 == 0 ? 2 * threshold : 10;
          w[i] = i < SPECIAL.length ? SPECIAL[i] : (rnd.nextFloat() - 0.5f) * 2 * scale;
          w[i] = i % 17 == 16 ? Math.copySign(threshold, w[i]) : w[i];
          before[i] = i % 3 == 0 ? 0 : rnd.nextFloat();
          sum[i] = before[i];
        }
        if (soft) {
          Removal.addSoft(w, threshold, gain, sum, n);
        } else {
          Removal.addHard(w, threshold, gain, sum, n);
        }
        for (int i = 0; i < n; i++) {
          // Adding 0 makes the two zeros one.
          float expected = before[i] + removed(w[i], threshold, gain, soft) + 0f;
          String what = w[i] + " at " + threshold + ", gain " + gain;
          assertEquals(expected, sum[i] + 0f, what);
        }
      }
    }
  }

  /** A row anywhere in its array, added up anywhere in another, scale after scale and c_J last. */
  @ParameterizedTest
  @EnumSource(Denoise.Rule.class)
  void rowsOfAllScalesAreAddedUp(Denoise.Rule rule) {
    Random rnd = new Random(4);
    double[] table = {0.9, 0.2, 0.1, 0.05};
    double[] gains = {1, 2, 0.5, 0.75};
    Denoise.Settings settings = new Denoise.Settings(3, rule, Double.NaN, gains, null, false);
    for (double noise : new double[] {0, 0.4, 1e300}) {
      Removal removal = new Removal(SCALES, settings, table);
      for (int width : new int[] {40, 7, 1, 0}) { // what was longer before leaves nothing
        int at = rnd.nextInt(5);
        float[] total = new float[width + at + 2];
        Arrays.fill(total, 99);
        float[] expected = total.clone();
        for (int j = 0; j <= SCALES; j++) {
          int from = rnd.nextInt(4) * rnd.nextInt(2);
          float[] w = new float[from + width + 1];
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) rnd.nextGaussian();
          }
          removal.add(j, w, from, noise, total, at, width);
          float threshold = j < SCALES ? (float) (3 * noise * table[j]) : 0;
          for (int x = 0; x < width; x++) {
            float v = w[from + x];
            float part =
                j < SCALES
                    ? removed(v, threshold, (float) gains[j], rule == Denoise.Rule.SOFT)
                    : (float) (1 - gains[j]) * v;
            expected[at + x] = (j == 0 ? 0 : expected[at + x]) + part;
          }
        }
        assertArrayEquals(expected, total, "noise " + noise + ", width " + width);
      }
    }
  }

  @Test
  void restIsTakenOnlyWhereItsGainSaysSo() {
    double[] table = {0.9, 0.2, 0.1};
    for (double[] gains : new double[][] {{}, {2, 2, 2}, {2, 2, 2, 1}, {1, 1, 1, 2}}) {
      Denoise.Rule hard = Denoise.Rule.HARD;
      Denoise.Settings settings = new Denoise.Settings(3, hard, 1, gains, null, false);
      Removal removal = new Removal(SCALES, settings, table);
      float[] total = {5, 6};
      removal.add(SCALES, new float[] {1, 2}, 0, 1, total, 0, 2);
      boolean takes = gains.length > SCALES && gains[SCALES] != 1;
      assertEquals(takes, removal.takesRest());
      assertArrayEquals(takes ? new float[] {4, 4} : new float[] {5, 6}, total);
    }
  }
}
