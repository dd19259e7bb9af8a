package io.github.atrousj.classify;

import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Which features a classifier sees: every one at every rate, rates outermost, and the image's mean
 * last. Channels of the image have features of their own, channel fastest. Immutable.
 *
 * @param rates in pixels, ascending and each once
 * @param features in the order of the enum and each once
 * @param pooling whether the mean of the whole plane is a feature too (image-level branch)
 */
public record FeatureSet(List<Integer> rates, List<Feature> features, boolean pooling) {
  /** The rates where none are given: one to each octave. */
  public static final List<Integer> DEFAULT_RATES = List.of(1, 2, 4, 8, 16);

  /** The features where none are given. */
  public static final List<Feature> DEFAULT_FEATURES =
      List.of(
          Feature.SMOOTH, Feature.GRADIENT, Feature.LAPLACIAN, Feature.CONTRAST, Feature.ENERGY);

  /** Puts rates and features in order. */
  public FeatureSet {
    if (rates.isEmpty() || features.isEmpty()) {
      throw new IllegalArgumentException("at least one rate and one feature are needed");
    }
    if (Collections.min(rates) < 1) {
      throw new IllegalArgumentException("a rate must be at least 1");
    }
    rates = List.copyOf(new TreeSet<>(rates));
    features = List.copyOf(new TreeSet<>(features));
  }

  /** The number of feature channels for an image of so many channels. */
  public int size(int imageChannels) {
    return names(imageChannels).size();
  }

  /** A name for every feature channel, such as {@code contrast, rate 4}. */
  public List<String> names(int imageChannels) {
    List<String> names = new ArrayList<>();
    for (int rate : rates) {
      for (Feature f : features) {
        for (String channel : f.channels()) {
          add(names, channel + ", rate " + rate, imageChannels);
        }
      }
    }
    if (pooling) {
      add(names, "mean of the image", imageChannels);
    }
    return names;
  }

  private static void add(List<String> names, String name, int imageChannels) {
    for (int c = 1; c <= imageChannels; c++) {
      names.add(imageChannels == 1 ? name : name + ", channel " + c);
    }
  }

  /** The rate of every feature channel; 0 for the image's mean. */
  public int[] rateOfChannels(int imageChannels) {
    List<Integer> of = new ArrayList<>();
    int perRate = features.stream().mapToInt(f -> f.channels().size()).sum() * imageChannels;
    for (int rate : rates) {
      of.addAll(Collections.nCopies(perRate, rate));
    }
    if (pooling) {
      of.addAll(Collections.nCopies(imageChannels, 0));
    }
    return of.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The features as the channels of one node. */
  public Node addTo(Graph.Builder g, Node image) {
    FeatureNodes nodes = new FeatureNodes(g, image);
    List<Node> all = new ArrayList<>();
    for (int rate : rates) {
      for (Feature f : features) {
        all.addAll(nodes.of(f, rate));
      }
    }
    if (pooling) {
      all.add(g.globalMean(image));
    }
    return g.concat(all.toArray(new Node[0]));
  }

  /** The features alone. */
  public Graph graph() {
    Graph.Builder g = Graph.builder();
    return g.build(addTo(g, g.input()));
  }
}
