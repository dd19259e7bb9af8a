package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * A window's values, counted by their rank among those of a neighbourhood. The middle is found by
 * walking from where it was last time (Huang, Yang and Tang 1979), 64 ranks at a step where they
 * may be skipped.
 */
final class RankHistogram {
  private static final int SHIFT = 6;

  private int[] counts = new int[0];
  private int[] groups = new int[1];
  private int pivot;
  private int below;
  private int count;
  private int nans;

  /** Empties it for ranks from 0 to {@code ranks} − 1. */
  void clear(int ranks) {
    if (counts.length < ranks) {
      counts = new int[ranks];
      groups = new int[(ranks >> SHIFT) + 1];
    } else {
      Arrays.fill(counts, 0, ranks, 0);
      Arrays.fill(groups, 0, (ranks >> SHIFT) + 1, 0);
    }
    pivot = 0;
    below = 0;
    count = 0;
    nans = 0;
  }

  /** Counts a rank, negative for NaN, {@code times} times more or less. */
  void add(int rank, int times) {
    if (rank < 0) {
      nans += times;
      return;
    }
    counts[rank] += times;
    groups[rank >> SHIFT] += times;
    count += times;
    if (rank < pivot) {
      below += times;
    }
  }

  /** The median, given the values by rank; NaN for no values and for any that is NaN. */
  float median(float[] values) {
    if (nans != 0 || count == 0) {
      return Float.NaN;
    }
    int middle = count / 2;
    seek(middle);
    float upper = values[pivot];
    if (count % 2 != 0) {
      return upper;
    }
    float lower = middle > below ? upper : values[previous(pivot)];
    return (float) (((double) lower + upper) / 2);
  }

  /** Moves to the rank of the value that has {@code middle} before it in ascending order. */
  private void seek(int middle) {
    while (below > middle) {
      int group = pivot - 1 >> SHIFT;
      boolean whole = (pivot & (1 << SHIFT) - 1) == 0 && below - groups[group] > middle;
      below -= whole ? groups[group] : counts[pivot - 1];
      pivot -= whole ? 1 << SHIFT : 1;
    }
    while (below + counts[pivot] <= middle) {
      int group = pivot >> SHIFT;
      boolean whole = (pivot & (1 << SHIFT) - 1) == 0 && below + groups[group] <= middle;
      below += whole ? groups[group] : counts[pivot];
      pivot += whole ? 1 << SHIFT : 1;
    }
  }

  /** The nearest rank before one that was counted; there is one. */
  private int previous(int rank) {
    int r = rank - 1;
    while (counts[r] == 0) {
      boolean whole = (r & (1 << SHIFT) - 1) == (1 << SHIFT) - 1 && groups[r >> SHIFT] == 0;
      r -= whole ? 1 << SHIFT : 1;
    }
    return r;
  }
}
