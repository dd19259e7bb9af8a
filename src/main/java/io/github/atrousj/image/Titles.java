package io.github.atrousj.image;

import ij.ImagePlus;
import java.util.regex.Pattern;

/** Names of images. */
public final class Titles {
  private static final Pattern EXTENSION =
      Pattern.compile("\\.(?=\\w*[A-Za-z])(?!(?i:v)\\d+$)\\w{2,5}$");

  private Titles() {}

  /** An image's name without its file extension; a number such as {@code .v2} is none. */
  public static String stem(ImagePlus image) {
    String title = image.getTitle();
    return title.indexOf('.') < 0 ? title : EXTENSION.matcher(title).replaceFirst("");
  }
}
