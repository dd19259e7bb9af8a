package io.github.atrousj.param;

import io.github.atrousj.kernel.Spelling;
import java.util.Collection;

/** The parts that all one-line messages are made of. */
final class Wording {
  private static final int SHOWN = 60;
  private static final int COMPARED = 64;

  private Wording() {}

  /** A value fit for one line: control characters read as blanks, a long text cut short. */
  static String shortened(String text) {
    boolean cut = text.length() > SHOWN;
    String shown = cut ? text.substring(0, SHOWN - 3) : text;
    StringBuilder line = new StringBuilder(shown.length() + 3);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return cut ? line + "..." : line.toString();
  }

  /** {@code key=value}, the value shortened. */
  static String pair(String key, String text) {
    return key + "=" + shortened(text);
  }

  /** A number as people write it: no {@code .0}, no grouping, the shortest text that reads back. */
  static String number(double v) {
    if (v == Math.rint(v) && Math.abs(v) < 1e15) {
      return 1 / v == Double.NEGATIVE_INFINITY ? "-0" : Long.toString((long) v);
    }
    return Double.toString(v);
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
