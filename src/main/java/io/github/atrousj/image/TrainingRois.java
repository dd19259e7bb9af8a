package io.github.atrousj.image;

import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.io.RoiDecoder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.param.Wording;
import java.awt.Color;
import java.awt.Point;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Selections that say of which class their pixels are. */
public final class TrainingRois {
  /** Where a selection's class is read from. */
  public enum Naming {
    /** From groups where any selection is in one, else from names. */
    AUTO,
    /** Its ROI manager group, by its name where it has one. */
    GROUPS,
    /** Its name up to a number at the end: nuclei-1 and nuclei-2 are nuclei. */
    NAMES
  }

  private static final int MOST_BYTES = 16 << 20;

  private TrainingRois() {}

  /** The selections of an image's overlay. */
  public static List<Roi> overlay(ImagePlus image) {
    Overlay overlay = image.getOverlay();
    return overlay == null ? List.of() : List.of(overlay.toArray());
  }

  /**
   * The selections of a file that the ROI manager saved: a .zip of many, a .roi of one.
   *
   * @throws IllegalArgumentException when it cannot be read, with one line
   */
  public static List<Roi> file(Path file) {
    List<Roi> rois = new ArrayList<>();
    String name = file.toFile().getName();
    try {
      if (!name.toLowerCase(java.util.Locale.ROOT).endsWith(".zip")) {
        add(rois, Files.readAllBytes(file), name);
        return rois;
      }
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
        for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
          if (e.getName().endsWith(".roi")) {
            add(rois, zip.readNBytes(MOST_BYTES), e.getName());
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          Wording.path("rois", file.toString())
              + ": must be a .zip or .roi file of selections ("
              + Wording.reason(e)
              + ")",
          e);
    }
    if (rois.isEmpty()) {
      throw new IllegalArgumentException(
          Wording.path("rois", file.toString()) + ": holds no selections (.roi)");
    }
    return rois;
  }

  private static void add(List<Roi> rois, byte[] bytes, String name) {
    Roi roi = RoiDecoder.openFromByteArray(bytes);
    if (roi == null) {
      throw new IllegalArgumentException(name + " is no selection");
    }
    if (roi.getName() == null) {
      roi.setName(name.replaceFirst("\\.roi$", ""));
    }
    rois.add(roi);
  }

  /** The naming to use for these selections where it is left open. */
  public static Naming settle(Naming wanted, List<Roi> rois) {
    if (wanted != Naming.AUTO) {
      return wanted;
    }
    return rois.stream().anyMatch(r -> r.getGroup() > 0) ? Naming.GROUPS : Naming.NAMES;
  }

  /** The class of a selection, null when it has none. */
  public static String classOf(Roi roi, Naming naming) {
    if (roi instanceof TextRoi || roi instanceof ImageRoi || roi instanceof Arrow) {
      return null;
    }
    if (naming == Naming.GROUPS) {
      int group = roi.getGroup();
      String name = Roi.getGroupName(group);
      return group == 0 ? null : name == null ? "group " + group : name.trim();
    }
    String name = roi.getName() == null ? "" : roi.getName();
    String stem = name.replaceFirst("[-_ ]*\\d+$", "").trim();
    return stem.matches(".*\\p{L}.*") ? stem : null;
  }

  /** The colour that a selection is drawn in, null when it is ImageJ's usual one. */
  public static Color colourOf(Roi roi) {
    return roi.getStrokeColor(); // a group sets it
  }

  /** The stack index, from 1, of the plane that a selection lies on; the one shown if on none. */
  public static int planeOf(Roi roi, ImagePlus image) {
    if (image.getStackSize() == 1) {
      return 1;
    }
    if (roi.hasHyperStackPosition()) {
      int c = roi.getCPosition() > 0 ? roi.getCPosition() : image.getC();
      int z = roi.getZPosition() > 0 ? roi.getZPosition() : image.getZ();
      int t = roi.getTPosition() > 0 ? roi.getTPosition() : image.getT();
      boolean inside =
          c <= image.getNChannels() && z <= image.getNSlices() && t <= image.getNFrames();
      return inside ? image.getStackIndex(c, z, t) : 0;
    }
    int at = roi.getPosition();
    return at == 0 ? image.getCurrentSlice() : at <= image.getStackSize() ? at : 0;
  }

  /** The pixels of a selection within an image: an area's inside, a line's course, points. */
  public static List<Point> pixels(Roi roi, int width, int height) {
    List<Point> pixels = new ArrayList<>();
    Rectangle bounds = roi.getBounds();
    boolean area = roi.isArea();
    ImageProcessor mask;
    Rectangle at;
    if (area) {
      mask = roi.getMask();
      at = bounds;
    } else {
      mask = new ByteProcessor(width, height);
      mask.setValue(255);
      if (roi.getType() == Roi.POINT) {
        for (Point p : roi.getContainedPoints()) {
          mask.putPixel(p.x, p.y, 255);
        }
      } else {
        mask.setLineWidth(Math.max(1, Math.round(roi.getStrokeWidth())));
        roi.drawPixels(mask);
      }
      at = new Rectangle(0, 0, width, height);
    }
    for (int y = Math.max(0, at.y); y < Math.min(height, at.y + at.height); y++) {
      for (int x = Math.max(0, at.x); x < Math.min(width, at.x + at.width); x++) {
        if (mask == null || mask.get(x - at.x, y - at.y) != 0) {
          pixels.add(new Point(x, y));
        }
      }
    }
    return pixels;
  }
}
