package io.github.atrousj.param;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of numbers as they are typed: rows split by {@code ;}, numbers by blanks or commas,
 * fractions such as {@code 1/3} without blanks. Rows may differ in length; what a row means is the
 * command's.
 */
public final class WeightRows {
  static final String ALLOWED =
      "numbers split by blanks or commas, rows split by ; (such as 1,-0.5,-0.5 or 1 0 2; 0 1 3)";

  private WeightRows() {}

  /**
   * Reads rows.
   *
   * @return at least one row of at least one number, all of them finite floats
   * @throws IllegalArgumentException saying what is wrong, in a clause that begins with "must be"
   *     or names the row
   */
  public static List<float[]> parse(String text) {
    List<float[]> rows = new ArrayList<>();
    for (String row : text.split(";", -1)) {
      rows.add(row(row, rows.size() + 1));
    }
    return rows;
  }

  /** What is wrong with a text, null when nothing is. */
  static String problem(String text) {
    try {
      parse(text);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static float[] row(String text, int number) {
    List<Float> numbers = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !separates(text.charAt(end))) {
        end++;
      }
      if (end > at) {
        numbers.add(number(text.substring(at, end)));
      }
      at = end + 1;
    }
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("row " + number + " has no number; must be " + ALLOWED);
    }
    float[] row = new float[numbers.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = numbers.get(i);
    }
    return row;
  }

  private static boolean separates(char c) {
    return c == ',' || Options.isBlank(c);
  }

  private static float number(String word) {
    int slash = word.indexOf('/');
    Double upper = Numbers.decimal(slash < 0 ? word : word.substring(0, slash));
    Double lower = slash < 0 ? Double.valueOf(1) : Numbers.decimal(word.substring(slash + 1));
    float value = upper == null || lower == null ? Float.NaN : (float) (upper / lower);
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "\"" + Wording.shortened(word) + "\" is no finite number; must be " + ALLOWED);
    }
    return value;
  }
}
