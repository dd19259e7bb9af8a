package io.github.atrousj.volume;

/**
 * A chunked array whose axes are known: frames, channels, slices, rows, columns.
 *
 * @param array the values
 * @param axes of the array, in its order
 */
public record ChunkedVolume(ChunkedArray array, VolumeAxes axes) {
  public ChunkedVolume {
    if (array.spec().rank() != axes.names().length()) {
      throw new VolumeException(
          "axes " + axes.names() + " for an array of " + array.spec().rank() + " axes");
    }
  }

  /** Extent along an axis of {@code t c z y x}; 1 when it is not there. */
  public int size(char axis) {
    int i = axes.position(axis);
    return i < 0 ? 1 : array.spec().shape()[i];
  }

  /** Extent of a chunk along an axis; 1 when it is not there. */
  public int chunk(char axis) {
    int i = axes.position(axis);
    return i < 0 ? 1 : array.spec().chunk()[i];
  }

  /** A position in the order of the array's own axes. */
  public int[] index(int t, int c, int z, int y, int x) {
    int[] all = {t, c, z, y, x};
    int[] own = new int[axes.names().length()];
    for (int i = 0; i < own.length; i++) {
      own[i] = all["tczyx".indexOf(axes.names().charAt(i))];
    }
    return own;
  }
}
