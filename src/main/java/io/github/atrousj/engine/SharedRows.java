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
   * @return whether there are; else nothing is changed but {@link #lines}
   */
  boolean find(Lines src, Taps taps, int j, int rows, int least, int most) {
    int distance = lag(src, j, rows, taps.lines());
    if (distance == 0) {
      return false;
    }
    int found = Math.min(most, (rows - 1 - j) / distance + 1);
    if (found < least || !gather(src, taps, j, distance, found)) {
      return false;
    }
    lag = distance;
    count = found;
    return true;
  }

  /** The number of the row whose first line is the second one of row j, counted from j, or 0. */
  private static int lag(Lines src, int j, int rows, int lines) {
    for (int lag = 1; lines > 1 && lag <= MOST_LAG && j + lag < rows; lag++) {
      if (src.same((j + lag) * lines, j * lines + 1)) {
        return lag;
      }
    }
    return 0;
  }

  private boolean gather(Lines src, Taps taps, int j, int distance, int found) {
    int k = taps.ky();
    int ofRow = taps.lines();
    int planes = ofRow / k;
    int perPlane = k + found - 1;
    if (lines.length < planes * perPlane) {
      lines = new int[planes * perPlane];
    }
    for (int z = 0; z < planes; z++) {
      int to = z * perPlane;
      for (int l = 0; l < k; l++) {
        lines[to + l] = j * ofRow + z * k + l;
      }
      for (int row = 1; row < found; row++) {
        int from = (j + row * distance) * ofRow + z * k;
        for (int l = 0; l < k - 1; l++) {
          if (!src.same(from + l, lines[to + row + l])) {
            return false;
          }
        }
        lines[to + row + k - 1] = from + k - 1;
      }
    }
    return true;
  }
}
