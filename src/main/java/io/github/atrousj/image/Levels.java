package io.github.atrousj.image;

/**
 * Values spread over levels of grey: the least becomes the lower end of a display range, the
 * largest its upper end, what lies between the nearest whole level. In single precision, and
 * without the clamping of {@link PixelRows}, since a preview has to be quick and its values lie
 * within the range.
 *
 * @param low the lower end, 0 to 65535
 * @param least the value that is shown by it
 * @param factor levels per unit of the values
 */
record Levels(float low, float least, float factor) {
  /** 2²³: from here on neighbouring floats are 1 apart, so that adding it rounds. */
  private static final float WHOLE = 1 << 23;

  private static final int WHOLE_BITS = Float.floatToRawIntBits(WHOLE);
  private static final int LARGEST = 65535;

  /** The levels of a display range for the values that were met. */
  static Levels of(Extent values, double low, double high) {
    float span = values.largest() - values.least();
    return new Levels((float) low, values.least(), span > 0 ? (float) ((high - low) / span) : 0);
  }

  /**
   * The level of a value; those beyond all levels have the last one, NaN has 0. Where all finite
   * values are equal there is one level, the lower end, and infinity has 0.
   */
  int of(float v) {
    float exact = low + factor * (v - least);
    int level = Float.floatToRawIntBits(exact + WHOLE) - WHOLE_BITS;
    return level >>> 16 == 0 ? level : (int) Math.max(0, Math.min(LARGEST, exact));
  }

  /** Writes {@code n} values of each component into a plane of integers. */
  void write(float[][] components, int from, Object plane, int to, int n) {
    float[] first = components[0];
    if (plane instanceof byte[] bytes) {
      for (int i = 0; i < n; i++) {
        bytes[to + i] = (byte) Math.min(255, of(first[from + i]));
      }
    } else if (plane instanceof short[] shorts) {
      for (int i = 0; i < n; i++) {
        shorts[to + i] = (short) of(first[from + i]);
      }
    } else {
      writeRgb(components, from, (int[]) plane, to, n);
    }
  }

  private void writeRgb(float[][] components, int from, int[] words, int to, int n) {
    float[] red = components[0];
    float[] green = components[1];
    float[] blue = components[2];
    for (int i = 0; i < n; i++) {
      int r = Math.min(255, of(red[from + i]));
      int g = Math.min(255, of(green[from + i]));
      int b = Math.min(255, of(blue[from + i]));
      words[to + i] = words[to + i] & 0xff000000 | r << 16 | g << 8 | b;
    }
  }
}
