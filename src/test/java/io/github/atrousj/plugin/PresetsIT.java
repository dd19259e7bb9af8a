package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.host.DialogRobot;
import io.github.atrousj.host.Gui;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Presets chosen in the dialog. */
@Timeout(60)
class PresetsIT {
  private static final String ASPP = "ASPP Fusion...";
  private static final String OBJECTS = "Objects of three sizes";

  private Gui gui;

  @BeforeEach
  void open() {
    gui = Gui.start();
    Prefs.set(Remembered.key(ASPP), (String) null);
    gui.show(IJ.openImage(Path.of("sample-images", "cell.tif").toString()));
  }

  @AfterEach
  void close() {
    if (gui != null) {
      gui.stopRecorder();
      gui.closeAll();
    }
  }

  @Test
  void aPresetFillsInTheFieldsAndItsValuesAreRecorded() {
    gui.startRecorder();
    DialogRobot dialog = gui.command(ASPP);
    assertEquals("(own)", dialog.chosen("preset"));
    dialog.choose("preset", OBJECTS);
    assertEquals("dog-1", dialog.typed("kernel"));
    assertEquals("1,2,4", dialog.typed("rates"));
    assertEquals("project", dialog.chosen("fuse"));
    assertTrue(dialog.isChecked("labels"));
    assertEquals(OBJECTS, dialog.chosen("preset"));
    dialog.screenshot("aspp-fusion-preset");
    dialog.ok();
    ImagePlus labels = gui.waitForNewImage();
    gui.waitForCommand();
    gui.screenshot("aspp-fusion-labels");
    assertEquals(8, labels.getBitDepth());
    assertEquals(
        "run(\"ASPP Fusion...\", \"kernel=dog-1 rates=1,2,4 fuse=project"
            + " weights=[0 0 0 8; 1 0 0; 0 1 0; 0 0 1] labels\");\n",
        gui.recorded());
  }

  @Test
  void changedValuesAreNoPresetAndAnotherPresetStartsAfresh() {
    DialogRobot dialog = gui.command(ASPP);
    dialog.choose("preset", OBJECTS);
    dialog.type("rates", "1,2,3");
    assertEquals("(own)", dialog.chosen("preset"));
    dialog.type("rates", "1,2,4");
    assertEquals(OBJECTS, dialog.chosen("preset"));
    dialog.type("rates", "nonsense");
    dialog.choose("preset", "Dark vessels");
    assertEquals("1,2,3", dialog.typed("rates"));
    assertEquals("mean", dialog.chosen("fuse"));
    assertFalse(dialog.isChecked("labels"));
    assertEquals("none", dialog.typed("weights"));
    assertTrue(dialog.okEnabled());
    dialog.cancel();
  }
}
