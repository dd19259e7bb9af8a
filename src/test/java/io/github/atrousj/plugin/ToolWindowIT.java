package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.atrousj.host.Gui;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.List;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.awt.event.WindowEvent;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The windows of explorer and designer, used in ImageJ with a screen. */
@Timeout(90)
class ToolWindowIT {
  private Gui gui;
  private Frame window;

  @BeforeEach
  void start() {
    gui = Gui.start();
    Prefs.set(Remembered.key(ReceptiveFieldExplorer.TITLE), null);
    Prefs.set(Remembered.key(RateSchedules.TITLE), null);
  }

  @AfterEach
  void close() {
    for (Frame frame : Frame.getFrames()) {
      if (frame instanceof ToolWindow && frame.isShowing()) {
        frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING));
      }
    }
    if (gui != null) {
      gui.stopRecorder();
      gui.closeAll();
    }
  }

  private Frame open(String label) {
    IJ.doCommand(label);
    return frame(label.replace("...", ""));
  }

  private Frame frame(String title) {
    return Gui.await(
        "the window " + title,
        () ->
            Arrays.stream(Frame.getFrames())
                .filter(f -> f instanceof ToolWindow && f.isShowing() && f.getTitle().equals(title))
                .findFirst()
                .orElse(null));
  }

  private static <C extends Component> C find(Container in, Class<C> type, Predicate<C> which) {
    for (Component c : in.getComponents()) {
      if (type.isInstance(c) && which.test(type.cast(c))) {
        return type.cast(c);
      }
      if (c instanceof Container inner) {
        C found = find(inner, type, which);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private void type(String key, String text) {
    find(window, TextField.class, f -> key.equals(f.getName())).setText(text);
  }

  private String typed(String key) {
    return find(window, TextField.class, f -> key.equals(f.getName())).getText();
  }

  private Button button(String label) {
    return Gui.await(
        "the button " + label, () -> find(window, Button.class, b -> b.getLabel().equals(label)));
  }

  private void press(String label) {
    Button button = button(label);
    Toolkit.getDefaultToolkit()
        .getSystemEventQueue()
        .postEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label));
  }

  private String verdict(String containing) {
    VerdictPanel panel = find(window, VerdictPanel.class, p -> true);
    return Gui.await(
        "a verdict with " + containing,
        () -> panel.text().contains(containing) ? panel.text() : null);
  }

  private static Rectangle fieldOn(ImagePlus image) {
    if (image.getOverlay() != null) {
      for (Roi roi : image.getOverlay()) {
        if (roi.getClass() == Roi.class) {
          return roi.getBounds();
        }
      }
    }
    return null;
  }

  @Test
  void whoTypes222SeesTheHolesIsToldWhyAndGets123WithOneClick() {
    window = open(ReceptiveFieldExplorer.TITLE);
    verdict("No gaps: every pixel of the 15 × 15 field");
    type("rates", "2,2,2");
    String words = verdict("Gridding: 6 of 13 offsets");
    assertTrue(words.contains("No layer has taps 1 px apart"), words);
    gui.screenshot("explorer-gridding");
    press("Use 1,2,3");
    assertTrue(verdict("13 × 13 field").startsWith("No gaps"));
    assertEquals("1,2,3", typed("rates"));
    assertFalse(button("Use repaired rates").isEnabled());
    gui.screenshot("explorer-repaired");
  }

  @Test
  void theFieldFollowsThePointSelection() {
    ImagePlus image = new ImagePlus("points", new ByteProcessor(100, 80));
    gui.show(image);
    window = open(ReceptiveFieldExplorer.TITLE);
    verdict("15 × 15");
    image.setRoi(new PointRoi(50, 40));
    Gui.await("the field", () -> new Rectangle(43, 33, 15, 15).equals(fieldOn(image)) ? 1 : null);
    image.setRoi(new PointRoi(60, 40));
    Gui.await("the field", () -> new Rectangle(53, 33, 15, 15).equals(fieldOn(image)) ? 1 : null);
    type("rates", "1,1");
    Gui.await("the field", () -> new Rectangle(58, 38, 5, 5).equals(fieldOn(image)) ? 1 : null);
    gui.screenshot("explorer-on-image");
    image.deleteRoi();
    Gui.await("no field", () -> fieldOn(image) == null ? 1 : null);
    image.setRoi(new PointRoi(10, 10));
    Gui.await("the field", () -> fieldOn(image));
    window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
    Gui.await("no field", () -> fieldOn(image) == null ? 1 : null);
    image.setRoi(new PointRoi(20, 10));
    assertEquals(null, fieldOn(image), "nobody listens any more");
  }

  @Test
  void badInputIsNamedInTheWindow() {
    window = open(ReceptiveFieldExplorer.TITLE);
    type("rates", "2,x");
    assertTrue(verdict("rates=2,x: must be").startsWith("rates=2,x"));
    type("rates", "5000");
    verdict("rates=5000: the receptive field is 10001 px; up to 4096 px are drawn");
    type("rates", "1");
    verdict("No gaps: every pixel of the 3 × 3");
  }

  @Test
  void presetsFillTheFields() {
    window = open(ReceptiveFieldExplorer.TITLE);
    Choice choice = find(window, Choice.class, c -> true);
    verdict("15 × 15");
    assertEquals("Figure 1", choice.getSelectedItem());
    choice.select("Context module");
    Toolkit.getDefaultToolkit()
        .getSystemEventQueue()
        .postEvent(
            new ItemEvent(
                choice, ItemEvent.ITEM_STATE_CHANGED, "Context module", ItemEvent.SELECTED));
    verdict("67 × 67");
    assertEquals("1,1,2,4,8,16,1,1", typed("rates"));
    assertEquals("3,3,3,3,3,3,3,1", typed("size"));
    assertEquals("Context module", choice.getSelectedItem());
  }

  @Test
  void whatIsShownIsRecordedAndRemembered() {
    gui.startRecorder();
    window = open(ReceptiveFieldExplorer.TITLE);
    verdict("15 × 15");
    type("rates", "2,2,2");
    verdict("Gridding");
    press("Show images and table");
    Gui.await("the figure", () -> WindowManager.getImage("Receptive field of 3x3 at rates 2,2,2"));
    Gui.await(
        "the record",
        () ->
            gui.recorded().contains("run(\"Receptive Field Explorer...\", \"rates=2,2,2\");")
                ? 1
                : null);
    assertEquals(1, gui.recorded().lines().filter(l -> l.contains("Explorer")).count());
    window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
    window = open(ReceptiveFieldExplorer.TITLE);
    verdict("Gridding");
    assertEquals("2,2,2", typed("rates"));
  }

  @Test
  void theDesignersRowOpensInTheExplorer() {
    window = open(RateSchedules.TITLE);
    type("field", "13");
    verdict("best: 1,2,3 (field 13 px)");
    List list = find(window, List.class, l -> true);
    assertTrue(list.getItem(0).startsWith("1,2,3 "), list.getItem(0));
    type("repair", "1,2,9");
    verdict("Rates 1,2,9 leave gaps; 1,3,9 do not (1 of 3 rates changed");
    assertTrue(list.getItem(0).startsWith("1,3,9 "), list.getItem(0));
    assertTrue(list.getItem(0).endsWith("repair"), list.getItem(0));
    gui.screenshot("rate-designer");
    press("Explore");
    window = frame("Receptive Field Explorer");
    verdict("No gaps: every pixel of the 27 × 27");
    assertEquals("1,3,9", typed("rates"));
  }

  @Test
  void theDesignerNamesBadInput() {
    window = open(RateSchedules.TITLE);
    type("field", "none");
    verdict("field is missing");
    type("field", "1000000000");
    verdict("field=1000000000: must be");
  }
}
