package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemovalTest {
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
}
