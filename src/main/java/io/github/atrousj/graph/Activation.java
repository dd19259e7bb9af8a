package io.github.atrousj.graph;

/** A function of one value. */
public enum Activation {
  /** The value itself. */
  NONE,
  /** max(0, v). */
  RELU,
  /** |v|. */
  ABS,
  /** v². */
  SQUARE;

  /** Applies the function to the first {@code n} values. NaN stays NaN. */
  void apply(float[] in, float[] out, int n) {
    switch (this) {
      case RELU:
        for (int i = 0; i < n; i++) {
          out[i] = Math.max(0f, in[i]);
        }
        break;
      case ABS:
        for (int i = 0; i < n; i++) {
          out[i] = Math.abs(in[i]);
        }
        break;
      case SQUARE:
        for (int i = 0; i < n; i++) {
          out[i] = in[i] * in[i];
        }
        break;
      default:
        System.arraycopy(in, 0, out, 0, n);
    }
  }
}
