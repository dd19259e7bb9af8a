package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.number;
import static io.github.atrousj.param.Params.text;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.atrousj.classify.Feature;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.TrainingRois;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.param.Wording;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Trains a pixel classifier from selections: dilated filters at many rates and a 1×1 layer. */
public final class TrainClassifier extends ToolPlugIn {
  static final String TITLE = "Train ASPP Classifier...";

  static final ParamSpec SPEC =
      ParamSpec.of(
          text("model", "the path of a file to write", t -> null)
              .required()
              .help("File to write: an ONNX file, such as cells.onnx."),
          choice("classes", TrainingRois.Naming.class)
              .def(TrainingRois.Naming.AUTO)
              .help(
                  "Where a selection's class is read from: groups of the ROI manager, or names up"
                      + " to their number (nuclei-1, nuclei-2); auto: groups where there are any."),
          text("rois")
              .def("")
              .help(
                  "A .zip or .roi file of selections on the current image; without one the overlay"
                      + " and, where it is open, the ROI manager."),
          text("images")
              .def("current")
              .help(
                  "current, all (every open image whose overlay has classes), or titles split by |."),
          integers("rates")
              .unit("px")
              .range(1, 1024)
              .def(FeatureSet.DEFAULT_RATES)
              .help("Rates of the features."),
          text("features", allowedFeatures(), TrainClassifier::featuresProblem)
              .def(written(FeatureSet.DEFAULT_FEATURES))
              .help("What is computed at every rate."),
          flag("pooling").help("One more feature: the mean of the whole plane."),
          number("regularisation")
              .range(1e-9, 1e6)
              .optional("auto")
              .help("Strength of the penalty; auto: the best of 1 to 0.0001 by cross-validation."),
          integer("folds")
              .range(2, 20)
              .def(5)
              .help("Parts of the cross-validation; a selection is never divided between them."),
          flag("balance").help("Every class counts the same, however many pixels it has."),
          integer("seed").def(1).help("Of the order in which selections are dealt to the parts."),
          integer("pixels")
              .range(100, 1_000_000)
              .def(50_000)
              .help("Labelled pixels used at most; more are thinned evenly."),
          flag("labels").help("Show the labels of the plane in view."));

  private static String allowedFeatures() {
    return "one or more of " + written(List.of(Feature.values())) + ", separated by commas";
  }

  private static String written(List<Feature> features) {
    return features.stream().map(Feature::key).collect(Collectors.joining(","));
  }

  private static String featuresProblem(String text) {
    try {
      features(text);
      return null;
    } catch (IllegalArgumentException e) {
      return "must be " + allowedFeatures();
    }
  }

  private static List<Feature> features(String text) {
    return Arrays.stream(text.split(",", -1)).map(t -> Feature.of(t.trim())).toList();
  }

  /** The features that the values ask for. */
  static FeatureSet featureSet(Values v) {
    return new FeatureSet(v.integers("rates"), features(v.text("features")), v.flag("pooling"));
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String about() {
    return "Trains a classifier of pixels from selections. Name them by class (nuclei-1, nuclei-2,"
        + " background-1) in the overlay, or put them in groups of the ROI manager. Every pixel is"
        + " described by dilated filters at several rates; a logistic regression weighs them."
        + " RGB images are trained on by all three components, and the model is then for RGB. Draw"
        + " two or more selections per class: the accuracy given is that on selections left out in"
        + " turn. Apply ASPP Classifier runs the model on other images.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  void execute(Values values, ImagePlus image, Monitor monitor) {
    ClassifierTraining done = train(values, image, monitor);
    ResultsTable table = ResultsTable.getResultsTable();
    done.addTo(table);
    if (!GraphicsEnvironment.isHeadless()) {
      table.show("Results");
    }
    IJ.log(TITLE.replace("...", ""));
    done.words().forEach(line -> IJ.log("  " + line));
    if (values.flag("labels")) {
      done.labels(image, monitor).show();
    }
  }

  /**
   * Trains and writes the model file.
   *
   * @param image the current image
   * @throws IllegalArgumentException with one line when it cannot be done
   */
  public static ClassifierTraining train(Values values, ImagePlus image, Monitor monitor) {
    Path file = file(values.text("model"));
    requireWritable(file);
    ClassifierTraining done = ClassifierTraining.of(values, image, monitor);
    try {
      done.classifier().write(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          Wording.path("model", file.toString())
              + ": cannot be written ("
              + Wording.reason(e)
              + ")",
          e);
    }
    return done;
  }

  /** Refuses a path that cannot be written, before the time for training is spent. */
  private static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String reason = null;
    if (folder == null || Files.isDirectory(file)) {
      reason = "it is a folder";
    } else if (!Files.isDirectory(folder)) {
      reason = "there is no folder " + folder;
    } else if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      reason = "no permission";
    }
    if (reason != null) {
      throw new IllegalArgumentException(
          Wording.path("model", file.toString()) + ": cannot be written (" + reason + ")");
    }
  }

  /** The file of a model. */
  static Path file(String text) {
    try {
      return Path.of(text);
    } catch (java.nio.file.InvalidPathException e) {
      throw new IllegalArgumentException(
          Wording.path("model", text) + ": must be the path of a file", e);
    }
  }

  /** The values as one line of text, for the model's provenance. */
  static String recorded(Values values) {
    List<String> parts = new ArrayList<>();
    for (String key : List.of("rates", "features", "regularisation", "folds", "seed", "pixels")) {
      parts.add(key + "=" + SPEC.text(values, key));
    }
    for (String flag : List.of("pooling", "balance")) {
      if (values.flag(flag)) {
        parts.add(flag);
      }
    }
    return String.join(" ", parts);
  }

  @Override
  void open() {
    TrainingWindow.open(this);
  }
}
