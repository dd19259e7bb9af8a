package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * Rows that an operation writes: row j of channel c is number c · rows + j. Each is a piece of an
 * array, its own or a whole image's, so that a result can be computed where it is to stay.
 *
 * @param row the array of each row
 * @param start where in its array each row starts
 */
public record OutputRows(float[][] row, int[] start) {
  /** Rows that start at index 0 of arrays of their own. */
  public OutputRows(float[][] row) {
    this(row, new int[row.length]);
  }

  /** Some of the rows. */
  public OutputRows range(int from, int to) {
    if (from == 0 && to == row.length) {
      return this;
    }
    return new OutputRows(Arrays.copyOfRange(row, from, to), Arrays.copyOfRange(start, from, to));
  }

  void fill(int j, int n, float value) {
    Arrays.fill(row[j], start[j], start[j] + n, value);
  }
}
