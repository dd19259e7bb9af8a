package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * The loops in plain Java, in the shapes that HotSpot's compiler turns into vector instructions:
 * every stream its own array, all indexed by the same bare counter, at most five multiply-adds a
 * loop. So the rows are first shifted into scratch arrays, a stretch of columns at a time that
 * stays in the first-level cache; a shifted row serves all output rows that read it.
 */
final class PlainLoops extends Loops {
  private static final int STRETCH = 1024;
  // Keeps scratch arrays that were allocated one after another out of the same cache sets.
  private static final int ARRAY = STRETCH + 12;

  /** Scratch arrays that are left to the next run, at most: half a megabyte. */
  private static final int MOST_LEFT = 128;

  private float[][] slots = new float[0][];
  private float[] columns = new float[0];
  private int[] previous = new int[0];
  private int[] current = new int[0];
  private int[] free = new int[0];
  private final float[][] sums = new float[BLOCK][ARRAY];

  @Override
  void convolve(Lines lines, Taps taps, float init, OutputRows out, int rows, int n) {
    float[][] src = lines.row;
    int count = taps.count();
    int[] line = taps.line();
    int[] offset = taps.offset();
    reserve(count);
    for (int from = 0; from < n; from += STRETCH) {
      int columns = Math.min(STRETCH, n - from);
      int spare = 2 * count;
      for (int i = 0; i < spare; i++) {
        free[i] = i;
      }
      for (int j = 0; j < rows; j++) {
        int at = j * taps.lines();
        int before = at - taps.lines();
        int shared = j == 0 ? count : sharedFrom(src, taps, at, before);
        for (int t = 0; t < count; t++) {
          float[] row = src[at + line[t]];
          int same = t + shared;
          if (same < count && src[before + line[same]] == row && offset[same] == offset[t]) {
            current[t] = previous[same];
            previous[same] = -1;
          } else {
            current[t] = free[--spare];
            System.arraycopy(row, offset[t] + from, slots[current[t]], 0, columns);
          }
        }
        for (int t = 0; j > 0 && t < count; t++) {
          if (previous[t] >= 0) {
            free[spare++] = previous[t];
          }
        }
        chain(taps.weight(), count, init, columns);
        System.arraycopy(sums[0], 0, out.row()[j], out.start()[j] + from, columns);
        int[] swap = previous;
        previous = current;
        current = swap;
      }
    }
  }

  /**
   * By how many taps an output row lags behind the one before, or their number for not at all.
   *
   * @param at where its lines are
   * @param before where those of the one before are
   */
  private static int sharedFrom(float[][] src, Taps taps, int at, int before) {
    float[] first = src[at + taps.line()[0]];
    int[] offset = taps.offset();
    for (int t = 1; t < offset.length; t++) {
      if (src[before + taps.line()[t]] == first && offset[t] == offset[0]) {
        return t;
      }
    }
    return offset.length;
  }

  private void chain(float[] w, int taps, float init, int n) {
    float[] sum = sums[0];
    Arrays.fill(sum, 0, n, init);
    int t = 0;
    for (; t + 5 <= taps; t += 5) {
      add5(
          slots[current[t]],
          slots[current[t + 1]],
          slots[current[t + 2]],
          slots[current[t + 3]],
          slots[current[t + 4]],
          w[t],
          w[t + 1],
          w[t + 2],
          w[t + 3],
          w[t + 4],
          sum,
          n);
    }
    for (; t + 2 <= taps; t += 2) {
      add2(slots[current[t]], slots[current[t + 1]], w[t], w[t + 1], sum, n);
    }
    if (t < taps) {
      add1(slots[current[t]], w[t], sum, n);
    }
  }

  @Override
  public void smooth(
      float[][] lines,
      float[] weights,
      float[] sum,
      int sumAt,
      float[] whole,
      int wholeAt,
      float[] rest,
      int restAt,
      int n) {
    if (columns.length < n) {
      columns = new float[n + 12];
    }
    reserve(2);
    // The lines stand at the columns' own places, so nothing needs shifting.
    first5(lines[0], lines[1], lines[2], lines[3], lines[4], weights, columns, n);
    System.arraycopy(columns, 0, sum, sumAt, n);
    for (int from = 0; rest != null && from < n; from += STRETCH) {
      int count = Math.min(STRETCH, n - from);
      System.arraycopy(whole, wholeAt + from, slots[0], 0, count);
      System.arraycopy(columns, from, slots[1], 0, count);
      subtract(slots[0], slots[1], count);
      System.arraycopy(slots[0], 0, rest, restAt + from, count);
    }
  }

  private void reserve(int taps) {
    if (slots.length < 2 * taps) {
      int had = slots.length;
      float[][] more = Arrays.copyOf(slots, 2 * taps);
      for (int i = had; i < more.length; i++) {
        more[i] = new float[ARRAY];
      }
      previous = new int[taps];
      current = new int[taps];
      free = new int[2 * taps];
      slots = more; // last: memory may run out before
    }
  }

  @Override
  public void release() {
    super.release();
    if (slots.length > MOST_LEFT) {
      slots = new float[0][];
    }
  }

  @Override
  public void layer(
      float[][] src,
      int[] offsets,
      float[] weights,
      int taps,
      float[] init,
      OutputRows out,
      int channels,
      int rows,
      int n) {
    reserve(3);
    int together = linesOfStretch(n);
    for (int j = 0; j < rows; j += together) {
      int lines = Math.min(together, rows - j);
      for (int from = 0; from < n; from += STRETCH) {
        int count = Math.min(STRETCH, n - from);
        layerStretch(src, offsets, weights, taps, init, channels, j, lines, from, count);
        for (int b = 0; b < channels; b++) {
          for (int line = 0; line < lines; line++) {
            int to = b * rows + j + line;
            System.arraycopy(sums[b], line * count, out.row()[to], out.start()[to] + from, count);
          }
        }
      }
    }
  }

  private void layerStretch(
      float[][] src,
      int[] offsets,
      float[] weights,
      int taps,
      float[] init,
      int channels,
      int j,
      int lines,
      int from,
      int count) {
    int length = lines * count;
    for (int b = 0; b < channels; b++) {
      Arrays.fill(sums[b], 0, length, init[b]);
    }
    int t = 0;
    for (; t + 3 <= taps; t += 3) {
      for (int i = 0; i < 3; i++) {
        shift(src, taps, t + i, offsets[t + i] + from, j, lines, count, slots[i]);
      }
      int b = 0;
      for (; b + 3 <= channels; b += 3) {
        add3to3(
            slots[0],
            slots[1],
            slots[2],
            weights,
            t * BLOCK + b,
            sums[b],
            sums[b + 1],
            sums[b + 2],
            length);
      }
      if (b + 2 == channels) {
        add3to2(slots[0], slots[1], slots[2], weights, t * BLOCK + b, sums[b], sums[b + 1], length);
        b += 2;
      }
      for (; b < channels; b++) {
        int w = t * BLOCK + b;
        add3(
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
      shift(src, taps, t, offsets[t] + from, j, lines, count, slots[0]);
      for (int b = 0; b < channels; b++) {
        add1(slots[0], weights[t * BLOCK + b], sums[b], length);
      }
    }
  }

  /** Short rows share a stretch: the compiler's vector loops want long ones. */
  static int linesOfStretch(int n) {
    return Math.max(1, STRETCH / n);
  }

  /** The values that tap t reads for consecutive output rows, one row after another. */
  private static void shift(
      float[][] src, int taps, int t, int offset, int j, int lines, int count, float[] slot) {
    for (int line = 0; line < lines; line++) {
      System.arraycopy(src[(j + line) * taps + t], offset, slot, line * count, count);
    }
  }

  private static void subtract(float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] -= b[i];
    }
  }

  private static void first5(
      float[] a, float[] b, float[] c, float[] d, float[] e, float[] w, float[] sum, int n) {
    float wa = w[0];
    float wb = w[1];
    float wc = w[2];
    float wd = w[3];
    float we = w[4];
    for (int i = 0; i < n; i++) {
      float s = Fma.fma(wb, b[i], Fma.fma(wa, a[i], 0f));
      sum[i] = Fma.fma(we, e[i], Fma.fma(wd, d[i], Fma.fma(wc, c[i], s)));
    }
  }

  private static void add1(float[] a, float wa, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Fma.fma(wa, a[i], sum[i]);
    }
  }

  private static void add2(float[] a, float[] b, float wa, float wb, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Fma.fma(wb, b[i], Fma.fma(wa, a[i], sum[i]));
    }
  }

  private static void add3(
      float[] a, float[] b, float[] c, float wa, float wb, float wc, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Fma.fma(wc, c[i], Fma.fma(wb, b[i], Fma.fma(wa, a[i], sum[i])));
    }
  }

  private static void add5(
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float[] e,
      float wa,
      float wb,
      float wc,
      float wd,
      float we,
      float[] sum,
      int n) {
    for (int i = 0; i < n; i++) {
      float s = Fma.fma(wb, b[i], Fma.fma(wa, a[i], sum[i]));
      sum[i] = Fma.fma(we, e[i], Fma.fma(wd, d[i], Fma.fma(wc, c[i], s)));
    }
  }

  private static void add3to2(
      float[] a, float[] b, float[] c, float[] w, int at, float[] sum0, float[] sum1, int n) {
    float a0 = w[at];
    float a1 = w[at + 1];
    float b0 = w[at + BLOCK];
    float b1 = w[at + BLOCK + 1];
    float c0 = w[at + 2 * BLOCK];
    float c1 = w[at + 2 * BLOCK + 1];
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float y = b[i];
      float z = c[i];
      float s0 = Fma.fma(c0, z, Fma.fma(b0, y, Fma.fma(a0, x, sum0[i])));
      float s1 = Fma.fma(c1, z, Fma.fma(b1, y, Fma.fma(a1, x, sum1[i])));
      sum0[i] = s0;
      sum1[i] = s1;
    }
  }

  private static void add3to3(
      float[] a,
      float[] b,
      float[] c,
      float[] w,
      int at,
      float[] sum0,
      float[] sum1,
      float[] sum2,
      int n) {
    float a0 = w[at];
    float a1 = w[at + 1];
    float a2 = w[at + 2];
    float b0 = w[at + BLOCK];
    float b1 = w[at + BLOCK + 1];
    float b2 = w[at + BLOCK + 2];
    float c0 = w[at + 2 * BLOCK];
    float c1 = w[at + 2 * BLOCK + 1];
    float c2 = w[at + 2 * BLOCK + 2];
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float y = b[i];
      float z = c[i];
      float s0 = Fma.fma(c0, z, Fma.fma(b0, y, Fma.fma(a0, x, sum0[i])));
      float s1 = Fma.fma(c1, z, Fma.fma(b1, y, Fma.fma(a1, x, sum1[i])));
      float s2 = Fma.fma(c2, z, Fma.fma(b2, y, Fma.fma(a2, x, sum2[i])));
      sum0[i] = s0;
      sum1[i] = s1;
      sum2[i] = s2;
    }
  }
}
