package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSum;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;

/**
 * Adaptive means on a grid: bin i of b covers ⌊i·n/b⌋ … ⌈(i+1)·n/b⌉ − 1 of an axis of n. The sums
 * are exact and each mean is rounded once, so the means do not depend on tiles, threads or parts,
 * and what is held grows with the number of bins alone.
 */
final class BinMeans implements RowSink {
  private final Shape shape;
  private final int bins;
  private final boolean threeD;
  private final Bounds planes;
  private final Bounds rows;

  /** By channel, bin along the depth, along rows, along columns. */
  private final ExactSum[] sums;

  /** Bins from first to before last. */
  private record Bounds(int first, int last) {
    int count() {
      return last - first;
    }
  }

  /** For all rows. */
  BinMeans(Shape shape, int bins, boolean threeD) {
    this(shape, bins, threeD, new Region(0, shape.depth(), 0, shape.height()));
  }

  /** For the bins that the rows of a part belong to. */
  BinMeans(Shape shape, int bins, boolean threeD, Region part) {
    this.shape = shape;
    this.bins = bins;
    this.threeD = threeD;
    planes = depthBins(part.z0(), part.z1());
    rows = touched(part.y0(), part.y1(), shape.height(), bins);
    long perChannel = (long) planes.count() * rows.count() * bins;
    sums = new ExactSum[Math.toIntExact(Math.multiplyExact(shape.channels(), perChannel))];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new ExactSum();
    }
  }

  /** Bytes that the sums and the means of an extent take. */
  static long bytes(Shape shape, int bins, boolean threeD) {
    long grids = (long) shape.channels() * (threeD ? bins : shape.depth());
    return grids * bins * bins * (ExactSum.BYTES + Float.BYTES);
  }

  private static int from(int bin, int n, int bins) {
    return (int) ((long) bin * n / bins);
  }

  private static int to(int bin, int n, int bins) {
    return (int) (((long) (bin + 1) * n + bins - 1) / bins);
  }

  private Bounds depthBins(int from, int to) {
    return threeD ? touched(from, to, shape.depth(), bins) : new Bounds(from, to);
  }

  /** The bins that cover one of the indices from … to − 1 of an axis of n. */
  private static Bounds touched(int from, int to, int n, int bins) {
    return new Bounds((int) ((long) from * bins / n), (int) (((long) to * bins + n - 1) / n));
  }

  private int at(int c, int bz, int by) {
    return ((c * planes.count() + bz - planes.first()) * rows.count() + by - rows.first()) * bins;
  }

  @Override
  public void write(int c, int z, int y, float[] row, int offset) {
    int width = shape.width();
    RowSum found = RowSum.create();
    ExactSum[] shares = new ExactSum[bins];
    for (int b = 0; b < bins; b++) {
      shares[b] = new ExactSum();
      shares[b].add(found, row, offset + from(b, width, bins), offset + to(b, width, bins));
    }
    Bounds depth = depthBins(z, z + 1);
    Bounds height = touched(y, y + 1, shape.height(), bins);
    for (int bz = depth.first(); bz < depth.last(); bz++) {
      for (int by = height.first(); by < height.last(); by++) {
        for (int b = 0; b < bins; b++) {
          ExactSum sum = sums[at(c, bz, by) + b];
          synchronized (sum) {
            sum.add(shares[b]);
          }
        }
      }
    }
  }

  /** All sums as numbers that can travel. */
  double[] numbers() {
    double[] numbers = new double[Math.multiplyExact(sums.length, ExactSum.NUMBERS)];
    for (int i = 0; i < sums.length; i++) {
      sums[i].numbers(numbers, i * ExactSum.NUMBERS);
    }
    return numbers;
  }

  /**
   * Adds the sums of a part.
   *
   * @param numbers of a {@code BinMeans} for that part
   */
  void add(Region part, double[] numbers) {
    BinMeans p = new BinMeans(shape, bins, threeD, part);
    if (numbers.length != p.sums.length * ExactSum.NUMBERS) {
      throw new IllegalArgumentException(numbers.length + " numbers for " + part);
    }
    int i = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int bz = p.planes.first(); bz < p.planes.last(); bz++) {
        for (int by = p.rows.first(); by < p.rows.last(); by++) {
          for (int b = 0; b < bins; b++) {
            sums[at(c, bz, by) + b].addNumbers(numbers, i);
            i += ExactSum.NUMBERS;
          }
        }
      }
    }
  }

  /** The means, once every row is written. */
  Volume means() {
    int d = threeD ? bins : shape.depth();
    Volume means = new Volume(new Shape(shape.channels(), d, bins, bins));
    for (int c = 0; c < shape.channels(); c++) {
      for (int bz = 0; bz < d; bz++) {
        float[] plane = means.plane(c, bz);
        for (int by = 0; by < bins; by++) {
          for (int bx = 0; bx < bins; bx++) {
            plane[by * bins + bx] = sums[at(c, bz, by) + bx].dividedBy(count(bz, by, bx));
          }
        }
      }
    }
    return means;
  }

  private long count(int bz, int by, int bx) {
    long planes = threeD ? length(bz, shape.depth()) : 1;
    return planes * length(by, shape.height()) * length(bx, shape.width());
  }

  private int length(int bin, int n) {
    return to(bin, n, bins) - from(bin, n, bins);
  }
}
