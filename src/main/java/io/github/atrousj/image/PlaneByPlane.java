package io.github.atrousj.image;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;

/**
 * What has learned from whole planes, of one extent that it keeps: the planes of a batch or a
 * volume are computed one after another, each with statistics of its own.
 *
 * @param plane takes the image as one plane
 */
public record PlaneByPlane(Operation plane) implements Operation {
  private static final NetworkJob.Normalization AS_IT_IS =
      new NetworkJob.Normalization(1, new double[1], new double[] {1});

  static Shape one(Shape s) {
    return new Shape(s.channels(), 1, s.height(), s.width());
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape out = plane.outputShape(one(input));
    return new Shape(out.channels(), input.depth(), out.height(), out.width());
  }

  /** Values outside a selection would be none of the plane's. */
  @Override
  public boolean heedsSelection() {
    return false;
  }

  @Override
  public Blockwise blocks() {
    return new NetworkBlocks(plane.blocks(), AS_IT_IS, false);
  }

  @Override
  public long memoryNeeded(Shape input) {
    return plane.memoryNeeded(one(input));
  }

  @Override
  public void run(RowSource source, RowSink sink, Region region, Monitor monitor) {
    for (int z = region.z0(); z < region.z1(); z++) {
      int at = z;
      plane.run(
          new OnePlane(source, z),
          (channel, zero, y, row, offset) -> sink.write(channel, at, y, row, offset),
          new Region(0, 1, region.y0(), region.y1()),
          new GroupMonitor(monitor, z - region.z0(), region.z1() - region.z0()));
    }
  }

  /** One plane of a batch or a volume, as if it were all there is. */
  record OnePlane(RowSource all, int z) implements RowSource {
    @Override
    public Shape shape() {
      return one(all.shape());
    }

    @Override
    public void read(int channel, int zero, int y, float[] into, int offset) {
      all.read(channel, z, y, into, offset);
    }

    @Override
    public float[] floats(int channel, int zero) {
      return all.floats(channel, z);
    }
  }
}
