package io.github.atrousj.classify;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.AcrossChannels;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Pairwise;
import io.github.atrousj.graph.Pointwise;
import io.github.atrousj.onnx.OnnxModel;
import io.github.atrousj.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A trained pixel classifier: one ONNX file with features and final layer, whose output is one
 * score per class. A pixel is of the first class with the largest score; the probability of a class
 * is the logistic function of its score over the sum of those of all classes. Immutable.
 */
public final class Classifier {
  private static final String CLASSES = "atrousj.classes";
  private static final String COLOURS = "atrousj.colours";
  private static final String NO_CLASSIFIER = " is no classifier of AtrousJ: ";

  /** The scores of planes of an extent: a file may say sizes that follow from the plane's. */
  private final Function<Shape, Graph> scores;

  private final int channels;
  private final byte[] file;
  private final Map<String, String> metadata;

  private Classifier(
      Function<Shape, Graph> scores, int channels, byte[] file, Map<String, String> metadata) {
    this.scores = scores;
    this.channels = channels;
    this.file = file;
    this.metadata = metadata;
  }

  /**
   * A classifier of features and a trained layer. It is for images of as many channels as the layer
   * has weights for.
   *
   * @param head its features are those of every channel ({@link FeatureSet#names})
   * @param colours one per class, 0xRRGGBB
   * @param provenance what else travels with the model, such as how it was trained
   */
  public static Classifier of(
      FeatureSet features,
      Head head,
      List<String> classes,
      List<Integer> colours,
      Map<String, String> provenance) {
    int channels = head.weights()[0].length / features.size(1);
    Graph.Builder g = Graph.builder();
    Node all = features.addTo(g, g.input());
    Graph scores = g.build(g.project(all, head.floatWeights(), head.floatBias()));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(CLASSES, String.join("\n", classes));
    metadata.put(
        COLOURS, String.join(",", colours.stream().map(c -> String.format("#%06x", c)).toList()));
    metadata.putAll(provenance);
    byte[] file = OnnxWriter.bytes(scores, any(channels), metadata);
    return new Classifier(plane -> scores, channels, file, metadata);
  }

  private static Shape any(int channels) {
    return new Shape(channels, 1, 256, 256);
  }

  /**
   * Reads a model file.
   *
   * @throws IllegalArgumentException when it is no classifier of AtrousJ, with one line
   */
  public static Classifier read(Path file) {
    OnnxModel model = OnnxModel.read(file);
    try {
      return of(model, Files.readAllBytes(file), file.toFile().getName());
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads the bytes of a model file. */
  public static Classifier of(byte[] bytes) {
    return of(OnnxModel.of(bytes), bytes.clone(), "the model");
  }

  private static Classifier of(OnnxModel model, byte[] file, String name) {
    Map<String, String> metadata = model.metadata();
    if (!metadata.containsKey(CLASSES)) {
      throw new IllegalArgumentException(
          name + NO_CLASSIFIER + "it names no classes (atrousj.classes)");
    }
    int[] dims = model.inputs().isEmpty() ? null : model.inputs().get(0).dims();
    int channels = dims == null || dims.length != 4 || dims[1] < 0 ? 1 : dims[1];
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          name + NO_CLASSIFIER + "it takes " + channels + " channels, not 1 (grey) or 3 (RGB)");
    }
    Classifier c = new Classifier(plane -> model.network(plane).graph(), channels, file, metadata);
    Shape any = any(channels);
    Shape out = c.scores(any).outputShape(any);
    int classes = out.channels();
    boolean sameSize = out.equals(any.withChannels(classes));
    if (!sameSize || classes != c.classes().size() || c.colours().size() != classes) {
      throw new IllegalArgumentException(
          name + NO_CLASSIFIER + "scores, classes and colours differ in number");
    }
    return c;
  }

  /** Writes the model file. The same classifier gives the same bytes. */
  public void write(Path file) throws IOException {
    OnnxWriter.write(this.file, file);
  }

  /** The bytes of the model file. */
  public byte[] bytes() {
    return file.clone();
  }

  /** Channels of the images that it labels: 1 for grey, 3 for the components of RGB. */
  public int channels() {
    return channels;
  }

  /** Names of the classes. */
  public List<String> classes() {
    return classNames(metadata);
  }

  /** The class names in the metadata of any model; empty when it has none. */
  public static List<String> classNames(Map<String, String> metadata) {
    String names = metadata.get(CLASSES);
    return names == null ? List.of() : Arrays.asList(names.split("\n"));
  }

  /** Colours of the classes, 0xRRGGBB. */
  public List<Integer> colours() {
    return classColours(metadata);
  }

  /** The class colours in the metadata of any model, 0xRRGGBB; empty when it has none. */
  public static List<Integer> classColours(Map<String, String> metadata) {
    List<Integer> colours = new ArrayList<>();
    String written = metadata.get(COLOURS);
    for (String c : written == null || written.isEmpty() ? new String[0] : written.split(",")) {
      colours.add(c.matches("#[0-9a-f]{6}") ? Integer.parseInt(c.substring(1), 16) : 0x808080);
    }
    return colours;
  }

  /** What travels with the model. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * One channel per class: its score.
   *
   * @param plane extent of the images: {@link #channels} channels, one plane
   */
  public Graph scores(Shape plane) {
    return scores.apply(plane);
  }

  /** One channel: the number of the class, from 0. */
  public Graph labels(Shape plane) {
    return labels(scores(plane));
  }

  private static Graph labels(Graph scores) {
    Graph.Builder g = Graph.builder();
    return g.build(g.across(AcrossChannels.ARGMAX, g.include(scores, g.input())));
  }

  /** One channel per class: its probability; they sum to 1. */
  public Graph probabilities(Shape plane) {
    Graph.Builder g = Graph.builder();
    Node logistic =
        g.map(g.include(scores(plane), g.input()), Pointwise.of(Pointwise.Kind.SIGMOID));
    Node sum = g.across(AcrossChannels.SUM, logistic);
    Node[] shares = new Node[classes().size()];
    Arrays.setAll(shares, c -> g.pair(Pairwise.DIVIDE, g.channels(logistic, c, 1), sum));
    return g.build(shares);
  }
}
