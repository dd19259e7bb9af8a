package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.lang.reflect.Array;
import java.time.Duration;

/**
 * Runs a command and asserts what holds after every run, whatever was asked of it: it ended, with a
 * whole result or with one line and nothing else; nothing is in the log that should not be, no
 * window is left, no image is locked.
 */
final class CleanRun {
  /** Long enough for the slowest of machines; what takes longer hangs. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private CleanRun() {}

  /** Runs; the source is unchanged unless the options ask for a result in place. */
  static Outcome run(ImagePlus image, String label, String options) {
    ImagePlus before = image == null ? null : TestImages.copy(image);
    ResultsTable.getResultsTable().reset();
    Outcome outcome =
        assertTimeoutPreemptively(LONGEST, () -> HeadlessImageJ.run(image, label, options));
    assertClean(outcome);
    if (image != null) {
      assertFalse(image.isLocked(), "the image is left locked");
      boolean inPlace = outcome.error() == null && outcome.images().isEmpty();
      assertTrue(inPlace || TestImages.same(before, image), "the source is changed");
    }
    return outcome;
  }

  /** What holds of any outcome. */
  static void assertClean(Outcome outcome) {
    assertFalse(outcome.log().contains("Exception"), outcome.log());
    assertFalse(outcome.log().contains("Error:"), outcome.log());
    assertEquals(0, WindowManager.getNonImageWindows().length, "a window is left");
    assertNull(WindowManager.getIDList(), "an image window is left");
    if (outcome.error() != null) {
      assertOneLine(outcome.error());
      assertTrue(outcome.images().isEmpty(), "refused, but an image is open");
    }
    outcome.images().forEach(CleanRun::assertWhole);
  }

  /** Every plane is there, of the type and the size that the image says. */
  static void assertWhole(ImagePlus image) {
    int[] d = image.getDimensions();
    assertEquals(image.getStackSize(), d[2] * d[3] * d[4]);
    for (int i = 1; i <= image.getStackSize(); i++) {
      Object pixels = image.getStack().getPixels(i);
      assertNotNull(pixels);
      assertEquals(image.getWidth() * image.getHeight(), Array.getLength(pixels));
    }
  }

  /** One line for people: no more than fits on a screen, and not what a programmer would read. */
  static void assertOneLine(String error) {
    assertNotNull(error, "not refused");
    assertFalse(error.contains("\n") || error.contains("Exception"), error);
    assertFalse(error.contains("Internal error") || error.contains("null"), error);
    assertTrue(error.length() > 10 && error.length() < 500, error.length() + ": " + error);
  }
}
