package io.github.atrousj.image;

/**
 * Least and largest finite value of the 32-bit planes that a result shows first, found row by row
 * while a run leaves them. Rows may come from several threads, each once.
 */
final class PlaneRanges {
  private final Target target;

  /** By plane: the least and the largest value of every row; null for planes not shown. */
  private final float[][] ends;

  private final ThreadLocal<Extent> extents = ThreadLocal.withInitial(Extent::new);

  /**
   * The planes of all channels at one position; none where values are not 32-bit.
   *
   * @param slice 0-based
   * @param frame 0-based
   */
  PlaneRanges(Target target, int slice, int frame) {
    this.target = target;
    this.ends = new float[target.planes()][];
    if (target.type() == PixelType.FLOAT) {
      for (int channel = 0; channel < target.channels(); channel++) {
        ends[target.stackIndex(channel, slice, frame)] = new float[2 * target.height()];
      }
    }
  }

  /** Whether the rows of a plane are wanted. */
  boolean wants(int plane) {
    return ends[plane] != null;
  }

  /** Takes a row of a plane that is wanted. */
  void add(int plane, int y, float[] row, int offset) {
    Extent extent = extents.get();
    extent.clear();
    extent.add(row, offset, target.width());
    ends[plane][2 * y] = extent.least();
    ends[plane][2 * y + 1] = extent.largest();
  }

  /** Least and largest of a wanted plane whose rows have all come; 0 and 0 when none is finite. */
  double[] range(int plane) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (int y = 0; y < target.height(); y++) {
      least = Math.min(least, ends[plane][2 * y]);
      largest = Math.max(largest, ends[plane][2 * y + 1]);
    }
    return least <= largest ? new double[] {least, largest} : new double[2];
  }
}
