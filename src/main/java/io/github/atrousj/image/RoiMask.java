package io.github.atrousj.image;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Rectangle;

/** The pixels of an area selection within the image. */
final class RoiMask {
  private final int x0;
  private final int x1;
  private final int y0;
  private final int y1;
  private final byte[] inside;
  private final int maskWidth;
  private final int maskX;
  private final int maskY;

  private RoiMask(Rectangle part, Rectangle bounds, ImageProcessor mask) {
    this.x0 = part.x;
    this.x1 = part.x + part.width;
    this.y0 = part.y;
    this.y1 = part.y + part.height;
    this.inside = mask == null ? null : (byte[]) mask.getPixels();
    this.maskWidth = mask == null ? 0 : mask.getWidth();
    this.maskX = bounds.x;
    this.maskY = bounds.y;
  }

  /**
   * The image's selection.
   *
   * @return null when there is none, or one without an area (line, points), as in ImageJ's filters
   * @throws IllegalArgumentException when the selection lies wholly outside the image
   */
  static RoiMask of(ImagePlus image) {
    Roi roi = image.getRoi();
    if (roi == null || !roi.isArea()) {
      return null;
    }
    Rectangle bounds = roi.getBounds();
    Rectangle part = bounds.intersection(new Rectangle(image.getWidth(), image.getHeight()));
    if (part.isEmpty()) {
      throw new IllegalArgumentException(
          "the selection lies outside the image; move it, or remove it by Edit > Selection > Select None");
    }
    return new RoiMask(part, bounds, roi.getMask());
  }

  /** First row of the bounding box. */
  int top() {
    return y0;
  }

  /** The row after the bounding box. */
  int bottom() {
    return y1;
  }

  boolean hasRow(int y) {
    return y >= y0 && y < y1;
  }

  /** Copies the values of row {@code y} that lie inside the selection. */
  void copyInside(float[] from, int offset, float[] to, int y) {
    if (!hasRow(y)) {
      return;
    }
    if (inside == null) {
      System.arraycopy(from, offset + x0, to, x0, x1 - x0);
      return;
    }
    int row = (y - maskY) * maskWidth - maskX;
    for (int x = x0; x < x1; x++) {
      if (inside[row + x] != 0) {
        to[x] = from[offset + x];
      }
    }
  }
}
