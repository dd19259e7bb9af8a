package io.github.atrousj.image;

import ij.ImagePlus;
import ij.Prefs;
import ij.Undo;
import ij.process.ImageProcessor;

/**
 * The one plane of an image that a run replaces row by row, in ImageJ's own array, while it reads
 * what the plane was from the copy that ImageJ keeps for undo. So neither a result nor a second
 * copy is held besides.
 */
final class OwnPlane {
  private final ImagePlus image;
  private final int index;
  private final Object pixels;
  private final Object before;

  private OwnPlane(ImagePlus image, int index, Object pixels, Object before) {
    this.image = image;
    this.index = index;
    this.pixels = pixels;
    this.before = before;
  }

  /**
   * Whether a result of one plane takes no memory but that of the copy.
   *
   * @param index of the plane in the stack, 0-based
   */
  static boolean serves(ImagePlus image, int index) {
    return !Prefs.disableUndo
        && image.getProcessor().getPixels() == image.getStack().getPixels(index + 1);
  }

  /**
   * Keeps the plane for undo. What could be undone before cannot any more, however the run ends: as
   * with ImageJ's own filters, there is one copy.
   *
   * @param index of a plane that this {@link #serves}
   */
  static OwnPlane of(ImagePlus image, int index) {
    synchronized (image) { // under which ImageJ changes slices
      ImageProcessor ip = image.getProcessor();
      Undo.reset();
      ip.snapshot();
      Object before = ip.getSnapshotPixels();
      // Nobody else may take a snapshot into the array while the run reads it.
      ip.setSnapshotPixels(null);
      return new OwnPlane(image, index, ip.getPixels(), before);
    }
  }

  /** The plane's index in the stack, 0-based. */
  int index() {
    return index;
  }

  /** The array that takes the result. */
  Object pixels() {
    return pixels;
  }

  /** The stack as it was. */
  Slices slices() {
    return Slices.inMemory(image).with(index, before);
  }

  /** Hands the copy to ImageJ, unless another plane has come into view meanwhile. */
  void setupUndo() {
    synchronized (image) {
      ImageProcessor ip = image.getProcessor();
      if (ip.getPixels() == pixels) {
        ip.setSnapshotPixels(before);
        Undo.setup(Undo.FILTER, image);
      }
    }
  }

  /** Brings every pixel back: the run was stopped or failed. */
  void putBack(int n) {
    System.arraycopy(before, 0, pixels, 0, n);
  }
}
