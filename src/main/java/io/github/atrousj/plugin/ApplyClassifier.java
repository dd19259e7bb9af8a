package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.text;

import ij.ImagePlus;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.LabelTable;
import io.github.atrousj.image.Operation;
import io.github.atrousj.image.OutputKind;
import io.github.atrousj.image.PlaneByPlane;
import io.github.atrousj.image.Scope;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.param.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels pixels by a classifier that {@link TrainClassifier} made, tile by tile: features are never
 * in memory as a whole.
 */
public final class ApplyClassifier extends CommandPlugIn implements VolumeCommand {
  private static final String LABELS = "labels";

  private static final ParamSpec SPEC =
      ParamSpec.of(
          text("model", "the path of a trained model", t -> null)
              .required()
              .file()
              .help("A file that Train ASPP Classifier wrote (.onnx)."),
          choice(CommonParams.OUTPUT, LABELS, "probabilities")
              .def(LABELS)
              .help(
                  "labels: an 8-bit image of class numbers from 0, in the classes' colours;"
                      + " probabilities: one 32-bit channel per class."),
          CommonParams.stack(),
          CommonParams.folder());

  @Override
  public String title() {
    return "Apply ASPP Classifier...";
  }

  @Override
  public String about() {
    return "Labels every pixel by a classifier made by Train ASPP Classifier, on images, stacks and"
        + " virtual stacks; of the whole plane, whatever the selection. Every"
        + " channel is classified by itself, but RGB is one image: its model was trained on RGB.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  private static Classifier read(ImagePlus image, Values values) {
    try {
      Classifier classifier = Classifier.read(TrainClassifier.file(values.text("model")));
      requireSameColours(classifier, image);
      return classifier;
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith("model=")
          ? e
          : new IllegalArgumentException(
              Wording.path("model", values.text("model")) + ": " + e.getMessage(), e);
    }
  }

  private static void requireSameColours(Classifier classifier, ImagePlus image) {
    if (image.isRGB() != (classifier.channels() == 3)) {
      throw new IllegalArgumentException(
          image.isRGB()
              ? "is for grey images, \""
                  + image.getTitle()
                  + "\" is RGB; use Image > Type > 8-bit or Image > Color > Split Channels first"
              : "is for RGB images, \"" + image.getTitle() + "\" is grey");
    }
  }

  @Override
  public String describe(ImagePlus image, Values values) {
    return "Classes: " + String.join(", ", read(image, values).classes()) + ".";
  }

  @Override
  public ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
    Classifier classifier = read(image, values);
    if (values.text(CommonParams.OUTPUT).equals(LABELS)) {
      return labels(
          classifier, image, values.stack(), values.sliceOnly(), values.text("folder"), monitor);
    }
    return job(image, values.stack(), values.sliceOnly(), values.text("folder"), classifier)
        .withLabels(classifier.classes())
        .withSuffix("probabilities")
        .runOnColours(shape -> planes(classifier.probabilities(plane(classifier, image))), monitor);
  }

  @Override
  public Work onVolume(ImagePlus image, Values values) {
    Classifier classifier = read(image, values);
    boolean labels = values.text(CommonParams.OUTPUT).equals(LABELS);
    ImageJob job = job(image, true, false, "", classifier);
    job = labels ? job.withOutput(OutputKind.LABELS) : job.withLabels(classifier.classes());
    Shape plane = plane(classifier, image);
    Graph graph = labels ? classifier.labels(plane) : classifier.probabilities(plane);
    return Work.of(job, planes(graph), FileDigest.of("model", values.text("model")));
  }

  /** The label image of an image, in the classes' colours. */
  static ImagePlus labels(
      Classifier classifier,
      ImagePlus image,
      boolean stack,
      boolean sliceOnly,
      String folder,
      Monitor monitor) {
    ImagePlus result =
        job(image, stack, sliceOnly, folder, classifier)
            .withOutput(OutputKind.LABELS)
            .withSuffix("classes")
            .runOnColours(shape -> planes(classifier.labels(plane(classifier, image))), monitor);
    LabelTable.show(result, classifier.colours());
    return result;
  }

  private static ImageJob job(
      ImagePlus image, boolean stack, boolean sliceOnly, String folder, Classifier classifier) {
    Map<String, String> legend = new LinkedHashMap<>();
    List<String> classes = classifier.classes();
    for (int c = 0; c < classes.size(); c++) {
      legend.put("Label_" + c, classes.get(c));
    }
    return ImageJob.of(image)
        .withScope(Scope.of(image, stack, sliceOnly))
        .withFolder(folder)
        .withProperties(legend);
  }

  private static Shape plane(Classifier classifier, ImagePlus image) {
    return new Shape(classifier.channels(), 1, image.getHeight(), image.getWidth());
  }

  /** A model is of planes; image-level features of a stack are those of each plane. */
  private static Operation planes(Graph graph) {
    return new PlaneByPlane(Operation.of(graph));
  }
}
