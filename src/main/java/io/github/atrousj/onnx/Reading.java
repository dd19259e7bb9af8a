package io.github.atrousj.onnx;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state of reading a network: values by name, constants and images, and the graph so far. */
final class Reading {
  /** No axis of a network's images is longer. */
  private static final int MOST_LENGTH = 1 << 24;

  final Graph.Builder g = Graph.builder();
  final int opset;
  final boolean batched;
  private final Shape image;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, List<NodeDef>> readers;
  private final Set<NodeDef> done = new HashSet<>();

  /**
   * @param image the extent of the image, null when there is none
   * @param batched whether the image is one of a batch
   * @param readers the nodes that read a value, and null among them for the user
   */
  Reading(int opset, Shape image, Map<String, List<NodeDef>> readers, boolean batched) {
    this.batched = batched;
    this.opset = opset;
    this.image = image;
    this.readers = readers;
  }

  Object value(String name) {
    return values.get(name);
  }

  void put(String name, Object value) {
    values.put(name, value);
  }

  /** The only node that reads a value, null when there are others or the user wants it. */
  NodeDef soleReader(String name) {
    List<NodeDef> all = readers.getOrDefault(name, List.of());
    return all.size() == 1 ? all.get(0) : null;
  }

  /** Marks a node as done together with another. */
  void finish(NodeDef n) {
    done.add(n);
  }

  boolean isDone(NodeDef n) {
    return done.contains(n);
  }

  boolean isConstant(NodeDef n, int i) {
    return n.hasInput(i) && values.get(n.inputs().get(i)) instanceof Tensor;
  }

  /** An input that must not depend on the image. */
  Tensor constant(NodeDef n, int i) {
    if (!n.hasInput(i)) {
      throw n.refusal("input " + i + " is missing");
    }
    if (values.get(n.inputs().get(i)) instanceof Tensor t) {
      return t;
    }
    throw n.refusal("input " + i + " (\"" + n.inputs().get(i) + "\") depends on the image");
  }

  /** The same, null when it is left out. */
  Tensor optional(NodeDef n, int i) {
    return n.hasInput(i) ? constant(n, i) : null;
  }

  /** An input as an image; constants become images that are always the same. */
  Image image(NodeDef n, int i, int rank) {
    if (!n.hasInput(i)) {
      throw n.refusal("input " + i + " is missing");
    }
    Object v = values.get(n.inputs().get(i));
    return v instanceof Tensor t ? image(n, t, rank) : (Image) v;
  }

  /** The first input, an image [1, C, spatial …]. */
  Image plain(NodeDef n) {
    Image in = image(n, 0, 4);
    if (!in.isPlain()) {
      throw n.refusal("works on images only, not on " + Arrays.toString(in.dims()));
    }
    return in;
  }

  private Image image(NodeDef n, Tensor t, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    if (t.rank() > rank) {
      throw n.refusal("a constant of " + t + " meets an image of " + rank + " dimensions");
    }
    System.arraycopy(t.dims(), 0, dims, rank - t.rank(), t.rank());
    if (rank < 3 || rank > 5 || dims[0] != 1) {
      throw n.refusal("a constant of " + t + " cannot be taken as an image");
    }
    Volume v = volume(t.toFloats(), dims);
    return Image.plain(g.constant(v), v.shape(), rank);
  }

  /** The extent of dimensions [1, C, spatial …]. */
  static Shape shape(int[] dims) {
    int r = dims.length;
    return new Shape(dims[1], r > 4 ? dims[r - 3] : 1, r > 3 ? dims[r - 2] : 1, dims[r - 1]);
  }

  static Volume volume(float[] values, int[] dims) {
    Shape s = shape(dims);
    int plane = s.height() * s.width();
    float[][] planes = new float[s.channels() * s.depth()][];
    Arrays.setAll(planes, i -> Arrays.copyOfRange(values, i * plane, (i + 1) * plane));
    return new Volume(s, planes);
  }

  Shape shape(Node n) {
    Shape s = g.shape(n, image);
    if (Math.max(Math.max(s.width(), s.height()), s.depth()) > MOST_LENGTH) {
      throw new OnnxException("an image of " + s + " is too large");
    }
    if (s.size() == 0) { // which throws on overflow
      throw new OnnxException("nothing is left of the image: " + s);
    }
    return s;
  }

  /** A node of whatever extent it has, as a plain image of a rank. */
  Image plain(Node n, int rank) {
    return Image.plain(n, shape(n), rank);
  }

  /** Pads the axes x, y and z, or crops them; a border of a value is {@code CONSTANT}. */
  Node pad(Node n, int[] before, int[] after, Border border, float value) {
    Convolution c =
        Convolution.of(Kernel.volume(1, 1, 1, 1))
            .padding(
                Padding.of(before[0], after[0]),
                Padding.of(before[1], after[1]),
                Padding.of(before[2], after[2]));
    return g.convolve(n, border == Border.CONSTANT ? c.constantBorder(value) : c.border(border));
  }
}
