package io.github.atrousj.image.figure;

import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.atrousj.geometry.FanCoverage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;

/**
 * Taps and field at a pixel of an image, as an overlay: the pixels that the output there reads are
 * tinted, every layer's field is outlined, the last layer's taps are dots. Whatever else is in the
 * image's overlay stays.
 */
public final class FieldOverlay {
  private static final String NAME = "AtrousJ field";
  private static final int TINT = 150;
  private static final int MOST_DOTS = 1024;
  private static final int MOST_TINTED = 1024;

  private final FieldModel model;
  private final BufferedImage tint;

  private FieldOverlay(FieldModel model) {
    this.model = model;
    this.tint = model.whole().field() > MOST_TINTED ? null : tint(model.whole());
  }

  /** Prepares the overlay; fields beyond 1024 px are outlined and not tinted. */
  public static FieldOverlay of(FieldModel model) {
    return new FieldOverlay(model);
  }

  /**
   * A copy of an overlay with the field at pixel (x, y) in place of an earlier one.
   *
   * @param overlay the image's overlay or null
   */
  public Overlay at(int x, int y, Overlay overlay) {
    Overlay out = without(overlay);
    if (tint != null) {
      int before = model.whole().before();
      ImageRoi roi = new ImageRoi(x - before, y - before, tint);
      roi.setZeroTransparent(true);
      add(out, roi);
    }
    int parts = model.parts().size();
    for (int i = parts - 1; i >= 0; i--) {
      FanCoverage cover = FanCoverage.of(model.parts().get(i).coverage());
      Roi box = new Roi(x - cover.before(), y - cover.before(), cover.field(), cover.field());
      box.setStrokeColor(i == parts - 1 ? Color.WHITE : Palette.read(0.2));
      box.setStrokeWidth(0);
      add(out, box);
    }
    for (int i = model.parallel() ? 0 : parts - 1; i < parts; i++) {
      dots(out, model.parts().get(i), x, y);
    }
    return out;
  }

  /** A copy of an overlay without a field. */
  public static Overlay without(Overlay overlay) {
    Overlay out = new Overlay();
    for (int i = 0; overlay != null && i < overlay.size(); i++) {
      if (!NAME.equals(overlay.get(i).getName())) {
        out.add(overlay.get(i));
      }
    }
    return out;
  }

  private static void add(Overlay overlay, Roi roi) {
    roi.setName(NAME);
    overlay.add(roi);
  }

  private static BufferedImage tint(FanCoverage cover) {
    int n = cover.field();
    BufferedImage image = new BufferedImage(n, n, BufferedImage.TYPE_INT_ARGB);
    double peak = cover.peak();
    for (int v = 0; v < n; v++) {
      for (int u = 0; u < n; u++) {
        double paths = cover.count(u, v);
        if (paths > 0) {
          double shade = peak <= 1 ? 0.5 : Math.log1p(paths) / Math.log1p(peak);
          image.setRGB(u, v, TINT << 24 | Palette.read(shade).getRGB() & 0xFFFFFF);
        }
      }
    }
    return image;
  }

  private static void dots(Overlay out, FieldModel.Part part, int x, int y) {
    int taps = part.layer().taps();
    if (taps * taps > MOST_DOTS) {
      return;
    }
    for (int j = 0; j < taps; j++) {
      for (int i = 0; i < taps; i++) {
        double cx = x + 0.5 - part.before() + i * part.taps();
        double cy = y + 0.5 - part.before() + j * part.taps();
        OvalRoi dot = new OvalRoi(cx - 0.35, cy - 0.35, 0.7, 0.7);
        dot.setFillColor(Palette.TAP);
        dot.setStroke(new BasicStroke(0));
        add(out, dot);
      }
    }
  }
}
