package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.host.DialogRobot;
import io.github.atrousj.host.Gui;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.TextField;
import java.awt.Window;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.JFileChooser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network run by its dialog, as a newcomer would. */
@Timeout(60)
class OnnxDialogIT {
  private static final String RUN = "Run ONNX Network...";

  @TempDir Path folder;
  private Gui gui;
  private Path file;
  private boolean chooser;

  @BeforeEach
  void open() throws Exception {
    file = folder.resolve("unet.onnx");
    try (InputStream in = getClass().getResourceAsStream("/onnx/exports/unet-13.onnx")) {
      Files.copy(in, file);
    }
    gui = Gui.start();
    Prefs.set(Remembered.key(RUN), (String) null);
    chooser = Prefs.useJFileChooser;
    gui.show(IJ.createImage("cells", "8-bit ramp", 64, 48, 1));
    gui.startRecorder();
  }

  @AfterEach
  void close() {
    if (gui != null) {
      Prefs.useJFileChooser = chooser;
      gui.stopRecorder();
      gui.closeAll();
      Prefs.set(Remembered.key(RUN), (String) null);
    }
  }

  /** Waits for the line under the fields: the file is read meanwhile. */
  private static void awaitNote(String part) {
    Gui.await(
        "the note \"" + part + "\"",
        () -> {
          NoteArea note = showing(NoteArea.class);
          return note != null && note.text().contains(part) ? note : null;
        });
  }

  private void assertRunsAndRecords(DialogRobot dialog) {
    awaitNote("Result of 64 x 48 pixels, 2 channels.");
    assertTrue(dialog.okEnabled(), dialog.text());
    dialog.ok();
    ImagePlus result = gui.waitForNewImage();
    assertArrayEquals(new int[] {64, 48, 2, 1, 1}, result.getDimensions());
    assertEquals("cells-network", result.getTitle());
    gui.waitForCommand();
    String recorded = gui.recorded();
    String line = "run(\"" + RUN + "\", \"model=" + file + "\");";
    assertTrue(recorded.contains(line), recorded);
    assertEquals(recorded.indexOf("model="), recorded.lastIndexOf("model="), recorded);
  }

  @Test
  void saysWhatComesAndRecordsTheFile() {
    DialogRobot dialog = gui.command(RUN);
    dialog.screenshot("run-onnx-network");
    assertEquals(showing(TextField.class).getX(), showing(Button.class).getX());
    assertFalse(dialog.okEnabled(), "a model is missing");
    dialog.type("model", file.toString());
    assertRunsAndRecords(dialog);
  }

  /** A file that is no network greys OK and says why. */
  @Test
  void aWrongFileIsExplained() throws Exception {
    Files.writeString(file, "no network");
    DialogRobot dialog = gui.command(RUN);
    dialog.type("model", file.toString());
    awaitNote("unet.onnx: no ONNX file, or one that is damaged");
    dialog.screenshot("run-onnx-network-refused");
    assertFalse(dialog.okEnabled(), dialog.text());
    dialog.cancel();
    gui.waitForCommand();
    assertEquals("", gui.recorded().replaceAll("selectImage\\(.*\n", ""));
  }

  /** The file chosen with Browse is in the field, read at once, and recorded once. */
  @Test
  void browseTakesTheFile() {
    Prefs.useJFileChooser = true;
    DialogRobot dialog = gui.command(RUN);
    dialog.press("Browse...");
    JFileChooser files = Gui.await("a file chooser", () -> showing(JFileChooser.class));
    EventQueue.invokeLater(
        () -> {
          files.setSelectedFile(file.toFile());
          files.approveSelection();
        });
    assertRunsAndRecords(dialog);
  }

  /** The component of a class in a window that is open; null for none. */
  private static <T extends Component> T showing(Class<T> type) {
    for (Window w : Window.getWindows()) {
      T found = w.isShowing() ? in(w, type) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static <T extends Component> T in(Container all, Class<T> type) {
    for (Component c : all.getComponents()) {
      T found =
          type.isInstance(c) ? type.cast(c) : c instanceof Container inner ? in(inner, type) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
