package io.github.atrousj.image;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;

/** Which planes of a stack a plane-by-plane job works on. */
public enum Scope {
  /** The plane that is shown. */
  SLICE,
  /** Every channel at the slice and frame that are shown. */
  CHANNELS,
  /** Every plane. */
  STACK;

  /**
   * What ImageJ's own filters would take: the whole stack when asked for; else every channel of an
   * image shown in composite mode, since all of them are in view, unless {@code slice} says not to;
   * else the plane that is shown.
   *
   * @param image the image
   * @param stack whether the key {@code stack} was given
   * @param slice whether the key {@code slice} was given
   */
  public static Scope of(ImagePlus image, boolean stack, boolean slice) {
    if (stack) {
      return STACK;
    }
    boolean allInView =
        image instanceof CompositeImage c && c.getMode() == IJ.COMPOSITE && c.getNChannels() > 1;
    return allInView && !slice ? CHANNELS : SLICE;
  }
}
