package io.github.atrousj.graph;

import java.util.Arrays;

/** What becomes of all channels at one place. Sums are in double, rounded once. */
public enum AcrossChannels {
  /** eᵛ over its sum, as many channels as before; the largest value is subtracted first. */
  SOFTMAX,
  /** The logarithm of {@link #SOFTMAX}. */
  LOG_SOFTMAX,
  SUM,
  MEAN,
  MAX,
  MIN,
  /** Index, from 0, of the first channel that holds the largest value. */
  ARGMAX,
  /** Index of the last such channel. */
  ARGMAX_LAST,
  /** Index of the first channel that holds the smallest value. */
  ARGMIN,
  /** Index of the last such channel. */
  ARGMIN_LAST;

  /** Whether every channel stays one. */
  public boolean keepsChannels() {
    return this == SOFTMAX || this == LOG_SOFTMAX;
  }

  /**
   * Works on the first {@code n} values of one row of every channel.
   *
   * @param scratch room for n doubles
   */
  void apply(float[][] in, float[][] out, double[] scratch, int n) {
    switch (this) {
      case SOFTMAX:
      case LOG_SOFTMAX:
        softmax(in, out, scratch, n);
        break;
      case SUM:
      case MEAN:
        sum(in, out[0], scratch, n);
        break;
      case MAX:
        Fuse.MAX.apply(in, out[0], null, n);
        break;
      case MIN:
        Fuse.MIN.apply(in, out[0], null, n);
        break;
      default:
        index(in, out[0], n);
    }
  }

  private void sum(float[][] in, float[] out, double[] sum, int n) {
    Arrays.fill(sum, 0, n, 0);
    for (float[] row : in) {
      for (int i = 0; i < n; i++) {
        sum[i] += row[i];
      }
    }
    double by = this == MEAN ? in.length : 1;
    for (int i = 0; i < n; i++) {
      out[i] = (float) (sum[i] / by);
    }
  }

  private void index(float[][] in, float[] out, int n) {
    boolean most = this == ARGMAX || this == ARGMAX_LAST;
    boolean last = this == ARGMAX_LAST || this == ARGMIN_LAST;
    for (int i = 0; i < n; i++) {
      int best = 0;
      for (int c = 1; c < in.length; c++) {
        int order = Float.compare(in[c][i] + 0f, in[best][i] + 0f);
        if (last && order == 0 || (most ? order > 0 : order < 0)) {
          best = c;
        }
      }
      out[i] = best;
    }
  }

  private void softmax(float[][] in, float[][] out, double[] sum, int n) {
    float[] most = new float[n];
    Fuse.MAX.apply(in, most, null, n);
    Arrays.fill(sum, 0, n, 0);
    for (float[] row : in) {
      for (int i = 0; i < n; i++) {
        sum[i] += Math.exp(row[i] - most[i]);
      }
    }
    for (int c = 0; c < in.length; c++) {
      for (int i = 0; i < n; i++) {
        double v = in[c][i] - most[i];
        out[c][i] = (float) (this == SOFTMAX ? Math.exp(v) / sum[i] : v - Math.log(sum[i]));
      }
    }
  }
}
