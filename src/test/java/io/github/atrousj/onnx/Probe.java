package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Atrous;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small model made node by node: input {@code x} is an image, output {@code y} the last node's.
 */
final class Probe {
  /** Two channels of five rows and six columns. */
  static final Shape IMAGE = new Shape(2, 1, 5, 6);

  private final int opset;
  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  private Probe(int opset) {
    this.opset = opset;
  }

  static Probe of(int opset) {
    return new Probe(opset);
  }

  /** Of opset 17, as {@link OnnxWriter} writes. */
  static Probe model() {
    return of(17);
  }

  Probe constant(String name, Tensor value) {
    constants.put(name, value);
    return this;
  }

  Probe whole(String name, long... values) {
    return constant(name, Tensor.of(values, values.length));
  }

  /** A list of one dimension. */
  Probe reals(String name, float... values) {
    return constant(name, Tensor.of(values, values.length));
  }

  /** One value for each channel. */
  Probe channels(String name, float... values) {
    return constant(name, Tensor.of(values, values.length, 1, 1));
  }

  /** Adds a node; inputs and outputs are names parted by commas, an empty one is left out. */
  Probe node(String op, String inputs, String outputs, AttributeDef... attributes) {
    Map<String, AttributeDef> named = new LinkedHashMap<>();
    for (AttributeDef a : attributes) {
      named.put(a.name(), a);
    }
    List<String> in = inputs.isEmpty() ? List.of() : List.of(inputs.split(",", -1));
    nodes.add(new NodeDef("", op, "", in, List.of(outputs.split(",")), named));
    return this;
  }

  /** The same with {@code y} as the output. */
  Probe last(String op, String inputs, AttributeDef... attributes) {
    return node(op, inputs, "y", attributes);
  }

  private ModelDef def(int[] out) {
    Object[] dims = new Object[out.length];
    for (int i = 0; i < out.length; i++) {
      dims[i] = out[i];
    }
    ValueDef x = new ValueDef("x", 1, new Object[] {1, 2, 5, 6});
    ValueDef y = new ValueDef("y", 1, dims);
    return new ModelDef("probe", "test", opset, Map.of(), nodes, constants, List.of(x), List.of(y));
  }

  /** What our reader makes of it: a {@link Network}, or a {@link Tensor} that needs no image. */
  Object read() {
    return new NetworkReader(def(new int[0]))
        .read("y", Map.of(), "x", new int[] {1, 2, 5, 6}, false);
  }

  /** Our result. */
  Tensor ours(Volume image) {
    Network n = (Network) read();
    Volume out = Atrous.run(n.graph(), image);
    float[] values = Ort.tensor(out, false).floats();
    if (n.output().channelsLast()) {
      throw new IllegalStateException("not a plain image");
    }
    return Tensor.of(values, n.output().dims());
  }

  /** ONNX Runtime's result. */
  Tensor theirs(Volume image, int[] dims) {
    return Ort.run(ModelWriter.bytes(def(dims)), Ort.tensor(image, false));
  }
}
