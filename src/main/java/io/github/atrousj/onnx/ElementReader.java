package io.github.atrousj.onnx;

import io.github.atrousj.graph.Fuse;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Pairwise;
import io.github.atrousj.graph.Pointwise;
import io.github.atrousj.graph.Pointwise.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Functions of values at the same place. */
final class ElementReader {
  private ElementReader() {}

  /** The function of an operator with one input, null when it is none. */
  static Pointwise unary(Reading r, NodeDef n) {
    return switch (n.op()) {
      case "LeakyRelu" -> Pointwise.of(Kind.LEAKY_RELU, n.real("alpha", 0.01f));
      case "Elu" -> Pointwise.of(Kind.ELU, n.real("alpha", 1));
      case "Sigmoid" -> Pointwise.of(Kind.SIGMOID);
      case "Tanh" -> Pointwise.of(Kind.TANH);
      case "Relu" -> new Pointwise(Kind.MAX, 0, 0);
      case "Clip" -> clip(r, n);
      case "HardSigmoid" ->
          new Pointwise(Kind.HARD_SIGMOID, n.real("alpha", 0.2f), n.real("beta", 0.5f));
      case "Softplus" -> Pointwise.of(Kind.SOFTPLUS);
      case "Softsign" -> Pointwise.of(Kind.SOFTSIGN);
      case "Neg" -> Pointwise.of(Kind.NEGATE);
      case "Abs" -> Pointwise.of(Kind.ABS);
      case "Exp" -> Pointwise.of(Kind.EXP);
      case "Log" -> Pointwise.of(Kind.LOG);
      case "Sqrt" -> Pointwise.of(Kind.SQRT);
      case "Reciprocal" -> Pointwise.of(Kind.RECIPROCAL);
      case "Erf" -> Pointwise.of(Kind.ERF);
      case "Floor" -> Pointwise.of(Kind.FLOOR);
      case "Ceil" -> Pointwise.of(Kind.CEIL);
      case "Round" -> Pointwise.of(Kind.ROUND);
      case "Sign" -> Pointwise.of(Kind.SIGN);
      default -> null;
    };
  }

  private static Pointwise clip(Reading r, NodeDef n) {
    float low = -Float.MAX_VALUE;
    float high = Float.MAX_VALUE;
    if (r.opset < 11) {
      low = n.real("min", low);
      high = n.real("max", high);
    } else {
      Tensor min = r.optional(n, 1);
      Tensor max = r.optional(n, 2);
      low = min == null ? Float.NEGATIVE_INFINITY : single(n, min);
      high = max == null ? Float.POSITIVE_INFINITY : single(n, max);
    }
    return new Pointwise(Kind.CLIP, low, high);
  }

  private static float single(NodeDef n, Tensor t) {
    if (t.size() != 1) {
      throw n.refusal("a limit of " + t);
    }
    return t.real(0);
  }

  static Object map(Reading r, NodeDef n) {
    Image in = r.image(n, 0, 4);
    return in.with(r.g.map(in.node(), unary(r, n)));
  }

  static Object hardSwish(Reading r, NodeDef n) {
    Image in = r.image(n, 0, 4);
    Node gate = r.g.map(in.node(), new Pointwise(Kind.HARD_SIGMOID, 1f / 6, 0.5f));
    return in.with(r.g.fuse(Fuse.PRODUCT, in.node(), gate));
  }

  /** Truncates towards 0 where the result is of a whole type. */
  static Object cast(Reading r, NodeDef n) {
    Image in = r.image(n, 0, 4);
    DataType to = DataType.of((int) n.number("to", 1));
    if (to == DataType.BOOL) {
      throw n.refusal("an image cannot become true or false");
    }
    boolean cut = in.type().isReal() && !to.isReal();
    Node node = cut ? r.g.map(in.node(), Pointwise.of(Kind.TRUNCATE)) : in.node();
    return in.with(node).withType(to);
  }

  /** Add, Sub, Mul, Div, Pow, PRelu: of two images, or of one and a constant. */
  static Object binary(Reading r, NodeDef n) {
    Object short0 = scalar(r, n);
    if (short0 != null) {
      return short0;
    }
    List<Image> in = together(r, n, 2);
    Node a = in.get(0).node();
    Node b = in.get(1).node();
    Image like = in.get(0);
    return switch (n.op()) {
      case "Add" -> like.with(r.g.add(a, b));
      case "Sub" -> like.with(r.g.subtract(a, b));
      case "Mul" -> like.with(r.g.fuse(Fuse.PRODUCT, a, b));
      case "Div" -> like.with(whole(r, like, r.g.pair(Pairwise.DIVIDE, a, b)));
      case "Pow" -> like.with(r.g.pair(Pairwise.POWER, a, b));
      default -> like.with(r.g.pair(Pairwise.PRELU, a, b));
    };
  }

  /** Division of whole numbers drops the rest. */
  private static Node whole(Reading r, Image like, Node n) {
    return like.type().isReal() ? n : r.g.map(n, Pointwise.of(Kind.TRUNCATE));
  }

  /** The common case that one side is a single number, or one for each channel. */
  private static Image scalar(Reading r, NodeDef n) {
    boolean first = r.isConstant(n, 0);
    Tensor t = first ? r.constant(n, 0) : r.isConstant(n, 1) ? r.constant(n, 1) : null;
    if (t == null) {
      return null;
    }
    Image in = r.image(n, first ? 1 : 0, 4);
    if (t.size() == 1 && t.rank() <= in.rank()) {
      Pointwise f = with(n.op(), t.real(0), first);
      return f == null ? null : in.with(whole(r, in, r.g.map(in.node(), f)));
    }
    int c = in.shape().channels();
    boolean each =
        in.isPlain()
            && t.size() == c
            && t.rank() >= in.rank() - 1
            && t.rank() <= in.rank()
            && t.dim(t.rank() - in.rank() + 1) == c;
    if (!each || n.op().equals("Sub") && first) {
      return null;
    }
    float[] v = t.toFloats().clone();
    float[] ones = new float[c];
    Arrays.fill(ones, 1);
    switch (n.op()) {
      case "Mul":
        return in.with(ConvolutionReader.perChannel(r, in, v, null));
      case "Add":
        return in.with(ConvolutionReader.perChannel(r, in, ones, v));
      case "Sub":
        for (int i = 0; i < c; i++) {
          v[i] = -v[i];
        }
        return in.with(ConvolutionReader.perChannel(r, in, ones, v));
      default:
        return null;
    }
  }

  private static Pointwise with(String op, float a, boolean first) {
    return switch (op) {
      case "Add" -> Pointwise.of(Kind.ADD, a);
      case "Mul" -> Pointwise.of(Kind.MULTIPLY, a);
      case "Sub" -> first ? Pointwise.of(Kind.SUBTRACT_FROM, a) : Pointwise.of(Kind.ADD, -a);
      case "Div" -> Pointwise.of(first ? Kind.DIVIDE_INTO : Kind.DIVIDE, a);
      case "Pow" -> first ? null : Pointwise.of(Kind.POWER, a);
      case "PRelu" -> first ? null : Pointwise.of(Kind.LEAKY_RELU, a);
      default -> null;
    };
  }

  /** Max, Min, Mean and Sum of any number. */
  static Object many(Reading r, NodeDef n) {
    List<Image> in = together(r, n, n.inputs().size());
    Node[] nodes = in.stream().map(Image::node).toArray(Node[]::new);
    if (nodes.length == 1) {
      return in.get(0);
    }
    Fuse fuse =
        switch (n.op()) {
          case "Max" -> Fuse.MAX;
          case "Min" -> Fuse.MIN;
          case "Mean" -> Fuse.MEAN;
          default -> Fuse.SUM;
        };
    return in.get(0).with(r.g.fuse(fuse, nodes));
  }

  /** The inputs made equal in extent, as ONNX's broadcasting has it. */
  private static List<Image> together(Reading r, NodeDef n, int count) {
    int rank = 0;
    for (int i = 0; i < count; i++) {
      if (!r.isConstant(n, i)) {
        rank = Math.max(rank, r.image(n, i, 4).rank());
      }
    }
    List<Image> in = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      in.add(r.image(n, i, rank));
    }
    Image first = in.get(0);
    if (in.stream().allMatch(i -> Arrays.equals(i.dims(), first.dims()))) {
      return in;
    }
    for (Image i : in) {
      if (!i.isPlain() || i.rank() != rank) {
        throw n.refusal(
            "cannot bring "
                + Arrays.toString(i.dims())
                + " and "
                + Arrays.toString(first.dims())
                + " together");
      }
    }
    return Broadcast.all(r, n, in);
  }
}
