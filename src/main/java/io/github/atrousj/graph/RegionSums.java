package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;

/** What {@link BinMeans} sums of each row, for the rows of one region. */
final class RegionSums implements RowSink {
  private final Shape shape;
  private final int bins;
  private final Region region;
  private final double[] all;

  RegionSums(Shape shape, int bins, Region region) {
    this(shape, bins, region, new double[size(shape, bins, region)]);
  }

  /** Sums that were made before. */
  RegionSums(Shape shape, int bins, Region region, double[] all) {
    if (all.length != size(shape, bins, region)) {
      throw new IllegalArgumentException(all.length + " sums for " + region);
    }
    this.shape = shape;
    this.bins = bins;
    this.region = region;
    this.all = all;
  }

  private static int size(Shape shape, int bins, Region r) {
    long rows = (long) shape.channels() * (r.z1() - r.z0()) * (r.y1() - r.y0());
    return Math.toIntExact(Math.multiplyExact(rows, bins));
  }

  double[] all() {
    return all;
  }

  private int at(int c, int z, int y) {
    int rows = region.y1() - region.y0();
    return ((c * (region.z1() - region.z0()) + z - region.z0()) * rows + y - region.y0()) * bins;
  }

  @Override
  public void write(int c, int z, int y, float[] row, int offset) {
    BinMeans.sum(row, offset, shape.width(), bins, all, at(c, z, y));
  }

  /** Hands every row's sums on. */
  void into(BinMeans means) {
    for (int c = 0; c < shape.channels(); c++) {
      for (int z = region.z0(); z < region.z1(); z++) {
        for (int y = region.y0(); y < region.y1(); y++) {
          means.put(c, z, y, all, at(c, z, y));
        }
      }
    }
  }
}
