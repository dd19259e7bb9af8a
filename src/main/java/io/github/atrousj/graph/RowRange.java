package io.github.atrousj.graph;

/**
 * Rows of a few planes.
 *
 * @param zs the planes
 * @param ys rows of which {@code count} from {@code from} on are meant, the same in every plane
 */
record RowRange(int[] zs, int[] ys, int from, int count) {
  /** The first plane. */
  int z() {
    return zs[0];
  }

  /** The row j of the range. */
  int y(int j) {
    return ys[from + j];
  }
}
