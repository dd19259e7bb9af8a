package io.github.atrousj.engine;

/**
 * Output rows of a chunk that are neighbours at the kernel's rate, so that each reads the lines of
 * the one before but for one. Found anew for each; belongs to one thread.
 */
final class SharedRows {
  /** Rows at larger distances are not looked at: a chunk has too few rows. */
  private static final int MOST_LAG = 4;

  /** From one of the rows to the next. */
  int lag;

  /** How many rows. */
  int count;

  /** The lines that they read, plane by plane, {@code taps.ky() + count − 1} of each. */
  int[] lines = new int[0];

  /**
   * Looks for neighbours of a row.
   *
   * @param taps with the same columns in each line
   * @param j the first of the rows
   * @param rows of the chunk
   * @param least how many there must be
   * @param most how many are taken
   * @param done rows that are made already and must not be taken
   * @return whether there are; else nothing is changed
   */
  boolean find(Lines src, Taps taps, int j, int rows, int least, int most, boolean[] done) {
    int ofRow = taps.lines();
    for (int distance = 1; distance <= MOST_LAG && ofRow > 1; distance++) {
      int found = 1;
      int end = Math.min(rows, j + most * distance);
      for (int row = j + distance;
          row < end && !done[row] && follows(src, taps, row, distance);
          row += distance) {
        found++;
      }
      if (found >= least) {
        lag = distance;
        count = found;
        gather(taps, j);
        return true;
      }
    }
    return false;
  }

  /** Marks the rows as made, those of j's plane or of another. */
  void take(int j, boolean[] done) {
    for (int r = 0; r < count; r++) {
      done[j + r * lag] = true;
    }
  }

  /** Whether a row reads the lines of the one some rows before, but for the first of each plane. */
  private static boolean follows(Lines src, Taps taps, int row, int distance) {
    int k = taps.ky();
    int first = row * taps.lines();
    int before = first - distance * taps.lines();
    for (int l = 0; l < taps.lines(); l++) {
      if (l % k < k - 1 && !src.same(first + l, before + l + 1)) {
        return false;
      }
    }
    return true;
  }

  private void gather(Taps taps, int j) {
    int k = taps.ky();
    int ofRow = taps.lines();
    int planes = ofRow / k;
    int perPlane = k + count - 1;
    if (lines.length < planes * perPlane) {
      lines = new int[planes * perPlane];
    }
    for (int z = 0; z < planes; z++) {
      int to = z * perPlane;
      for (int l = 0; l < k; l++) {
        lines[to + l] = j * ofRow + z * k + l;
      }
      for (int row = 1; row < count; row++) {
        lines[to + row + k - 1] = (j + row * lag) * ofRow + z * k + k - 1;
      }
    }
  }
}
