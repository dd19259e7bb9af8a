package io.github.atrousj.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "rate, RATE, 0",
    "rate, rates, 1",
    "rtae, rate, 1",
    "rte, rate, 1",
    "kitten, sitting, 3",
    "'', abc, 3",
    "abc, '', 3",
    "ca, abc, 3"
  })
  void distance(String a, String b, int edits) {
    assertEquals(edits, Spelling.distance(a, b));
    assertEquals(edits, Spelling.distance(b, a));
  }

  @Test
  void nearestIgnoresCaseAndTakesTheFirstOfEquals() {
    assertEquals("Zero", Spelling.nearest("zeor", List.of("constant", "Zero", "zerO")));
  }

  @Test
  void noNamesOrALongWordGiveNone() {
    assertNull(Spelling.nearest("x", List.of()));
    assertNull(Spelling.nearest("x".repeat(65), List.of("x")));
  }
}
