package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import java.util.Arrays;

/**
 * Adaptive means on a grid: bin i of b covers ⌊i·n/b⌋ … ⌈(i+1)·n/b⌉ − 1 of an axis of n. Each row's
 * share is summed in double from left to right, then the rows in their order, so the means do not
 * depend on tiles or threads.
 */
final class PyramidGrid implements RowSink {
  private final Shape shape;
  private final int bins;
  private final boolean threeD;
  private final double[] rowSums;
  private float[] means;

  PyramidGrid(Shape shape, int bins, boolean threeD) {
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

  /** Turns the sums into means once every row is written. */
  void finish() {
    int d = shape.depth();
    int h = shape.height();
    means = new float[shape.channels() * zBins() * bins * bins];
    int at = 0;
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
            means[at++] = (float) (sum / ((double) (z1 - z0) * (y1 - y0) * width));
          }
        }
      }
    }
  }

  /** One row of the grid spread back, bilinear (trilinear in 3-D) with half-pixel centres. */
  void row(int c, int z, int y, float[] out) {
    double[] line = new double[bins];
    double pz = threeD ? position(z, shape.depth()) : z;
    int z0 = (int) pz;
    int z1 = Math.min(z0 + 1, zBins() - 1);
    double py = position(y, shape.height());
    int y0 = (int) py;
    int y1 = Math.min(y0 + 1, bins - 1);
    for (int b = 0; b < bins; b++) {
      double near = mix(mean(c, z0, y0, b), mean(c, z0, y1, b), py - y0);
      double far = pz == z0 ? near : mix(mean(c, z1, y0, b), mean(c, z1, y1, b), py - y0);
      line[b] = mix(near, far, pz - z0);
    }
    if (bins == 1) {
      Arrays.fill(out, 0, shape.width(), (float) line[0]);
      return;
    }
    for (int x = 0; x < shape.width(); x++) {
      double px = position(x, shape.width());
      int x0 = (int) px;
      out[x] = (float) mix(line[x0], line[Math.min(x0 + 1, bins - 1)], px - x0);
    }
  }

  private double position(int i, int n) {
    return Math.min(bins - 1, Math.max(0, (i + 0.5) * bins / n - 0.5));
  }

  private static double mix(double a, double b, double part) {
    return part == 0 ? a : a + (b - a) * part;
  }

  private double mean(int c, int bz, int by, int bx) {
    return means[((c * zBins() + bz) * bins + by) * bins + bx];
  }
}
