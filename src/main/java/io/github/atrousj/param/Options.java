package io.github.atrousj.param;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the text of macro options into keys and values: {@code key}, {@code key=value}, {@code
 * key=[value]} with nested brackets counted, {@code key='value'}. Linear in the length of the text.
 *
 * <p>ImageJ's own {@code Macro.getValue} looks a key up anywhere in the text, so it finds keys
 * inside bracketed titles; here every character belongs to exactly one option.
 */
final class Options {
  /**
   * One option.
   *
   * @param key the word before the equals sign, or the bare word
   * @param value the trimmed value, null for a bare word
   * @param literal whether the value stood in brackets or quotes
   */
  record Option(String key, String value, boolean literal) {
    boolean bare() {
      return value == null;
    }

    /** The option as somebody would have typed it, for messages. */
    String shown() {
      return bare() ? Wording.shortened(key) : Wording.pair(Wording.shortened(key), value);
    }
  }

  private final String text;
  private int at;

  private Options(String text) {
    this.text = text;
  }

  /**
   * The options in the order given.
   *
   * @throws IllegalArgumentException on text that is not a list of options
   */
  static List<Option> split(String text) {
    return new Options(text).split();
  }

  private List<Option> split() {
    List<Option> options = new ArrayList<>();
    while (true) {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        return options;
      }
      options.add(next());
    }
  }

  private Option next() {
    int start = at;
    while (at < text.length() && text.charAt(at) != '=' && !isBlank(text.charAt(at))) {
      at++;
    }
    String key = text.substring(start, at);
    if (at == text.length() || text.charAt(at) != '=') {
      return new Option(key, null, false);
    }
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          "\""
              + Wording.shortened(text.substring(start))
              + "\": a key must stand right before \"=\"");
    }
    at++;
    char c = at < text.length() ? text.charAt(at) : ' ';
    if (c == '[') {
      return new Option(key, enclosed(key, closingBracket(key)), true);
    }
    if (c == '\'') {
      int close = text.indexOf('\'', at + 1);
      if (close < 0) {
        throw new IllegalArgumentException(
            Wording.pair(key, text.substring(at)) + ": the closing ' is missing");
      }
      return new Option(key, enclosed(key, close), true);
    }
    int from = at;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return new Option(key, text.substring(from, at), false);
  }

  private int closingBracket(String key) {
    int depth = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        Wording.pair(key, text.substring(at)) + ": a closing ] is missing");
  }

  private String enclosed(String key, int close) {
    String value = text.substring(at + 1, close);
    if (close + 1 < text.length() && !isBlank(text.charAt(close + 1))) {
      throw new IllegalArgumentException(
          Wording.pair(key, text.substring(at))
              + ": a blank must follow the closing "
              + text.charAt(close));
    }
    at = close + 1;
    return trimmed(value);
  }

  /**
   * The option as text that {@link #split} reads back to the same key and value.
   *
   * @param literal whether the value must not be taken for a macro variable
   * @throws IllegalArgumentException when no way of writing brings the value back
   */
  static String write(String key, String value, boolean literal) {
    if (!trimmed(value).equals(value)) {
      throw new IllegalArgumentException(
          Wording.pair(key, value) + ": a value cannot begin or end with a blank in macro options");
    }
    if (!literal && !needsEnclosing(value)) {
      return key + "=" + value;
    }
    if (balanced(value)) {
      return key + "=[" + value + "]";
    }
    if (value.indexOf('\'') < 0) {
      return key + "='" + value + "'";
    }
    throw new IllegalArgumentException(
        Wording.pair(key, value)
            + ": a value with blanks, a bracket without its partner and a ' cannot be written"
            + " in macro options");
  }

  private static boolean needsEnclosing(String value) {
    if (value.isEmpty() || value.charAt(0) == '[' || value.charAt(0) == '\'') {
      return true;
    }
    for (int i = 0; i < value.length(); i++) {
      if (isBlank(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean balanced(String value) {
    int depth = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }

  static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  /** White space of any script, the no-break space included. */
  static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
