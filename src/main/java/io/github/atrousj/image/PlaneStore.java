package io.github.atrousj.image;

import ij.ImageStack;

/** Where the rows of a result are kept until it is complete; rows may come from several threads. */
interface PlaneStore {
  /**
   * Takes one row.
   *
   * @param plane 0-based stack index
   * @param component 0 … 2 in RGB planes, else 0
   * @param y row
   * @param row holds the values
   * @param offset where in {@code row} the first is
   */
  void write(int plane, int component, int y, float[] row, int offset);

  /** The pixels of a plane, where rows may be computed in place; null where they are written. */
  default float[] floats(int plane) {
    return null;
  }

  /** The pixels of an 8-bit plane, where rows may be computed in place; null elsewhere. */
  default byte[] bytes(int plane) {
    return null;
  }

  /** Told how many values of a row that was computed in place did not fit. */
  default void clipped(int misfits) {
    throw new UnsupportedOperationException();
  }

  /** How many values did not fit the pixel type so far. */
  long clipped();

  /** The complete stack. */
  ImageStack finish();

  /** Drops everything: the run was stopped or failed. */
  void discard();
}
