package io.github.atrousj.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/** A float in as few decimal digits as identify it (Java 17's own text has often one too many). */
final class ShortestFloat {
  /** Digits that identify any float. */
  private static final int ENOUGH = 9;

  private ShortestFloat() {}

  /** Text of a finite number, such as 0, -4, 0.0625, 0.11111111 or 1.5e-7. */
  static String text(float value) {
    if (value == (int) value && Math.abs(value) < 1e6f) {
      return Integer.toString((int) value);
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < ENOUGH; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.floatValue() == value) {
        return plainOrScientific(rounded);
      }
    }
    return plainOrScientific(exact.round(new MathContext(ENOUGH)));
  }

  private static String plainOrScientific(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= -4 && exponent < 7) {
      return stripped.toPlainString();
    }
    BigDecimal mantissa = stripped.movePointLeft(exponent).stripTrailingZeros();
    return mantissa.toPlainString() + "e" + exponent;
  }
}
