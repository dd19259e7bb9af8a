package io.github.atrousj.image;

import ij.process.LUT;
import java.awt.Color;

/** A table of 256 colours of which neighbours look different, so that labels can be told apart. */
final class LabelTable {
  private static final float GOLDEN = 0.618034f;

  private LabelTable() {}

  /** Black for 0, then hues a golden section apart in three brightnesses. */
  static LUT lut() {
    byte[] red = new byte[256];
    byte[] green = new byte[256];
    byte[] blue = new byte[256];
    for (int i = 1; i < 256; i++) {
      float hue = i * GOLDEN % 1;
      float brightness = 1 - 0.2f * (i / 3 % 3);
      int rgb = Color.HSBtoRGB(hue, 0.75f, brightness);
      red[i] = (byte) (rgb >> 16);
      green[i] = (byte) (rgb >> 8);
      blue[i] = (byte) rgb;
    }
    return new LUT(8, 256, red, green, blue);
  }
}
