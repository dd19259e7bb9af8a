package io.github.atrousj.volume;

import io.github.atrousj.graph.Region;
import java.io.Serializable;

/**
 * A part of a job: the rows of a region, over the whole width, of one of the volumes that are
 * computed by themselves.
 *
 * @param channel of the input, 0 where all channels are one volume
 * @param other frame of the input, or slice where the operation goes along frames
 * @param z0 first plane, counted along the depth of the operation
 * @param z1 plane after the last
 * @param y0 first row
 * @param y1 row after the last
 */
public record Block(int channel, int other, int z0, int z1, int y0, int y1)
    implements Serializable {
  Region region() {
    return new Region(z0, z1, y0, y1);
  }

  @Override
  public String toString() {
    return "block channel "
        + channel
        + ", frame "
        + other
        + ", planes "
        + z0
        + " to "
        + (z1 - 1)
        + ", rows "
        + y0
        + " to "
        + (y1 - 1);
  }
}
