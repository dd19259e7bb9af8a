package io.github.atrousj.graph;

import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Atrous spatial pyramid pooling: one image seen at several rates side by side, with the image
 * itself, its mean and its pyramid of means as further branches, joined value by value (Chen et al.
 * 2017, DeepLab v3, section 3.3; Zhao et al. 2017, PSPNet, section 3.2). Branch order: pointwise,
 * rates as given, pooling, pyramid bins as given. Immutable.
 *
 * @param kernels one, or one per rate
 * @param pointwise whether the image itself is a branch
 * @param pooling whether the image's mean is a branch
 * @param pyramid bins per side, one branch each
 * @param activation applied to every branch
 */
public record Aspp(
    List<Kernel> kernels,
    List<Integer> rates,
    boolean pointwise,
    boolean pooling,
    List<Integer> pyramid,
    Activation activation,
    Filter filter) {

  public Aspp {
    Filter.requireOnePer("rate", kernels.size(), rates.size());
  }

  /** Number of branches. */
  public int branches() {
    return (pointwise ? 1 : 0) + rates.size() + (pooling ? 1 : 0) + pyramid.size();
  }

  /** A name for every branch, in order. */
  public List<String> branchNames() {
    List<String> names = new ArrayList<>();
    if (pointwise) {
      names.add("image");
    }
    rates.forEach(r -> names.add("rate " + r));
    if (pooling) {
      names.add("mean");
    }
    pyramid.forEach(b -> names.add("pyramid " + b));
    return names;
  }

  /** Every branch as a channel. */
  public Graph concat() {
    return join((g, branches) -> g.concat(branches));
  }

  /** One channel: the branches fused. */
  public Graph fused(Fuse fuse) {
    return join((g, branches) -> g.fuse(fuse, branches));
  }

  /**
   * One channel: {@code Σ weights[b] · branch b}.
   *
   * @param weights one per branch
   */
  public Graph weighted(float[] weights) {
    return join((g, branches) -> g.weighted(weights, branches));
  }

  /**
   * A 1×1 layer upon the branches.
   *
   * @param weights one row per output channel, one column per branch
   * @param bias one per output channel
   */
  public Graph projected(float[][] weights, float[] bias) {
    return join((g, branches) -> g.project(g.concat(branches), weights, bias));
  }

  /** The index, from 0, of the channel in which the 1×1 layer is largest. */
  public Graph labelled(float[][] weights, float[] bias) {
    return join(
        (g, branches) -> {
          Node scores = g.project(g.concat(branches), weights, bias);
          Node[] classes = new Node[weights.length];
          Arrays.setAll(classes, c -> g.channels(scores, c, 1));
          return g.fuse(Fuse.ARGMAX, classes);
        });
  }

  private interface Join {
    Node of(Graph.Builder g, Node[] branches);
  }

  private Graph join(Join join) {
    Graph.Builder g = Graph.builder();
    List<Node> branches = new ArrayList<>();
    Function<Node, Node> activated = n -> g.activate(n, activation);
    if (pointwise) {
      branches.add(activated.apply(g.input()));
    }
    for (int i = 0; i < rates.size(); i++) {
      Kernel kernel = Filter.pick(kernels, i);
      branches.add(activated.apply(g.convolve(g.input(), filter.at(kernel, rates.get(i)))));
    }
    if (pooling) {
      branches.add(activated.apply(g.globalMean(g.input(), filter.threeD())));
    }
    for (int bins : pyramid) {
      branches.add(activated.apply(g.pyramid(g.input(), bins, filter.threeD())));
    }
    return g.build(join.of(g, branches.toArray(new Node[0])));
  }
}
