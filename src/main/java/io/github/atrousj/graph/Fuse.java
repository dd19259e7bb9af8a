package io.github.atrousj.graph;

import java.util.Arrays;

/**
 * How branches of equal shape become one, value by value. Sums run over the branches in their
 * order, in float; what a run adds up otherwise is told by {@link Summing}. A NaN in any branch
 * gives NaN (index of the first NaN for {@link #ARGMAX}).
 */
public enum Fuse {
  SUM,
  /** The sum divided by the number of branches. */
  MEAN,
  MAX,
  MIN,
  /** Maximum − minimum. */
  RANGE,
  /** Population standard deviation, computed in two passes about the mean. */
  STD,
  PRODUCT,
  /** Index, from 0, of the first branch that holds the maximum. */
  ARGMAX;

  /** Fuses the first {@code n} values of the rows. */
  void apply(float[][] in, float[] out, float[] scratch, int n) {
    switch (this) {
      case SUM:
        sum(in, out, n);
        break;
      case MEAN:
        sum(in, out, n);
        divide(out, in.length, n);
        break;
      case MAX:
        max(in, out, n);
        break;
      case MIN:
        min(in, out, n);
        break;
      case RANGE:
        max(in, out, n);
        min(in, scratch, n);
        subtract(out, scratch, n);
        break;
      case STD:
        sum(in, scratch, n);
        divide(scratch, in.length, n);
        deviation(in, scratch, out, n);
        break;
      case PRODUCT:
        System.arraycopy(in[0], 0, out, 0, n);
        for (int b = 1; b < in.length; b++) {
          multiply(out, in[b], n);
        }
        break;
      default:
        argmax(in, out, scratch, n);
    }
  }

  private static void sum(float[][] in, float[] out, int n) {
    int b = 1;
    if (in.length > 2) {
      add(in[0], in[1], in[2], out, n);
      b = 3;
    } else {
      System.arraycopy(in[0], 0, out, 0, n);
    }
    for (; b + 1 < in.length; b += 2) {
      add(out, in[b], in[b + 1], out, n);
    }
    if (b < in.length) {
      add(out, in[b], n);
    }
  }

  /** Two additions a loop: half as many times through the sums. */
  private static void add(float[] a, float[] b, float[] c, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i] + c[i];
    }
  }

  private static void max(float[][] in, float[] out, int n) {
    System.arraycopy(in[0], 0, out, 0, n);
    for (int b = 1; b < in.length; b++) {
      float[] a = in[b];
      for (int i = 0; i < n; i++) {
        out[i] = Math.max(out[i], a[i]);
      }
    }
  }

  private static void min(float[][] in, float[] out, int n) {
    System.arraycopy(in[0], 0, out, 0, n);
    for (int b = 1; b < in.length; b++) {
      float[] a = in[b];
      for (int i = 0; i < n; i++) {
        out[i] = Math.min(out[i], a[i]);
      }
    }
  }

  private static void add(float[] out, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      out[i] += a[i];
    }
  }

  private static void subtract(float[] out, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      out[i] -= a[i];
    }
  }

  private static void multiply(float[] out, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      out[i] *= a[i];
    }
  }

  private static void divide(float[] out, float by, int n) {
    divide(out, 0, by, n);
  }

  /** Divides n values from an index on. */
  static void divide(float[] out, int from, float by, int n) {
    for (int i = from; i < from + n; i++) {
      out[i] /= by;
    }
  }

  private static void deviation(float[][] in, float[] mean, float[] out, int n) {
    Arrays.fill(out, 0, n, 0f);
    for (float[] a : in) {
      for (int i = 0; i < n; i++) {
        float d = a[i] - mean[i];
        out[i] += d * d;
      }
    }
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.sqrt(out[i] / in.length);
    }
  }

  private static void argmax(float[][] in, float[] out, float[] best, int n) {
    System.arraycopy(in[0], 0, best, 0, n);
    Arrays.fill(out, 0, n, 0f);
    for (int b = 1; b < in.length; b++) {
      float[] a = in[b];
      for (int i = 0; i < n; i++) {
        // Once the best is NaN no comparison replaces it; the first NaN replaces any number.
        if (a[i] > best[i] || (a[i] != a[i] && best[i] == best[i])) {
          best[i] = a[i];
          out[i] = b;
        }
      }
    }
  }
}
