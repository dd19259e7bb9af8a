package io.github.atrousj.engine;

/**
 * Where a run leaves its results, one row at a time and each row once. Rounding, clamping and masks
 * belong here. Implementations must allow concurrent writes of different rows.
 */
public interface RowSink {
  /**
   * Takes one whole row of {@code width} values that start at {@code offset} of {@code row}. The
   * array is reused afterwards, so the values must be copied.
   */
  void write(int channel, int z, int y, float[] row, int offset);
}
