package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;

/** Makes and compares volumes. */
public final class Volumes {
  private Volumes() {}

  /** Normal values of mean 0 and spread 1. */
  public static Volume random(Random rnd, Shape s) {
    Volume v = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] p = v.plane(c, z);
        for (int i = 0; i < p.length; i++) {
          p[i] = (float) rnd.nextGaussian();
        }
      }
    }
    return v;
  }

  /** A deep copy. */
  public static Volume copy(Volume v) {
    Shape s = v.shape();
    Volume out = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        System.arraycopy(v.plane(c, z), 0, out.plane(c, z), 0, s.height() * s.width());
      }
    }
    return out;
  }

  /** What the reference makes of any of the three kinds of operation. */
  public static Volume reference(Volume in, Object operation) {
    if (operation instanceof Convolution c) {
      return Reference.convolve(in, c);
    }
    if (operation instanceof TransposedConvolution t) {
      return Reference.transposed(in, t);
    }
    return Reference.pool(in, (Pooling) operation);
  }

  /** The output shape of any of the three kinds of operation. */
  public static Shape outputShape(Shape in, Object operation) {
    if (operation instanceof Convolution c) {
      return c.outputShape(in);
    }
    if (operation instanceof TransposedConvolution t) {
      return t.outputShape(in);
    }
    return ((Pooling) operation).outputShape(in);
  }

  /** Fails unless every value is the same to the bit; any NaN equals any NaN. */
  public static void assertSame(Volume expected, Volume actual, String what) {
    compare(expected, actual, 0, what);
  }

  /** Fails where a difference exceeds {@code tolerance} times the largest finite expected value. */
  public static void assertClose(Volume expected, Volume actual, double tolerance, String what) {
    double largest = 0;
    Shape s = expected.shape();
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        for (float v : expected.plane(c, z)) {
          largest = Float.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
        }
      }
    }
    compare(expected, actual, tolerance * largest, what);
  }

  /** Fails where a difference exceeds {@code difference}; NaN and infinities must be the same. */
  public static void assertNear(Volume expected, Volume actual, double difference, String what) {
    compare(expected, actual, difference, what);
  }

  /** Puts NaN, ∞ and −∞ into some pixels. */
  public static void poison(Random rnd, Volume v) {
    float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    Shape s = v.shape();
    for (int i = 0; i < 3; i++) {
      float[] p = v.plane(rnd.nextInt(s.channels()), rnd.nextInt(s.depth()));
      p[rnd.nextInt(p.length)] = bad[rnd.nextInt(3)];
    }
  }

  private static void compare(Volume expected, Volume actual, double difference, String what) {
    Shape s = expected.shape();
    assertEquals(s, actual.shape(), what);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] e = expected.plane(c, z);
        float[] a = actual.plane(c, z);
        for (int i = 0; i < e.length; i++) {
          boolean same = Float.floatToIntBits(e[i]) == Float.floatToIntBits(a[i]);
          if (!same && !(Math.abs((double) e[i] - a[i]) <= difference && difference > 0)) {
            int y = i / s.width();
            int x = i % s.width();
            fail(
                String.format(
                    "%s%nchannel %d z %d y %d x %d: expected %s, got %s",
                    what, c, z, y, x, e[i], a[i]));
          }
        }
      }
    }
  }
}
