package io.github.atrousj.volume;

/**
 * A store cannot be opened, or one of its chunks cannot be read or written. The message is one line
 * for people that names the chunk and says why.
 */
public final class VolumeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_QUOTE = 60;
  private static final int LONGEST_LINE = 420;

  public VolumeException(String line) {
    super(oneLine(line));
  }

  public VolumeException(String line, Throwable cause) {
    super(oneLine(line), cause);
  }

  /** A text of a store as a message quotes it: its beginning. */
  public static String quoted(String text) {
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE - 3) + "..." : text;
  }

  /** Stores may hold any text: a message is one line of bounded length, its middle left out. */
  private static String oneLine(String text) {
    String line = text;
    if (text.length() > LONGEST_LINE) {
      int half = (LONGEST_LINE - 3) / 2;
      line = text.substring(0, half) + "..." + text.substring(text.length() - half);
    }
    return line.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", " ");
  }
}
