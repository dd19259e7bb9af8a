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
   * array is reused afterwards, so the values must be copied; it may be the source's own, so it
   * must not be written to.
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

  /**
   * The pixels of a whole plane, where the sink would do nothing with a row but round its values
   * half-up, clamp them to 0 … 255 and put them there from {@link #start} on; null otherwise. A run
   * may then do that itself. A sink has them for all of its planes or for none.
   */
  default byte[] byteArray(int channel, int z) {
    return null;
  }

  /**
   * Told once a row stands in its {@link #byteArray}; not called for a row that was written.
   *
   * @param misfits how many of its values were clamped
   */
  default void done(int channel, int z, int y, int misfits) {}
}
