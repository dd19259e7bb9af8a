package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * Layers of several channels in plain Java: three taps are shifted into scratch arrays and added to
 * the sums of up to {@link Loops#BLOCK} output channels, a stretch of columns at a time. Holds
 * scratch memory and belongs to one thread.
 */
final class PlainLayers {
  private static final int BLOCK = Loops.BLOCK;
  private static final int STRETCH = PlainSums.STRETCH;

  private final float[][] slots = new float[3][STRETCH + PlainSums.APART];
  private final float[][] sums = new float[BLOCK][STRETCH + PlainSums.APART];

  /** Arguments as of {@link Loops#layer}. */
  void rows(float[][] src, LayerTaps taps, OutputRows out, int rows, int n) {
    int together = PlainSums.linesOfStretch(n);
    for (int j = 0; j < rows; j += together) {
      int lines = Math.min(together, rows - j);
      for (int from = 0; from < n; from += STRETCH) {
        int count = Math.min(STRETCH, n - from);
        stretch(src, taps, j, lines, from, count);
        for (int b = 0; b < taps.channels(); b++) {
          for (int line = 0; line < lines; line++) {
            int to = b * rows + j + line;
            System.arraycopy(sums[b], line * count, out.row()[to], out.start()[to] + from, count);
          }
        }
      }
    }
  }

  private void stretch(float[][] src, LayerTaps layer, int j, int lines, int from, int count) {
    int taps = layer.count();
    int channels = layer.channels();
    float[] weights = layer.weight();
    int length = lines * count;
    for (int b = 0; b < channels; b++) {
      Arrays.fill(sums[b], 0, length, layer.init()[b]);
    }
    int t = 0;
    for (; t + 3 <= taps; t += 3) {
      for (int i = 0; i < 3; i++) {
        shift(src, layer, t + i, j, lines, from, count, slots[i]);
      }
      int b = 0;
      for (; b + 3 <= channels; b += 3) {
        PlainSums.add3to3(
            slots[0],
            slots[1],
            slots[2],
            weights,
            t * BLOCK + b,
            BLOCK,
            1,
            sums[b],
            sums[b + 1],
            sums[b + 2],
            length);
      }
      if (b + 2 == channels) {
        PlainSums.add3to2(
            slots[0],
            slots[1],
            slots[2],
            weights,
            t * BLOCK + b,
            BLOCK,
            1,
            sums[b],
            sums[b + 1],
            length);
        b += 2;
      }
      for (; b < channels; b++) {
        int w = t * BLOCK + b;
        PlainSums.add3(
            slots[0],
            slots[1],
            slots[2],
            weights[w],
            weights[w + BLOCK],
            weights[w + 2 * BLOCK],
            sums[b],
            length);
      }
    }
    for (; t < taps; t++) {
      shift(src, layer, t, j, lines, from, count, slots[0]);
      for (int b = 0; b < channels; b++) {
        PlainSums.add1(slots[0], weights[t * BLOCK + b], sums[b], 0, length);
      }
    }
  }

  /** The values that tap t reads for consecutive output rows, one row after another. */
  private static void shift(
      float[][] src, LayerTaps taps, int t, int j, int lines, int from, int count, float[] slot) {
    int first = taps.offset()[t] + from;
    for (int line = 0; line < lines; line++) {
      System.arraycopy(src[(j + line) * taps.count() + t], first, slot, line * count, count);
    }
  }
}
