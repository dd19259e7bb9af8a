package io.github.atrousj.image;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.graph.Monitor;
import java.util.concurrent.CancellationException;

/**
 * One group of a job as the engine's output. With a region of interest the values outside it are
 * the source's own.
 */
final class ImageSink implements RowSink {
  private final Layout layout;
  private final int group;
  private final Target target;
  private final PlaneStore store;
  private final PlaneRanges ranges;
  private final RowSource source;
  private final RoiMask mask;
  private final ThreadLocal<float[]> scratch;

  /**
   * @param ranges learns of every row
   * @param source the same group's input, read outside the mask
   * @param mask null for the whole image
   */
  ImageSink(
      Layout layout,
      int group,
      Target target,
      PlaneStore store,
      PlaneRanges ranges,
      RowSource source,
      RoiMask mask) {
    this.layout = layout;
    this.group = group;
    this.target = target;
    this.store = store;
    this.ranges = ranges;
    this.source = source;
    this.mask = mask;
    this.scratch = ThreadLocal.withInitial(() -> new float[target.width()]);
  }

  @Override
  public float[] array(int channel, int z, int y) {
    return mask == null
        ? store.floats(target.stackIndex(layout, layout.place(group, z), channel))
        : null;
  }

  @Override
  public int start(int y) {
    return y * target.width();
  }

  @Override
  public void done(int channel, int z, int y) {
    int plane = target.stackIndex(layout, layout.place(group, z), channel);
    if (ranges.wants(plane)) {
      ranges.add(plane, y, store.floats(plane), start(y));
    }
  }

  @Override
  public byte[] byteArray(int channel, int z) {
    return mask == null
        ? store.bytes(target.stackIndex(layout, layout.place(group, z), channel))
        : null;
  }

  @Override
  public void done(int channel, int z, int y, int misfits) {
    store.clipped(misfits);
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    Layout.Place place = layout.place(group, z);
    int plane = target.stackIndex(layout, place, channel);
    if (mask == null) {
      put(plane, place.component(), y, row, offset);
      return;
    }
    float[] merged = scratch.get();
    source.read(0, z, y, merged, 0);
    mask.copyInside(row, offset, merged, y);
    put(plane, place.component(), y, merged, 0);
  }

  private void put(int plane, int component, int y, float[] row, int offset) {
    store.write(plane, component, y, row, offset);
    if (ranges.wants(plane)) {
      ranges.add(plane, y, row, offset);
    }
  }

  /**
   * Gives the rows above and below the region of interest, which no run computes, their values.
   *
   * @throws CancellationException when the monitor asks to stop
   */
  void keepOtherRows(Monitor monitor) {
    for (int z = 0; z < source.shape().depth(); z++) {
      if (monitor.cancelled()) {
        throw new CancellationException();
      }
      keepOtherRows(z);
    }
  }

  private void keepOtherRows(int z) {
    Layout.Place place = layout.place(group, z);
    float[] row = scratch.get();
    for (int y = 0; y < target.height(); y++) {
      if (!mask.hasRow(y)) {
        source.read(0, z, y, row, 0);
        for (int channel = 0; channel < target.outputs(); channel++) {
          put(target.stackIndex(layout, place, channel), place.component(), y, row, 0);
        }
      }
    }
  }
}
