package io.github.atrousj.image;

/**
 * Rows of ImageJ's pixel arrays to floats and back. Values are the raw ones: unsigned 8 and 16 bits,
 * RGB component by component (0 red, 1 green, 2 blue); a density calibration (the function that
 * makes, say, optical densities or signed numbers of raw values) is not applied, as in ImageJ's own
 * filters. An 8-bit colour image counts as its 8-bit indices.
 */
final class PixelRows {
  /**
   * Added before truncation this rounds half-up without error for every float in 0 … 2²²: one half
   * itself would carry 0.49999997 up to 1.
   */
  private static final float HALF = 0.49999997f;

  private PixelRows() {}

  /** Copies {@code n} values of one component from {@code from} on. */
  static void read(Object plane, int component, int from, float[] into, int offset, int n) {
    if (plane instanceof byte[] bytes) {
      readBytes(bytes, from, into, offset, n);
    } else if (plane instanceof short[] shorts) {
      readShorts(shorts, from, into, offset, n);
    } else if (plane instanceof float[] floats) {
      System.arraycopy(floats, from, into, offset, n);
    } else {
      readRgb((int[]) plane, from, into, offset, n, shift(component));
    }
  }

  private static void readBytes(byte[] plane, int from, float[] into, int offset, int n) {
    for (int i = 0; i < n; i++) {
      into[offset + i] = plane[from + i] & 0xff;
    }
  }

  private static void readShorts(short[] plane, int from, float[] into, int offset, int n) {
    for (int i = 0; i < n; i++) {
      into[offset + i] = plane[from + i] & 0xffff;
    }
  }

  private static void readRgb(int[] plane, int from, float[] into, int offset, int n, int shift) {
    for (int i = 0; i < n; i++) {
      into[offset + i] = (plane[from + i] >> shift) & 0xff;
    }
  }

  /**
   * Writes {@code n} values into a plane, rounded half-up and clamped where it holds integers; NaN
   * becomes 0 there. Components of one RGB plane share their words: callers must not write two
   * components of the same pixels at once.
   *
   * @return how many values did not fit (NaN included)
   */
  static int write(float[] row, int offset, Object plane, int component, int to, int n) {
    if (plane instanceof float[] floats) {
      System.arraycopy(row, offset, floats, to, n);
      return 0;
    }
    if (plane instanceof byte[] bytes) {
      return writeBytes(row, offset, bytes, to, n);
    }
    if (plane instanceof short[] shorts) {
      return writeShorts(row, offset, shorts, to, n);
    }
    return writeRgb(row, offset, (int[]) plane, to, n, shift(component));
  }

  private static int writeBytes(float[] row, int offset, byte[] plane, int to, int n) {
    int fitting = 0;
    for (int i = 0; i < n; i++) {
      float v = row[offset + i];
      plane[to + i] = (byte) rounded(v, 255);
      fitting += fits(v, 255) ? 1 : 0;
    }
    return n - fitting;
  }

  private static int writeShorts(float[] row, int offset, short[] plane, int to, int n) {
    int fitting = 0;
    for (int i = 0; i < n; i++) {
      float v = row[offset + i];
      plane[to + i] = (short) rounded(v, 65535);
      fitting += fits(v, 65535) ? 1 : 0;
    }
    return n - fitting;
  }

  private static int writeRgb(float[] row, int offset, int[] plane, int to, int n, int shift) {
    int keep = ~(0xff << shift);
    int fitting = 0;
    for (int i = 0; i < n; i++) {
      float v = row[offset + i];
      plane[to + i] = plane[to + i] & keep | rounded(v, 255) << shift;
      fitting += fits(v, 255) ? 1 : 0;
    }
    return n - fitting;
  }

  /** ⌊v + ½⌋ clamped to 0 … largest; 0 for NaN. */
  private static int rounded(float v, int largest) {
    // Truncation is the floor here, since what it gets wrong (−1 … 0) is clamped to 0 anyway.
    return (int) (Math.max(0f, Math.min(v, largest)) + HALF);
  }

  private static boolean fits(float v, int largest) {
    return v >= -0.5f && v < largest + 0.5f;
  }

  private static int shift(int component) {
    return 16 - 8 * component;
  }
}
