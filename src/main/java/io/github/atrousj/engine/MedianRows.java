package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import java.util.Arrays;

/**
 * The median of each window; of an even count the mean of the middle two. Small windows are sorted
 * one by one. Large ones slide along the row, within a residue class of the rate, over a histogram
 * of ranks: the columns that leave and enter it are all that is touched. Holds scratch memory: one
 * instance per thread.
 */
public final class MedianRows {
  private static final int VALUES_BETWEEN_POLLS = 1 << 16;

  /** Values of a window that are sorted sooner than ranked. */
  private static final int FEW = 48;

  /** Floats that ranking takes for each value: a key of 64 bits, its rank, its value, a count. */
  private static final int FLOATS_PER_RANK = 5;

  private final Pooling p;
  private final Axis x;
  private final int first;
  private final int width;
  private final int n;
  private final int firstColumn;
  private final Runnable poll;
  private final float[] window;
  private final RankedRows ranked;
  private final RankHistogram histogram = new RankHistogram();
  private int untilPoll;

  /**
   * @param x geometry along the row
   * @param first index of column 0 in the stored rows
   * @param width columns of the input when positions outside take no part, −1 when the border
   *     counts
   * @param n outputs of a row
   * @param poll called many times a second; may throw to stop the work
   */
  public MedianRows(Pooling p, Axis x, int first, int width, int n, Runnable poll) {
    this.p = p;
    this.x = x;
    this.first = first;
    this.width = width;
    this.n = n;
    this.poll = poll;
    boolean few = isSorted(p);
    window = few ? new float[(int) values(p)] : null;
    long from = Math.max(x.position(0, 0), width >= 0 ? 0 : Long.MIN_VALUE);
    long to = x.position(n - 1, x.taps() - 1);
    to = Math.min(to, width >= 0 ? width - 1 : Long.MAX_VALUE);
    firstColumn = (int) from;
    ranked = few ? null : new RankedRows(first + firstColumn, (int) Math.max(0, to - from + 1));
  }

  private static long values(Pooling p) {
    return (long) p.x().taps() * p.y().taps() * p.z().taps();
  }

  private static boolean isSorted(Pooling p) {
    return values(p) <= FEW;
  }

  /**
   * Floats that an instance takes.
   *
   * @param rows different stored rows that a chunk of outputs reads, at most
   * @param length of a stored row
   */
  public static long scratchLength(Pooling p, long rows, long length) {
    return isSorted(p) ? values(p) : FLOATS_PER_RANK * rows * length;
  }

  /** About how many multiply-adds a median takes as long as. */
  public static double cost(Pooling p) {
    double lines = (double) p.y().taps() * p.z().taps();
    return isSorted(p) ? 8 * values(p) : 64 + 8 * lines;
  }

  /**
   * Computes a chunk of output rows.
   *
   * @param out row j of channel c at c · rows + j
   */
  public void compute(RowInput in, int rows, int channels, float[][] out) {
    int lines = p.y().taps() * p.z().taps();
    float[][] src = new float[lines][];
    for (int c = 0; c < channels; c++) {
      if (ranked != null) {
        rank(in, c, rows);
      }
      for (int j = 0; j < rows; j++) {
        int count = 0;
        for (int t = 0; t < lines; t++) {
          float[] row = row(in, c, t, j);
          if (row != null) {
            src[count++] = row;
          }
        }
        if (ranked == null) {
          sorted(src, count, out[c * rows + j]);
        } else {
          sliding(src, count, out[c * rows + j]);
        }
      }
    }
  }

  private float[] row(RowInput in, int channel, int line, int j) {
    return in.row(channel, line / p.y().taps(), line % p.y().taps(), j);
  }

  private void rank(RowInput in, int channel, int rows) {
    ranked.clear();
    for (int j = 0; j < rows; j++) {
      for (int t = 0; t < p.y().taps() * p.z().taps(); t++) {
        float[] row = row(in, channel, t, j);
        if (row != null) {
          ranked.add(row);
        }
      }
    }
    ranked.rank();
    histogram.clear(ranked.distinct());
    poll.run();
  }

  private void sliding(float[][] src, int lines, float[] out) {
    int[][] ranks = new int[lines][];
    for (int l = 0; l < lines; l++) {
      ranks[l] = ranked.of(src[l]);
    }
    // Outputs that are `step` apart read the same columns, `shift` taps further on.
    int common = gcd(x.rate(), x.stride());
    int step = x.rate() / common;
    int shift = Math.min(x.stride() / common, x.taps());
    for (int q = 0; q < Math.min(step, n); q++) {
      count(ranks, q, 0, x.taps(), 1);
      int last = q;
      for (int o = q; o < n; o += step) {
        if (o > q) {
          count(ranks, last, 0, shift, -1);
          count(ranks, o, x.taps() - shift, x.taps(), 1);
        }
        out[o] = histogram.median(ranked.values());
        last = o;
      }
      count(ranks, last, 0, x.taps(), -1);
    }
  }

  /** Counts the columns of an output's taps {@code from … to − 1} in, or out again. */
  private void count(int[][] ranks, int output, int from, int to, int times) {
    for (int t = from; t < to; t++) {
      long column = x.position(output, t);
      if (width >= 0 && (column < 0 || column >= width)) {
        continue;
      }
      int i = (int) column - firstColumn;
      for (int[] row : ranks) {
        histogram.add(row[i], times);
      }
      untilPoll -= ranks.length;
      if (untilPoll <= 0) {
        untilPoll = VALUES_BETWEEN_POLLS;
        poll.run();
      }
    }
  }

  private void sorted(float[][] src, int lines, float[] out) {
    int step = VALUES_BETWEEN_POLLS / window.length;
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
      out[o] = nan || count == 0 ? Float.NaN : middle(window, count);
    }
  }

  private static float middle(float[] window, int count) {
    Arrays.sort(window, 0, count);
    float upper = window[count / 2];
    return count % 2 != 0 ? upper : (float) (((double) window[count / 2 - 1] + upper) / 2);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
