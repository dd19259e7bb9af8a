package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import java.util.Arrays;

/** The median of each window; of an even count the mean of the middle two. */
public final class MedianRows {
  private static final int VALUES_BETWEEN_POLLS = 1 << 16;

  private MedianRows() {}

  /**
   * Computes a chunk of output rows.
   *
   * @param x geometry along the row
   * @param first index of column 0 in the stored rows
   * @param width columns of the input when positions outside take no part, −1 when the border
   *     counts
   * @param out row j of channel c at c · rows + j
   * @param poll called many times a second; may throw to stop the work
   */
  public static void compute(
      RowInput in,
      Pooling p,
      Axis x,
      int first,
      int width,
      int rows,
      int channels,
      float[][] out,
      int n,
      Runnable poll) {
    int ky = p.y().taps();
    int kz = p.z().taps();
    float[] window = new float[kz * ky * x.taps()];
    float[][] src = new float[kz * ky][];
    for (int c = 0; c < channels; c++) {
      for (int j = 0; j < rows; j++) {
        int lines = 0;
        for (int t = 0; t < kz * ky; t++) {
          float[] row = in.row(c, t / ky, t % ky, j);
          if (row != null) {
            src[lines++] = row;
          }
        }
        row(src, lines, x, first, width, window, out[c * rows + j], n, poll);
      }
    }
  }

  private static void row(
      float[][] src,
      int lines,
      Axis x,
      int first,
      int width,
      float[] window,
      float[] out,
      int n,
      Runnable poll) {
    int step = Math.max(1, VALUES_BETWEEN_POLLS / window.length);
    for (int o = 0; o < n; o++) {
      if (o % step == 0) {
        poll.run();
      }
      int count = 0;
      boolean nan = false;
      for (int t = 0; t < x.taps(); t++) {
        int column = (int) x.position(o, t);
        if (width >= 0 && (column < 0 || column >= width)) {
          continue;
        }
        for (int l = 0; l < lines; l++) {
          float v = src[l][first + column];
          nan |= v != v;
          window[count++] = v;
        }
      }
      out[o] = nan || count == 0 ? Float.NaN : median(window, count);
    }
  }

  private static float median(float[] window, int count) {
    Arrays.sort(window, 0, count);
    float upper = window[count / 2];
    return count % 2 != 0 ? upper : (float) (((double) window[count / 2 - 1] + upper) / 2);
  }
}
