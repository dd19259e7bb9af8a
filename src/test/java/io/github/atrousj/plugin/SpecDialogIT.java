package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.HTMLDialog;
import ij.process.ImageProcessor;
import io.github.atrousj.host.DialogRobot;
import io.github.atrousj.host.Gui;
import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dialogs made from declarations, used by mouse and keyboard in ImageJ as released. */
@Timeout(120)
class SpecDialogIT {
  private static final String CONVOLUTION = "Dilated Convolution...";

  private Gui gui;
  private ImagePlus image;

  @BeforeEach
  void open() {
    gui = Gui.start();
    forget();
    image = IJ.openImage(Path.of("sample-images", "cell.tif").toString());
    gui.show(image);
  }

  @AfterEach
  void close() {
    if (gui != null) {
      gui.stopRecorder();
      gui.closeAll();
      forget();
    }
  }

  /** What a dialog of one test was left with must not meet another test's. */
  private static void forget() {
    Prefs.set(Remembered.key(CONVOLUTION), (String) null);
    Prefs.set(Remembered.key("ASPP Fusion..."), (String) null);
  }

  private Object pixels() {
    return image.getProcessor().getPixelsCopy();
  }

  private static boolean same(ImagePlus a, ImagePlus b) {
    ImageProcessor p = a.getProcessor();
    ImageProcessor q = b.getProcessor();
    for (int i = 0; i < p.getPixelCount(); i++) {
      if (p.get(i) != q.get(i)) {
        return false;
      }
    }
    return p.getPixelCount() == q.getPixelCount();
  }

  @Test
  void okRecordsWhatReplaysToTheSamePixels() {
    gui.startRecorder();
    DialogRobot dialog = gui.command(CONVOLUTION);
    assertEquals("Dilated Convolution", dialog.title());
    dialog.choose("library", "laplacian-8");
    assertEquals("laplacian-8", dialog.typed("kernel"));
    dialog.type("rate", "8");
    dialog.choose("border", "zero");
    dialog.screenshot("dilated-convolution");
    dialog.ok();
    ImagePlus result = gui.waitForNewImage();
    gui.waitForCommand();
    String line = "run(\"Dilated Convolution...\", \"kernel=laplacian-8 rate=8 border=zero\");\n";
    assertEquals(line, gui.recorded());
    gui.stopRecorder();
    WindowManager.setCurrentWindow(image.getWindow());
    IJ.runMacro(line);
    ImagePlus replayed = IJ.getImage();
    assertTrue(replayed != result && same(result, replayed));
  }

  @Test
  void badInputGetsTheMacrosLineAndGreysOk() {
    DialogRobot dialog = gui.command(CONVOLUTION);
    assertTrue(dialog.okEnabled());
    dialog.type("rate", "0");
    assertFalse(dialog.okEnabled());
    dialog.screenshot("dilated-convolution-wrong");
    dialog.type("rate", "4");
    assertTrue(dialog.okEnabled());
    dialog.type("kernel", "1 2 x");
    assertFalse(dialog.okEnabled());
    dialog.cancel();
    gui.waitForCommand();
    assertEquals(1, WindowManager.getImageCount());
  }

  @Test
  void fieldsWithoutEffectAreGrey() {
    DialogRobot dialog = gui.command(CONVOLUTION);
    assertFalse(dialog.isEnabled("value"));
    assertFalse(dialog.isEnabled("causal"));
    dialog.choose("border", "constant");
    assertTrue(dialog.isEnabled("value"));
    dialog.type("value", "rubbish");
    assertFalse(dialog.okEnabled());
    dialog.choose("border", "zero");
    assertTrue(dialog.okEnabled());
    dialog.cancel();
  }

  @Test
  void previewFollowsTheValuesAndCancelBringsThePixelsBack() {
    Object before = pixels();
    double max = image.getDisplayRangeMax();
    DialogRobot dialog = gui.command(CONVOLUTION);
    dialog.toggle("preview");
    Gui.await("the preview", () -> changed(before) ? true : null);
    Object first = pixels();
    dialog.type("rate", "5");
    Gui.await("the next preview", () -> changed(before) && changed(first) ? true : null);
    gui.screenshot("dilated-convolution-preview");
    dialog.toggle("preview");
    Gui.await("the own pixels", () -> changed(before) ? null : true);
    dialog.toggle("preview");
    Gui.await("the preview again", () -> changed(before) ? true : null);
    dialog.cancel();
    gui.waitForCommand();
    assertEquals(max, image.getDisplayRangeMax());
    assertFalse(changed(before));
    assertFalse(image.isLocked());
  }

  private boolean changed(Object before) {
    return !Arrays.equals((byte[]) before, (byte[]) pixels());
  }

  @Test
  void sameInPlaceCanBeUndone() {
    Object before = pixels();
    DialogRobot dialog = gui.command(CONVOLUTION);
    dialog.type("kernel", "mean-5");
    assertEquals("mean-5", dialog.chosen("library"));
    dialog.choose("output", "same");
    dialog.ok();
    Gui.await("the result", () -> changed(before) ? true : null);
    gui.waitForCommand();
    IJ.doCommand("Undo");
    Gui.await("the undo", () -> changed(before) ? null : true);
  }

  @Test
  void theDialogRemembersAndAMacroDoesNot() {
    DialogRobot dialog = gui.command(CONVOLUTION);
    dialog.type("kernel", "mean-5");
    dialog.type("rate", "3");
    dialog.ok();
    gui.waitForNewImage().close();
    WindowManager.setCurrentWindow(image.getWindow());
    DialogRobot again = gui.command(CONVOLUTION);
    assertEquals("mean-5", again.typed("kernel"));
    assertEquals("3", again.typed("rate"));
    again.cancel();
    gui.waitForCommand();
    IJ.run(image, CONVOLUTION, "kernel=identity output=same");
    ImageProcessor own = IJ.openImage("sample-images/cell.tif").getProcessor();
    assertArrayEquals((byte[]) own.getPixels(), (byte[]) image.getProcessor().getPixels());
  }

  @Test
  void asppFusionLooksTidyToo() {
    DialogRobot dialog = gui.command("ASPP Fusion...");
    assertTrue(dialog.okEnabled());
    dialog.type("rates", "1,4,16");
    dialog.screenshot("aspp-fusion");
    dialog.ok();
    ImagePlus result = gui.waitForNewImage();
    gui.screenshot("aspp-fusion-result");
    assertEquals(32, result.getBitDepth());
  }

  @Test
  void theHelpOpens() {
    DialogRobot dialog = gui.command("ASPP Fusion...");
    dialog.press("Help");
    Window help = Gui.await("the help", SpecDialogIT::help);
    gui.screenshot("aspp-fusion-help");
    EventQueue.invokeLater(help::dispose);
    Gui.await("the help to close", () -> help.isShowing() ? null : true);
    dialog.cancel();
  }

  private static Window help() {
    return Arrays.stream(Window.getWindows())
        .filter(w -> w instanceof HTMLDialog && w.isShowing())
        .findFirst()
        .orElse(null);
  }
}
