package io.github.atrousj.param;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads numbers strictly: plain ASCII decimals only, no hexadecimal, NaN, infinity or suffix. */
final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
  private static final int LONGEST = 100;

  private Numbers() {}

  /** The number, or null when the text is no finite decimal number. */
  static Double decimal(String text) {
    if (text.length() > LONGEST || !DECIMAL.matcher(text).matches()) {
      return null;
    }
    double v = Double.parseDouble(text);
    return Double.isInfinite(v) ? null : v;
  }

  /** Whether the text is written as a decimal number, however large. */
  static boolean isDecimal(String text) {
    return text.length() <= LONGEST && DECIMAL.matcher(text).matches();
  }

  /** The whole number, written as one or as 8.0, or null when the text is none. */
  static Integer whole(String text) {
    Double v = decimal(text);
    if (v == null || v != Math.rint(v) || Math.abs(v) > Integer.MAX_VALUE) {
      return null;
    }
    boolean exact = new BigDecimal(text).compareTo(new BigDecimal(v)) == 0;
    return exact ? v.intValue() : null;
  }
}
