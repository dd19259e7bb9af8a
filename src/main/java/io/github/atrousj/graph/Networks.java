package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The published dilated networks as graphs. Layers are 3×3 with zero borders unless said. */
public final class Networks {
  /** Makes the weights of a layer, [out][in][k][k], from its place and sizes. */
  @FunctionalInterface
  public interface Weights {
    float[] of(int layer, int out, int in, int size);

    /** Normal noise of variance 2 / (in · size²) (He et al. 2015), seeded. */
    static Weights he(long seed) {
      Random random = new Random(seed);
      return (layer, out, in, size) -> {
        float[] w = new float[out * in * size * size];
        double deviation = Math.sqrt(2.0 / (in * size * size));
        for (int i = 0; i < w.length; i++) {
          w[i] = (float) (deviation * random.nextGaussian());
        }
        return w;
      };
    }
  }

  /** Rates of the context module's layers (Yu and Koltun 2016, table 1); the last is 1×1. */
  public static final List<Integer> CONTEXT_RATES = List.of(1, 1, 2, 4, 8, 16, 1, 1);

  private static final int[] LARGE = {2, 2, 4, 8, 16, 32, 32, 1};

  private Networks() {}

  /** The basic context module for C channels with identity weights: C channels in every layer. */
  public static Graph contextBasic(int channels) {
    return context(channels, false, contextIdentity(channels, 0, 0));
  }

  /**
   * The large context module with identity weights: 2C, 2C, 4C … 32C, 32C, C channels.
   *
   * @param noise deviation of the normal noise that breaks ties between the copies
   */
  public static Graph contextLarge(int channels, double noise, long seed) {
    return context(channels, true, contextIdentity(channels, noise, seed));
  }

  /** The context module with given weights; ReLU after every layer but the last. */
  public static Graph context(int channels, boolean large, Weights weights) {
    Graph.Builder g = Graph.builder();
    Node node = g.input();
    int in = channels;
    int last = CONTEXT_RATES.size() - 1;
    for (int i = 0; i <= last; i++) {
      int out = large ? LARGE[i] * channels : channels;
      int size = i == last ? 1 : 3;
      node = layer(g, node, in, out, size, CONTEXT_RATES.get(i), weights.of(i, out, in, size));
      if (i < last) {
        node = g.activate(node, Activation.RELU);
      }
      in = out;
    }
    return g.build(node);
  }

  /**
   * Yu and Koltun 2016, section 3: at the centre C / c_out where ⌊a·C / c_in⌋ = ⌊b·C / c_out⌋,
   * noise elsewhere. Without noise the module is the identity on images that are nowhere negative.
   */
  public static Weights contextIdentity(int channels, double noise, long seed) {
    Random random = new Random(seed);
    return (layer, out, in, size) -> {
      float[] w = new float[out * in * size * size];
      int centre = size * size / 2;
      for (int i = 0; i < w.length; i++) {
        int a = i / (size * size) % in;
        int b = i / (size * size) / in;
        boolean same = (long) a * channels / in == (long) b * channels / out;
        if (i % (size * size) == centre && same) {
          w[i] = (float) channels / out;
        } else if (noise > 0) {
          w[i] = (float) (noise * random.nextGaussian());
        }
      }
      return w;
    };
  }

  /**
   * Layers of C channels at the given rates, ReLU between: a plain VGG stack at rates 1 1 1 …, a
   * group of hybrid dilated convolution at 1 2 5 or 1 2 5 9 (Wang et al. 2018).
   */
  public static Graph stack(int channels, List<Integer> rates, Weights weights) {
    Graph.Builder g = Graph.builder();
    Node node = g.input();
    for (int i = 0; i < rates.size(); i++) {
      node =
          layer(g, node, channels, channels, 3, rates.get(i), weights.of(i, channels, channels, 3));
      if (i < rates.size() - 1) {
        node = g.activate(node, Activation.RELU);
      }
    }
    return g.build(node);
  }

  /** DeepLab v2's head: a 3×3 branch to the classes at every rate, summed (Chen et al. 2018). */
  public static Graph deepLabV2(int in, int classes, List<Integer> rates, Weights weights) {
    Graph.Builder g = Graph.builder();
    List<Node> branches = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      branches.add(
          layer(g, g.input(), in, classes, 3, rates.get(i), weights.of(i, classes, in, 3)));
    }
    return g.build(g.fuse(Fuse.SUM, branches.toArray(new Node[0])));
  }

  /**
   * DeepLab v3's head: 1×1, 3×3 at every rate and image-level pooling with 1×1, ReLU, concatenated,
   * then 1×1 with ReLU (Chen et al. 2017, section 3.3; without batch normalisation, which folds
   * into the weights).
   */
  public static Graph deepLabV3(int in, int width, int out, List<Integer> rates, Weights weights) {
    Graph.Builder g = Graph.builder();
    List<Node> branches = new ArrayList<>();
    int index = 0;
    branches.add(layer(g, g.input(), in, width, 1, 1, weights.of(index++, width, in, 1)));
    for (int rate : rates) {
      branches.add(layer(g, g.input(), in, width, 3, rate, weights.of(index++, width, in, 3)));
    }
    Node mean = g.bins(g.input(), 1, false);
    branches.add(
        g.spread(layer(g, mean, in, width, 1, 1, weights.of(index++, width, in, 1)), g.input()));
    Node[] activated =
        branches.stream().map(b -> g.activate(b, Activation.RELU)).toArray(Node[]::new);
    int joined = width * activated.length;
    Node last = layer(g, g.concat(activated), joined, out, 1, 1, weights.of(index, out, joined, 1));
    return g.build(g.activate(last, Activation.RELU));
  }

  /**
   * PSPNet's pyramid pooling module: adaptive means on each grid, 1×1 to C / number of grids with
   * ReLU, spread back bilinearly, concatenated with the input (Zhao et al. 2017, section 3.2).
   */
  public static Graph pyramidPooling(int in, List<Integer> bins, Weights weights) {
    Graph.Builder g = Graph.builder();
    List<Node> branches = new ArrayList<>();
    branches.add(g.input());
    int width = Math.max(1, in / bins.size());
    for (int i = 0; i < bins.size(); i++) {
      Node grid = g.bins(g.input(), bins.get(i), false);
      Node thin = layer(g, grid, in, width, 1, 1, weights.of(i, width, in, 1));
      branches.add(g.spread(g.activate(thin, Activation.RELU), g.input()));
    }
    return g.build(branches.toArray(new Node[0]));
  }

  private static Node layer(
      Graph.Builder g, Node node, int in, int out, int size, int rate, float[] weights) {
    return g.convolve(node, Convolution.layer(in, out, 1, size, size, 1, weights, null).rate(rate));
  }
}
