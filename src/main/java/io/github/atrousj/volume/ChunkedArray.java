package io.github.atrousj.volume;

/**
 * An array of numbers that is stored in chunks of equal extent. Positions and extents are given
 * axis by axis, slowest first; values within a chunk are in C order (last axis fastest).
 *
 * <p>Implementations must allow calls from several threads, also writes of the same chunk, of which
 * one wins as a whole.
 */
public interface ChunkedArray {
  /** Extent, chunks and type. */
  ArraySpec spec();

  /**
   * All values of a chunk as floats, always of the whole extent of a chunk; what lies beyond the
   * array is unspecified. A chunk that is not there is full of {@link ArraySpec#fill}.
   *
   * @param index position of the chunk, counted in chunks
   * @return not to be changed
   * @throws VolumeException when the chunk cannot be read, with a line that names it
   */
  float[] readChunk(int... index);

  /** Whether a chunk has been written. */
  boolean hasChunk(int... index);

  /**
   * Writes a whole chunk: afterwards it is there with all its values, or as it was before.
   *
   * @param values of the whole extent of a chunk; integers are rounded half up and clamped, NaN
   *     becomes 0
   * @throws VolumeException when the chunk cannot be written, with a line that names it
   */
  void writeChunk(float[] values, int... index);
}
