package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.process.ByteProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every command has from its base, in ImageJ without a screen. */
class CommandPlugInTest {
  private final ImagePlus image =
      new ImagePlus("three", new ByteProcessor(3, 1, new byte[] {0, 100, (byte) 200}));

  @BeforeAll
  static void install() {
    TestInvert.install();
  }

  private static float[] pixels(ImagePlus imp) {
    return (float[]) imp.getProcessor().convertToFloat().getPixelsCopy();
  }

  private Outcome run(String options) {
    return HeadlessImageJ.run(image, TestInvert.TITLE, options);
  }

  @Test
  void theResultIsANewImage() {
    assertArrayEquals(new float[] {10, -90, -190}, pixels(run("level=10").ok().result()));
    assertArrayEquals(new float[] {0, 100, 200}, pixels(image));
    assertFalse(image.isLocked());
  }

  @Test
  void aResultInPlaceOpensNothing() {
    Outcome outcome = run("output=same stack").ok();
    assertTrue(outcome.images().isEmpty());
    assertArrayEquals(new float[] {255, 155, 55}, pixels(image));
  }

  @Test
  void withoutOptionsOrScreenTheDefaultsAreUsed() {
    Prefs.set(Remembered.key(TestInvert.TITLE), "level=3");
    assertArrayEquals(new float[] {255, 155, 55}, pixels(run("").ok().result()));
    Outcome bare = HeadlessImageJ.macro("run('" + TestInvert.TITLE + "');", "", image);
    assertArrayEquals(new float[] {255, 155, 55}, pixels(bare.ok().result()));
  }

  @Test
  void rememberedValuesDoNotReachAMacro() {
    Prefs.set(Remembered.key(TestInvert.TITLE), "level=3 note=remembered");
    ImagePlus result = run("output=32-bit").ok().result();
    assertEquals("three", result.getTitle());
    assertArrayEquals(new float[] {255, 155, 55}, pixels(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level=-1|level=-1: must be a number from 0 to 1000",
        "lvl=1|unknown key \"lvl\": did you mean level?",
        "note=a b|note=a b: a value with blanks must stand in brackets, note=[...]",
        "fail=9|fail=9: not with anything",
        "fail=1|fail=1: must not be 1",
        "level=&nosuch|level=&nosuch: the macro has no variable \"nosuch\"",
      })
  void badInputStopsTheMacroWithOneLine(String options, String line) {
    Outcome outcome =
        HeadlessImageJ.macro(
            "run('" + TestInvert.TITLE + "', '" + options + "'); print('went on');", "", image);
    assertEquals(line, outcome.error());
    assertFalse(outcome.log().contains("went on"), outcome.log());
    assertTrue(outcome.images().isEmpty());
    assertArrayEquals(new float[] {0, 100, 200}, pixels(image));
    assertFalse(image.isLocked());
  }

  @Test
  void noImageIsSaidWhateverTheKeys() {
    String line = "No image is open. Open an image, then run \"Test Invert...\".";
    assertEquals(line, HeadlessImageJ.run(null, TestInvert.TITLE, "level=1").error());
    assertEquals(line, HeadlessImageJ.run(null, TestInvert.TITLE, "nonsense").error());
    assertEquals(line, HeadlessImageJ.run(null, TestInvert.TITLE, "").error());
  }

  @Test
  void noFailureGetsOut() {
    for (int wrapped : new int[] {2, 6, 7}) {
      String error = run("fail=" + wrapped).error();
      assertTrue(error.startsWith("memory ran out during the run;"), error);
    }
    assertTrue(run("fail=4").error().startsWith("Internal error: java.lang.NullPointerException"));
    assertTrue(run("fail=5").error().startsWith("Internal error: java.lang.StackOverflowError"));
    assertFalse(run("fail=4").log().contains("at io.github"), "no stack trace outside debug mode");
    assertFalse(image.isLocked());
  }

  @Test
  void theStackTraceIsInTheLogInDebugMode() {
    IJ.debugMode = true;
    try {
      assertTrue(run("fail=4").log().contains("at io.github.atrousj.plugin.TestInvert.process"));
    } finally {
      IJ.debugMode = false;
    }
  }

  @Test
  void aCancelledRunStopsTheMacroAndOpensNothing() {
    Outcome outcome =
        HeadlessImageJ.macro(
            "run('" + TestInvert.TITLE + "', 'fail=3'); print('went on');", "", image);
    assertFalse(outcome.log().contains("went on"), outcome.log());
    assertEquals("Test Invert cancelled", outcome.error());
    assertTrue(outcome.images().isEmpty());
    assertFalse(image.isLocked());
  }

  @Test
  void anImageInUseIsLeftAlone() throws InterruptedException {
    Thread other = new Thread(image::lock);
    other.start();
    other.join();
    assertEquals(
        "\"three\" is in use by another command. Wait until that is done.", run("level=1").error());
    image.unlock();
  }

  @Test
  void macroVariablesHaveValues() {
    Outcome outcome =
        HeadlessImageJ.macro(
            "var g = 20; n = 10; title = 'my [own] title'; a = newArray(1, 2); half = 1 / 2;"
                + "f(30); function f(n) {"
                + "run('Test Invert...', 'level=n note=&title');"
                + "}",
            "",
            image);
    ImagePlus result = outcome.ok().result();
    assertEquals("my [own] title", result.getTitle());
    assertArrayEquals(new float[] {30, -70, -170}, pixels(result));
  }

  @Test
  void globalsFractionsAndArraysAreToldApart() {
    String macro = "var g = 20; half = 1 / 2; a = newArray(1, 2); z = 0; run('Test Invert...', '";
    assertArrayEquals(
        new float[] {20, -80, -180},
        pixels(HeadlessImageJ.macro(macro + "level=g');", "", image).ok().result()));
    assertArrayEquals(
        new float[] {.5f, -99.5f, -199.5f},
        pixels(HeadlessImageJ.macro(macro + "level=half');", "", image).ok().result()));
    assertArrayEquals(
        new float[] {0, -100, -200},
        pixels(HeadlessImageJ.macro(macro + "level=&z');", "", image).ok().result()));
    assertEquals(
        "level=(an array): must be a number from 0 to 1000",
        HeadlessImageJ.macro(macro + "level=&a');", "", image).error());
  }

  @Test
  void javaCallersMayUseIjRun() {
    IJ.run(image, TestInvert.TITLE, "output=same level=200");
    assertArrayEquals(new float[] {200, 100, 0}, pixels(image));
    assertNull(ij.Macro.getOptions());
  }
}
