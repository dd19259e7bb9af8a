package io.github.atrousj.image;

/** Values to pixels one by one: what the faster loops of {@link PixelRows} leave. */
final class PixelByPixel {
  /** Makes every value of interest positive, so that truncation rounds down. */
  private static final int BIAS = 1 << 16;

  private PixelByPixel() {}

  /** Returns how many of the values do not fit. */
  static int writeBytes(float[] row, int offset, byte[] plane, int to, int n) {
    int misfits = 0;
    for (int i = 0; i < n; i++) {
      int rounded = rounded(row[offset + i]);
      int clamped = Math.min(Math.max(rounded, BIAS), BIAS + 255);
      plane[to + i] = (byte) clamped;
      misfits += rounded == clamped ? 0 : 1;
    }
    return misfits;
  }

  static int writeShorts(float[] row, int offset, short[] plane, int to, int n) {
    int misfits = 0;
    for (int i = 0; i < n; i++) {
      int rounded = rounded(row[offset + i]);
      int clamped = Math.min(Math.max(rounded, BIAS), BIAS + 65535);
      plane[to + i] = (short) clamped;
      misfits += rounded == clamped ? 0 : 1;
    }
    return misfits;
  }

  static int writeRgb(float[] row, int offset, int[] plane, int to, int n, int shift) {
    int misfits = 0;
    int keep = ~(0xff << shift);
    for (int i = 0; i < n; i++) {
      int rounded = rounded(row[offset + i]);
      int clamped = Math.min(Math.max(rounded, BIAS), BIAS + 255);
      plane[to + i] = plane[to + i] & keep | (clamped & 0xff) << shift;
      misfits += rounded == clamped ? 0 : 1;
    }
    return misfits;
  }

  /** BIAS + ⌊v + ½⌋, exactly; saturated far from the range of pixels, 0 for NaN. */
  private static int rounded(float v) {
    return (int) (v + (BIAS + 0.5));
  }
}
