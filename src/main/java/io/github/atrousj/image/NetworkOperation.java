package io.github.atrousj.image;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import java.util.concurrent.CancellationException;

/**
 * A network on the values that it was trained on: rows are normalised as they are read, and a
 * network of lines is run on one row after another.
 */
record NetworkOperation(Operation network, boolean lines, NetworkJob.Normalization norm)
    implements Operation {
  private Shape seen(Shape input) {
    return lines ? new Shape(input.channels(), 1, 1, input.width()) : input;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape out = network.outputShape(seen(input));
    return lines ? new Shape(out.channels(), 1, input.height(), out.width()) : out;
  }

  @Override
  public AxisScale scaleX(Shape input) {
    return network.scaleX(seen(input));
  }

  @Override
  public AxisScale scaleY(Shape input) {
    return lines ? AxisScale.IDENTITY : network.scaleY(input);
  }

  @Override
  public AxisScale scaleZ(Shape input) {
    return lines ? AxisScale.IDENTITY : network.scaleZ(input);
  }

  /** A network has learned from whole images. */
  @Override
  public boolean heedsSelection() {
    return false;
  }

  @Override
  public long memoryNeeded(Shape input) {
    return network.memoryNeeded(seen(input));
  }

  @Override
  public void run(RowSource source, RowSink sink, Region region, Monitor monitor) {
    if (!lines) {
      network.run(new Normalised(source, source.shape(), 0), sink, region, monitor);
      return;
    }
    Shape row = seen(source.shape());
    for (int y = region.y0(); y < region.y1(); y++) {
      if (monitor.cancelled()) {
        throw new CancellationException();
      }
      int at = y;
      network.run(
          new Normalised(source, row, y),
          (channel, z, zero, values, offset) -> sink.write(channel, z, at, values, offset),
          new Region(0, 1, 0, 1),
          new GroupMonitor(monitor, y - region.y0(), region.y1() - region.y0()));
    }
  }

  /** Rows from one on, as the network wants them. */
  private final class Normalised implements RowSource {
    private final RowSource raw;
    private final Shape shape;
    private final int top;

    Normalised(RowSource raw, Shape shape, int top) {
      this.raw = raw;
      this.shape = shape;
      this.top = top;
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      raw.read(channel, z, top + y, into, offset);
      norm.apply(channel, into, offset, shape.width());
    }
  }
}
