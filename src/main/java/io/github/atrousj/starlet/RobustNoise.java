package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.Arrays;

/**
 * The standard deviation of the noise in detail planes, little disturbed by the structures in them:
 * MAD / 0.6745, where MAD is the median distance from the median (Hampel 1974,
 * doi:10.1080/01621459.1974.10482962) and 0.6745 that of a normal deviate.
 */
final class RobustNoise {
  static final double NORMAL_MAD = 0.6745;

  /** √(π/2): σ of a normal deviate in units of its mean distance from the median. */
  private static final double NORMAL_MEAN = Math.sqrt(Math.PI / 2);

  private RobustNoise() {}

  /**
   * @param whole one number for all planes together, else each plane has its own
   * @return one number for each plane
   */
  static double[] of(RowSource detail, boolean whole, Runner runner, Monitor monitor) {
    float[] medians = RadixMedian.of(detail, whole, null, runner, Batch.step(monitor, 0, 2));
    float[] mads = RadixMedian.of(detail, whole, medians, runner, Batch.step(monitor, 1, 2));
    double[] sigma = new double[detail.shape().depth()];
    Arrays.setAll(sigma, z -> mads[whole ? 0 : z] / NORMAL_MAD);
    return sigma;
  }

  /**
   * The same, but where more than half of the values are one and the same, so that the MAD is 0 (a
   * drawing, a clipped background), the mean distance from 0 takes its place.
   */
  static double[] ofAny(RowSource detail, boolean whole, Runner runner, Monitor monitor) {
    double[] sigma = of(detail, whole, runner, monitor);
    int depth = sigma.length;
    for (int z = 0; z < depth; z += whole ? depth : 1) {
      if (sigma[z] == 0) {
        Arrays.fill(sigma, z, whole ? depth : z + 1, meanDistance(detail, z, whole ? depth : 1));
      }
    }
    return sigma;
  }

  /** Summed in a fixed order, so that threads do not show. */
  private static double meanDistance(RowSource detail, int from, int planes) {
    float[] row = new float[detail.shape().width()];
    double sum = 0;
    long count = 0;
    for (int z = from; z < from + planes; z++) {
      for (int y = 0; y < detail.shape().height(); y++) {
        detail.read(0, z, y, row, 0);
        for (float v : row) {
          if (Float.isFinite(v)) {
            sum += Math.abs(v);
            count++;
          }
        }
      }
    }
    return count == 0 ? 0 : NORMAL_MEAN * sum / count;
  }
}
