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

  /** By channel and plane, then row and bin. */
  private final double[][] rowSums;

  BinMeans(Shape shape, int bins, boolean threeD) {
    this.shape = shape;
    this.bins = bins;
    this.threeD = threeD;
    int perPlane = Math.multiplyExact(shape.height(), bins);
    rowSums = new double[Math.multiplyExact(shape.channels(), shape.depth())][perPlane];
  }

  /** Bytes that the sums and the means of an extent take. */
  static long bytes(Shape shape, int bins, boolean threeD) {
    long planes = (long) shape.channels() * shape.depth();
    long grids = (long) shape.channels() * (threeD ? bins : shape.depth());
    return planes * shape.height() * bins * Double.BYTES + grids * bins * bins * Float.BYTES;
  }

  private static int from(int bin, int n, int bins) {
    return (int) ((long) bin * n / bins);
  }

  private static int to(int bin, int n, int bins) {
    return (int) (((long) (bin + 1) * n + bins - 1) / bins);
  }

  @Override
  public void write(int c, int z, int y, float[] row, int offset) {
    sum(row, offset, shape.width(), bins, rowSums[c * shape.depth() + z], y * bins);
  }

  /** Sums each bin's share of a row, from left to right. */
  static void sum(float[] row, int offset, int width, int bins, double[] into, int at) {
    for (int b = 0; b < bins; b++) {
      double sum = 0;
      int end = to(b, width, bins);
      for (int x = from(b, width, bins); x < end; x++) {
        sum += row[offset + x];
      }
      into[at + b] = sum;
    }
  }

  /** Takes the sums of a row that were made elsewhere. */
  void put(int c, int z, int y, double[] sums, int at) {
    System.arraycopy(sums, at, rowSums[c * shape.depth() + z], y * bins, bins);
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
                sum += rowSums[c * d + z][y * bins + bx];
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
