package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.util.Arrays;

/** Sums over labelled pixels, in double and in raster order. */
final class SpotMeasures {
  private final long[] sizes;
  private final double[] weight;
  private final double[] x;
  private final double[] y;
  private final double[] z;
  private final double[] sum;
  private final double[] max;

  /**
   * @param sizes pixels of each label
   */
  SpotMeasures(long[] sizes) {
    int n = sizes.length;
    this.sizes = sizes;
    weight = new double[n];
    x = new double[n];
    y = new double[n];
    z = new double[n];
    sum = new double[n];
    max = new double[n];
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /**
   * @param weights of the pixels in the centre, above 0 wherever there is a label
   */
  void add(RowSource image, Volume labels, Volume weights) {
    Shape s = labels.shape();
    float[] row = new float[s.width()];
    for (int pz = 0; pz < s.depth(); pz++) {
      for (int py = 0; py < s.height(); py++) {
        boolean read = false;
        for (int px = 0; px < row.length; px++) {
          int label = (int) labels.plane(0, pz)[py * row.length + px];
          if (label > 0) {
            if (!read) {
              image.read(0, pz, py, row, 0);
              read = true;
            }
            double w = weights.plane(0, pz)[py * row.length + px];
            weight[label] += w;
            x[label] += w * px;
            y[label] += w * py;
            z[label] += w * pz;
            sum[label] += row[px];
            max[label] = Math.max(max[label], row[px]);
          }
        }
      }
    }
  }

  Spot spot(int label, int number, int firstPlane) {
    double w = weight[label];
    return new Spot(
        number,
        x[label] / w,
        y[label] / w,
        firstPlane + z[label] / w,
        sizes[label],
        sum[label] / sizes[label],
        max[label]);
  }
}
