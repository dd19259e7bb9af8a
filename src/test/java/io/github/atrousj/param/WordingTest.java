package io.github.atrousj.param;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  private static final List<String> KEYS =
      List.of("kernel", "rate", "border", "value", "bias", "normalize", "output", "stack");

  @ParameterizedTest
  @CsvSource({
    "brder,border",
    "boarder,border",
    "kernal,kernel",
    "Rate,rate",
    "raet,rate",
    "rates,rate",
    "normalise,normalize",
    "STACK,stack"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertEquals(meant, Wording.nearest(typed, KEYS));
  }

  @ParameterizedTest
  @CsvSource({"2", "xyz", "''", "sigma"})
  void offersNothingFarAway(String typed) {
    assertNull(Wording.nearest(typed, KEYS));
    assertNull(Wording.nearest("rate".repeat(100_000), KEYS));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "-0.5,-0.5", "1e-7,1e-7", "1e20,1e20", "65535,65535", "-0.0,-0", "0.1,0.1"})
  void numbersAreShort(double v, String text) {
    assertEquals(text, Wording.number(v));
    assertEquals(v, Double.parseDouble(text));
  }

  @Test
  void valuesStayOnOneShortLine() {
    assertEquals("a b", Wording.shortened("a\nb"));
    assertEquals(60, Wording.shortened("x".repeat(1_000_000)).length());
  }
}
