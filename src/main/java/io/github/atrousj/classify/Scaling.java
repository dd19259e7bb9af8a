package io.github.atrousj.classify;

/**
 * Mean and standard deviation of every feature over the training pixels.
 *
 * @param mean by feature
 * @param deviation by feature, population; 1 for a feature that never varies, which then has no say
 */
record Scaling(double[] mean, double[] deviation) {
  static Scaling of(Samples s) {
    int width = s.width();
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (float[] f : s.features()) {
      for (int k = 0; k < width; k++) {
        mean[k] += f[k];
      }
    }
    for (int k = 0; k < width; k++) {
      mean[k] /= s.size();
    }
    for (float[] f : s.features()) {
      for (int k = 0; k < width; k++) {
        deviation[k] += (f[k] - mean[k]) * (f[k] - mean[k]);
      }
    }
    for (int k = 0; k < width; k++) {
      double d = Math.sqrt(deviation[k] / s.size());
      // Rounding leaves a trace of deviation in a constant.
      deviation[k] = d > 1e-6 * Math.abs(mean[k]) && d > 0 ? d : 1;
    }
    return new Scaling(mean, deviation);
  }

  double apply(float value, int feature) {
    return (value - mean[feature]) / deviation[feature];
  }
}
