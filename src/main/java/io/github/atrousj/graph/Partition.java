package io.github.atrousj.graph;

import java.util.Arrays;

/** Cuts a list of rows, residue class after residue class, into parts. */
final class Partition {
  private Partition() {}

  /**
   * Parts of at most {@code most} rows. Rows that are made together, in blocks of {@code period}
   * rows of a class, stay together as far as they fit.
   *
   * @param rows in the order of {@link Sequence}
   * @param step of the residue classes
   * @param period rows of a class that are made together, anchored at its first; 1 for none
   * @return where each part starts, and the end
   */
  static int[] cuts(int[] rows, int step, int period, int most) {
    int to = rows.length;
    int[] cuts = new int[to + 1];
    int n = 0;
    int start = 0;
    while (start < to) {
      cuts[n++] = start;
      int end = Math.min(start + most, to);
      int whole = end;
      while (whole > start && whole < to && !startsBlock(rows, whole, step, period)) {
        whole--;
      }
      start = whole > start ? whole : end;
    }
    cuts[n++] = to;
    return Arrays.copyOf(cuts, n);
  }

  private static boolean startsBlock(int[] rows, int i, int step, int period) {
    return period == 1
        || rows[i] - rows[i - 1] != step
        || rows[i] / step / period != rows[i - 1] / step / period;
  }
}
