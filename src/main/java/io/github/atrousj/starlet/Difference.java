package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;

/** {@code from − what}: a detail plane made where it is read, so that it takes no memory. */
record Difference(RowSource from, Volume what) implements RowSource {
  @Override
  public Shape shape() {
    return what.shape();
  }

  @Override
  public void read(int channel, int z, int y, float[] into, int offset) {
    from.read(channel, z, y, into, offset);
    float[] plane = what.plane(channel, z);
    int width = what.shape().width();
    int row = y * width;
    for (int x = 0; x < width; x++) {
      into[offset + x] -= plane[row + x];
    }
  }
}
