package io.github.atrousj.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTextTest {
  private static final Kernel OPEN = Kernel.row(7, 8);
  private static final KernelText.Images IMAGES =
      title -> title.equals("my rate=3, v.2,") || title.equals("#-5") ? OPEN : null;

  private static Kernel parse(String text) {
    return KernelText.parse(text, IMAGES);
  }

  private static String error(String text) {
    return assertThrows(IllegalArgumentException.class, () -> parse(text)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 2 3; 4 5 6",
        "  1 2 3 ;4 5 6\n",
        "1,2,3;4,5,6",
        "1, 2,\t3;\n4 5\r\n6",
        "+1 2. 3e0;.4e1 5.0 60E-1",
        "2/2 4/2 6/2;8/2 10/2 -12/-2",
        "1\u00a02 3;4 5 6"
      })
  void rowsOfNumbers(String text) {
    assertEquals(Kernel.of(3, 2, 1f, 2, 3, 4, 5, 6), parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2;3 4 / 5 6;7 8", "1 2;3 4\n/\n5 6;7 8", "1,2;3,4,/,5,6;7,8"})
  void planesAreSplitByASlashBetweenBlanks(String text) {
    assertEquals(Kernel.volume(2, 2, 2, 1, 2, 3, 4, 5, 6, 7, 8), parse(text));
  }

  @Test
  void newlinesAreBlanksNotRows() {
    assertEquals(Kernel.row(1, 2, 3, 4), parse("1 2\n3 4"));
  }

  @Test
  void fractionsHaveNoBlanks() {
    assertEquals(Kernel.row(1 / 16f, -1 / 3f), parse("1/16 -1/3"));
    assertEquals(Kernel.volume(1, 1, 2, 1, 16), parse("1 / 16"));
    assertEquals(Kernel.row(0.3f), parse("0.1e1/3.3333333333"));
  }

  @Test
  void zeroMayBeWrittenInAnyWay() {
    assertEquals(Kernel.row(0, 0, 0, 0), parse("0 -0 0e-999 0/3"));
  }

  @Test
  void evenAndLongKernelsAreLegal() {
    assertEquals(10_000, parse("1 ".repeat(10_000)).width());
    assertEquals(Kernel.of(2, 1, 1f, 2), parse("1 2"));
    assertEquals(Kernel.of(1, 2, 1f, 2), parse("1; 2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sobel-x", "SOBEL-X", " Sobel-x \n", "\tsobel-x,"})
  void namesInUpperOrLowerCase(String text) {
    assertEquals(Kernel.of(3, 3, -1f, 0, 1, -2, 0, 2, -1, 0, 1), parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image:my rate=3, v.2,", "IMAGE: my rate=3, v.2, ", "image:#-5"})
  void imagesByTitleOrId(String text) {
    assertSame(OPEN, parse(text));
  }

  @Test
  void anImageWhoseTitleIsANameIsStillAnImage() {
    assertSame(OPEN, KernelText.parse("image:sobel-x", t -> t.equals("sobel-x") ? OPEN : null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "1 2; 3~has 2 numbers in row 1 but 1 in row 2; all rows need the same",
        "1; 3 4~has 1 number in row 1 but 2 in row 2; all rows need the same",
        "1 2 / 3~has 2 numbers in row 1 but 1 in row 1 of plane 2; all rows need the same"
            + " (a fraction such as 1/16 has no blanks)",
        "1; 2 / 3~has 2 rows in plane 1 but 1 in plane 2; all planes need the same",
        "1 / 3; 4~has 1 row in plane 1 but 2 in plane 2; all planes need the same",
        "1 2;; 3 4~has no number in row 2",
        "1 2;~has no number in row 2",
        "; 1~has no number in row 1",
        ";~has no number in row 1",
        "1 /~has no number in row 1 of plane 2",
        "/ 1~has no number in row 1",
        "/~has no number in row 1",
        "1 2; 3 x~has \"x\" as number 2 of row 2: this is not a number",
        "1 / 2; 1.2.3~has \"1.2.3\" as number 1 of row 2 of plane 2: this is not a number",
        "1 0x10~has \"0x10\" as number 2 of row 1: this is not a number",
        "1f~has \"1f\" as number 1 of row 1: this is not a number",
        "1 --2~has \"--2\" as number 2 of row 1: this is not a number",
        "1 1/2/3~has \"1/2/3\" as number 2 of row 1: this is not a number",
        "1/~has \"1/\" as number 1 of row 1: this is not a number",
        "/2~has \"/2\" as number 1 of row 1: this is not a number",
        "1e~has \"1e\" as number 1 of row 1: this is not a number",
        ".~has \".\" as number 1 of row 1: this is not a number",
        "1 2 sobel-x~has \"sobel-x\" as number 3 of row 1: this is not a number",
        "a; b~has \"a\" as number 1 of row 1: this is not a number",
        "NaN~has \"NaN\" as number 1 of row 1: weights are finite numbers",
        "1 -Infinity~has \"-Infinity\" as number 2 of row 1: weights are finite numbers",
        "inf 1~has \"inf\" as number 1 of row 1: weights are finite numbers",
        "1e39~has \"1e39\" as number 1 of row 1: weights go up to 3.4e38",
        "1e30/1e-30~has \"1e30/1e-30\" as number 1 of row 1: weights go up to 3.4e38",
        "1 1e-60~has \"1e-60\" as number 2 of row 1: weights other than 0 are at least 1.4e-45",
        "1e-40/1e9~has \"1e-40/1e9\" as number 1 of row 1:"
            + " weights other than 0 are at least 1.4e-45",
        "1/0~has \"1/0\" as number 1 of row 1: a fraction needs a denominator other than 0",
        "1 2|3~holds several kernels split by |; one kernel is wanted here",
        "image:~names no image; give image:TITLE or image:#ID",
        "image:#3~asks for an image ID that is not open",
        "image:x.tif~asks for an image title that is not open; titles count upper and lower case,"
            + " and one that holds | ; or \" / \" is given by its ID (image:#ID)",
        "gausian-5~is neither a library name (nearest: gaussian-5), an open image (image:TITLE)"
            + " nor rows of numbers",
        "sobel x~is neither a library name (nearest: sobel-x), an open image (image:TITLE)"
            + " nor rows of numbers",
        "Laplcaian~is neither a library name (nearest: laplacian-4), an open image (image:TITLE)"
            + " nor rows of numbers",
        "mean-4~needs an odd whole number from 1 to 1023 as its number, as in mean-3",
      })
  void errorsQuoteTheValueAndSayWhatIsWrongWhere(String text, String problem) {
    assertEquals("kernel=" + text + ": " + problem, error(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n", ",,"})
  void anEmptyTextIsRefused(String text) {
    assertTrue(error(text).startsWith("kernel=: is empty; give a library name"));
  }

  @Test
  void errorsAreOneShortLine() {
    String message = error("1 2\n3 4\u2028\n\"; " + "9 ".repeat(50) + "y");
    assertEquals(1, message.lines().count());
    assertTrue(message.startsWith("kernel=1 2 3 4  \"; 9 9"), message);
    assertTrue(message.length() < 200, message);
  }

  @Test
  void severalKernels() {
    assertEquals(
        List.of(Kernel.row(1, 2), OPEN, Kernel.row(1)),
        KernelText.parseAll("1 2 | image:#-5|identity", IMAGES));
    assertEquals(List.of(Kernel.row(1)), KernelText.parseAll("1", IMAGES));
  }

  @ParameterizedTest
  @CsvSource({"'1||2', 2, 3", "'|1', 1, 2", "'1|', 2, 2", "'1| |1|1', 2, 4", "|, 1, 2"})
  void noneOfSeveralKernelsIsEmpty(String text, int which, int of) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> KernelText.parseAll(text, IMAGES));
    assertEquals(
        "kernel=" + text + ": has nothing as kernel " + which + " of " + of + " (split by |)",
        e.getMessage());
  }

  @Test
  void anErrorInOneOfSeveralQuotesThatOne() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> KernelText.parseAll("1|1 2;3|4", IMAGES));
    assertTrue(e.getMessage().startsWith("kernel=1 2;3: has 2 numbers"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "/", ";", "1/", " ", "a ", "-", "|", "1e", "image:", "\0", "é"})
  void aMegabyteOfJunkIsRefusedWithoutHanging(String piece) {
    String junk = piece.repeat(1_000_000 / piece.length());
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertRefusedInOneLine(junk + "!"));
  }

  @Test
  void randomJunkIsAKernelOrRefusedInOneLine() {
    Random random = new Random(3);
    String letters = "01.;/ ,-+eE|x\n#\u00a0N";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder junk = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        junk.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        Kernel kernel = parse(junk.toString());
        assertEquals(kernel, parse(kernel.text()));
      } catch (IllegalArgumentException e) {
        assertRefusedInOneLine(junk.toString());
      }
    }
  }

  private static void assertRefusedInOneLine(String text) {
    String message = error(text);
    assertTrue(message.startsWith("kernel="), message);
    assertTrue(message.lines().count() == 1 && message.length() < 250, message);
  }

  /** Every text of up to six of these characters. */
  @Test
  void aNumberIsDigitsWithAPointASignAndAnExponent() {
    Pattern number = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(e[+-]?[0-9]+)?");
    String characters = "1.-e+";
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; i < texts.size() && texts.get(i).length() < 6; i++) {
      for (char c : characters.toCharArray()) {
        texts.add(texts.get(i) + c);
      }
    }
    int numbers = 0;
    for (String text : texts) {
      // The exponents are too large for the value, but not for the form.
      boolean taken = true;
      try {
        KernelText.parse("1 " + text + " 1/" + text, KernelText.Images.NONE);
      } catch (IllegalArgumentException e) {
        taken = !e.getMessage().contains("this is not a number");
      }
      boolean is = text.isEmpty() ? taken : number.matcher(text).matches();
      assertEquals(is, taken, text);
      numbers += taken ? 1 : 0;
    }
    assertTrue(numbers > 100, "" + numbers);
  }
}
