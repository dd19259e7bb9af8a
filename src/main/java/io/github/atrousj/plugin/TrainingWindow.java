package io.github.atrousj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.LabelTable;
import io.github.atrousj.param.Values;
import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.TextField;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.swing.Timer;

/**
 * Live training: whenever selections or settings change, the classifier is trained again and its
 * labels of the plane in view are laid over the image.
 */
final class TrainingWindow extends ToolWindow {
  private static final long serialVersionUID = 1L;
  private static final String COVER = "AtrousJ classifier";
  private static final int LOOK_MILLIS = 400;
  private static TrainingWindow instance;

  private final VerdictPanel verdict = new VerdictPanel(10);
  private final TextField className = new TextField("background", 14);
  private final Timer look = new Timer(LOOK_MILLIS, e -> look());
  private transient ImagePlus covered;
  private String seen = "";

  private TrainingWindow(TrainClassifier tool) {
    super(tool);
    addFields("model");
    addFields("rates", "features");
    addFields("regularisation", "folds");
    addFlags("pooling", "balance");
    addRow("Class", className);
    className.setName("class");
    add(verdict, BorderLayout.CENTER);
    addButton("Add selection", this::addSelection);
    addButton("Train and save", this::execute);
    addStandardButtons();
  }

  /** Opens the window, or brings it to the front; there is one at a time. */
  static void open(TrainClassifier tool) {
    EventQueue.invokeLater(
        () -> {
          if (instance == null) {
            instance = new TrainingWindow(tool);
            instance.setText(
                "model", new File(System.getProperty("user.home"), "classifier.onnx").getPath());
            instance.restore();
            instance.open(760, 480);
            instance.look.start();
          } else {
            instance.toFront();
          }
        });
  }

  /** Beside the image, on which selections are drawn and labels are seen. */
  @Override
  void place() {
    ImagePlus image = WindowManager.getCurrentImage();
    if (image == null || image.getWindow() == null) {
      super.place();
      return;
    }
    Frame imagej = IJ.getInstance();
    setLocation(
        Beside.place(
            getSize(),
            image.getWindow().getBounds(),
            imagej == null ? new Rectangle() : imagej.getBounds(),
            GUI.getMaxWindowBounds(image.getWindow())));
  }

  /** Trains again when the selections are others than before; overlays tell nobody of changes. */
  private void look() {
    String now = fingerprint();
    if (!now.equals(seen)) {
      seen = now;
      changed();
    }
  }

  private String fingerprint() {
    StringBuilder text = new StringBuilder();
    try {
      ImagePlus image = WindowManager.getCurrentImage();
      text.append(image == null ? 0 : image.getID()).append(' ');
      text.append(image == null ? 0 : image.getCurrentSlice());
      ClassifierTraining.selections(values(Map.of()), image).values().stream()
          .flatMap(List::stream)
          .filter(r -> !(r instanceof ImageRoi))
          .forEach(
              r ->
                  text.append(r.getName())
                      .append(r.getGroup())
                      .append(r.getPosition())
                      .append(shape(r)));
    } catch (IllegalArgumentException e) {
      text.append(e.getMessage());
    }
    return text.toString();
  }

  /** All that ImageJ saves of a selection: corners moved within the same bounds count too. */
  private static int shape(Roi roi) {
    byte[] saved = RoiEncoder.saveAsByteArray(roi);
    return Arrays.hashCode(saved) ^ roi.getBounds().hashCode();
  }

  private void addSelection() {
    ImagePlus image = WindowManager.getCurrentImage();
    Roi roi = image == null ? null : image.getRoi();
    String name = className.getText().trim();
    if (roi == null || name.isEmpty()) {
      showProblem("Draw a selection on the image and type the name of its class.");
      return;
    }
    Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    int count = 1;
    while (overlay.getIndex(name + "-" + count) >= 0) {
      count++;
    }
    Roi added = (Roi) roi.clone();
    added.setName(name + "-" + count);
    if (image.getStackSize() > 1) {
      added.setPosition(image.getCurrentSlice());
    }
    overlay.add(added);
    image.deleteRoi();
    image.setOverlay(overlay);
    look();
  }

  @Override
  Outcome work(Values values) {
    ImagePlus image = WindowManager.getCurrentImage();
    ClassifierTraining done = ClassifierTraining.of(values, image, Monitor.NONE);
    ImagePlus labels = done.labels(image, Monitor.NONE);
    LabelTable.show(labels, done.classifier().colours());
    List<String> words = new ArrayList<>(done.words());
    return () -> {
      cover(image, labels);
      verdict.show(VerdictPanel.Mark.GOOD, words);
    };
  }

  private void cover(ImagePlus image, ImagePlus labels) {
    uncover();
    ImageRoi cover = new ImageRoi(0, 0, labels.getProcessor());
    cover.setName(COVER);
    cover.setOpacity(0.35);
    Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    overlay.add(cover);
    image.setOverlay(overlay);
    covered = image;
  }

  private void uncover() {
    if (covered != null && covered.getOverlay() != null) {
      Overlay overlay = covered.getOverlay();
      overlay.remove(COVER);
      covered.setOverlay(overlay);
    }
    covered = null;
  }

  @Override
  void showProblem(String line) {
    verdict.show(VerdictPanel.Mark.WRONG, List.of(line));
  }

  @Override
  void close() {
    look.stop();
    uncover();
    forget(this);
    super.close();
  }

  private static void forget(TrainingWindow closed) {
    if (instance == closed) {
      instance = null;
    }
  }
}
