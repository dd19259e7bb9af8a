package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.AxisRule;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a final 1×1 layer into the layers before it: {@code P · concat(W₁x, W₂x, …) = (P₁W₁)x +
 * (P₂W₂)x + …}. A head that narrows its branches, such as that of DeepLab without activations, then
 * never computes the wide ones. Done where it saves multiplications, which depends on the graph
 * alone; the products of weights are summed in double and rounded once.
 */
final class Folding {
  private final Graph graph;
  private final int[] readers;
  private final Graph.Builder g = Graph.builder();
  private final Node[] made;
  private boolean changed;

  private Folding(Graph graph) {
    this.graph = graph;
    readers = graph.readers();
    made = new Node[graph.nodes().size()];
  }

  /** The same function in fewer multiplications, or the graph itself. */
  static Graph of(Graph graph) {
    Folding f = new Folding(graph);
    f.made[0] = f.g.input();
    for (Node n : graph.nodes().subList(1, graph.nodes().size())) {
      Node sum = n.op instanceof Op.Convolve c ? f.fold(n, c.spec()) : null;
      f.made[n.id] = sum != null ? sum : f.g.copy(n, f.inputs(n));
    }
    return f.changed ? f.g.build(f.made[graph.output().id]) : graph;
  }

  private Node[] inputs(Node n) {
    return n.inputs.stream().map(i -> made[i.id]).toArray(Node[]::new);
  }

  /** The sum that stands for a 1×1 layer, or null where nothing is gained. */
  private Node fold(Node n, Convolution p) {
    Node in = n.input();
    boolean joins = in.op instanceof Op.Concat && readers[in.id] == 1;
    if (!isPointwise(p) || !(joins || in.op instanceof Op.Convolve)) {
      return null;
    }
    List<Node> branches = joins ? in.inputs : List.of(in);
    int[] channels = channels(branches, p.inChannels());
    if (channels == null || branches.stream().noneMatch(b -> gains(b, p))) {
      return null;
    }
    Node sum = null;
    int first = 0;
    for (int b = 0; b < channels.length; b++) {
      Node branch = branches.get(b);
      Convolution part = part(p, first, channels[b], sum == null);
      Node term =
          gains(branch, p)
              ? g.layer(made[branch.input().id], product(part, spec(branch)))
              : g.layer(made[branch.id], part);
      sum = sum == null ? term : g.add(sum, term);
      first += channels[b];
    }
    changed = true;
    return sum;
  }

  private static boolean isPointwise(Convolution c) {
    return !c.isPerChannel()
        && c.groups() == 1
        && c.taps() == 1
        && isUnit(c.x())
        && isUnit(c.y())
        && isUnit(c.z());
  }

  private static boolean isUnit(AxisRule rule) {
    return rule.stride() == 1 && (rule.padding().isSame() || rule.equals(AxisRule.UNIT));
  }

  private static Convolution spec(Node n) {
    return ((Op.Convolve) n.op).spec();
  }

  private boolean gains(Node branch, Convolution p) {
    if (readers[branch.id] != 1 || !(branch.op instanceof Op.Convolve)) {
      return false;
    }
    Convolution w = spec(branch);
    if (w.isPerChannel() || w.groups() != 1) {
      return false;
    }
    long reads = (long) w.inChannels() * w.taps();
    long apart = w.outChannels() * (reads + p.outChannels());
    return reads * p.outChannels() < apart;
  }

  /** Channels of each branch, or null where more than one cannot be told from the graph. */
  private static int[] channels(List<Node> branches, int all) {
    int[] channels = new int[branches.size()];
    int unknown = -1;
    int known = 0;
    for (int b = 0; b < channels.length; b++) {
      boolean layer = branches.get(b).op instanceof Op.Convolve c && !c.spec().isPerChannel();
      if (layer) {
        channels[b] = spec(branches.get(b)).outChannels();
        known += channels[b];
      } else if (unknown >= 0) {
        return null;
      } else {
        unknown = b;
      }
    }
    if (unknown >= 0) {
      channels[unknown] = all - known;
    }
    // A graph whose channels do not fit is refused when it meets an image.
    return unknown >= 0 ? (all > known ? channels : null) : (all == known ? channels : null);
  }

  /** The columns of a 1×1 layer that read some of its input channels. */
  private static Convolution part(Convolution p, int first, int count, boolean bias) {
    float[] w = new float[p.outChannels() * count];
    float[] b = new float[p.outChannels()];
    for (int o = 0; o < p.outChannels(); o++) {
      b[o] = bias ? p.biasOf(o) : 0;
      for (int i = 0; i < count; i++) {
        w[o * count + i] = p.weight(o, first + i, 0);
      }
    }
    return Convolution.layer(count, p.outChannels(), 1, 1, 1, 1, w, b);
  }

  private static Convolution product(Convolution p, Convolution w) {
    int per = w.inChannels() * w.taps();
    float[] weights = new float[p.outChannels() * per];
    float[] bias = new float[p.outChannels()];
    double[] row = new double[per];
    for (int o = 0; o < p.outChannels(); o++) {
      Arrays.fill(row, 0);
      double b = p.biasOf(o);
      for (int m = 0; m < w.outChannels(); m++) {
        double pw = p.weight(o, m, 0);
        b += pw * w.biasOf(m);
        for (int i = 0; i < per; i++) {
          row[i] += pw * w.weight(m, i / w.taps(), i % w.taps());
        }
      }
      bias[o] = (float) b;
      for (int i = 0; i < per; i++) {
        weights[o * per + i] = (float) row[i];
      }
    }
    return w.with(p.outChannels(), weights, bias);
  }
}
