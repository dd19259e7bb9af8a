package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.classify.Confusion;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.classify.Samples;
import io.github.atrousj.classify.Training;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.TrainingPixels;
import io.github.atrousj.image.TrainingRois;
import io.github.atrousj.param.Values;
import io.github.atrousj.param.Wording;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training done: from the selections on images to a classifier and what is known of it.
 *
 * @param pixels labelled pixels by class
 * @param single classes with one selection only
 */
public record ClassifierTraining(
    Classifier classifier, Training.Outcome outcome, int[] pixels, List<String> single) {

  static ClassifierTraining of(Values v, ImagePlus image, Monitor monitor) {
    Map<ImagePlus, List<Roi>> rois = selections(v, image);
    List<Roi> all = new ArrayList<>();
    rois.values().forEach(all::addAll);
    TrainingRois.Naming naming =
        TrainingRois.settle(v.choice("classes", TrainingRois.Naming.class), all);
    TrainingPixels labelled = new TrainingPixels(naming, v.integer("folds"));
    rois.forEach(labelled::add);
    if (labelled.classes().size() < 2 || labelled.classes().size() > 256) {
      throw new IllegalArgumentException(
          "the selections name "
              + labelled.classes().size()
              + (labelled.classes().size() == 1 ? " class" : " classes")
              + "; 2 to 256 are needed: name selections in the overlay such as nuclei-1 and"
              + " background-1, or put them in groups of the ROI manager");
    }
    FeatureSet features = TrainClassifier.featureSet(v);
    Samples samples = labelled.samples(features, v.integer("pixels"), monitor);
    Training training =
        new Training(
            v.has("regularisation") ? v.number("regularisation") : null,
            v.integer("folds"),
            v.flag("balance"),
            v.integer("seed"));
    Training.Outcome outcome =
        training.run(samples, features.rateOfChannels(labelled.channels()), monitor::cancelled);
    Classifier classifier =
        Classifier.of(
            features,
            outcome.head(),
            labelled.classes(),
            labelled.colourValues(),
            provenance(v, labelled, samples, outcome));
    return new ClassifierTraining(
        classifier, outcome, samples.counts(), labelled.singleSelections());
  }

  private static Map<String, String> provenance(
      Values v, TrainingPixels labelled, Samples samples, Training.Outcome outcome) {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("atrousj.training", TrainClassifier.recorded(v));
    p.put("atrousj.images", String.join("\n", labelled.titles()));
    p.put("atrousj.pixels", Arrays.toString(samples.counts()));
    p.put("atrousj.regularisation", String.valueOf(outcome.lambda()));
    p.put("atrousj.accuracy", String.valueOf(outcome.confusion().accuracy()));
    return p;
  }

  /** The selections by image, in the order in which the images were opened. */
  static Map<ImagePlus, List<Roi>> selections(Values v, ImagePlus current) {
    Map<ImagePlus, List<Roi>> rois = new LinkedHashMap<>();
    for (ImagePlus image : images(v.text("images").trim(), current)) {
      List<Roi> own = new ArrayList<>(TrainingRois.overlay(image));
      if (image == current && !v.text("rois").isBlank()) {
        own = TrainingRois.file(path(v.text("rois").trim()));
      } else if (image == current && SpotReport.hasManager()) {
        RoiManager manager = RoiManager.getInstance2();
        own.addAll(manager == null ? List.of() : Arrays.asList(manager.getRoisAsArray()));
      }
      rois.put(image, own);
    }
    if (!v.text("rois").isBlank() && !rois.containsKey(current)) {
      throw new IllegalArgumentException(
          "rois="
              + v.text("rois").trim()
              + ": is for the current image, which images="
              + v.text("images").trim()
              + " leaves out");
    }
    return rois;
  }

  private static Path path(String rois) {
    try {
      return Path.of(rois);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          Wording.path("rois", rois) + ": must be the path of a file", e);
    }
  }

  private static List<ImagePlus> images(String text, ImagePlus current) {
    if (current == null || current.getProcessor() == null) {
      throw new IllegalArgumentException(
          "No image is open. Open an image, then run \"" + TrainClassifier.TITLE + "\".");
    }
    if (text.isEmpty() || text.equalsIgnoreCase("current")) {
      return List.of(current);
    }
    List<ImagePlus> images = new ArrayList<>();
    if (text.equalsIgnoreCase("all")) {
      int[] ids = WindowManager.getIDList();
      for (int id : ids == null ? new int[0] : ids) {
        ImagePlus image = WindowManager.getImage(id);
        if (image != null && (image == current || image.getOverlay() != null)) {
          images.add(image);
        }
      }
      return images.isEmpty() ? List.of(current) : images;
    }
    for (String title : text.split("\\|")) {
      ImagePlus image = WindowManager.getImage(title.trim());
      if (image == null) {
        throw new IllegalArgumentException(
            Wording.pair("images", title.trim())
                + ": must be current, all, or titles of open images split by |");
      }
      images.add(image);
    }
    return images;
  }

  /** The labels of the plane in view. */
  public ImagePlus labels(ImagePlus image, Monitor monitor) {
    return ApplyClassifier.labels(classifier, image, false, true, "", monitor);
  }

  /** What came of it in sentences. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    Confusion c = outcome.confusion();
    words.add(
        String.format(
            Locale.ROOT,
            "%d labelled pixels; accuracy %.1f %% (mean of the classes %.1f %%) on selections left"
                + " out in turn; regularisation %s.",
            Arrays.stream(pixels).sum(),
            100 * c.accuracy(),
            100 * c.balancedAccuracy(),
            outcome.lambda()));
    for (int k = 0; k < pixels.length; k++) {
      words.add(
          String.format(
              Locale.ROOT,
              "%s: %d pixels, precision %.3f, recall %.3f.",
              classifier.classes().get(k),
              pixels[k],
              c.precision(k),
              c.recall(k)));
    }
    for (String name : single) {
      words.add(
          name
              + " has one selection: parts of it were left out instead, so the accuracy is"
              + " optimistic. Draw another.");
    }
    return words;
  }

  /** A row for all, one for each class, one for each rate. */
  void addTo(ResultsTable table) {
    Confusion c = outcome.confusion();
    table.addRow();
    table.addLabel("all classes");
    table.addValue("Pixels", Arrays.stream(pixels).sum());
    table.addValue("Accuracy", c.accuracy());
    table.addValue("Balanced_accuracy", c.balancedAccuracy());
    table.addValue("Regularisation", outcome.lambda());
    for (int k = 0; k < pixels.length; k++) {
      table.addRow();
      table.addLabel("class " + classifier.classes().get(k));
      table.addValue("Pixels", pixels[k]);
      table.addValue("Precision", c.precision(k));
      table.addValue("Recall", c.recall(k));
    }
    for (Training.RateShare share : outcome.rates()) {
      table.addRow();
      table.addLabel(share.rate() == 0 ? "mean of the image" : "rate " + share.rate());
      table.addValue("Weight_norm", share.norm());
      table.addValue("Accuracy_drop", share.drop());
    }
  }
}
