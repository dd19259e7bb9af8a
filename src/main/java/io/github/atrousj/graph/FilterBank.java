package io.github.atrousj.graph;

import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;

/** Every kernel at every rate, side by side: one channel each, rates fastest. */
public final class FilterBank {
  private FilterBank() {}

  public static Graph of(
      List<Kernel> kernels, List<Integer> rates, Activation activation, Filter filter) {
    Graph.Builder g = Graph.builder();
    List<Node> channels = new ArrayList<>();
    for (Kernel k : kernels) {
      for (int rate : rates) {
        channels.add(g.activate(g.convolve(g.input(), filter.at(k, rate)), activation));
      }
    }
    return g.build(channels.toArray(new Node[0]));
  }
}
