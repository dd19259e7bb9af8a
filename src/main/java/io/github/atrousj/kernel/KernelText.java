package io.github.atrousj.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Kernels as text, as they are typed in a dialog and written in a macro. A kernel is, in this order
 * of precedence:
 *
 * <ol>
 *   <li>a name of {@link KernelLibrary}, in upper or lower case;
 *   <li>{@code image:TITLE} or {@code image:#ID}, an open image;
 *   <li>numbers: rows split by {@code ;}, planes by a {@code /} between blanks. Newlines, tabs and
 *       commas are blanks; a fraction such as {@code 1/16} has none.
 * </ol>
 *
 * <p>Whatever is none of these is refused by an {@link IllegalArgumentException} of one line, which
 * names the key {@code kernel}, quotes the text and says what is wrong with it and where.
 */
public final class KernelText {
  private static final String IMAGE = "image:";

  /** Finds kernels that are open images. */
  @FunctionalInterface
  public interface Images {
    /** No image is open. */
    Images NONE = titleOrHashId -> null;

    /**
     * The image's pixels as a kernel.
     *
     * @param titleOrHashId a title, or # and an ID
     * @return null when there is no such image
     */
    Kernel find(String titleOrHashId);
  }

  private KernelText() {}

  /**
   * Reads one kernel.
   *
   * @throws IllegalArgumentException with one line when the text is not a kernel
   */
  public static Kernel parse(String text, Images images) {
    String trimmed = trim(text);
    if (trimmed.isEmpty()) {
      throw refused(
          "",
          "is empty; give a library name such as gaussian-3, image:TITLE or rows of numbers split"
              + " by ;");
    }
    Kernel named = KernelLibrary.find(trimmed);
    if (named != null) {
      return named;
    }
    String withCommas = text.strip(); // a title may end with a comma
    if (withCommas.regionMatches(true, 0, IMAGE, 0, IMAGE.length())) {
      return image(withCommas, images);
    }
    if (trimmed.indexOf('|') >= 0) {
      throw refused(trimmed, "holds several kernels split by |; one kernel is wanted here");
    }
    if (looksLikeName(trimmed)) {
      String nearest = Spelling.nearest(trimmed, KernelLibrary.names());
      throw refused(
          trimmed,
          "is neither a library name"
              + (nearest == null ? "" : " (nearest: " + nearest + ")")
              + ", an open image (image:TITLE) nor rows of numbers");
    }
    return new NumberRows(trimmed).kernel();
  }

  /**
   * Reads kernels split by {@code |}.
   *
   * @return at least one kernel, in the order written
   * @throws IllegalArgumentException with one line when a part is not a kernel
   */
  public static List<Kernel> parseAll(String text, Images images) {
    String[] parts = text.split("\\|", -1);
    List<Kernel> kernels = new ArrayList<>(parts.length);
    for (int i = 0; i < parts.length; i++) {
      if (parts.length > 1 && trim(parts[i]).isEmpty()) {
        throw refused(
            text, "has nothing as kernel " + (i + 1) + " of " + parts.length + " (split by |)");
      }
      kernels.add(parse(parts[i], images));
    }
    return List.copyOf(kernels);
  }

  private static Kernel image(String text, Images images) {
    String title = text.substring(IMAGE.length()).strip();
    if (title.isEmpty()) {
      throw refused(text, "names no image; give image:TITLE or image:#ID");
    }
    Kernel kernel = images.find(title);
    if (kernel == null) {
      throw refused(
          text,
          title.startsWith("#")
              ? "asks for an image ID that is not open"
              : "asks for an image title that is not open; titles count upper and lower case, and"
                  + " one that holds | ; or \" / \" is given by its ID (image:#ID)");
    }
    return kernel;
  }

  /** One or two words that start with a letter: a misspelt name rather than a wrong number. */
  private static boolean looksLikeName(String text) {
    return Character.isLetter(text.charAt(0))
        && text.indexOf(';') < 0
        && !NumberRows.isNotFinite(text.split("[\\s,;]", 2)[0]);
  }

  /** Without the blanks, tabs, newlines and commas around it. */
  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && NumberRows.isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && NumberRows.isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** An error that quotes at most the first 60 characters of the text, on one line. */
  static IllegalArgumentException refused(String text, String problem) {
    return new IllegalArgumentException("kernel=" + shortened(text) + ": " + problem);
  }

  static String shortened(String text) {
    String start = text.length() <= 60 ? text : text.substring(0, 57) + "...";
    return start.replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029\\u0085]", " ");
  }

  /** See {@link Kernel#text()}. */
  static String format(Kernel kernel) {
    StringBuilder text = new StringBuilder();
    for (int z = 0; z < kernel.depth(); z++) {
      text.append(z == 0 ? "" : " / ");
      for (int y = 0; y < kernel.height(); y++) {
        text.append(y == 0 ? "" : "; ");
        for (int x = 0; x < kernel.width(); x++) {
          text.append(x == 0 ? "" : " ").append(ShortestFloat.text(kernel.weight(x, y, z)));
        }
      }
    }
    return text.toString();
  }
}
