package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.host.Gui;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live training in its window: labels follow the selections, and the model is written. */
@Timeout(120)
class TrainingWindowIT {
  private static final int SQUARES = 9;
  private static final int SQUARE = 32 * 32;

  @TempDir private Path folder;
  private Gui gui;
  private ImagePlus image;
  private Frame window;

  @BeforeEach
  void open() {
    gui = Gui.start();
    Prefs.set(Remembered.key(TrainClassifier.TITLE), null);
    image = ClassifierCommandsTest.marked(1);
    gui.show(image);
    IJ.doCommand(TrainClassifier.TITLE);
    window =
        Gui.await(
            "the window",
            () ->
                Arrays.stream(Frame.getFrames())
                    .filter(f -> f instanceof TrainingWindow && f.isShowing())
                    .findFirst()
                    .orElse(null));
    type("model", folder.resolve("m.onnx").toString());
  }

  @AfterEach
  void close() {
    if (window != null) {
      window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
    }
    if (gui != null) {
      gui.stopRecorder();
      gui.closeAll();
    }
  }

  private static <C extends Component> C find(Container in, Class<C> type, Predicate<C> which) {
    for (Component c : in.getComponents()) {
      if (type.isInstance(c) && which.test(type.cast(c))) {
        return type.cast(c);
      }
      C found = c instanceof Container inner ? find(inner, type, which) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void type(String key, String text) {
    TextField field = find(window, TextField.class, f -> key.equals(f.getName()));
    EventQueue.invokeLater(() -> field.setText(text));
  }

  private void press(String label) {
    Button button = find(window, Button.class, b -> b.getLabel().equals(label));
    Toolkit.getDefaultToolkit()
        .getSystemEventQueue()
        .postEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label));
  }

  private String verdict() {
    return find(window, VerdictPanel.class, p -> true).text();
  }

  private void awaitPixels(int pixels) {
    Gui.await(
        pixels + " labelled pixels, not: " + verdict(),
        () -> verdict().contains(pixels + " labelled pixels") ? true : null);
  }

  /** The labels laid over the image; null where there are none. */
  private ImageRoi cover() {
    if (image.getOverlay() == null) {
      return null;
    }
    return Arrays.stream(image.getOverlay().toArray())
        .filter(ImageRoi.class::isInstance)
        .map(ImageRoi.class::cast)
        .findFirst()
        .orElse(null);
  }

  private int[] labels() {
    ImageRoi cover = Gui.await("the labels over the image", this::cover);
    int[] colours = new int[image.getWidth() * image.getHeight()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] =
          cover.getProcessor().getPixel(i % image.getWidth(), i / image.getWidth()) & 0xffffff;
    }
    return colours;
  }

  @Test
  void aSelectionThatIsAddedChangesTheLabelsAndSaveWritesTheModel() throws Exception {
    awaitPixels(SQUARES * SQUARE);
    int[] before = labels();
    gui.screenshot("training-window");
    // Between the squares: where classes meet, a pixel would be of none.
    image.setRoi(200, 50, 40, 12);
    type("class", "fourth");
    press("Add selection");
    awaitPixels(SQUARES * SQUARE + 40 * 12);
    assertFalse(Arrays.equals(before, labels()), "the labels are as before");
    assertTrue(image.getOverlay().getIndex("fourth-1") >= 0);
    assertEquals(null, image.getRoi());
    gui.screenshot("training-window-added");
    ResultsTable.getResultsTable().reset();
    gui.startRecorder();
    press("Train and save");
    Path model = folder.resolve("m.onnx");
    Gui.await("the model", () -> Files.exists(model) ? true : null);
    String line = "run(\"" + TrainClassifier.TITLE + "\", \"model=";
    Gui.await("the line " + line, () -> gui.recorded().contains(line) ? true : null);
    assertEquals(List.of("fine", "fourth", "medium", "rough"), Classifier.read(model).classes());
    assertEquals("all classes", ResultsTable.getResultsTable().getLabel(0));
  }

  @Test
  void itOpensBesideTheImageAndImageJ() {
    assertFalse(window.getBounds().intersects(image.getWindow().getBounds()), "over the image");
    assertFalse(window.getBounds().intersects(IJ.getInstance().getBounds()), "over ImageJ");
  }

  /** Overlays tell nobody of changes: name, place and bounds stay, corners move. */
  @Test
  void aSelectionReshapedInsideItsBoundsTrainsAgain() {
    awaitPixels(SQUARES * SQUARE);
    Roi square = image.getOverlay().get(0);
    int x = square.getBounds().x;
    int y = square.getBounds().y;
    image.getOverlay().remove(square);
    image.getOverlay().add(half(square, x, y, 16));
    int first = awaitOtherThan(SQUARES * SQUARE);
    Roi drawn = image.getOverlay().get(indexOf(square.getName()));
    image.getOverlay().remove(drawn);
    PolygonRoi slimmer = half(square, x, y, 4);
    assertEquals(drawn.getBounds(), slimmer.getBounds());
    image.getOverlay().add(slimmer);
    assertTrue(awaitOtherThan(first) < first);
  }

  private int indexOf(String name) {
    return image.getOverlay().getIndex(name);
  }

  private static PolygonRoi half(Roi like, int x, int y, int notch) {
    PolygonRoi roi =
        new PolygonRoi(
            new int[] {x, x + 32, x + notch, x},
            new int[] {y, y, y + notch, y + 32},
            4,
            Roi.POLYGON);
    roi.setName(like.getName());
    return roi;
  }

  private int awaitOtherThan(int pixels) {
    Pattern number = Pattern.compile("(\\d+) labelled pixels");
    return Gui.await(
        "another number of pixels than " + pixels,
        () -> {
          Matcher m = number.matcher(verdict());
          return m.find() && Integer.parseInt(m.group(1)) != pixels
              ? Integer.valueOf(m.group(1))
              : null;
        });
  }

  @Test
  void closingTakesTheLabelsOffTheImage() {
    awaitPixels(SQUARES * SQUARE);
    labels();
    window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
    Gui.await("no labels", () -> cover() == null ? true : null);
    assertEquals(SQUARES, image.getOverlay().size());
    window = null;
  }
}
