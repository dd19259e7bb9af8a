package io.github.atrousj.onnx;

import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.graph.Activation;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Op;
import io.github.atrousj.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a graph into the nodes of an ONNX model: every operation into the standard ones. */
final class GraphWriter {
  static final String INPUT = "image";
  static final String OUTPUT = "result";
  private static final int OPSET = 17;

  private final Graph graph;
  private final Shape in;
  private final Shape[] shapes;
  private final boolean volume;
  private final String[] names;
  private final Nodes nodes;
  private final SpatialWriter spatial;

  GraphWriter(Graph graph, Shape in) {
    this.graph = graph;
    this.in = in;
    shapes = graph.shapes(in);
    boolean deep = in.depth() > 1;
    for (Shape s : shapes) {
      deep |= s.depth() > 1;
    }
    volume = deep;
    names = new String[shapes.length];
    nodes = new Nodes(volume ? 3 : 2);
    spatial = new SpatialWriter(nodes);
  }

  ModelDef model(Map<String, String> metadata) {
    for (Node n : graph.nodes()) {
      names[n.id()] = write(n);
    }
    nodes.add("Identity", List.of(names[graph.output().id()]), OUTPUT);
    Shape out = shapes[graph.output().id()];
    return new ModelDef(
        "AtrousJ",
        "AtrousJ",
        OPSET,
        metadata,
        nodes.list(),
        nodes.constants(),
        List.of(new ValueDef(INPUT, DataType.FLOAT.code, dims(in, ""))),
        List.of(new ValueDef(OUTPUT, DataType.FLOAT.code, dims(out, "out_"))));
  }

  private Object[] dims(Shape s, String prefix) {
    List<Object> dims = new ArrayList<>(List.of("batch", s.channels()));
    boolean open = !nodes.isSized();
    if (volume) {
      dims.add(open ? prefix + "depth" : (Object) s.depth());
    }
    dims.add(open ? prefix + "height" : (Object) s.height());
    dims.add(open ? prefix + "width" : (Object) s.width());
    return dims.toArray();
  }

  private String name(Node n, int input) {
    return names[n.inputs().get(input).id()];
  }

  private List<String> inputs(Node n) {
    return n.inputs().stream().map(i -> names[i.id()]).toList();
  }

  private Shape shape(Node n, int input) {
    return shapes[n.inputs().get(input).id()];
  }

  private String write(Node n) {
    Op op = n.op();
    if (op instanceof Op.Input) {
      return INPUT;
    } else if (op instanceof Op.Constant c) {
      return constant(c.image());
    } else if (op instanceof Op.Convolve c) {
      if (n.inputs().size() > 1) {
        throw new OnnxException("a graph is written as it was given, not as it is run");
      }
      return spatial.convolution(name(n, 0), shape(n, 0), c.spec());
    } else if (op instanceof Op.Transpose t) {
      return spatial.transposed(name(n, 0), shape(n, 0), t.spec());
    } else if (op instanceof Op.Median) {
      throw new OnnxException("a median has no counterpart in ONNX");
    } else if (op instanceof Op.PoolAxis p) {
      return spatial.pool(name(n, 0), shape(n, 0), p);
    } else if (op instanceof Op.PoolFinish p) {
      return finish(name(n, 0), p.spec(), shape(n, 1), shapes[n.id()]);
    } else if (op instanceof Op.Activate a) {
      return activate(name(n, 0), a.function());
    } else if (op instanceof Op.Unary u) {
      return PointwiseWriter.write(nodes, name(n, 0), u.function());
    } else if (op instanceof Op.Pair p) {
      String onnx =
          switch (p.function()) {
            case DIVIDE -> "Div";
            case POWER -> "Pow";
            case PRELU -> "PRelu";
          };
      return nodes.add(onnx, inputs(n));
    } else if (op instanceof Op.Across a) {
      return AcrossWriter.write(nodes, name(n, 0), a.function());
    } else if (op instanceof Op.Resample r) {
      return ResampleWriter.write(nodes, name(n, 0), shape(n, 0), r);
    } else if (op instanceof Op.Join j) {
      return FuseWriter.write(nodes, inputs(n), j.fuse());
    } else if (op instanceof Op.Weighted w) {
      return weighted(inputs(n), w.weights());
    } else if (op instanceof Op.Combine c) {
      return nodes.add(c.minus() ? "Sub" : "Add", inputs(n));
    } else if (op instanceof Op.Concat) {
      return nodes.concat(inputs(n), 1);
    } else if (op instanceof Op.Channels c) {
      return nodes.slice(name(n, 0), 1, c.from(), c.from() + c.count());
    } else if (op instanceof Op.Bins b) {
      return BinsWriter.write(nodes, name(n, 0), shape(n, 0), b.bins(), b.threeD());
    } else if (op instanceof Op.Spread) {
      return nodes.resizeLike(name(n, 0), name(n, 1));
    }
    throw new OnnxException(op.getClass().getSimpleName() + " cannot be written as ONNX");
  }

  private String constant(Volume v) {
    Shape s = v.shape();
    float[] all = new float[Math.toIntExact(s.size())];
    int plane = s.height() * s.width();
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        System.arraycopy(v.plane(c, z), 0, all, (c * s.depth() + z) * plane, plane);
      }
    }
    nodes.size();
    return nodes.constant(Tensor.of(all, nodes.dims(s)));
  }

  private String activate(String x, Activation a) {
    return switch (a) {
      case RELU -> nodes.add("Relu", List.of(x));
      case ABS -> nodes.add("Abs", List.of(x));
      case SQUARE -> nodes.add("Mul", List.of(x, x));
      default -> x;
    };
  }

  private String weighted(List<String> branches, float[] weights) {
    List<String> parts = new ArrayList<>();
    for (int b = 0; b < weights.length; b++) {
      parts.add(
          PointwiseWriter.write(
              nodes, branches.get(b), Pointwise.of(Pointwise.Kind.MULTIPLY, weights[b])));
    }
    return parts.size() == 1 ? parts.get(0) : nodes.add("Sum", parts);
  }

  /** Divides sums by how many pixels each window holds: one row of counts per axis. */
  private String finish(String x, Pooling p, Shape from, Shape to) {
    if (p.type() != Pooling.Type.MEAN) {
      return x;
    }
    AxisRule[] rules = {p.x(), p.y(), p.z()};
    if (p.border() != null) {
      float all = (float) p.x().taps() * p.y().taps() * p.z().taps();
      return nodes.add("Div", List.of(x, nodes.scalar(all)));
    }
    nodes.size();
    int[] n = {from.width(), from.height(), from.depth()};
    int[] m = {to.width(), to.height(), to.depth()};
    String out = x;
    for (int axis = 0; axis < (volume ? 3 : 2); axis++) {
      if (!rules[axis].equals(AxisRule.UNIT)) {
        int[] dims = nodes.dims(new Shape(1, 1, 1, 1));
        dims[dims.length - 1 - axis] = m[axis];
        Tensor counts = Tensor.of(counts(rules[axis].resolve(n[axis]), n[axis], m[axis]), dims);
        out = nodes.add("Div", List.of(out, nodes.constant(counts)));
      }
    }
    return out;
  }

  private static float[] counts(Axis a, int n, int outputs) {
    float[] counts = new float[outputs];
    for (int p = 0; p < outputs; p++) {
      for (int t = 0; t < a.taps(); t++) {
        long i = a.position(p, t);
        counts[p] += i >= 0 && i < n ? 1 : 0;
      }
    }
    return counts;
  }
}
