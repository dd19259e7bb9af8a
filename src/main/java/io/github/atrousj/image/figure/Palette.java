package io.github.atrousj.image.figure;

import ij.process.LUT;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** Colours, type and drawing hints that all figures share; told apart by colour-blind readers. */
final class Palette {
  static final Color INK = new Color(0x1F2933);
  static final Color MUTED = new Color(0x66727F);
  static final Color GRID = new Color(0xE3E7EB);
  static final Color PAPER = Color.WHITE;
  static final Color TAP = new Color(0xD1243B);
  static final Color HOLE = new Color(0xE58A1F);
  static final Color GAP = new Color(0xFFF3E4);
  static final Color HATCH = new Color(0xF0B469);
  static final Color PLAIN = new Color(0x8A94A0);

  /** From few paths to many. */
  private static final int[] READ = {0xCFEBE6, 0x8FD0C8, 0x4BAAA6, 0x1F7F86, 0x155A6B};

  /** The coverage map: nothing is black, then violet to yellow, lightness rising steadily. */
  private static final int[] MAP = {
    0x000000, 0x2B1B5A, 0x46327E, 0x365C8D, 0x277F8E, 0x1FA187, 0x4AC16D, 0x9FDA3A, 0xFDE725
  };

  private Palette() {}

  /** Shade of a pixel that is read, for a share 0 … 1 of the largest path count. */
  static Color read(double share) {
    return new Color(blend(READ, share));
  }

  /** {@code a} with a share 0 … 1 of {@code b}. */
  static Color mix(Color a, Color b, double share) {
    return new Color(blend(new int[] {a.getRGB(), b.getRGB()}, share));
  }

  /** Colour table of coverage maps. */
  static LUT coverage() {
    byte[] r = new byte[256];
    byte[] g = new byte[256];
    byte[] b = new byte[256];
    for (int i = 0; i < 256; i++) {
      int rgb = blend(MAP, i / 255.0);
      r[i] = (byte) (rgb >> 16);
      g[i] = (byte) (rgb >> 8);
      b[i] = (byte) rgb;
    }
    return new LUT(r, g, b);
  }

  private static int blend(int[] colours, double share) {
    double at = Math.max(0, Math.min(1, share)) * (colours.length - 1);
    int i = (int) Math.min(colours.length - 2, at);
    double part = at - i;
    int rgb = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = colours[i] >> shift & 255;
      int to = colours[i + 1] >> shift & 255;
      rgb |= (int) Math.round(from + part * (to - from)) << shift;
    }
    return rgb;
  }

  static Font font(int style, double size) {
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(style, (float) size);
  }

  static BasicStroke line(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  }

  static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
  }
}
