package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * The loops in plain Java. {@link PlainSums} adds only arrays that are read at the same index, so
 * rows are first shifted into scratch arrays, a stretch of columns at a time that stays in cache; a
 * shifted row serves all output rows that read it.
 */
final class PlainLoops extends Loops {
  /**
   * Columns at a time. What lies in the first-level cache is added fastest, but a line comes from
   * memory faster the longer the piece: twice that cache's share takes a tenth less time.
   */
  private static final int STRETCH = 2 * PlainSums.STRETCH;

  private static final int ARRAY = STRETCH + PlainSums.APART;

  /** Of kernels with more taps no shifted line is kept for the next row: it would be far away. */
  private static final int MOST_KEPT = 256;

  /** Scratch arrays that are left to the next run, at most: two megabytes with the sums. */
  private static final int MOST_LEFT = 128;

  private float[][] slots = new float[0][];
  private float[] columns = new float[0];
  private float[][] lineOf = new float[0][];

  /** Sums of rows that share lines. */
  private float[][] rolled = new float[0][];

  private final SharedRows shared = new SharedRows();
  private boolean[] done = new boolean[0];
  private int[] previous = new int[0];
  private int[] current = new int[0];
  private int[] free = new int[0];
  private final float[] sum = new float[ARRAY];
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
      boolean neighbours = !done[j] && shared.find(src, taps, j, rows, 2, rows, done);
      if (neighbours || done[j]) {
        anyRows(src, taps, init, onto, out, first, j, n);
        first = j + 1;
      }
      if (neighbours) {
        for (int r = 0; r < shared.count; r++) {
          done[j + r * shared.lag] = true;
        }
        roll(src, taps, init, onto, out, j, n);
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
    if (first > STRETCH) {
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
    for (int from = first; from < first + n; from += STRETCH) {
      int end = Math.min(from + STRETCH, first + n);
      chain(lineOf, taps.weight(), count, init, columns, from, end);
    }
    System.arraycopy(columns, first, out.row()[j], out.start()[j], n);
  }

  /**
   * Rows that share lines: a line is shifted once for each of its taps and added to the sums of all
   * rows that read it. Short rows lie side by side in a stretch, several pieces of the group.
   */
  private void roll(Lines src, Taps taps, float init, boolean onto, OutputRows out, int j, int n) {
    int kx = taps.kx();
    int ky = taps.ky();
    int planes = taps.lines() / ky;
    int pieces = Math.max(1, Math.min(PlainSums.linesOfStretch(n), shared.count / 4));
    int rows = (shared.count + pieces - 1) / pieces;
    int ring = planes == 1 ? ky : rows;
    reserve(kx);
    if (rolled.length < ring) {
      int had = rolled.length;
      float[][] more = Arrays.copyOf(rolled, ring);
      for (int i = had; i < ring; i++) {
        more[i] = new float[ARRAY];
      }
      rolled = more;
    }
    int perPlane = ky + shared.count - 1;
    for (int from = 0; from < n; from += STRETCH) {
      int count = Math.min(STRETCH, n - from);
      int length = pieces * count;
      for (int z = 0; z < planes; z++) {
        for (int l = 0; l < rows + ky - 1; l++) {
          for (int p = 0; p < pieces; p++) {
            int line = shared.lines[z * perPlane + Math.min(l + p * rows, perPlane - 1)];
            for (int t = 0; t < kx; t++) {
              src.copy(line, taps.offset()[t], from, count, n, slots[t], p * count);
            }
          }
          if (z == 0 && l < rows && onto) {
            begin(rolled[l % ring], out, j, l, rows, pieces, from, count);
          } else if (z == 0 && l < rows) {
            Arrays.fill(rolled[l % ring], 0, length, init);
          }
          int lowest = Math.max(0, l - ky + 1);
          int highest = Math.min(l, rows - 1);
          add(taps.weight(), z * ky + l, kx, lowest, highest, ring, length);
          if (z == planes - 1 && l >= ky - 1) {
            finish(rolled[lowest % ring], out, j, lowest, rows, pieces, from, count);
          }
        }
      }
    }
  }

  /** Takes what a row of each piece holds. */
  private void begin(
      float[] sum, OutputRows out, int j, int row, int rows, int pieces, int from, int count) {
    for (int p = 0; p < pieces && row + p * rows < shared.count; p++) {
      int of = j + (row + p * rows) * shared.lag;
      System.arraycopy(out.row()[of], out.start()[of] + from, sum, p * count, count);
    }
  }

  /** Hands out the sums of a row of each piece. */
  private void finish(
      float[] sum, OutputRows out, int j, int row, int rows, int pieces, int from, int count) {
    for (int p = 0; p < pieces && row + p * rows < shared.count; p++) {
      int to = j + (row + p * rows) * shared.lag;
      System.arraycopy(sum, p * count, out.row()[to], out.start()[to] + from, count);
    }
  }

  /**
   * Adds the shifted copies of a line to the sums of some rows.
   *
   * @param line its number as the kernel's line for row 0; one less for row 1
   */
  private void add(float[] w, int line, int kx, int lowest, int highest, int ring, int n) {
    for (int r = lowest; r <= highest; r += 3) {
      int sums = Math.min(3, highest - r + 1);
      float[] s0 = rolled[r % ring];
      float[] s1 = rolled[(r + 1) % ring];
      float[] s2 = rolled[(r + 2) % ring];
      for (int t = 0; t < kx; ) {
        int at = (line - r) * kx + t;
        // Threes, and twos in the end: a single tap moves its sums for little.
        boolean three = kx - t == 3 || kx - t > 4;
        if (three && sums == 3) {
          PlainSums.add3to3(slots[t], slots[t + 1], slots[t + 2], w, at, 1, -kx, s0, s1, s2, n);
        } else if (three && sums == 2) {
          PlainSums.add3to2(slots[t], slots[t + 1], slots[t + 2], w, at, 1, -kx, s0, s1, n);
        } else if (three) {
          PlainSums.add3(slots[t], slots[t + 1], slots[t + 2], w[at], w[at + 1], w[at + 2], s0, n);
        } else if (sums == 3) {
          PlainSums.add2to3(slots[t], slots[t + 1], w, at, -kx, s0, s1, s2, n);
        } else if (sums == 2) {
          PlainSums.add2to2(slots[t], slots[t + 1], w, at, -kx, s0, s1, n);
        } else {
          PlainSums.add2(slots[t], slots[t + 1], w[at], w[at + 1], s0, 0, n);
        }
        t += three ? 3 : 2;
      }
    }
  }

  /** Rows whose taps may be anywhere; a shifted line serves the next row too. */
  private void anyRows(
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
    for (int from = 0; from < n; from += STRETCH) {
      int columns = Math.min(STRETCH, n - from);
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
    for (int from = 0; from < n; from += STRETCH) {
      int columns = Math.min(STRETCH, n - from);
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
    for (int from = 0; rest != null && from < n; from += STRETCH) {
      int count = Math.min(STRETCH, n - from);
      System.arraycopy(whole, wholeAt + from, slots[0], 0, count);
      System.arraycopy(columns, from, slots[1], 0, count);
      PlainSums.subtract(slots[0], slots[1], count);
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
    Arrays.fill(lineOf, null);
    columns = new float[0];
    if (rolled.length > MOST_LEFT) {
      rolled = new float[0][];
    }
    if (slots.length > MOST_LEFT) {
      slots = new float[0][];
    }
  }

  @Override
  void layer(float[][] src, LayerTaps taps, OutputRows out, int rows, int n) {
    layers.rows(src, taps, out, rows, n);
  }
}
