package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The robot that uses ImageJ's windows, tried on one of ImageJ's own dialogs. */
@Timeout(60)
class GuiIT {
  private Gui gui;
  private final ImagePlus image = new ImagePlus("point", new FloatProcessor(64, 64));

  @BeforeEach
  void open() {
    gui = Gui.start();
    image.getProcessor().setf(32, 32, 100);
    gui.show(image);
  }

  @AfterEach
  void close() {
    if (gui != null) {
      gui.stopRecorder();
      gui.closeAll();
    }
  }

  @Test
  void typesPressesOkAndReadsTheRecorder() throws IOException {
    gui.startRecorder();
    DialogRobot dialog = gui.command("Gaussian Blur...");
    assertEquals("Gaussian Blur...", dialog.title());
    dialog.type("sigma", "3.5");
    assertEquals("3.5", dialog.typed("sigma"));
    Path png = dialog.screenshot("harness-gaussian-blur");
    assertTrue(Files.size(png) > 1000);
    dialog.ok();
    gui.waitForCommand();
    assertTrue(image.getProcessor().getf(32, 32) < 2);
    assertTrue(
        gui.recorded().contains("run(\"Gaussian Blur...\", \"sigma=3.5\");"), gui.recorded());
  }

  @Test
  void badInputGreysOkAndCancelChangesNothing() {
    DialogRobot dialog = gui.command("Gaussian Blur...");
    assertTrue(dialog.okEnabled());
    dialog.type("sigma", "-1");
    assertFalse(dialog.okEnabled());
    dialog.cancel();
    assertEquals(100, image.getProcessor().getf(32, 32));
  }

  @Test
  void previewIsUndoneByEscape() {
    DialogRobot dialog = gui.command("Gaussian Blur...");
    dialog.type("sigma", "5");
    dialog.toggle("preview");
    assertTrue(dialog.isChecked("preview"));
    Gui.await("the preview", () -> image.getProcessor().getf(32, 32) < 2 ? true : null);
    dialog.escape();
    Gui.await("the old pixels", () -> image.getProcessor().getf(32, 32) == 100 ? true : null);
  }

  @Test
  void choosesFromAListAndFindsTheNewImage() {
    DialogRobot dialog = gui.command("Image...");
    dialog.choose("type", "RGB");
    assertEquals("RGB", dialog.chosen("type"));
    dialog.type("width", "33");
    dialog.ok();
    ImagePlus made = gui.waitForNewImage();
    assertEquals(33, made.getWidth());
    assertEquals(24, made.getBitDepth());
  }
}
