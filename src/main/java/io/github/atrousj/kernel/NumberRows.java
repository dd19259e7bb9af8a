package io.github.atrousj.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Reads a kernel written in numbers, in one pass; see {@link KernelText} for the syntax. */
final class NumberRows {
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity", "∞");

  private final String text;
  private float[] weights = new float[32];
  private int size;
  private int width; // 0 until the first row has ended
  private int height; // 0 until the first plane has ended
  private int plane = 1;
  private int row = 1;
  private int inRow;

  NumberRows(String text) {
    this.text = text;
  }

  Kernel kernel() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isBlank(c)) {
        at++;
      } else if (c == ';') {
        endRow();
        row++;
        at++;
      } else {
        int end = at + 1;
        while (end < text.length() && !isBlank(text.charAt(end)) && text.charAt(end) != ';') {
          end++;
        }
        String token = text.substring(at, end);
        if (token.equals("/")) {
          endPlane();
          plane++;
          row = 1;
        } else {
          inRow++;
          add(number(token));
        }
        at = end;
      }
    }
    endPlane();
    return Kernel.volume(width, height, plane, Arrays.copyOf(weights, size));
  }

  static boolean isBlank(char c) {
    return c == ',' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\0';
  }

  /** Whether the word is a number that is not finite, as programs write them. */
  static boolean isNotFinite(String word) {
    String unsigned = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
    return unsigned.length() <= 8 && NOT_FINITE.contains(unsigned.toLowerCase(Locale.ROOT));
  }

  private void add(float weight) {
    if (size == weights.length) {
      weights = Arrays.copyOf(weights, 2 * size);
    }
    weights[size++] = weight;
  }

  private void endRow() {
    if (inRow == 0) {
      throw refused("has no number in " + position(row));
    }
    if (width == 0) {
      width = inRow;
    } else if (inRow != width) {
      throw refused(
          "has "
              + numbers(width)
              + " in row 1 but "
              + inRow
              + " in "
              + position(row)
              + "; all rows need the same"
              + (plane > 1 ? " (a fraction such as 1/16 has no blanks)" : ""));
    }
    inRow = 0;
  }

  private void endPlane() {
    endRow();
    if (height == 0) {
      height = row;
    } else if (row != height) {
      throw refused(
          "has "
              + height
              + (height == 1 ? " row" : " rows")
              + " in plane 1 but "
              + row
              + " in plane "
              + plane
              + "; all planes need the same");
    }
  }

  private float number(String token) {
    int slash = token.indexOf('/');
    String numerator = slash < 0 ? token : token.substring(0, slash);
    String denominator = slash < 0 ? "1" : token.substring(slash + 1);
    if (!isDecimal(numerator) || !isDecimal(denominator)) {
      boolean notFinite = isNotFinite(numerator) || isNotFinite(denominator);
      throw refused(token, notFinite ? "weights are finite numbers" : "this is not a number");
    }
    if (!hasNonZeroDigit(denominator)) {
      throw refused(token, "a fraction needs a denominator other than 0");
    }
    // A decimal is rounded once; a fraction of whole numbers below 2^24 also is, in effect, since
    // a double has more than twice the digits of a float.
    float value =
        slash < 0
            ? Float.parseFloat(token)
            : (float) (Double.parseDouble(numerator) / Double.parseDouble(denominator));
    if (!Float.isFinite(value)) {
      throw refused(token, "weights go up to 3.4e38");
    }
    if (value == 0 && hasNonZeroDigit(numerator)) {
      throw refused(token, "weights other than 0 are at least 1.4e-45");
    }
    return value;
  }

  /** Digits with at most one point, a sign before and an exponent behind; nothing else. */
  private static boolean isDecimal(String s) {
    int from = afterSign(s, 0);
    int at = afterDigits(s, from);
    int digits = at - from;
    if (at < s.length() && s.charAt(at) == '.') {
      int end = afterDigits(s, at + 1);
      digits += end - at - 1;
      at = end;
    }
    if (digits == 0) {
      return false;
    }
    if (at < s.length() && (s.charAt(at) == 'e' || s.charAt(at) == 'E')) {
      int exponent = afterSign(s, at + 1);
      at = afterDigits(s, exponent);
      return at > exponent && at == s.length();
    }
    return at == s.length();
  }

  private static int afterSign(String s, int at) {
    return at < s.length() && (s.charAt(at) == '+' || s.charAt(at) == '-') ? at + 1 : at;
  }

  private static int afterDigits(String s, int from) {
    int at = from;
    while (at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean hasNonZeroDigit(String decimal) {
    for (int i = 0; i < decimal.length(); i++) {
      char c = decimal.charAt(i);
      if (c == 'e' || c == 'E') {
        return false;
      }
      if (c >= '1' && c <= '9') {
        return true;
      }
    }
    return false;
  }

  private String position(int row) {
    return "row " + row + (plane > 1 ? " of plane " + plane : "");
  }

  private static String numbers(int n) {
    return n + (n == 1 ? " number" : " numbers");
  }

  private IllegalArgumentException refused(String token, String why) {
    return refused(
        "has \""
            + KernelText.shortened(token)
            + "\" as number "
            + inRow
            + " of "
            + position(row)
            + ": "
            + why);
  }

  private IllegalArgumentException refused(String problem) {
    return KernelText.refused(text, problem);
  }
}
