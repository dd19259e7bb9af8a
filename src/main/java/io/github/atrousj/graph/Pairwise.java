package io.github.atrousj.graph;

/** A function of two values at the same place, a of the first image and b of the second. */
public enum Pairwise {
  DIVIDE,
  /** a to the power of b. */
  POWER,
  /** a, or a·b where a is negative. */
  PRELU;

  void apply(float[] a, float[] b, float[] out, int n) {
    switch (this) {
      case DIVIDE:
        for (int i = 0; i < n; i++) {
          out[i] = a[i] / b[i];
        }
        break;
      case POWER:
        for (int i = 0; i < n; i++) {
          out[i] = (float) Math.pow(a[i], b[i]);
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          out[i] = a[i] < 0 ? a[i] * b[i] : a[i];
        }
    }
  }
}
