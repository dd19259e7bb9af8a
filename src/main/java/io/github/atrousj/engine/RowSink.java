package io.github.atrousj.engine;

/**
 * Where a run leaves its results, one row at a time and each row once. Rounding, clamping and masks
 * belong here. Implementations must allow concurrent writes of different rows.
 *
 * <p>A sink whose rows are plain floats in memory may let them be computed where they stay: it
 * hands out their {@link #array}, and is told when a row is {@link #done} instead of receiving it.
 */
public interface RowSink {
  /**
   * Takes one whole row of {@code width} values that start at {@code offset} of {@code row}. The
   * array is reused afterwards, so the values must be copied.
   */
  void write(int channel, int z, int y, float[] row, int offset);

  /**
   * The array that a row may be computed in, or null where it must be written. Until the row is
   * {@link #done} it may hold partial sums, also when the run is stopped; the run's source must not
   * read the same array.
   */
  default float[] array(int channel, int z, int y) {
    return null;
  }

  /** Where the row's first value stands in its {@link #array}. */
  default int start(int y) {
    return 0;
  }

  /** Told once a row stands in its array; not called for a row that was written. */
  default void done(int channel, int z, int y) {}
}
