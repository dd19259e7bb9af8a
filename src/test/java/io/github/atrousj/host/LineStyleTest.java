package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.host.Commands.Declared;
import io.github.atrousj.param.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The one style of every line that refuses a declared parameter: {@code key=value: what is
 * allowed}, one line without a full stop that fits a screen.
 */
class LineStyleTest {
  private static final List<String> BAD =
      List.of(
          "",
          "bogus",
          "-99999999",
          "1e99",
          "3.5.1",
          "0,",
          "=",
          "1;;2",
          "\u22123",
          "two\nlines",
          "1 x;2",
          "x".repeat(1 << 20),
          "1,".repeat(1 << 19));

  static List<Declared> commands() {
    return Commands.declared();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aBadValueIsNamedWithItsKeyAndWhatIsAllowed(Declared command) {
    for (Param<?> p : command.spec().params()) {
      List<String> lines = new ArrayList<>();
      for (String bad : BAD) {
        String line = refusal(p, bad);
        if (line != null) {
          lines.add(line);
          assertStyle(p.key(), bad, line);
        }
      }
      assertTrue(!lines.isEmpty() || p.valueClass() == String.class, p.key() + " takes anything");
      if (p.valueClass() != String.class) {
        lines.forEach(l -> assertTrue(l.contains(": must be "), l));
      }
    }
  }

  private static String refusal(Param<?> p, String text) {
    try {
      p.parse(text);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static void assertStyle(String key, String bad, String line) {
    assertTrue(line.startsWith(key + "="), line);
    int colon = line.indexOf(": ");
    assertTrue(colon > 0 && colon < line.length() - 2, line);
    String given = line.substring(key.length() + 1, colon);
    assertTrue(given.length() <= 60, given);
    String start = bad.replace('\n', ' ').strip();
    assertTrue(given.startsWith(start.substring(0, Math.min(1, start.length()))), line);
    assertPlain(line);
  }

  private static void assertPlain(String line) {
    assertTrue(line.length() <= 420, line);
    assertTrue(line.chars().noneMatch(Character::isISOControl), line);
    assertFalse(line.endsWith(".") || line.endsWith(" "), line);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aKeyWithoutItsValueIsNamedWithWhatIsAllowed(Declared command) {
    for (Param<?> p : command.spec().params()) {
      if (!p.isFlag()) {
        String line = refusal(command, p.key());
        assertEquals(p.key() + ": needs a value, " + p.key() + "=" + p.allowed(), line);
        assertPlain(line);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatIsMissingIsNamedWithWhatIsAllowed(Declared command) {
    command.spec().params().stream()
        .filter(Param::isRequired)
        .findFirst()
        .ifPresent(
            p -> {
              String line =
                  assertThrows(IllegalArgumentException.class, () -> command.spec().of(Map.of()))
                      .getMessage();
              assertEquals(p.key() + " is missing: give " + p.key() + "=" + p.allowed(), line);
              assertPlain(line);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownKeyIsNamedWithThoseThatThereAre(Declared command) {
    String line = refusal(command, "zyxwvutsr=1");
    assertTrue(line.startsWith("unknown key \"zyxwvutsr\": the keys are "), line);
    command.spec().params().forEach(p -> assertTrue(line.contains(p.key()), line));
    assertPlain(line);
  }

  private static String refusal(Declared command, String options) {
    return assertThrows(IllegalArgumentException.class, () -> command.spec().parse(options))
        .getMessage();
  }

  @Test
  void theBoxOfThePreviewIsNoKey() {
    for (Declared command : commands()) {
      assertEquals(
          "preview: is a box of the dialog and no key; leave it out", refusal(command, "preview"));
    }
  }
}
