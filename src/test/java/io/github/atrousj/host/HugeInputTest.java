package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.atrousj.host.Commands.Declared;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.param.Param;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Options of a megabyte, numbers beyond every integer and images of one pixel, to every command.
 */
class HugeInputTest {
  private static final int MEGABYTE = 1 << 20;

  /** Around the limits of int and long, and far beyond. */
  private static final List<String> NUMBERS =
      List.of(
          "2147483647",
          "2147483648",
          "2147483649",
          "-2147483648",
          "-2147483649",
          "4294967297",
          "9223372036854775808",
          "1e300",
          "-1e300",
          "1e-300",
          "1" + "0".repeat(300));

  /** Any text names a file or folder, which may then be written. */
  private static final List<String> PLACES = List.of("model", "to", "path", "rois", "folder");

  @TempDir private static Path folder;
  private static CommandFiles files;

  @BeforeAll
  static void write() throws IOException {
    files = new CommandFiles(folder);
  }

  static List<Declared> commands() {
    return Commands.declared();
  }

  private static ImagePlus image() {
    return TestImages.noise(8, 2);
  }

  /**
   * Whatever the megabyte is: a key, a value, many keys, brackets, quotes, or nothing but blanks.
   */
  @ParameterizedTest
  @MethodSource("commands")
  void optionsOfAMegabyteAreReadOrRefusedInOneLine(Declared c) throws IOException {
    String minimal = SoundOptions.minimal(c, files);
    for (String text :
        List.of(
            "k".repeat(MEGABYTE),
            "k=" + "v".repeat(MEGABYTE),
            "=".repeat(MEGABYTE),
            "stack ".repeat(MEGABYTE / 6),
            "[".repeat(MEGABYTE),
            "kernel=" + "[".repeat(MEGABYTE),
            "kernel='" + "x".repeat(MEGABYTE),
            minimal + " k".repeat(MEGABYTE / 2))) {
      CleanRun.assertOneLine(CleanRun.run(image(), c.label(), text).error());
    }
    List<String> units = List.of("1,", "1 2;", "z", "1|", "../");
    int turn = 0;
    for (Param<?> p : c.spec().params()) {
      String unit = units.get(turn++ % units.size());
      String value = unit.repeat(MEGABYTE / unit.length());
      String options = without(minimal, p) + p.key() + "=[" + value + "]";
      Outcome outcome = CleanRun.run(subject(c), c.label(), options);
      // A folder that is not needed is not looked at.
      assertTrue(outcome.error() != null || Commands.takes(p, value), options.substring(0, 80));
    }
  }

  /** Blanks say nothing, however many they are. */
  @ParameterizedTest
  @MethodSource("commands")
  void aMegabyteOfBlanksChangesNothing(Declared c) throws IOException {
    String minimal = SoundOptions.minimal(c, files);
    Outcome few = CleanRun.run(subject(c), c.label(), minimal + " stack");
    SoundOptions.minimal(c, files); // makes room for what is written
    Outcome many = CleanRun.run(subject(c), c.label(), minimal + " ".repeat(MEGABYTE) + "stack\t");
    assertNull(few.error(), minimal);
    assertNull(many.error(), minimal);
    for (int i = 0; i < few.images().size(); i++) {
      assertTrue(TestImages.same(few.images().get(i), many.images().get(i)));
    }
  }

  private static ImagePlus subject(Declared c) {
    return SoundOptions.subject(c, image());
  }

  static Stream<Arguments> numbers() {
    return commands().stream()
        .flatMap(
            c ->
                c.spec().params().stream()
                    .filter(p -> !PLACES.contains(p.key()))
                    .map(p -> Arguments.of(c, p.key())));
  }

  /** Rates of 2^31 and their like: refused by key, or a value that the parameter can hold. */
  @ParameterizedTest
  @MethodSource("numbers")
  void numbersBeyondEveryIntegerAreRefusedByTheirKey(Declared c, String key) throws IOException {
    String minimal = SoundOptions.minimal(c, files);
    Param<?> p = c.spec().param(key);
    for (String number : NUMBERS) {
      for (String text : List.of(number, number + ",1", "1," + number)) {
        SoundOptions.minimal(c, files);
        String options = without(minimal, p) + key + "=[" + text + "]";
        Outcome outcome = CleanRun.run(subject(c), c.label(), options);
        if (!Commands.takes(p, text)) {
          assertTrue(outcome.error().matches("\\Q" + key + "\\E[=:].*"), outcome.error());
        }
      }
    }
  }

  static Stream<Arguments> commandsAndTypes() {
    return commands().stream().flatMap(c -> Stream.of(8, 16, 24, 32).map(b -> Arguments.of(c, b)));
  }

  /**
   * With every value that a parameter offers, one at a time; what needs more than a pixel says so.
   */
  @ParameterizedTest
  @MethodSource("commandsAndTypes")
  void imagesOfOnePixelGiveAResultOrOneLine(Declared c, int bits) throws IOException {
    String minimal = SoundOptions.minimal(c, files);
    for (Param<?> p : c.spec().params()) {
      for (String value : Commands.accepted(p)) {
        boolean kept = p.isRequired() || isPlace(p);
        String more = kept ? "" : p.isFlag() ? " " + p.key() : " " + p.key() + "=[" + value + "]";
        for (int slices : new int[] {1, 3}) {
          SoundOptions.minimal(c, files);
          ImagePlus pixel = pixel(bits, slices);
          CleanRun.run(pixel, c.label(), minimal + more);
        }
      }
    }
  }

  private static boolean isPlace(Param<?> p) {
    return PLACES.contains(p.key()) || p.key().equals("images");
  }

  private static ImagePlus pixel(int bits, int slices) {
    ImagePlus noise = TestImages.noise(bits, slices);
    return new ImagePlus("pixel", noise.getStack().crop(7, 9, 0, 1, 1, slices));
  }

  /** The options without a parameter's own. */
  private static String without(String options, Param<?> p) {
    return (options + " ").replaceAll("\\b" + p.key() + "=\\[[^\\]]*\\] ", "");
  }
}
