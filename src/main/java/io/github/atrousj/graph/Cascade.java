package io.github.atrousj.graph;

import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers one upon the other at growing rates: the receptive field grows exponentially while every
 * layer keeps the resolution (Yu and Koltun 2016, section 2). The border applies to every layer's
 * output.
 */
public final class Cascade {
  private Cascade() {}

  /**
   * @param kernels one, or one per layer
   * @param rates one per layer
   * @param activation after every layer but the last; with {@code residual} after every layer's
   *     convolution but the last's
   * @param residual each layer gives input + activation(convolved)
   * @param layers every layer's result as a channel, instead of the last one's
   * @throws IllegalArgumentException when the kernels are neither one nor as many as the rates
   */
  public static Graph of(
      List<Kernel> kernels,
      List<Integer> rates,
      Activation activation,
      boolean residual,
      boolean layers,
      Filter filter) {
    Filter.requireOnePer("rate", kernels.size(), rates.size());
    Graph.Builder g = Graph.builder();
    List<Node> results = new ArrayList<>();
    Node node = g.input();
    for (int i = 0; i < rates.size(); i++) {
      Node layer = g.convolve(node, filter.at(Filter.pick(kernels, i), rates.get(i)));
      boolean last = i == rates.size() - 1;
      layer = g.activate(layer, last ? Activation.NONE : activation);
      node = residual ? g.add(node, layer) : layer;
      results.add(node);
    }
    return layers ? g.build(results.toArray(new Node[0])) : g.build(node);
  }
}
