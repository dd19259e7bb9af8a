package io.github.atrousj.image;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;

/** An 8-bit plane as source and sink, by the row conversion that the plugin uses. */
public record BytePlane(byte[] pixels, int width, int height) implements RowSource, RowSink {
  @Override
  public Shape shape() {
    return new Shape(1, 1, height, width);
  }

  @Override
  public void read(int channel, int z, int y, float[] into, int offset) {
    PixelRows.read(pixels, 0, y * width, into, offset, width);
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    PixelRows.write(row, offset, pixels, 0, y * width, width);
  }

  @Override
  public int start(int y) {
    return y * width;
  }

  @Override
  public byte[] bytes(int channel, int z) {
    return pixels;
  }

  @Override
  public byte[] byteArray(int channel, int z) {
    return pixels;
  }
}
