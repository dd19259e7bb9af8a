package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * The loops in plain Java. {@link PlainSums} adds only arrays that are read at the same index, so
 * rows are first shifted into scratch arrays, a stretch of columns at a time that stays in cache; a
 * shifted row serves all output rows that read it.
 */
final class PlainLoops extends Loops {
  /** Of kernels with more taps no shifted line is kept for the next row: it would be far away. */
  private static final int MOST_KEPT = 256;

  /** Scratch arrays that are left to the next run, at most: a megabyte. */
  private static final int MOST_LEFT = 128;

  private float[][] slots = new float[0][];
  private float[] columns = new float[0];
  private float[][] lineOf = new float[0][];

  private final RolledSums rolled = new RolledSums();
  private boolean[] done = new boolean[0];
  private int[] previous = new int[0];
  private int[] current = new int[0];
  private int[] free = new int[0];
  private final float[] sum = new float[PlainSums.PIECE + PlainSums.APART];
  private final PlainLayers layers = new PlainLayers();

  @Override
  Loops another() {
    return new PlainLoops();
  }

  @Override
  void convolve(Lines src, Taps taps, float init, boolean onto, OutputRows out, int rows, int n) {
    if (isColumn(taps) && !src.isSplit() && !onto) {
      for (int j = 0; j < rows; j++) {
        column(src, taps, init, out, j, n);
      }
      return;
    }
    if (taps.kx() < 2 || taps.kx() > MOST_KEPT) {
      anyRows(src, taps, init, onto, out, 0, rows, n);
      return;
    }
    if (done.length < rows) {
      done = new boolean[rows];
    }
    Arrays.fill(done, 0, rows, false);
    int first = 0; // of those before j that share no lines as neighbours do
    for (int j = 0; j < rows; j++) {
      if (done[j] || rolled.make(src, taps, init, onto, out, j, rows, done, n)) {
        anyRows(src, taps, init, onto, out, first, j, n);
        first = j + 1;
      }
    }
    anyRows(src, taps, init, onto, out, first, rows, n);
  }

  /** Whether all taps read the same columns: nothing needs shifting. */
  private static boolean isColumn(Taps taps) {
    int[] offset = taps.offset();
    for (int o : offset) {
      if (o != offset[0]) {
        return false;
      }
    }
    return offset.length > 1;
  }

  private void column(Lines src, Taps taps, float init, OutputRows out, int j, int n) {
    int offset = taps.offset()[0];
    int at = j * taps.lines();
    int count = taps.count();
    for (int t = 0; t < count; t++) {
      if (src.shift[at + taps.line()[t]] != src.shift[at]) {
        anyRows(src, taps, init, false, out, j, j + 1, n);
        return;
      }
    }
    int first = offset + src.shift[at];
    if (first > PlainSums.PIECE) {
      anyRows(src, taps, init, false, out, j, j + 1, n); // where its sums would take too much room
      return;
    }
    if (columns.length < first + n) {
      columns = new float[first + n + PlainSums.APART];
    }
    if (lineOf.length < count) {
      lineOf = new float[count][];
    }
    for (int t = 0; t < count; t++) {
      lineOf[t] = src.row[at + taps.line()[t]];
    }
    for (int from = first; from < first + n; from += PlainSums.PIECE) {
      int end = Math.min(from + PlainSums.PIECE, first + n);
      chain(lineOf, taps.weight(), count, init, columns, from, end);
    }
    System.arraycopy(columns, first, out.row()[j], out.start()[j], n);
  }

  /** Some rows whose taps may be anywhere; a shifted line serves the next row too. */
  void anyRows(
      Lines src,
      Taps taps,
      float init,
      boolean onto,
      OutputRows out,
      int firstRow,
      int endRow,
      int n) {
    if (firstRow == endRow) {
      return;
    }
    int count = taps.count();
    if (count > MOST_KEPT) {
      for (int j = firstRow; j < endRow; j++) {
        manyTaps(src, taps, init, onto, out, j, n);
      }
      return;
    }
    int[] line = taps.line();
    int[] offset = taps.offset();
    reserve(count);
    for (int from = 0; from < n; from += PlainSums.PIECE) {
      int columns = Math.min(PlainSums.PIECE, n - from);
      int spare = 2 * count;
      for (int i = 0; i < spare; i++) {
        free[i] = i;
      }
      for (int j = firstRow; j < endRow; j++) {
        int at = j * taps.lines();
        int before = at - taps.lines();
        int shared = j == firstRow ? count : sharedFrom(src, taps, at, before);
        for (int t = 0; t < count; t++) {
          int same = t + shared;
          if (same < count
              && src.same(before + line[same], at + line[t])
              && offset[same] == offset[t]) {
            current[t] = previous[same];
            previous[same] = -1;
          } else {
            current[t] = free[--spare];
            src.copy(at + line[t], offset[t], from, columns, n, slots[current[t]], 0);
          }
        }
        for (int t = 0; j > firstRow && t < count; t++) {
          if (previous[t] >= 0) {
            free[spare++] = previous[t];
          }
        }
        if (lineOf.length < count) {
          lineOf = new float[count][];
        }
        for (int t = 0; t < count; t++) {
          lineOf[t] = slots[current[t]];
        }
        if (onto) {
          start(sum, 0, true, out, j, from, columns);
          chain(lineOf, taps.weight(), 0, count, sum, 0, columns);
        } else {
          chain(lineOf, taps.weight(), count, init, sum, 0, columns);
        }
        System.arraycopy(sum, 0, out.row()[j], out.start()[j] + from, columns);
        int[] swap = previous;
        previous = current;
        current = swap;
      }
    }
  }

  /** What the sums of some columns of a row start from. */
  private static void start(
      float[] sum, float init, boolean onto, OutputRows out, int j, int from, int columns) {
    if (onto) {
      System.arraycopy(out.row()[j], out.start()[j] + from, sum, 0, columns);
    } else {
      Arrays.fill(sum, 0, columns, init);
    }
  }

  /** A row of so many taps that their lines are shifted a few at a time. */
  private void manyTaps(
      Lines src, Taps taps, float init, boolean onto, OutputRows out, int j, int n) {
    int at = j * taps.lines();
    int count = taps.count();
    float[] weights = taps.weight();
    reserve(5);
    for (int from = 0; from < n; from += PlainSums.PIECE) {
      int columns = Math.min(PlainSums.PIECE, n - from);
      start(sum, init, onto, out, j, from, columns);
      for (int t = 0; t < count; ) {
        int together = Math.min(5, count - t);
        for (int i = 0; i < together; i++) {
          src.copy(at + taps.line()[t + i], taps.offset()[t + i], from, columns, n, slots[i], 0);
        }
        if (together == 5) {
          PlainSums.add5(
              slots[0], slots[1], slots[2], slots[3], slots[4], weights, t, sum, 0, columns);
        } else {
          for (int i = 0; i < together; i++) {
            PlainSums.add1(slots[i], weights[t + i], sum, 0, columns);
          }
        }
        t += together;
      }
      System.arraycopy(sum, 0, out.row()[j], out.start()[j] + from, columns);
    }
  }

  /**
   * By how many taps an output row lags behind the one before, or their number for not at all.
   *
   * @param at where its lines are
   * @param before where those of the one before are
   */
  private static int sharedFrom(Lines src, Taps taps, int at, int before) {
    int first = at + taps.line()[0];
    int[] offset = taps.offset();
    for (int t = 1; t < offset.length; t++) {
      if (src.same(before + taps.line()[t], first) && offset[t] == offset[0]) {
        return t;
      }
    }
    return offset.length;
  }

  /** Sums from one index to another of arrays that are read at the same index. */
  private static void chain(
      float[][] a, float[] w, int taps, float init, float[] sum, int from, int to) {
    int t = 0;
    if (taps >= 5) {
      PlainSums.first5(a[0], a[1], a[2], a[3], a[4], w, init, sum, from, to);
      t = 5;
    } else {
      Arrays.fill(sum, from, to, init);
    }
    chain(a, w, t, taps, sum, from, to);
  }

  /** Adds taps from one on. */
  private static void chain(
      float[][] a, float[] w, int first, int taps, float[] sum, int from, int to) {
    int t = first;
    for (; t + 5 <= taps; t += 5) {
      PlainSums.add5(a[t], a[t + 1], a[t + 2], a[t + 3], a[t + 4], w, t, sum, from, to);
    }
    for (; t + 2 <= taps; t += 2) {
      PlainSums.add2(a[t], a[t + 1], w[t], w[t + 1], sum, from, to);
    }
    if (t < taps) {
      PlainSums.add1(a[t], w[t], sum, from, to);
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
      columns = new float[n + PlainSums.APART];
    }
    reserve(2);
    // The lines stand at the columns' own places, so nothing needs shifting.
    PlainSums.first5(lines[0], lines[1], lines[2], lines[3], lines[4], weights, 0, columns, 0, n);
    System.arraycopy(columns, 0, sum, sumAt, n);
    for (int from = 0; rest != null && from < n; from += PlainSums.PIECE) {
      int count = Math.min(PlainSums.PIECE, n - from);
      System.arraycopy(whole, wholeAt + from, slots[0], 0, count);
      System.arraycopy(columns, from, slots[1], 0, count);
      PlainSums.subtract(slots[0], slots[1], count);
      System.arraycopy(slots[0], 0, rest, restAt + from, count);
    }
  }

  private void reserve(int taps) {
    if (slots.length < 2 * taps) {
      float[][] more = PlainSums.pieces(slots, 2 * taps);
      previous = new int[taps];
      current = new int[taps];
      free = new int[2 * taps];
      slots = more; // last: memory may run out before
    }
  }

  @Override
  public void release() {
    super.release();
    Arrays.fill(lineOf, null);
    columns = new float[0];
    rolled.release();
    if (slots.length > MOST_LEFT) {
      slots = new float[0][];
    }
  }

  @Override
  void layer(float[][] src, LayerTaps taps, OutputRows out, int rows, int n) {
    layers.rows(src, taps, out, rows, n);
  }
}
