package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;

/**
 * Adaptive means on a grid: bin i of b covers ⌊i·n/b⌋ … ⌈(i+1)·n/b⌉ − 1 of an axis of n. Each row's
 * share is summed in double from left to right, then the rows in their order, so the means do not
 * depend on tiles or threads.
 */
final class BinMeans implements RowSink {
  private final Shape shape;
  private final int bins;
  private final boolean threeD;
  private final double[] rowSums;

  BinMeans(Shape shape, int bins, boolean threeD) {
    this.shape = shape;
    this.bins = bins;
    this.threeD = threeD;
    long rows = (long) shape.channels() * shape.depth() * shape.height() * bins;
    rowSums = new double[Math.toIntExact(rows)];
  }

  private static int from(int bin, int n, int bins) {
    return (int) ((long) bin * n / bins);
  }

  private static int to(int bin, int n, int bins) {
    return (int) (((long) (bin + 1) * n + bins - 1) / bins);
  }

  @Override
  public void write(int c, int z, int y, float[] row, int offset) {
    int at = ((c * shape.depth() + z) * shape.height() + y) * bins;
    for (int b = 0; b < bins; b++) {
      double sum = 0;
      int end = to(b, shape.width(), bins);
      for (int x = from(b, shape.width(), bins); x < end; x++) {
        sum += row[offset + x];
      }
      rowSums[at + b] = sum;
    }
  }

  private int zBins() {
    return threeD ? bins : shape.depth();
  }

  /** The means, once every row is written. */
  Volume means() {
    int d = shape.depth();
    int h = shape.height();
    Volume means = new Volume(new Shape(shape.channels(), zBins(), bins, bins));
    for (int c = 0; c < shape.channels(); c++) {
      for (int bz = 0; bz < zBins(); bz++) {
        int z0 = threeD ? from(bz, d, bins) : bz;
        int z1 = threeD ? to(bz, d, bins) : bz + 1;
        for (int by = 0; by < bins; by++) {
          int y0 = from(by, h, bins);
          int y1 = to(by, h, bins);
          for (int bx = 0; bx < bins; bx++) {
            double sum = 0;
            for (int z = z0; z < z1; z++) {
              for (int y = y0; y < y1; y++) {
                sum += rowSums[((c * d + z) * h + y) * bins + bx];
              }
            }
            int width = to(bx, shape.width(), bins) - from(bx, shape.width(), bins);
            means.plane(c, bz)[by * bins + bx] =
                (float) (sum / ((double) (z1 - z0) * (y1 - y0) * width));
          }
        }
      }
    }
    return means;
  }
}
