package io.github.atrousj.engine;

/**
 * Where a run takes its pixels from, one row at a time. The conversion to float happens here,
 * inside the pass, so no image is ever converted as a whole.
 *
 * <p>Implementations must allow concurrent reads.
 */
public interface RowSource {
  Shape shape();

  /**
   * Copies one whole row.
   *
   * @param channel 0 … channels − 1
   * @param z plane, 0 … depth − 1
   * @param y row, 0 … height − 1
   * @param into receives {@code width} values
   * @param offset where in {@code into} the first goes
   */
  void read(int channel, int z, int y, float[] into, int offset);

  /**
   * The pixels of a whole plane, row after row, where they are unsigned 8-bit numbers in memory and
   * as they are the values of this source; null otherwise. Not to be written to. A source has them
   * for all of its planes or for none.
   */
  default byte[] bytes(int channel, int z) {
    return null;
  }

  /**
   * The pixels of a whole plane, row after row, where they are floats in memory and as they are the
   * values of this source; null otherwise. Not to be written to. A source has them for all of its
   * planes or for none.
   */
  default float[] floats(int channel, int z) {
    return null;
  }

  /**
   * How many planes, from each multiple of it on, are parts of the same memory, as the components
   * of RGB pixels are: a run then takes their rows one plane right after the other, while that
   * memory is in cache. 1 where planes have nothing in common.
   */
  default int planesInOne() {
    return 1;
  }
}
