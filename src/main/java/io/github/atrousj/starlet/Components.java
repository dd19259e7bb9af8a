package io.github.atrousj.starlet;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.util.Arrays;

/**
 * Numbers the connected sets of pixels above a level, in the order of their first pixels:
 * neighbours are the 8 around a pixel in its plane, or the 26 around a voxel.
 */
final class Components {
  /** Labels are kept in floats, which are exact up to here. */
  private static final int MOST = 1 << 24;

  private final Volume values;
  private final float level;
  private final Volume labels;
  private final boolean threeD;
  private final int width;
  private final int height;
  private final int depth;
  private long[] waiting = new long[1024];
  private int waitingCount;

  private Components(Volume values, double level, Volume labels, boolean threeD) {
    this.values = values;
    this.level = (float) level;
    this.labels = labels;
    this.threeD = threeD;
    Shape s = values.shape();
    width = s.width();
    height = s.height();
    depth = s.depth();
  }

  /**
   * @param labels receives 0 for pixels not above the level and 1, 2, 3 … for the sets
   * @return number of pixels of each set; place 0 is empty
   */
  static long[] label(Volume values, double level, Volume labels, boolean threeD) {
    return new Components(values, level, labels, threeD).label();
  }

  private long[] label() {
    for (int z = 0; z < depth; z++) {
      Arrays.fill(labels.plane(0, z), 0);
    }
    long[] sizes = new long[256];
    int count = 0;
    for (int z = 0; z < depth; z++) {
      for (int i = 0; i < width * height; i++) {
        if (isFree(z, i)) {
          if (++count >= MOST) {
            throw new IllegalArgumentException(
                "more than " + MOST + " spots: raise the threshold or the level");
          }
          if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * count);
          }
          sizes[count] = fill(z, i, count);
        }
      }
    }
    return Arrays.copyOf(sizes, count + 1);
  }

  private boolean isFree(int z, int i) {
    return labels.plane(0, z)[i] == 0 && values.plane(0, z)[i] > level;
  }

  private long fill(int z, int i, int label) {
    long size = 0;
    take(z, i, label);
    while (waitingCount > 0) {
      long at = waiting[--waitingCount];
      size++;
      takeNeighbours((int) (at >>> 32), (int) at, label);
    }
    return size;
  }

  private void take(int z, int i, int label) {
    labels.plane(0, z)[i] = label;
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, 2 * waitingCount);
    }
    waiting[waitingCount++] = (long) z << 32 | i;
  }

  private void takeNeighbours(int z, int i, int label) {
    int x = i % width;
    int y = i / width;
    int reach = threeD ? 1 : 0;
    for (int nz = Math.max(0, z - reach); nz <= Math.min(depth - 1, z + reach); nz++) {
      for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          if (isFree(nz, ny * width + nx)) {
            take(nz, ny * width + nx, label);
          }
        }
      }
    }
  }
}
