package io.github.atrousj.param;

import java.util.List;

/**
 * What the value of a parameter is and how it is spelled. {@link #format} and {@link #parse} are
 * each other's inverse.
 *
 * @param <T> an immutable class with equals
 */
abstract class ParamType<T> {
  /**
   * Reads a trimmed text.
   *
   * @throws IllegalArgumentException saying what is allowed: the part of the line after "key=value:
   *     "
   */
  abstract T parse(String text, String unit);

  /** Writes a value so that {@link #parse} gives it back. */
  String format(T value) {
    return value.toString();
  }

  /** What may be given, for messages and Help: "a whole number from 1 to 9 px". */
  abstract String allowed(String unit);

  /** The value's class, as the getters of {@link Values} ask for it. */
  abstract Class<?> valueClass();

  /** The spellings a user chooses from; empty unless this is a choice. */
  List<String> spellings() {
    return List.of();
  }

  /** The least and the most number allowed, or null. */
  Range limits() {
    return null;
  }

  /** This type with limits. */
  ParamType<T> range(double least, double most) {
    throw new IllegalStateException("this kind of parameter has no range");
  }

  final IllegalArgumentException refusal(String text, String unit) {
    return new IllegalArgumentException("must be " + allowed(unit) + hint(text));
  }

  /** Points at look-alikes of ASCII signs, which are hard to see. */
  private static String hint(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 126) {
        return String.format(" (\"%c\", U+%04X, is not plain text)", c, (int) c);
      }
    }
    return "";
  }
}
