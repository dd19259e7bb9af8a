package io.github.atrousj.param;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.atrousj.param.Options.Option;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static String refusal(String options) {
    return assertThrows(IllegalArgumentException.class, () -> Options.split(options)).getMessage();
  }

  @Test
  void readsEveryForm() {
    assertEquals(
        List.of(
            new Option("stack", null, false),
            new Option("rate", "8", false),
            new Option("kernel", "1 -2 1", true),
            new Option("title", "it is [here] = there", true),
            new Option("note", "a ] b", true),
            new Option("empty", "", false)),
        Options.split(
            "  stack rate=8\tkernel=[ 1 -2 1 ]\n title=[it is [here] = there] note='a ] b' empty= "));
  }

  @Test
  void keysInsideBracketsAreNoKeys() {
    List<Option> options = Options.split("kernel=[image:my rate=3 stack 2.tif] rate=7");
    assertEquals(2, options.size());
    assertEquals("image:my rate=3 stack 2.tif", options.get(0).value());
    assertEquals("7", options.get(1).value());
  }

  @Test
  void theFirstEqualsSignEndsTheKey() {
    assertEquals(List.of(new Option("a", "b=c", false)), Options.split("a=b=c"));
  }

  @Test
  void nothingIsNoOption() {
    assertEquals(List.of(), Options.split(""));
    assertEquals(List.of(), Options.split(" \t\n\u00a0"));
  }

  @Test
  void unfinishedTextIsRefused() {
    assertEquals("kernel=[1 2 3 rate=2: a closing ] is missing", refusal("kernel=[1 2 3 rate=2"));
    assertEquals("kernel=[a [b]: a closing ] is missing", refusal("kernel=[a [b]"));
    assertEquals("kernel='1 2: the closing ' is missing", refusal("kernel='1 2"));
    assertEquals(
        "kernel=[1]rate=2: a blank must follow the closing ]", refusal("kernel=[1]rate=2"));
    assertEquals("\"= 3\": a key must stand right before \"=\"", refusal("rate = 3"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "plain,k=plain",
        "a b,k=[a b]",
        "a [b] c,k=[a [b] c]",
        "[x,k='[x'",
        "a]b,k=a]b",
        "a] b,k='a] b'",
        "it's,k=it's",
        "'quoted',k=['quoted']",
        "a=b,k=a=b",
        "\"\",k=[]"
      })
  void writesWhatReadsBack(String value, String written) {
    assertEquals(written, Options.write("k", value, false));
    List<Option> back = Options.split("x " + written + " y");
    assertEquals("k", back.get(1).key());
    assertEquals(value, back.get(1).value());
    assertEquals(3, back.size());
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    for (String value : List.of("a] it's", " a", "a\n", "[ it's")) {
      String line =
          assertThrows(IllegalArgumentException.class, () -> Options.write("k", value, false))
              .getMessage();
      assertEquals("k=", line.substring(0, 2));
      assertEquals(-1, line.indexOf('\n'));
    }
  }

  @Test
  void aMegabyteIsReadInATrice() {
    String numbers = "1 ".repeat(500_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertEquals(2, Options.split("kernel=[" + numbers + "] stack").size());
          assertEquals(500_000, Options.split(numbers).size());
          refusal("kernel=" + "[".repeat(1_000_000));
        });
  }
}
