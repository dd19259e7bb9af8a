package io.github.atrousj.starlet;

import java.util.Arrays;

/**
 * What denoising takes from an image, summed up scale after scale: the part of the coefficients
 * that is not kept ({@link Denoise.Settings}). Immutable; for all threads.
 */
final class Removal {
  /** Multiplied by it twice, any positive float is 1 or more. */
  private static final float LARGE = 0x1p127f;

  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[2][0]);

  private final int scales;
  private final Denoise.Settings settings;
  private final double[] table;
  private final double[] gains;

  /**
   * @param scales J
   * @param table the noise of w_1 … w_J for unit noise; more do not matter
   */
  Removal(int scales, Denoise.Settings settings, double[] table) {
    this.settings = settings;
    this.scales = scales;
    this.table = table;
    gains = settings.gains();
  }

  /** Whether something may be taken from c_J, which has no noise. */
  boolean takesRest() {
    return gains.length > scales && gains[scales] != 1;
  }

  /**
   * Adds what is taken from a row of w_{j+1}, or of c_J where j is their number; w_1 comes first.
   *
   * @param w the row, from {@code from} on
   * @param noise the image's, standard deviation
   * @param total receives the sum from {@code at} on; what it holds before w_1 does not matter
   */
  void add(int j, float[] w, int from, double noise, float[] total, int at, int width) {
    if (j == scales) {
      if (takesRest()) {
        float share = (float) (1 - gains[j]);
        for (int x = 0; x < width; x++) {
          total[at + x] += share * w[from + x];
        }
      }
      return;
    }
    float threshold = (float) (settings.k() * noise * table[j]);
    float gain = gains.length == 0 ? 1 : (float) gains[j];
    // In arrays of their own, read from their start: the compiler makes vector loops of those.
    float[] own = from == 0 ? w : scratch(0, width);
    float[] sum = scratch(1, width);
    if (own != w) {
      System.arraycopy(w, from, own, 0, width);
    }
    if (j == 0) {
      Arrays.fill(sum, 0, width, 0);
    } else {
      System.arraycopy(total, at, sum, 0, width);
    }
    if (settings.rule() == Denoise.Rule.SOFT) {
      addSoft(own, threshold, gain, sum, width);
    } else {
      addHard(own, threshold, gain, sum, width);
    }
    System.arraycopy(sum, 0, total, at, width);
  }

  private static float[] scratch(int which, int length) {
    float[][] own = SCRATCH.get();
    if (own[which].length < length) {
      own[which] = new float[length];
    }
    return own[which];
  }

  /** Of a value nearer to 0 than the threshold nothing is kept, of others all. */
  static void addHard(float[] w, float threshold, float gain, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      float v = w[i];
      // Without a choice, of which the compiler makes no vectors: 1 below the threshold, else 0.
      float distance = Math.max(0, threshold - Math.abs(v));
      float below = Math.min(1, distance * LARGE * LARGE);
      sum[i] += v - gain * ((1 - below) * v);
    }
  }

  /** All values are kept less the threshold, at most to 0. */
  static void addSoft(float[] w, float threshold, float gain, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      float v = w[i];
      float within = Math.max(-threshold, Math.min(threshold, v));
      sum[i] += v - gain * (v - within);
    }
  }
}
