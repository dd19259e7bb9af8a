package io.github.atrousj.engine;

/** Hands an operation the rows that its taps read. */
@FunctionalInterface
public interface RowInput {
  /**
   * The stored row of input channel {@code channel} that tap (tz, ty) of output row {@code row} of
   * the current chunk reads; what the border supplies where it lies outside; null when the tap
   * takes no part in that row.
   */
  float[] row(int channel, int tz, int ty, int row);

  /** How rows that stand in the image are read; null where all are stored whole. */
  default RowSplit split() {
    return null;
  }

  /**
   * Sets lines to the rows that a tap reads, stored or in the image: that of output row j is number
   * at + j · step.
   */
  default void lines(int channel, int tz, int ty, int rows, Lines lines, int at, int step) {
    for (int j = 0; j < rows; j++) {
      lines.set(at + j * step, row(channel, tz, ty, j));
    }
  }
}
