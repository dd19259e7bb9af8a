package io.github.atrousj.engine;

/**
 * Planes of a chunk that are neighbours at the kernel's rate: the rows of each, themselves {@link
 * SharedRows}, read the lines of the plane before but for those of one plane. Found anew for each;
 * belongs to one thread.
 */
final class SharedPlanes {
  /** From a row to the same row of the next plane. */
  int step;

  /** How many planes. */
  int count;

  /** Lines of each plane. */
  int perPlane;

  /**
   * The lines that they read, plane by plane, {@code taps.lines() / taps.ky() + count − 1} of them.
   */
  int[] lines = new int[0];

  /**
   * Looks for planes of the same rows.
   *
   * @param first rows of the first plane, from j on, just found
   * @param rows of the chunk
   * @param done rows that are made already and must not be taken
   * @return whether there are at least two planes
   */
  boolean find(Lines src, Taps taps, SharedRows first, int j, int rows, boolean[] done) {
    int ky = taps.ky();
    int ofRow = taps.lines();
    int depth = ofRow / ky;
    perPlane = ky + first.count - 1;
    step = depth < 2 ? 0 : stepFrom(src, taps, j, rows);
    if (step == 0) {
      return false;
    }
    int most = depth + (rows - j) / step;
    if (lines.length < most * perPlane) {
      lines = new int[most * perPlane];
    }
    System.arraycopy(first.lines, 0, lines, 0, depth * perPlane);
    count = 1;
    while (follows(src, taps, first, j + count * step, rows)) {
      count++;
    }
    return count > 1 && isLeft(first, j, done);
  }

  /** Whether no row of the planes has been made before. */
  private boolean isLeft(SharedRows first, int j, boolean[] done) {
    for (int z = 0; z < count; z++) {
      for (int r = 0; r < first.count; r++) {
        if (done[j + z * step + r * first.lag]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Distance to the first row that reads what a row reads, but for one plane; 0 for none. */
  private static int stepFrom(Lines src, Taps taps, int j, int rows) {
    int ofRow = taps.lines();
    int ky = taps.ky();
    int wanted = j * ofRow + ky;
    for (int row = j + 1; row < rows; row++) {
      // From the last line on: at the upper border all rows have the first in common.
      int l = ofRow - ky - 1;
      while (l >= 0 && src.same(row * ofRow + l, wanted + l)) {
        l--;
      }
      if (l < 0) {
        return row - j;
      }
    }
    return 0;
  }

  /** Whether the rows of a plane go on with those of the planes before; then takes their lines. */
  private boolean follows(Lines src, Taps taps, SharedRows first, int j, int rows) {
    if (j + (first.count - 1) * first.lag >= rows) {
      return false;
    }
    int ky = taps.ky();
    int ofRow = taps.lines();
    int last = ofRow / ky - 1;
    for (int r = 0; r < first.count; r++) {
      int at = (j + r * first.lag) * ofRow;
      for (int z = 0; z <= last; z++) {
        int plane = (count + z) * perPlane + r;
        for (int l = 0; l < ky; l++) {
          if (z == last && (r == 0 || l == ky - 1)) {
            lines[plane + l] = at + z * ky + l;
          } else if (!src.same(at + z * ky + l, lines[plane + l])) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
