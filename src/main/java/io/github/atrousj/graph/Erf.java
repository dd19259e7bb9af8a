package io.github.atrousj.graph;

/** The Gauss error function, to about 1e-12: its series near 0, a continued fraction beyond. */
final class Erf {
  private static final double ROOT_PI = Math.sqrt(Math.PI);

  private Erf() {}

  static double of(double x) {
    double v = Math.abs(x);
    if (v != v) {
      return x;
    }
    if (v > 6) {
      return Math.signum(x);
    }
    return Math.signum(x) * (v < 2.5 ? series(v) : 1 - tail(v));
  }

  /** Abramowitz and Stegun 1964, 7.1.6: all terms positive. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > 1e-17 * sum; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / ROOT_PI * Math.exp(-x * x) * sum;
  }

  /** Abramowitz and Stegun 1964, 7.1.14. */
  private static double tail(double x) {
    double fraction = 0;
    for (int n = 60; n > 0; n--) {
      fraction = n / 2.0 / (x + fraction);
    }
    return Math.exp(-x * x) / (ROOT_PI * (x + fraction));
  }
}
