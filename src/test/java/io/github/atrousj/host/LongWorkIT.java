package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.FloatProcessor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command that takes minutes, begun in its dialog and ended by the Escape key. */
@Timeout(120)
class LongWorkIT {
  private static final int SIDE = 3000;
  private final float[] pixels = new float[SIDE * SIDE];
  private ImagePlus image;
  private Gui gui;

  @BeforeEach
  void open() {
    gui = Gui.start();
    Random rnd = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rnd.nextFloat();
    }
    image = new ImagePlus("large", new FloatProcessor(SIDE, SIDE, pixels.clone()));
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
  void escapeEndsAMedianAndLeavesNothingBehind() throws InterruptedException {
    gui.startRecorder();
    int windows = WindowManager.getImageCount();
    DialogRobot dialog = gui.command("Dilated Pooling...");
    dialog.choose("type", "median");
    dialog.type("window", "501");
    dialog.ok();
    Thread.sleep(1500); // somewhere in the middle
    assertTrue(gui.isAtWork(), "the command was too quick for this test");
    gui.screenshot("long-work");
    gui.escape(image);
    gui.waitForCommand();
    gui.screenshot("long-work-stopped");
    assertEquals(windows, WindowManager.getImageCount());
    assertTrue(Arrays.equals(pixels, (float[]) image.getProcessor().getPixels()));
    assertFalse(image.isLocked());
    assertEquals("", gui.recorded(), "a command that did nothing leaves no line");
  }
}
