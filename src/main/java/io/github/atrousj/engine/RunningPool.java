package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * Maximum, minimum or sum over windows of rows at a cost that does not depend on the window (van
 * Herk 1992, Gil and Werman 1993): the line of rows that one residue class of the rate forms is cut
 * into blocks as long as the window, and every window is the tail of one block and the head of the
 * next. Blocks are anchored at absolute coordinates, so tiles agree to the bit, and since both
 * parts lie within the window, NaN and infinities do not leak.
 */
public final class RunningPool {
  /** The row at a position of the line, border included. */
  @FunctionalInterface
  public interface Line {
    float[] at(long position);
  }

  private final Pooling.Type type;
  private final int taps;
  private final int rate;
  private final int n;
  private final int first;
  private float[][] tails = new float[0][];
  private final float[] head;
  private int headRows;
  private long currentClass = -1;
  private long currentBlock;

  /**
   * @param n values of a row
   * @param first index of a row's value 0 in the arrays that the line gives
   */
  public RunningPool(Pooling.Type type, int taps, int rate, int n, int first) {
    this.type = type;
    this.taps = taps;
    this.rate = rate;
    this.n = n;
    this.first = first;
    this.head = new float[n];
  }

  /** Forgets the block at hand; to be called when the line changes. */
  public void restart() {
    currentClass = -1;
  }

  /**
   * The window that starts at a position. Cheap when called in ascending order within a residue
   * class of the rate.
   */
  public void window(Line line, long position, float[] out) {
    long residue = Math.floorMod(position, (long) rate);
    long start = Math.floorDiv(position, (long) rate);
    long block = Math.floorDiv(start, (long) taps);
    int into = (int) (start - block * taps);
    if (residue != currentClass || block != currentBlock) {
      fillTails(line, residue, block, into);
    }
    while (headRows < into) {
      float[] row = line.at(((block + 1) * taps + headRows) * rate + residue);
      if (headRows == 0) {
        System.arraycopy(row, first, head, 0, n);
      } else {
        accumulate(type, head, row, first, n);
      }
      headRows++;
    }
    System.arraycopy(tails[into], 0, out, 0, n);
    if (into > 0) {
      accumulate(type, out, head, 0, n);
    }
  }

  private void fillTails(Line line, long residue, long block, int from) {
    if (tails.length < taps) {
      tails = Arrays.copyOf(tails, taps);
    }
    for (int i = taps - 1; i >= from; i--) {
      if (tails[i] == null) {
        tails[i] = new float[n];
      }
      System.arraycopy(line.at((block * taps + i) * rate + residue), first, tails[i], 0, n);
      if (i < taps - 1) {
        accumulate(type, tails[i], tails[i + 1], 0, n);
      }
    }
    currentClass = residue;
    currentBlock = block;
    headRows = 0;
  }

  /** {@code sum[i] = sum[i] ∘ a[first + i]}. */
  static void accumulate(Pooling.Type type, float[] sum, float[] a, int first, int n) {
    switch (type) {
      case MAX:
        for (int i = 0; i < n; i++) {
          sum[i] = Math.max(sum[i], a[first + i]);
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          sum[i] = Math.min(sum[i], a[first + i]);
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          sum[i] += a[first + i];
        }
    }
  }

  /** What takes no part in the statistic: −∞, ∞ or 0. */
  public static float neutral(Pooling.Type type) {
    switch (type) {
      case MAX:
        return Float.NEGATIVE_INFINITY;
      case MIN:
        return Float.POSITIVE_INFINITY;
      default:
        return 0;
    }
  }
}
