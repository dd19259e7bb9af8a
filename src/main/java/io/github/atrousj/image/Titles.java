package io.github.atrousj.image;

import ij.ImagePlus;

/** Names of images. */
public final class Titles {
  private Titles() {}

  /** An image's name without its file extension; a number such as {@code .v2} is none. */
  public static String stem(ImagePlus image) {
    return image.getTitle().replaceFirst("\\.(?=\\w*[A-Za-z])(?!(?i:v)\\d+$)\\w{2,5}$", "");
  }
}
