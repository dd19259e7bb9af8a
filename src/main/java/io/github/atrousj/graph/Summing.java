package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up branches as they are made: of a sum or mean, each 3×3 convolution channel by channel goes
 * on with the sums of the branches before, in the rows where the result is to stay, so that no
 * branch is ever a row of its own. The image itself as a branch, weighted or not, becomes part of a
 * kernel's centre of the same sign; that weight is summed in double and rounded once. Depends on
 * the graph alone.
 */
final class Summing {
  private final Graph graph;
  private final int[] readers;
  private final Graph.Builder g = Graph.builder();
  private final Node[] made;
  private boolean changed;

  private Summing(Graph graph) {
    this.graph = graph;
    readers = graph.readers();
    made = new Node[graph.nodes().size()];
  }

  /** The same function with fewer rows in between, or the graph itself. */
  static Graph of(Graph graph) {
    Summing s = new Summing(graph);
    s.made[0] = s.g.input();
    for (Node n : graph.nodes().subList(1, graph.nodes().size())) {
      Node sum = n.op instanceof Op.Join j ? s.sum(n, j.fuse()) : null;
      s.made[n.id] =
          sum != null
              ? sum
              : s.g.copy(n, n.inputs.stream().map(i -> s.made[i.id]).toArray(Node[]::new));
    }
    return s.changed ? s.g.build(s.made[graph.output().id]) : graph;
  }

  /** What stands for a sum or mean, or null where no branch goes on with others. */
  private Node sum(Node n, Fuse fuse) {
    if (fuse != Fuse.SUM && fuse != Fuse.MEAN || n.inputs.size() < 2) {
      return null;
    }
    Node[] images = n.inputs.stream().filter(this::isKernel).map(Node::input).toArray(Node[]::new);
    if (images.length == 0) {
      return null;
    }
    List<Term> terms = new ArrayList<>();
    List<Node> rest = new ArrayList<>();
    for (Node b : n.inputs) {
      boolean image = Arrays.asList(images).contains(b);
      if (image) {
        terms.add(new Term(b, Convolution.of(Kernel.of(1, 1, 1))));
      } else if (isKernel(b) || isPoint(b)) {
        terms.add(new Term(b.input(), ((Op.Convolve) b.op).spec()));
      } else {
        rest.add(made[b.id]);
      }
    }
    Node sum =
        rest.isEmpty()
            ? null
            : rest.size() == 1 ? rest.get(0) : g.fuse(Fuse.SUM, rest.toArray(new Node[0]));
    for (Term t : merged(terms)) {
      Node in = made[t.image().id];
      sum = sum == null ? g.layer(in, t.kernel()) : g.onto(sum, in, t.kernel());
    }
    changed = true;
    return fuse == Fuse.MEAN ? g.divided(sum, n.inputs.size()) : sum;
  }

  /** What a convolution adds to a sum. */
  private record Term(Node image, Convolution kernel) {}

  /** The terms, those of one tap in the centres of others where they fit. */
  private static List<Term> merged(List<Term> terms) {
    List<Term> left = new ArrayList<>(terms);
    for (Term point : terms) {
      if (point.kernel().taps() > 1) {
        continue;
      }
      for (int i = 0; i < left.size(); i++) {
        Convolution c = left.get(i).kernel();
        if (c.taps() > 1 && left.get(i).image() == point.image() && isCentred(c)) {
          float weight = point.kernel().weight(0, 0, 0);
          float centre = c.weight(0, 0, 4);
          float sum = (float) ((double) weight + centre);
          // With weights of both signs an infinite value's products would not meet any more.
          if (weight != 0 && Math.signum(weight) * centre >= 0 && Float.isFinite(sum)) {
            float[] w = c.kernel().weights().clone();
            w[4] = sum;
            left.set(i, new Term(point.image(), c.withWeights(w)));
            left.remove(point);
            break;
          }
        }
      }
    }
    return left;
  }

  /** Whether a branch is a 3×3 kernel that nobody else reads. */
  private boolean isKernel(Node n) {
    return isOwn(n) && sizes(n, 3, 3);
  }

  /** Whether a branch is the weighted image. */
  private boolean isPoint(Node n) {
    return isOwn(n) && sizes(n, 1, 1) && isCentred(((Op.Convolve) n.op).spec());
  }

  private boolean isOwn(Node n) {
    return n.op instanceof Op.Convolve c
        && readers[n.id] == 1
        && n.inputs.size() == 1
        && c.spec().isPerChannel()
        && c.spec().biasOf(0) == 0;
  }

  private static boolean sizes(Node n, int kx, int ky) {
    Convolution c = ((Op.Convolve) n.op).spec();
    return c.x().taps() == kx && c.y().taps() == ky && c.z().taps() == 1;
  }

  /** Whether the middle tap reads the place of the output itself. */
  private static boolean isCentred(Convolution c) {
    return isCentred(c.x()) && isCentred(c.y()) && isCentred(c.z());
  }

  private static boolean isCentred(AxisRule rule) {
    return rule.stride() == 1 && (rule.padding().isSame() || rule.equals(AxisRule.UNIT));
  }
}
