package io.github.atrousj.image;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.function.Function;

/**
 * What of an image a person sees: all that the pixels of a preview depend on besides its values.
 *
 * @param slice index in the stack, from 1
 * @param top first row
 * @param bottom the row after the last one
 * @param selection the area selection, null for none
 */
record View(int slice, int top, int bottom, Selection selection) {
  /**
   * What tells a selection from another, such as from the same one reshaped within its bounds.
   *
   * @param type ImageJ's
   * @param length of its outline
   */
  record Selection(int type, Rectangle bounds, double length) {
    static Selection of(Roi roi) {
      return roi == null || !roi.isArea()
          ? null
          : new Selection(roi.getType(), roi.getBounds(), roi.getLength());
    }
  }

  /**
   * The present view.
   *
   * @param sourceOf gives the part of the image that its window shows, null for all of it
   */
  static View of(ImagePlus image, Function<ImagePlus, Rectangle> sourceOf) {
    Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
    Rectangle source = sourceOf.apply(image);
    // A copy: ImageJ changes the canvas's own rectangle from the event thread.
    Rectangle part = source == null ? whole : new Rectangle(source).intersection(whole);
    Rectangle shown = part.isEmpty() ? whole : part;
    Selection selection = Selection.of(image.getRoi());
    return new View(image.getCurrentSlice(), shown.y, shown.y + shown.height, selection);
  }

  /** The part of an image that its window shows; null when it has no window. */
  static Rectangle window(ImagePlus image) {
    // Taken once: the event thread may close the window meanwhile.
    ImageWindow window = image.getWindow();
    ImageCanvas canvas = window == null ? null : window.getCanvas();
    return canvas == null ? null : canvas.getSrcRect();
  }
}
