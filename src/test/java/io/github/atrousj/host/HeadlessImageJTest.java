package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import org.junit.jupiter.api.Test;

/** The headless host tells the truth about what happened, by ImageJ's own commands. */
class HeadlessImageJTest {
  private final ImagePlus image = new ImagePlus("dark", new ByteProcessor(8, 8));

  @Test
  void commandRunsOnTheImageGiven() {
    Outcome outcome = HeadlessImageJ.run(image, "Add...", "value=7").ok();
    assertEquals(7, image.getProcessor().get(3, 3));
    assertSame(image, outcome.current());
    assertTrue(outcome.images().isEmpty());
  }

  @Test
  void newImagesAreReturned() {
    assertEquals(
        "copy", HeadlessImageJ.run(image, "Duplicate...", "title=copy").result().getTitle());
  }

  @Test
  void noImageIsAnError() {
    assertNotNull(HeadlessImageJ.run(null, "Add...", "value=7").error());
  }

  @Test
  void unknownCommandIsAnError() {
    assertNotNull(HeadlessImageJ.run(image, "No Such Command", "").error());
  }

  @Test
  void macroErrorIsReturnedAsText() {
    Outcome outcome = HeadlessImageJ.macro("x = undefinedVariable + 1;", "");
    assertTrue(outcome.error().contains("Undefined variable"), outcome.error());
    assertThrows(AssertionError.class, outcome::ok);
    assertThrows(AssertionError.class, outcome::result);
  }

  @Test
  void macroReceivesItsArgumentAndItsOutputIsCaught() {
    Outcome outcome = HeadlessImageJ.macro("print('<' + getArgument() + '>');", "a b \"c\"");
    assertNull(outcome.error());
    assertTrue(outcome.log().contains("<a b \"c\">"), outcome.log());
  }

  @Test
  void nothingStaysOpen() {
    HeadlessImageJ.run(image, "Duplicate...", "title=copy");
    assertNull(WindowManager.getCurrentImage());
    assertEquals(0, WindowManager.getImageCount());
  }

  @Test
  void everyLineOfPluginsConfigIsRead() {
    assertNotNull(PluginsConfig.entries());
  }
}
