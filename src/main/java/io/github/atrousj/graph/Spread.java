package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import java.util.Arrays;

/**
 * Rows of a small grid spread over a larger extent: bilinear, along z too where the depths differ,
 * with half-pixel centres (as PyTorch's {@code align_corners=False}). Mixed in double, rounded
 * once.
 */
final class Spread {
  private final RowSource grid;
  private final Shape from;
  private final Shape to;
  private final int[] left;
  private final double[] part;

  Spread(RowSource grid, Shape to) {
    this.grid = grid;
    this.from = grid.shape();
    this.to = to;
    left = new int[to.width()];
    part = new double[to.width()];
    for (int x = 0; x < left.length; x++) {
      double position = position(x, to.width(), from.width());
      left[x] = (int) position;
      part[x] = position - left[x];
    }
  }

  private static double position(int i, int n, int bins) {
    return Math.min(bins - 1, Math.max(0, (i + 0.5) * bins / n - 0.5));
  }

  /** Whether each plane has one value. */
  boolean isFlat() {
    return from.width() == 1 && from.height() == 1;
  }

  /** The value of a plane that {@link #isFlat}. */
  float value(int c, int z) {
    return (float) columns(c, z, 0)[0];
  }

  void row(int c, int z, int y, float[] out, int at) {
    double[] line = columns(c, z, y);
    if (line.length == 1) {
      Arrays.fill(out, at, at + to.width(), (float) line[0]);
      return;
    }
    for (int x = 0; x < left.length; x++) {
      int b = left[x];
      out[at + x] = (float) mix(line[b], line[Math.min(b + 1, line.length - 1)], part[x]);
    }
  }

  /** The grid's columns at a place between its rows and planes. */
  private double[] columns(int c, int z, int y) {
    double pz = from.depth() == to.depth() ? z : position(z, to.depth(), from.depth());
    int z0 = (int) pz;
    double[] line = line(c, z0, y);
    if (pz > z0) {
      double[] far = line(c, z0 + 1, y);
      for (int b = 0; b < line.length; b++) {
        line[b] = mix(line[b], far[b], pz - z0);
      }
    }
    return line;
  }

  private double[] line(int c, int z, int y) {
    double py = position(y, to.height(), from.height());
    int y0 = (int) py;
    float[] near = new float[from.width()];
    float[] far = new float[from.width()];
    grid.read(c, z, y0, near, 0);
    grid.read(c, z, Math.min(y0 + 1, from.height() - 1), far, 0);
    double[] line = new double[from.width()];
    for (int b = 0; b < line.length; b++) {
      line[b] = mix(near[b], far[b], py - y0);
    }
    return line;
  }

  private static double mix(double a, double b, double part) {
    return part == 0 ? a : a + (b - a) * part;
  }
}
