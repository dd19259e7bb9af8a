package io.github.atrousj.classify;

/**
 * The final 1×1 layer: one score per class, linear in the features. The class of a pixel is the
 * first with the largest score.
 *
 * @param weights one row per class, one column per feature
 * @param bias one per class
 */
public record Head(double[][] weights, double[] bias) {
  /** The class of one pixel. */
  int classOf(float[] features) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < bias.length; c++) {
      double score = bias[c];
      for (int k = 0; k < features.length; k++) {
        score += weights[c][k] * features[k];
      }
      if (score > most) {
        most = score;
        best = c;
      }
    }
    return best;
  }

  /** The weights as the graph's layer takes them. */
  float[][] floatWeights() {
    float[][] w = new float[weights.length][weights[0].length];
    for (int c = 0; c < w.length; c++) {
      for (int k = 0; k < w[c].length; k++) {
        w[c][k] = (float) weights[c][k];
      }
    }
    return w;
  }

  float[] floatBias() {
    float[] b = new float[bias.length];
    for (int c = 0; c < b.length; c++) {
      b[c] = (float) bias[c];
    }
    return b;
  }
}
