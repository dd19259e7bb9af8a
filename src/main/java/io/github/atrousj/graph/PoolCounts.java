package io.github.atrousj.graph;

import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;

/** How many pixels each window of a pooling holds: the product of one count per axis. */
final class PoolCounts {
  private final Pooling spec;
  private final int[] x;
  private final int[] y;
  private final int[] z;

  PoolCounts(Pooling spec, Shape in, Shape out) {
    this.spec = spec;
    x = counts(spec.x(), in.width(), out.width());
    y = counts(spec.y(), in.height(), out.height());
    z = counts(spec.z(), in.depth(), out.depth());
  }

  private int[] counts(AxisRule rule, int n, int outputs) {
    Axis a = rule.resolve(n);
    int[] counts = new int[outputs];
    for (int p = 0; p < outputs; p++) {
      for (int t = 0; t < a.taps(); t++) {
        long i = a.position(p, t);
        if (spec.border() != null || (i >= 0 && i < n)) {
          counts[p]++;
        }
      }
    }
    return counts;
  }

  /** Divides a row of sums by the counts, or marks the empty windows of a row of extremes. */
  void apply(float[] in, int pz, int py, float[] out) {
    long lines = (long) y[py] * z[pz];
    boolean mean = spec.type() == Pooling.Type.MEAN;
    for (int i = 0; i < x.length; i++) {
      long count = lines * x[i];
      out[i] = count == 0 ? Float.NaN : mean ? in[i] / count : in[i];
    }
  }
}
