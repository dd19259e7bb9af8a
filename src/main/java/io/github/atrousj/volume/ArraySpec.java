package io.github.atrousj.volume;

import java.util.Arrays;

/**
 * What an array is.
 *
 * @param shape extent along each axis, slowest first, each at least 1
 * @param chunk extent of a chunk along each axis, each at least 1
 * @param type of the stored values
 * @param fill value of chunks that are not there
 */
public record ArraySpec(int[] shape, int[] chunk, DataType type, double fill) {
  /** Values of the largest chunk: 1 GB of floats. */
  private static final long MOST_IN_A_CHUNK = 1L << 28;

  public ArraySpec {
    if (shape.length == 0 || shape.length != chunk.length) {
      throw new VolumeException(
          "shape " + Arrays.toString(shape) + " with chunks " + Arrays.toString(chunk));
    }
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 1 || chunk[i] < 1) {
        throw new VolumeException(
            "shape "
                + Arrays.toString(shape)
                + " in chunks "
                + Arrays.toString(chunk)
                + ": every extent must be at least 1");
      }
    }
    shape = shape.clone();
    chunk = chunk.clone();
    count(chunk);
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Values of a chunk. */
  public int chunkValues() {
    return (int) count(chunk);
  }

  /** Number of chunks along an axis. */
  public int chunks(int axis) {
    return (shape[axis] - 1) / chunk[axis] + 1;
  }

  private static long count(int[] chunk) {
    // A heap that is small has no room for what others' machines wrote in one piece.
    long most = Math.min(MOST_IN_A_CHUNK, Runtime.getRuntime().maxMemory() / 8);
    long n = 1;
    for (int size : chunk) {
      n *= size;
      if (n > most) {
        throw new VolumeException(
            "chunks of "
                + Arrays.toString(chunk).replace(", ", " x ")
                + " values are too large: at most "
                + most
                + " values fit here");
      }
    }
    return n;
  }
}
