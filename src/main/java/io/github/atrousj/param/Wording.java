package io.github.atrousj.param;

import io.github.atrousj.kernel.Spelling;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collection;

/** The parts that all one-line messages are made of. */
public final class Wording {
  private static final int SHOWN = 60;
  private static final int LONGEST_PATH = 160;
  private static final int LONGEST_LINE = 420;
  private static final int COMPARED = 64;

  private Wording() {}

  /** A value fit for one line: control characters read as blanks, a long text cut short. */
  public static String shortened(String text) {
    boolean cut = text.length() > SHOWN;
    String shown = cut ? text.substring(0, SHOWN - 3) : text;
    return plain(shown) + (cut ? "..." : "");
  }

  private static String plain(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString();
  }

  /** A text without its middle where it is longer than {@code most}. */
  private static String ends(String text, int most) {
    if (text.length() <= most) {
      return plain(text);
    }
    int half = (most - 3) / 2;
    return plain(text.substring(0, half)) + "..." + plain(text.substring(text.length() - half));
  }

  /** {@code key=path}: of a long path both ends, since the last names tell most. */
  public static String path(String key, String text) {
    return key + "=" + ends(text, LONGEST_PATH);
  }

  /** A message as one line that fits a screen, whatever text it quotes. */
  public static String line(String message) {
    return ends(message, LONGEST_LINE);
  }

  /** What went wrong with a file, in words; the message of some exceptions is but the path. */
  public static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file stands where a folder is wanted";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    if (e instanceof InvalidPathException p) {
      return p.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** {@code key=value}, the value shortened. */
  public static String pair(String key, String text) {
    return key + "=" + shortened(text);
  }

  /** A number as people write it: no {@code .0}, no grouping, the shortest text that reads back. */
  static String number(double v) {
    if (v == Math.rint(v) && Math.abs(v) < 1e15) {
      return 1 / v == Double.NEGATIVE_INFINITY ? "-0" : Long.toString((long) v);
    }
    return Double.toString(v).replace(".0E", "e").replace('E', 'e');
  }

  /** The candidate that a slip of the keyboard could have turned into {@code word}, or null. */
  static String nearest(String word, Collection<String> candidates) {
    if (word.isEmpty() || word.length() > COMPARED) {
      return null;
    }
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int d = Spelling.distance(word, candidate);
      if (d < least) {
        least = d;
        best = candidate;
      }
    }
    int longer = best == null ? 0 : Math.max(best.length(), word.length());
    return least <= Math.max(1, (longer + 1) / 3) && least < longer ? best : null;
  }
}
