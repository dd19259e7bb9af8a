package io.github.atrousj.demo;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.plugin.ContrastEnhancer;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Sources and results side by side, two pairs in a row, each pair with its caption below. */
final class ContactSheet {
  private static final int TILE = 330;
  private static final int GAP = 10;
  private static final int LINE = 18;
  private static final int CAPTION = 3 * LINE + GAP;
  private static final int PAIRS = 2;

  private record Pair(BufferedImage source, BufferedImage result, String[] lines) {}

  private final List<Pair> pairs = new ArrayList<>();

  /** Adds a source and its result; the images themselves are left as they are. */
  void add(ImagePlus source, ImagePlus result, String... lines) {
    pairs.add(new Pair(rendered(source), rendered(result), lines));
  }

  /**
   * Draws the sheet.
   *
   * @param captions false where Java has no fonts to write with
   */
  BufferedImage draw(boolean captions) {
    int rows = (pairs.size() + PAIRS - 1) / PAIRS;
    int width = PAIRS * (2 * TILE + GAP) + (PAIRS + 1) * GAP;
    BufferedImage sheet =
        new BufferedImage(width, rows * (TILE + CAPTION + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      int x = GAP + i % PAIRS * (2 * TILE + 2 * GAP);
      int y = GAP + i / PAIRS * (TILE + CAPTION + GAP);
      tile(g, pair.source(), x, y);
      tile(g, pair.result(), x + TILE + GAP, y);
      for (int line = 0; captions && line < pair.lines().length; line++) {
        g.setColor(line == 0 ? Color.BLACK : Color.DARK_GRAY);
        g.setFont(new Font(line == 1 ? Font.MONOSPACED : Font.SANS_SERIF, Font.PLAIN, 12));
        g.drawString(pair.lines()[line], x, y + TILE + LINE * (line + 1));
      }
    }
    g.dispose();
    return sheet;
  }

  /** Whether this Java can write: on a bare machine there are no fonts. */
  static boolean hasFonts() {
    try {
      Graphics2D g = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB).createGraphics();
      g.drawString("x", 0, 9);
      g.dispose();
      return true;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return false; // no font library, or no font that it knows
    }
  }

  /** Draws an image as large as the tile allows, in its middle. */
  private static void tile(Graphics2D g, BufferedImage image, int x, int y) {
    double scale = (double) TILE / Math.max(image.getWidth(), image.getHeight());
    int w = (int) Math.round(image.getWidth() * scale);
    int h = (int) Math.round(image.getHeight() * scale);
    g.setColor(new Color(0xF0F0F0));
    g.fillRect(x, y, TILE, TILE);
    g.drawImage(shrunk(image, w), x + (TILE - w) / 2, y + (TILE - h) / 2, w, h, null);
  }

  /** Halves an image until it is less than twice as wide as wanted, so that no pixel is skipped. */
  private static BufferedImage shrunk(BufferedImage image, int width) {
    BufferedImage half = image;
    while (half.getWidth() >= 2 * width) {
      BufferedImage next =
          new BufferedImage(half.getWidth() / 2, half.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = next.createGraphics();
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(half, 0, 0, next.getWidth(), next.getHeight(), null);
      g.dispose();
      half = next;
    }
    return half;
  }

  /** What the middle slice looks like, with the contrast stretched. */
  private static BufferedImage rendered(ImagePlus image) {
    ImagePlus copy = image.duplicate();
    copy.setPosition(1, (copy.getNSlices() + 1) / 2, 1);
    boolean composite = copy instanceof CompositeImage;
    if (copy.getBitDepth() != 24) {
      for (int channel = 1; channel <= copy.getNChannels(); channel++) {
        copy.setPosition(channel, (copy.getNSlices() + 1) / 2, 1);
        new ContrastEnhancer().stretchHistogram(copy, 0.35);
      }
    }
    if (composite) {
      ((CompositeImage) copy).updateImage();
    }
    BufferedImage rgb =
        new BufferedImage(copy.getWidth(), copy.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = rgb.createGraphics();
    g.drawImage(copy.getImage(), 0, 0, null);
    g.dispose();
    return rgb;
  }
}
