package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.host.DialogRobot;
import io.github.atrousj.host.Gui;
import io.github.atrousj.volume.zarr.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands on volumes by their dialogs, which need no image. */
@Timeout(60)
class VolumeDialogIT {
  private static final String OPEN = "Open Zarr Volume...";
  private static final String PROCESS = "Process Zarr Volume...";

  @TempDir Path folder;
  private Gui gui;

  @AfterEach
  void close() {
    if (gui != null) {
      gui.stopRecorder();
      gui.closeAll();
    }
  }

  @Test
  void opensProcessesAndRecords() throws Exception {
    gui = Gui.start();
    Prefs.set(Remembered.key(OPEN), (String) null);
    Prefs.set(Remembered.key(PROCESS), (String) null);
    Fixtures.unpack(folder);
    String in = folder.resolve("ngff").toString();
    String out = folder.resolve("out").toString();
    gui.startRecorder();

    DialogRobot open = gui.command(OPEN);
    assertFalse(open.okEnabled(), "a path is missing");
    open.type("path", in);
    open.screenshot("open-zarr-volume");
    open.ok();
    ImagePlus volume = gui.waitForNewImage();
    assertArrayEquals(new int[] {6, 5, 3, 4, 2}, volume.getDimensions());
    gui.waitForCommand();

    DialogRobot process = gui.command(PROCESS);
    process.type("path", in);
    process.type("to", out);
    process.type("command", "Dilated Pooling... type=max");
    process.toggle("open");
    process.screenshot("process-zarr-volume");
    process.ok();
    ImagePlus result = gui.waitForNewImage();
    assertEquals(32, result.getBitDepth());
    gui.waitForCommand();
    String first = "run(\"Open Zarr Volume...\", \"path=" + in + "\");\n";
    String second =
        "run(\"Process Zarr Volume...\", \"path="
            + in
            + " to="
            + out
            + " command=[Dilated Pooling... type=max] open\");\n";
    String recorded = gui.recorded();
    assertTrue(recorded.startsWith(first), recorded);
    // ImageJ adds which window was in front; it is there by then.
    assertEquals(first + second, recorded.replaceAll("selectImage\\(.*\n", ""));
    assertTrue(
        recorded.indexOf(second) < recorded.lastIndexOf("selectImage(\"out\")")
            || !recorded.contains("selectImage(\"out\")"),
        recorded);
  }
}
