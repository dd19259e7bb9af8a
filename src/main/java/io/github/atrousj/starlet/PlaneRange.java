package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;

/** Some planes of a source, or one of its channels: what one round of a batch works on. */
record PlaneRange(RowSource source, int channel, int from, int count) implements RowSource {
  @Override
  public Shape shape() {
    Shape s = source.shape();
    return new Shape(1, count, s.height(), s.width());
  }

  @Override
  public void read(int c, int z, int y, float[] into, int offset) {
    source.read(channel, from + z, y, into, offset);
  }

  @Override
  public float[] floats(int c, int z) {
    return source.floats(channel, from + z);
  }
}
