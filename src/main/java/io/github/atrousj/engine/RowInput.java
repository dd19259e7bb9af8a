package io.github.atrousj.engine;

/** Hands an operation the stored rows that its taps read. */
@FunctionalInterface
public interface RowInput {
  /**
   * The stored row of input channel {@code channel} that tap (tz, ty) of output row {@code row} of
   * the current chunk reads; what the border supplies where it lies outside; null when the tap
   * takes no part in that row.
   */
  float[] row(int channel, int tz, int ty, int row);
}
