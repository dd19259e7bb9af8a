package io.github.atrousj.image.figure;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.atrousj.geometry.Coverage;
import io.github.atrousj.geometry.FanCoverage;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * A figure in the manner of Yu and Koltun 2016, figure 1: one panel per layer (or branch) on a
 * common grid of input pixels, the layer's taps as dots, the pixels read by one output shaded by
 * how many paths lead to them, holes of the field hatched, sizes written. Needs no screen.
 */
public final class FieldFigure {
  private static final int MARGIN = 36;
  private static final int GAP = 30;
  private static final int HEAD = 92;
  private static final int CAPTION = 62;
  private static final int LEGEND = 44;

  private final FieldModel model;
  private final int columns;
  private final int rows;
  private final int side;
  private final int panels;
  private final double peak;

  private FieldFigure(FieldModel model) {
    this.model = model;
    int parts = model.parts().size();
    this.panels = model.parallel() && parts > 1 ? parts + 1 : parts;
    this.columns = panels <= 4 ? panels : panels <= 6 ? 3 : panels <= 12 ? 4 : 6;
    this.rows = (panels + columns - 1) / columns;
    this.peak = model.whole().peak();
    this.side = panels <= 4 ? 400 : panels <= 12 ? 320 : 220;
  }

  /** Draws the figure as an RGB image. */
  public static ImagePlus of(FieldModel model) {
    BufferedImage picture = new FieldFigure(model).draw();
    return new ImagePlus("Receptive field of " + model.title(), new ColorProcessor(picture));
  }

  private BufferedImage draw() {
    int width = Math.max(2 * MARGIN + columns * side + (columns - 1) * GAP, 760);
    int height = HEAD + rows * (side + CAPTION) + LEGEND + MARGIN / 2;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    Palette.smooth(g);
    g.setColor(Palette.PAPER);
    g.fillRect(0, 0, width, height);
    head(g, width);
    int left = (width - columns * side - (columns - 1) * GAP) / 2;
    for (int i = 0; i < panels; i++) {
      int x = left + i % columns * (side + GAP);
      int y = HEAD + i / columns * (side + CAPTION);
      panel(g, i, x, y);
    }
    legend(g, MARGIN, HEAD + rows * (side + CAPTION) + LEGEND / 2);
    g.dispose();
    return picture;
  }

  private void head(Graphics2D g, int width) {
    text(g, shortened(g, model.name(), width), Font.BOLD, 26, Palette.INK, MARGIN, 42);
    boolean holes = model.whole().gaps() > 0 && !model.parallel();
    text(
        g,
        model.summary(),
        Font.PLAIN,
        18,
        holes ? Palette.HOLE.darker() : Palette.MUTED,
        MARGIN,
        70);
  }

  /** Lists of many rates are cut where the paper ends. */
  private static String shortened(Graphics2D g, String name, int width) {
    Font font = Palette.font(Font.BOLD, 26);
    String cut = name;
    while (g.getFontMetrics(font).stringWidth(cut) > width - 2 * MARGIN) {
      cut = cut.replaceFirst(" ?[^ ]+( …)?$", " …");
    }
    return cut;
  }

  private void panel(Graphics2D g, int index, int x, int y) {
    boolean together = index == model.parts().size();
    FanCoverage cover =
        together ? model.whole() : FanCoverage.of(model.parts().get(index).coverage());
    Grid grid = new Grid(model.whole().field(), model.whole().before(), x, y, side);
    g.setColor(Palette.PAPER);
    g.fill(new Rectangle2D.Double(x, y, side, side));
    if (grid.cell >= 8) {
      cells(g, grid, cover);
    } else {
      g.drawImage(raster(cover, grid), x, y, null);
    }
    outline(g, grid, cover);
    List<FieldModel.Part> dotted =
        together ? model.parts() : model.parts().subList(index, index + 1);
    for (FieldModel.Part part : dotted) {
      dots(g, grid, part);
    }
    String title =
        together
            ? "All branches"
            : (model.parallel() ? "Branch " : "Layer ")
                + (index + 1)
                + ": rate "
                + model.parts().get(index).layer().rate();
    text(g, title, Font.BOLD, side > 300 ? 18 : 15, Palette.INK, x, y + side + 26);
    text(g, sizes(cover), Font.PLAIN, side > 300 ? 16 : 13, Palette.MUTED, x, y + side + 47);
  }

  private static String sizes(FanCoverage cover) {
    long holes = (long) cover.field() * cover.field() - (long) cover.reachedCount(2);
    double share = 100 * cover.reachedShare(2);
    String format = share < 9.5 ? ", %.1f %% read" : ", %.0f %% read";
    return "field "
        + cover.field()
        + " × "
        + cover.field()
        + (holes == 0 ? "" : String.format(Locale.ROOT, format, share));
  }

  /** Pixels as squares with a grid, large enough to count. */
  private void cells(Graphics2D g, Grid grid, FanCoverage cover) {
    int shift = grid.before - cover.before();
    for (int v = 0; v < cover.field(); v++) {
      for (int u = 0; u < cover.field(); u++) {
        double n = cover.count(u, v);
        Rectangle2D cell = grid.cell(u + shift, v + shift);
        if (n > 0) {
          g.setColor(Palette.read(shade(n)));
          g.fill(cell);
        } else {
          hatch(g, cell);
        }
      }
    }
    g.setColor(Palette.GRID);
    g.setStroke(Palette.line(1));
    for (int i = 0; i <= grid.pixels; i++) {
      double d = i * grid.cell;
      g.draw(new Line2D.Double(grid.x + d, grid.y, grid.x + d, grid.y + grid.side));
      g.draw(new Line2D.Double(grid.x, grid.y + d, grid.x + grid.side, grid.y + d));
    }
  }

  /** A hole: one diagonal in a warm colour. */
  private static void hatch(Graphics2D g, Rectangle2D c) {
    g.setColor(Palette.GAP);
    g.fill(c);
    g.setColor(Palette.HATCH);
    g.setStroke(Palette.line(Math.max(0.8, c.getWidth() / 16)));
    g.draw(new Line2D.Double(c.getMinX(), c.getMaxY(), c.getMaxX(), c.getMinY()));
  }

  /**
   * Fields too large for a grid: each dot of the picture shows what the pixels below it are on the
   * average, which takes a pass along each axis only.
   */
  private BufferedImage raster(FanCoverage cover, Grid grid) {
    BufferedImage out = new BufferedImage(grid.side, grid.side, BufferedImage.TYPE_INT_RGB);
    List<Profile> profiles = new ArrayList<>();
    for (Coverage branch : cover.branches()) {
      profiles.add(new Profile(branch, grid));
    }
    double[] within = new Profile(cover, grid).read;
    for (int y = 0; y < grid.side; y++) {
      for (int x = 0; x < grid.side; x++) {
        double inside = within[x] * within[y];
        double paths = 0;
        double unread = 1;
        for (Profile p : profiles) {
          paths += p.count[x] * p.count[y];
          unread *= 1 - p.read[x] * p.read[y];
        }
        double read = 1 - unread;
        Color c = Palette.PAPER;
        if (inside > 0) {
          Color seen = Palette.read(shade(read > 0 ? paths / read : 0));
          c = Palette.mix(c, Palette.mix(Palette.GAP, seen, read / inside), inside);
        }
        out.setRGB(x, y, c.getRGB());
      }
    }
    return out;
  }

  /** Means over the pixels below each dot of one axis of the picture. */
  private static final class Profile {
    final double[] read;
    final double[] count;

    /** Paths of a branch, and the share of pixels that they lead to. */
    Profile(Coverage branch, Grid grid) {
      int shift = grid.before - branch.before();
      read = grid.means(u -> branch.reaches(u - shift) ? 1 : 0);
      count = grid.means(u -> branch.count(u - shift));
    }

    /** The share of pixels that lie in the field. */
    Profile(FanCoverage cover, Grid grid) {
      int from = grid.before - cover.before();
      read = grid.means(u -> u >= from && u < from + cover.field() ? 1 : 0);
      count = read;
    }
  }

  /** One scale for all panels. */
  private double shade(double n) {
    return peak <= 1 ? 0.25 : Math.log1p(n) / Math.log1p(peak);
  }

  private static void outline(Graphics2D g, Grid grid, FanCoverage cover) {
    int from = grid.before - cover.before();
    Rectangle2D a = grid.cell(from, from);
    double size = cover.field() * grid.cell;
    g.setColor(Palette.INK);
    g.setStroke(Palette.line(2));
    g.draw(new Rectangle2D.Double(a.getX(), a.getY(), size, size));
    g.setColor(Palette.GRID.darker());
    g.setStroke(Palette.line(1));
    g.draw(new Rectangle2D.Double(grid.x, grid.y, grid.side, grid.side));
  }

  private static void dots(Graphics2D g, Grid grid, FieldModel.Part part) {
    double pitch = part.taps() * grid.cell;
    double d = Math.max(1.5, Math.min(Math.min(13, pitch * 0.62), Math.max(5, grid.cell * 0.62)));
    int taps = part.layer().taps();
    for (int j = 0; j < taps; j++) {
      for (int i = 0; i < taps; i++) {
        double cx = grid.centre(grid.x, grid.before - part.before() + i * part.taps());
        double cy = grid.centre(grid.y, grid.before - part.before() + j * part.taps());
        if (d >= 5) {
          g.setColor(Palette.PAPER);
          g.fill(new Ellipse2D.Double(cx - d / 2 - 1, cy - d / 2 - 1, d + 2, d + 2));
        }
        g.setColor(Palette.TAP);
        g.fill(new Ellipse2D.Double(cx - d / 2, cy - d / 2, d, d));
      }
    }
  }

  private void legend(Graphics2D g, int x, int y) {
    g.setColor(Palette.TAP);
    g.fill(new Ellipse2D.Double(x + 1, y - 10, 11, 11));
    int at = x + 20;
    at +=
        text(
                g,
                model.parallel() ? "taps of the branch" : "taps of the layer",
                Font.PLAIN,
                15,
                Palette.MUTED,
                at,
                y)
            + 26;
    for (int i = 0; i < 5; i++) {
      g.setColor(Palette.read(i / 4.0));
      g.fill(new Rectangle2D.Double(at + 13.0 * i, y - 12, 13, 13));
    }
    at += 73;
    at +=
        text(g, "read by one output, darker by more paths", Font.PLAIN, 15, Palette.MUTED, at, y)
            + 26;
    if (model.whole().gaps() > 0 || model.parts().stream().anyMatch(p -> p.coverage().gaps() > 0)) {
      Rectangle2D cell = new Rectangle2D.Double(at, y - 13, 14, 14);
      hatch(g, cell);
      g.setColor(Palette.HOLE);
      g.draw(cell);
      text(g, "never read", Font.PLAIN, 15, Palette.MUTED, at + 22, y);
    }
  }

  private static int text(
      Graphics2D g, String words, int style, double size, Color colour, int x, int y) {
    g.setFont(Palette.font(style, size));
    g.setColor(colour);
    g.drawString(words, x, y);
    return g.getFontMetrics().stringWidth(words);
  }

  /** The common grid of all panels: the whole field with one pixel around it. */
  private static final class Grid {
    final int pixels;
    final int before;
    final int x;
    final int y;
    final int side;
    final double cell;

    Grid(int field, int before, int x, int y, int side) {
      this.pixels = field + 2;
      this.before = before;
      this.x = x;
      this.y = y;
      this.side = side;
      this.cell = (double) side / pixels;
    }

    Rectangle2D cell(int u, int v) {
      return new Rectangle2D.Double(x + (u + 1) * cell, y + (v + 1) * cell, cell, cell);
    }

    double centre(int origin, long u) {
      return origin + (u + 1.5) * cell;
    }

    /** The mean over the pixels below each dot of a row. */
    double[] means(IntToDoubleFunction value) {
      double[] means = new double[side];
      for (int dot = 0; dot < side; dot++) {
        int from = (int) Math.floor(dot / cell) - 1;
        int to = Math.max(from + 1, (int) Math.floor((dot + 1) / cell) - 1);
        for (int u = from; u < to; u++) {
          means[dot] += value.applyAsDouble(u) / (to - from);
        }
      }
      return means;
    }
  }
}
