package io.github.atrousj.image;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;

/** One group of a job as the engine's input: rows are made floats as they are read. */
final class ImageSource implements RowSource {
  private final Shape shape;
  private final Slices slices;
  private final int[] index;
  private final int[] component;
  private final int components;

  ImageSource(Layout layout, int group, Slices slices, int width, int height) {
    this.shape = new Shape(layout.inputs(), layout.depth(), height, width);
    this.slices = slices;
    this.components = layout.inputs() / layout.mergedPlanes();
    this.index = new int[layout.depth()];
    this.component = new int[layout.depth()];
    for (int d = 0; d < index.length; d++) {
      Layout.Place place = layout.place(group, d);
      index[d] = layout.stackIndex(place);
      component[d] = place.component();
    }
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void read(int channel, int z, int y, float[] into, int offset) {
    int width = shape.width();
    Object plane = slices.pixels(index[z] + channel / components);
    int part = component[z] + channel % components;
    PixelRows.read(plane, part, y * width, into, offset, width);
  }

  @Override
  public byte[] bytes(int channel, int z) {
    return slices.pixels(index[z] + channel / components) instanceof byte[] b ? b : null;
  }

  @Override
  public float[] floats(int channel, int z) {
    return slices.resident(index[z] + channel / components) instanceof float[] f ? f : null;
  }

  @Override
  public int planesInOne() {
    int n = 1;
    while (n < index.length && index[n] == index[0]) {
      n++;
    }
    return n;
  }
}
