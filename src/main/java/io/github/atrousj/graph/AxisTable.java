package io.github.atrousj.graph;

/** For every output of an axis, the inputs that it reads and their weights. */
public final class AxisTable {
  private final int inputs;
  private final int[][] sources;
  private final float[][] weights;
  private final double scale;
  private final int taps;

  AxisTable(int inputs, int[][] sources, float[][] weights, double scale) {
    this.inputs = inputs;
    this.sources = sources;
    this.weights = weights;
    this.scale = scale;
    int most = 1;
    for (int[] s : sources) {
      most = Math.max(most, s.length);
    }
    taps = most;
  }

  int inputs() {
    return inputs;
  }

  /** The most inputs that one output reads. */
  int taps() {
    return taps;
  }

  /** Outputs per input. */
  double scale() {
    return scale;
  }

  /** The input of tap t of output p, {@link AxisMap#OUTSIDE} or {@link AxisMap#SKIP}. */
  int source(int p, int t) {
    return t < sources[p].length ? sources[p][t] : AxisMap.SKIP;
  }

  float weight(int p, int t) {
    return weights[p][t];
  }

  /** Resamples a row along itself, from index {@code first} on. */
  void along(float[] in, int first, float[] out, int n, float outside) {
    for (int p = 0; p < n; p++) {
      int[] s = sources[p];
      float[] w = weights[p];
      float sum = w[0] * (s[0] < 0 ? outside : in[first + s[0]]);
      for (int t = 1; t < s.length; t++) {
        sum += w[t] * in[first + s[t]];
      }
      out[p] = sum;
    }
  }
}
