package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * The lines that output rows read: line l of row j is number j · L + l. A line is stored whole, its
 * border in place, or stands in the image and has its ends copied ({@link RowSplit}). Used again
 * and again by one thread.
 */
public final class Lines {
  /** The array of each line, and what to add to a tap's offset to find its values there. */
  float[][] row = new float[0][];

  int[] shift = new int[0];

  /** The copied ends of each line, where there is a split. */
  float[][] ends = new float[0][];

  private int[] none = new int[0];
  private RowSplit split;

  /** Columns of the last piece that the one before has. */
  private int skipped;

  /**
   * Makes room.
   *
   * @param split how lines that stand in the image are read; null where all are stored whole
   */
  void reset(int count, RowSplit how) {
    split = how;
    skipped = 0;
    if (row.length < count) {
      row = new float[count][];
      ends = new float[count][];
      shift = new int[count];
      none = new int[count];
    }
  }

  /** Sets a line that is stored whole, or one that has the same value everywhere. */
  public void set(int i, float[] stored) {
    row[i] = stored;
    shift[i] = 0;
    if (split != null) {
      ends[i] = stored;
    }
  }

  /**
   * Sets a line that is read as it stands, by taps that do not leave it.
   *
   * @param first index of its first value
   */
  public void set(int i, float[] array, int first) {
    row[i] = array;
    shift[i] = first;
  }

  /**
   * Sets a line that stands in the image and has its ends copied.
   *
   * @param first index of its first value
   */
  public void set(int i, float[] plane, int first, float[] copied) {
    row[i] = plane;
    shift[i] = first - split.first();
    ends[i] = copied;
  }

  /** Whether two lines are the same one. */
  boolean same(int i, int k) {
    return row[i] == row[k] && shift[i] == shift[k];
  }

  /** Whether lines may stand in the image, their ends apart. */
  boolean isSplit() {
    return split != null;
  }

  /** Pieces of columns that are read one after another. */
  int pieces() {
    return split == null ? 1 : 3;
  }

  /** Makes the pieces end where the next begins: what sums are added to is added once. */
  void keepApart(int n) {
    skipped = split == null ? 0 : split.end - (n - split.right);
  }

  /** The arrays of the lines for a piece. */
  float[][] rows(int piece) {
    return piece == 1 || split == null ? row : ends;
  }

  /** What to add to a tap's offset for each line, besides {@link #base}. */
  int[] shifts(int piece) {
    return piece == 1 || split == null ? shift : none;
  }

  int base(int piece) {
    return piece == 0 ? 0 : piece == 1 ? split.left : split.second + skipped;
  }

  /** The first column of a piece of a row of n. */
  int from(int piece, int n) {
    return piece == 0 ? 0 : piece == 1 ? split.left : n - split.right + skipped;
  }

  /** Columns of a piece. */
  int count(int piece, int n) {
    return split == null
        ? n
        : piece == 0 ? split.left : piece == 1 ? split.end - split.left : split.right - skipped;
  }

  /**
   * Copies what a tap reads for some columns of a row of n.
   *
   * @param i the line
   * @param offset of the tap
   * @param from first column
   * @param count of columns
   * @param into receives them from {@code at} on
   */
  void copy(int i, int offset, int from, int count, int n, float[] into, int at) {
    if (split == null) {
      System.arraycopy(row[i], shift[i] + offset + from, into, at, count);
      return;
    }
    int end = from + count;
    int x = from;
    if (x < split.left) {
      int part = Math.min(end, split.left) - x;
      System.arraycopy(ends[i], offset + x, into, at, part);
      x += part;
    }
    if (x < end && x < split.end) {
      int part = Math.min(end, split.end) - x;
      System.arraycopy(row[i], shift[i] + offset + x, into, at + x - from, part);
      x += part;
    }
    if (x < end) {
      int first = split.second + offset + x - (n - split.right);
      System.arraycopy(ends[i], first, into, at + x - from, end - x);
    }
  }

  /** Lets go of the rows of others. */
  void release() {
    Arrays.fill(row, null);
    Arrays.fill(ends, null);
    split = null;
  }
}
