package io.github.atrousj.engine;

/**
 * An image volume in memory: one float array for each channel and plane, rows one after another.
 */
public final class Volume implements RowSource, RowSink {
  private final Shape shape;
  private final float[][] planes;

  public Volume(Shape shape) {
    this.shape = shape;
    this.planes = new float[shape.channels() * shape.depth()][shape.height() * shape.width()];
  }

  /** A single plane of {@code height × width} pixels; the array is used, not copied. */
  public static Volume plane(float[] pixels, int width, int height) {
    return new Volume(new Shape(1, 1, height, width), new float[][] {pixels});
  }

  /** Uses the given planes, channel by channel and in each by z, without copying them. */
  public Volume(Shape shape, float[][] planes) {
    if (planes.length != shape.channels() * shape.depth()) {
      throw new IllegalArgumentException("planes: " + planes.length + " for " + shape);
    }
    for (float[] p : planes) {
      if (p.length != shape.height() * shape.width()) {
        throw new IllegalArgumentException("a plane of " + p.length + " pixels for " + shape);
      }
    }
    this.shape = shape;
    this.planes = planes;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /** The live pixels of one plane. */
  public float[] plane(int channel, int z) {
    return planes[channel * shape.depth() + z];
  }

  public float get(int channel, int z, int y, int x) {
    return plane(channel, z)[y * shape.width() + x];
  }

  @Override
  public void read(int channel, int z, int y, float[] into, int offset) {
    System.arraycopy(plane(channel, z), y * shape.width(), into, offset, shape.width());
  }

  @Override
  public float[] floats(int channel, int z) {
    return plane(channel, z);
  }

  @Override
  public float[] array(int channel, int z, int y) {
    return plane(channel, z);
  }

  @Override
  public int start(int y) {
    return y * shape.width();
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    System.arraycopy(row, offset, plane(channel, z), y * shape.width(), shape.width());
  }
}
