package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.AxisScale;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A network of spatial operations with one input and one output, of which every geometric question
 * (sizes, halo, scale) can be asked. Immutable; {@link Runner} runs it.
 */
public final class Graph {
  private final List<Node> nodes;
  private final Node output;
  private volatile Graph folded;
  private volatile SoftReference<Plan> planned = new SoftReference<>(null);

  private Graph(List<Node> nodes, Node output) {
    this.nodes = nodes;
    this.output = output;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A graph of a single convolution. */
  public static Graph of(Convolution c) {
    Builder g = builder();
    return g.build(g.convolve(g.input(), c));
  }

  /** The graph that is run in place of this one; found once. */
  Graph folded() {
    Graph f = folded;
    if (f == null) {
      f = Summing.of(Folding.of(this));
      f.folded = f;
      folded = f;
    }
    return f;
  }

  /**
   * How a run goes over images of some size. The last one is kept: the next slice mostly has that
   * size, and a small image takes little longer than its plan.
   */
  Plan plan(Shape in, long budget) {
    Plan plan = planned.get();
    if (plan == null || !plan.isFor(in, budget)) {
      plan = new Plan(this, in, budget);
      planned = new SoftReference<>(plan);
    }
    return plan;
  }

  /** By node, how many inputs it is; the output has one reader more. */
  int[] readers() {
    int[] readers = new int[nodes.size()];
    nodes.forEach(n -> n.inputs.forEach(in -> readers[in.id]++));
    readers[output.id]++;
    return readers;
  }

  /** The nodes in an order in which each follows its inputs; the input is first. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node whose result is the graph's. */
  public Node output() {
    return output;
  }

  /**
   * The extent of the result.
   *
   * @throws IllegalArgumentException when branches that meet differ in size or a layer's channel
   *     count is not the image's
   */
  public Shape outputShape(Shape in) {
    return shapes(in)[output.id];
  }

  /** The extent of every node's result, by node id. */
  public Shape[] shapes(Shape in) {
    Shape[] shapes = new Shape[nodes.size()];
    for (Node n : nodes) {
      shapes[n.id] = Shapes.of(n, shapes, in);
    }
    return shapes;
  }

  /** Where output columns lie on the input's columns, along the first path from input to output. */
  public AxisScale scaleX(Shape in) {
    return Shapes.scale(output, 0, shapes(in));
  }

  /** Where output rows lie on the input's rows. */
  public AxisScale scaleY(Shape in) {
    return Shapes.scale(output, 1, shapes(in));
  }

  /** Where output planes lie on the input's planes. */
  public AxisScale scaleZ(Shape in) {
    return Shapes.scale(output, 2, shapes(in));
  }

  /** Adds nodes one after another. A builder's nodes belong to it alone. */
  public static final class Builder {
    private final List<Node> nodes = new ArrayList<>();

    private Shape image;
    private Shape[] shapes = new Shape[16];

    private Builder() {
      add(new Op.Input());
    }

    /** A node of another graph upon nodes of this one. */
    Node copy(Node n, Node... inputs) {
      return add(n.op, inputs);
    }

    /** A convolution as it is, in one pass. */
    Node layer(Node in, Convolution c) {
      return pass(in, c, false);
    }

    /** The same; {@code partial} when it is one axis of a kernel with more axes to come. */
    Node pass(Node in, Convolution c, boolean partial) {
      return add(new Op.Convolve(c, partial), in);
    }

    /** A convolution channel by channel, in one pass, added to rows of its extent. */
    Node onto(Node base, Node in, Convolution c) {
      return add(new Op.Convolve(c, false), in, base);
    }

    /** A node divided by a number. */
    Node divided(Node in, float by) {
      return add(new Op.Divide(by), in);
    }

    private Node add(Op op, Node... inputs) {
      for (Node n : inputs) {
        if (n.id >= nodes.size() || nodes.get(n.id) != n) {
          throw new IllegalArgumentException("node " + n + " belongs to another graph");
        }
      }
      Node node = new Node(nodes.size(), op, List.of(inputs));
      nodes.add(node);
      return node;
    }

    /**
     * The extent of a node's result for an image of the given extent.
     *
     * @throws IllegalArgumentException as {@link Graph#outputShape}
     */
    public Shape shape(Node n, Shape in) {
      if (!in.equals(image)) {
        Arrays.fill(shapes, null);
        image = in;
      }
      if (shapes.length < nodes.size()) {
        shapes = Arrays.copyOf(shapes, 2 * nodes.size());
      }
      for (Node m : nodes.subList(0, n.id + 1)) {
        shapes[m.id] = shapes[m.id] != null ? shapes[m.id] : Shapes.of(m, shapes, in);
      }
      return shapes[n.id];
    }

    /**
     * All of another graph upon a node of this one.
     *
     * @param in takes the place of the other graph's image
     * @return what stands for the other graph's output
     */
    public Node include(Graph other, Node in) {
      Node[] copies = new Node[other.nodes.size()];
      copies[0] = in;
      for (Node n : other.nodes.subList(1, copies.length)) {
        Node[] inputs = n.inputs.stream().map(i -> copies[i.id]).toArray(Node[]::new);
        copies[n.id] = add(n.op, inputs);
      }
      return copies[other.output.id];
    }

    /** The image. */
    public Node input() {
      return nodes.get(0);
    }

    /**
     * A convolution. A separable kernel, or one that is nearly a sum of few, runs axis by axis
     * where that is cheaper.
     */
    public Node convolve(Node in, Convolution c) {
      return Passes.add(this, in, c);
    }

    public Node transposed(Node in, TransposedConvolution t) {
      return add(new Op.Transpose(t), in);
    }

    /** A pooling. Maximum, minimum and mean run axis by axis at a cost free of the window. */
    public Node pool(Node in, Pooling p) {
      if (p.type() == Pooling.Type.MEDIAN) {
        return add(new Op.Median(p), in);
      }
      AxisRule[] rules = {p.x(), p.y(), p.z()};
      Node node = in;
      float value = p.value();
      for (int axis = 0; axis < 3; axis++) {
        if (!rules[axis].equals(AxisRule.UNIT)) {
          node = add(new Op.PoolAxis(p.type(), rules[axis], axis, p.border(), value), node);
          if (p.type() == Pooling.Type.MEAN) {
            // What the next axis meets outside is a whole line of the constant, summed.
            value *= rules[axis].taps();
          }
        }
      }
      boolean exact = p.border() != null && p.type() != Pooling.Type.MEAN;
      return exact || node == in ? node : add(new Op.PoolFinish(p), node, in);
    }

    public Node activate(Node in, Activation a) {
      return a == Activation.NONE ? in : add(new Op.Activate(a), in);
    }

    /** An image that is always the same; not copied. */
    public Node constant(Volume image) {
      return add(new Op.Constant(image));
    }

    public Node map(Node in, Pointwise f) {
      return add(new Op.Unary(f), in);
    }

    /** A function of two images of equal shape. */
    public Node pair(Pairwise f, Node a, Node b) {
      return add(new Op.Pair(f), a, b);
    }

    /** A function of all channels at each place. */
    public Node across(AcrossChannels f, Node in) {
      return add(new Op.Across(f), in);
    }

    /**
     * One axis resized, or picked from.
     *
     * @param axis 0 x, 1 y, 2 z
     */
    public Node resample(Node in, AxisSampler rule, int axis) {
      return add(new Op.Resample(rule, axis), in);
    }

    /** The sum over a window, zero outside; the pooling's own type and border do not matter. */
    public Node windowSum(Node in, AxisRule x, AxisRule y, AxisRule z) {
      AxisRule[] rules = {x, y, z};
      Node node = in;
      for (int axis = 0; axis < 3; axis++) {
        if (!rules[axis].equals(AxisRule.UNIT)) {
          node = add(new Op.PoolAxis(Pooling.Type.MEAN, rules[axis], axis, null, 0), node);
        }
      }
      return node;
    }

    /** Branches of equal shape fused value by value. */
    public Node fuse(Fuse f, Node... branches) {
      return add(new Op.Join(f), atLeastOne(branches));
    }

    /** {@code Σ weights[b] · branch b}, channel by channel, fused multiply-adds in branch order. */
    public Node weighted(float[] weights, Node... branches) {
      if (weights.length != branches.length) {
        throw new IllegalArgumentException(
            weights.length + " weights for " + branches.length + " branches");
      }
      return add(new Op.Weighted(weights.clone()), atLeastOne(branches));
    }

    /** a + b. */
    public Node add(Node a, Node b) {
      return add(new Op.Combine(false), a, b);
    }

    /** a − b. */
    public Node subtract(Node a, Node b) {
      return add(new Op.Combine(true), a, b);
    }

    /** The branches' channels one after another. */
    public Node concat(Node... branches) {
      return branches.length == 1 ? branches[0] : add(new Op.Concat(), atLeastOne(branches));
    }

    /** The channels {@code from … from + count − 1}. */
    public Node channels(Node in, int from, int count) {
      return add(new Op.Channels(from, count), in);
    }

    /**
     * A 1×1 layer: {@code out[o] = bias[o] + Σ weights[o][c] · in[c]}.
     *
     * @param weights one row per output channel, one column per input channel
     * @param bias one per output channel, or null
     */
    public Node project(Node in, float[][] weights, float[] bias) {
      int channels = weights[0].length;
      float[] flat = new float[weights.length * channels];
      for (int o = 0; o < weights.length; o++) {
        if (weights[o].length != channels) {
          throw new IllegalArgumentException("rows of weights differ in length");
        }
        System.arraycopy(weights[o], 0, flat, o * channels, channels);
      }
      return convolve(in, Convolution.layer(channels, weights.length, 1, 1, 1, 1, flat, bias));
    }

    /** The mean of each plane (image-level pooling), spread back over it. */
    public Node globalMean(Node in) {
      return pyramid(in, 1, false);
    }

    /** The mean of each channel's whole volume, spread back over it. */
    public Node globalMean(Node in, boolean threeD) {
      return pyramid(in, 1, threeD);
    }

    /** Adaptive means of each plane on bins × bins, spread back bilinearly (Zhao et al. 2017). */
    public Node pyramid(Node in, int bins) {
      return pyramid(in, bins, false);
    }

    /** The same with bins along z too when {@code threeD}. */
    public Node pyramid(Node in, int bins, boolean threeD) {
      return spread(bins(in, bins, threeD), in);
    }

    /**
     * Adaptive means on a grid: bin i of b covers ⌊i·n/b⌋ … ⌈(i+1)·n/b⌉ − 1 of an axis of n. Each
     * plane has a grid of its own unless {@code threeD}.
     */
    public Node bins(Node in, int bins, boolean threeD) {
      if (bins < 1) {
        throw new IllegalArgumentException("bins must be at least 1, not " + bins);
      }
      return add(new Op.Bins(bins, threeD), in);
    }

    /** A small grid spread over the extent of another node, linearly, with half-pixel centres. */
    public Node spread(Node grid, Node over) {
      return add(new Op.Spread(), grid, over);
    }

    private static Node[] atLeastOne(Node[] branches) {
      if (branches.length == 0) {
        throw new IllegalArgumentException("no branch");
      }
      return branches;
    }

    /** The finished graph. Several outputs are concatenated; what they do not need is dropped. */
    public Graph build(Node... outputs) {
      Node output = concat(outputs);
      boolean[] needed = new boolean[nodes.size()];
      needed[0] = true;
      needed[output.id] = true;
      for (int i = output.id; i >= 0; i--) {
        if (needed[i]) {
          nodes.get(i).inputs.forEach(n -> needed[n.id] = true);
        }
      }
      Node[] kept = new Node[nodes.size()];
      List<Node> list = new ArrayList<>();
      for (Node n : nodes) {
        if (needed[n.id]) {
          Node[] inputs = n.inputs.stream().map(i -> kept[i.id]).toArray(Node[]::new);
          kept[n.id] = new Node(list.size(), n.op, Arrays.asList(inputs));
          list.add(kept[n.id]);
        }
      }
      return new Graph(Collections.unmodifiableList(list), kept[output.id]);
    }
  }
}
