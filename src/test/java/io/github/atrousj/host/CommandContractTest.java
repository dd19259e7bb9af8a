package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import io.github.atrousj.host.Commands.Subject;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.param.Param;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every command of plugins.config that works on an image keeps to, by its declaration. */
class CommandContractTest {
  static List<Subject> commands() {
    return Commands.all();
  }

  static List<Subject> filters() {
    return Commands.filters();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void saysThatNoImageIsOpenWhateverTheOptions(Subject s) {
    for (String options : List.of(s.minimal(), "", "nokey=1")) {
      String error = HeadlessImageJ.run(null, s.label(), options).error();
      assertOneLine(error);
      assertTrue(error.toLowerCase(Locale.ROOT).contains("no image is open"), error);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void namesTheNearestKeyForAnUnknownOne(Subject s) {
    for (Param<?> p : s.spec().params()) {
      String misspelt = p.key() + "q";
      String error = refusal(s, s.with(misspelt + "=1"));
      assertTrue(error.contains("\"" + misspelt + "\""), error);
      assertTrue(error.contains("did you mean " + p.key()), error);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void namesKeyValueAndWhatIsAllowedForAWrongValue(Subject s) {
    for (Param<?> p : s.spec().params()) {
      for (String wrong : Commands.refused(p)) {
        String others = s.minimal().replaceAll("(^| )" + p.key() + "=\\S+", "").trim();
        String error = refusal(s, (others + " " + p.key() + "=[" + wrong + "]").trim());
        assertTrue(error.matches("\\Q" + p.key() + "\\E[=:].*"), error);
        assertTrue(error.contains(wrong), error);
        assertTrue(error.length() > p.key().length() + wrong.length() + 10, error);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void refusesAKeyGivenTwice(Subject s) {
    refusal(s, s.with("stack stack"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void namesARequiredKeyThatIsMissing(Subject s) {
    for (Param<?> p : s.spec().params()) {
      if (p.isRequired()) {
        assertTrue(refusal(s, "").startsWith(p.key() + " is missing"), p.key());
      }
    }
  }

  static Stream<Arguments> commandsAndTypes() {
    return filters().stream()
        .flatMap(s -> Stream.of(8, 16, 24, 32).map(bits -> Arguments.of(s, bits)));
  }

  @ParameterizedTest
  @MethodSource("commandsAndTypes")
  void givesANew32BitImageAndLeavesTheSourceAlone(Subject s, int bits) {
    ImagePlus image = TestImages.noise(bits, 1);
    ImagePlus before = TestImages.copy(image);
    ImagePlus result = HeadlessImageJ.run(image, s.label(), s.minimal()).ok().result();
    assertEquals(32, result.getBitDepth());
    assertEquals(0, result.getNChannels() % (bits == 24 ? 3 : 1));
    assertTrue(TestImages.same(before, image));
    assertFalse(image.isLocked());
  }

  @ParameterizedTest
  @MethodSource("filters")
  void macroAndJavaGiveTheSamePixels(Subject s) {
    ImagePlus image = TestImages.noise(16, 3);
    for (String more : List.of("", "stack", "slice")) {
      ImagePlus macro = HeadlessImageJ.run(image, s.label(), s.with(more)).ok().result();
      assertTrue(TestImages.same(s.process(image, s.with(more)), macro), more);
    }
  }

  @ParameterizedTest
  @MethodSource("filters")
  void recordedTextReplaysToTheSamePixels(Subject s) {
    ImagePlus image = TestImages.noise(16, 1);
    for (Param<?> p : s.spec().params()) {
      for (String value : p.isRequired() ? List.<String>of() : Commands.accepted(p)) {
        String options = s.with(p.isFlag() ? p.key() : p.key() + "=" + value);
        ImagePlus first = TestImages.copy(image);
        Outcome outcome = HeadlessImageJ.run(first, s.label(), options);
        if (outcome.error() == null) {
          String recorded = s.spec().record(s.spec().parse(options));
          ImagePlus second = TestImages.copy(image);
          Outcome replayed = HeadlessImageJ.run(second, s.label(), recorded);
          assertNull(replayed.error(), recorded);
          assertTrue(TestImages.same(of(outcome, first), of(replayed, second)), recorded);
        } else {
          assertOneLine(outcome.error()); // a value that does not go with the others
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("filters")
  void stackIsEveryPlaneAndSliceIsOne(Subject s) {
    ImagePlus image = TestImages.noise(8, 4);
    ImagePlus all = HeadlessImageJ.run(image, s.label(), s.with("stack")).ok().result();
    ImagePlus one = HeadlessImageJ.run(image, s.label(), s.with("slice")).ok().result();
    assertEquals(4 * one.getStackSize(), all.getStackSize());
  }

  @ParameterizedTest
  @MethodSource("filters")
  void hyperstackKeepsSlicesAndFrames(Subject s) {
    ImagePlus image = TestImages.hyperstack();
    ImagePlus before = TestImages.copy(image);
    ImagePlus result = HeadlessImageJ.run(image, s.label(), s.with("stack")).ok().result();
    assertEquals(2, result.getNSlices());
    assertEquals(2, result.getNFrames());
    assertEquals(0, result.getNChannels() % 2);
    assertTrue(TestImages.same(before, image));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void virtualStackIsReadAndNeverWritten(Subject s) {
    ImagePlus plain = TestImages.noise(16, 3);
    ImagePlus virtual = TestImages.virtual(plain);
    ImagePlus expected = HeadlessImageJ.run(plain, s.label(), s.with("stack")).ok().result();
    ImagePlus result = HeadlessImageJ.run(virtual, s.label(), s.with("stack")).ok().result();
    assertTrue(TestImages.same(expected, result));
    if (s.offers("output", "same")) {
      Outcome inPlace = HeadlessImageJ.run(virtual, s.label(), s.with("output=same stack"));
      if (inPlace.images().isEmpty()) {
        assertOneLine(inPlace.error());
      }
    }
    assertEquals(0, ((TestImages.Virtual) virtual.getStack()).writes);
    assertTrue(TestImages.same(plain, virtual));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void calibrationIsKept(Subject s) {
    ImagePlus image = TestImages.noise(8, 2);
    ImagePlus result = HeadlessImageJ.run(image, s.label(), s.with("stack")).ok().result();
    Calibration calibration = result.getCalibration();
    assertEquals("micron", calibration.getUnit());
    assertEquals(0.75, calibration.pixelDepth);
    // The pixel size follows the stride, so the field of view stays the same.
    double tolerance = 2 * calibration.pixelWidth;
    assertEquals(0.25 * TestImages.WIDTH, calibration.pixelWidth * result.getWidth(), tolerance);
    assertEquals(0.25 * TestImages.HEIGHT, calibration.pixelHeight * result.getHeight(), tolerance);
  }

  static Stream<Arguments> commandsAndSelections() {
    return filters().stream()
        .flatMap(
            s ->
                Stream.of(
                    Arguments.of(s, new OvalRoi(8, 6, 20, 22)),
                    Arguments.of(s, new Roi(-5, 10, 30, 12))));
  }

  @ParameterizedTest
  @MethodSource("commandsAndSelections")
  void pixelsOutsideTheSelectionStay(Subject s, Roi roi) {
    if (!s.offers("output", "same")) {
      return;
    }
    for (String output : List.of("same", "32-bit")) {
      ImagePlus image = TestImages.noise(8, 1);
      ImagePlus before = TestImages.copy(image);
      image.setRoi((Roi) roi.clone());
      Outcome outcome = HeadlessImageJ.run(image, s.label(), s.with("output=" + output)).ok();
      ImagePlus result = of(outcome, image);
      if (result.getWidth() == before.getWidth() && result.getHeight() == before.getHeight()) {
        assertOnlyInside(before.getProcessor(), result.getProcessor(), roi, output);
      }
    }
  }

  private static void assertOnlyInside(
      ImageProcessor before, ImageProcessor after, Roi roi, String output) {
    int changed = 0;
    for (int y = 0; y < before.getHeight(); y++) {
      for (int x = 0; x < before.getWidth(); x++) {
        boolean differs = before.getf(x, y) != after.getf(x, y);
        changed += differs ? 1 : 0;
        assertFalse(differs && !roi.contains(x, y), output + " changed " + x + "," + y);
      }
    }
    assertTrue(changed > 0, "nothing was done inside the selection");
  }

  /** Runs what must be refused: one line, nothing changed, nothing opened, nothing locked. */
  private static String refusal(Subject s, String options) {
    ImagePlus image = TestImages.noise(8, 2);
    ImagePlus before = TestImages.copy(image);
    Outcome outcome = HeadlessImageJ.run(image, s.label(), options);
    assertNotNull(outcome.error(), "not refused: " + options);
    assertOneLine(outcome.error());
    assertTrue(outcome.images().isEmpty());
    assertTrue(TestImages.same(before, image));
    assertFalse(image.isLocked());
    return outcome.error();
  }

  private static void assertOneLine(String error) {
    assertNotNull(error);
    assertFalse(error.contains("\n") || error.contains("Exception"), error);
    assertTrue(error.length() < 400, error);
  }

  /** The new image of a run, or the source when the result is in place. */
  private static ImagePlus of(Outcome outcome, ImagePlus source) {
    return outcome.images().isEmpty() ? source : outcome.result();
  }
}
