package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of a model on named tensors. */
final class TensorRun {
  /** Operators whose inputs are all images, when one is. */
  private static final Set<String> ELEMENTWISE =
      Set.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Mean", "Sum", "Concat");

  private final ModelDef def;
  private final boolean graphOnly;
  private final NetworkReader reader;
  private final Map<String, Tensor> inputs;
  private final Runner runner = new Runner();

  TensorRun(ModelDef def, Map<String, Tensor> inputs) {
    this(def, inputs, false);
  }

  /**
   * @param graphOnly whether nothing is computed without a graph where there is an image
   */
  TensorRun(ModelDef def, Map<String, Tensor> inputs, boolean graphOnly) {
    this.graphOnly = graphOnly;
    this.def = def;
    this.inputs = inputs;
    reader = new NetworkReader(def);
    for (ValueDef v : def.inputs()) {
      if (!def.initializers().containsKey(v.name()) && !inputs.containsKey(v.name())) {
        throw new OnnxException("input \"" + v.name() + "\" is missing");
      }
    }
  }

  Map<String, Tensor> run() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (ValueDef v : def.outputs()) {
      outputs.put(v.name(), output(v.name()));
    }
    return outputs;
  }

  private Tensor output(String name) {
    String image = imageInput();
    if (image == null) {
      return (Tensor) reader.read(name, inputs, null, null, false);
    }
    int n = inputs.get(image).dim(0);
    // A batch may be looked at as a whole; what is no network of images may not be one by one.
    if (graphOnly || n == 1) {
      try {
        return images(name, image);
      } catch (OnnxException e) {
        return whole(name, e);
      }
    }
    try {
      return (Tensor) reader.read(name, inputs, null, null, false);
    } catch (OnnxException e) {
      return images(name, image);
    }
  }

  /** Computes without a graph; tells the first failure when that fails too. */
  private Tensor whole(String name, OnnxException first) {
    if (graphOnly) {
      throw first;
    }
    try {
      return (Tensor) reader.read(name, inputs, null, null, false);
    } catch (OnnxException e) {
      throw first;
    }
  }

  private Tensor images(String name, String image) {
    Tensor batch = inputs.get(image);
    int n = batch.dim(0);
    Tensor[] parts = new Tensor[n];
    for (int i = 0; i < n; i++) {
      Map<String, Tensor> given = new HashMap<>(inputs);
      for (ValueDef v : def.inputs()) {
        Tensor t = given.get(v.name());
        if (t != null && !v.name().equals(image) && isBatch(v.name(), t, batch)) {
          given.put(v.name(), part(t, i));
        }
      }
      parts[i] = one(name, given, image, part(batch, i), n > 1);
    }
    return n == 1 ? parts[0] : joined(parts);
  }

  /** The first input that is an image: real, of three to five dimensions. */
  private String imageInput() {
    for (ValueDef v : def.inputs()) {
      Tensor t = inputs.get(v.name());
      if (t != null && t.isReal() && t.rank() >= 3 && t.rank() <= 5 && t.size() > 0) {
        return v.name();
      }
    }
    return null;
  }

  private boolean isBatch(String name, Tensor t, Tensor batch) {
    List<NodeDef> readers = def.nodes().stream().filter(n -> n.inputs().contains(name)).toList();
    return batch.dim(0) > 1
        && t.rank() == batch.rank()
        && t.dim(0) == batch.dim(0)
        && readers.stream().allMatch(n -> ELEMENTWISE.contains(n.op()));
  }

  private static Tensor part(Tensor t, int i) {
    int[] dims = t.dims();
    int each = t.size() / dims[0];
    dims[0] = 1;
    return Tensor.real(t.type(), Arrays.copyOfRange(t.toFloats(), i * each, (i + 1) * each), dims);
  }

  private static Tensor joined(Tensor[] parts) {
    int[] dims = parts[0].dims();
    if (dims.length == 0 || dims[0] != 1) {
      throw new OnnxException("a result of " + parts[0] + " cannot be put together to a batch");
    }
    dims[0] = parts.length;
    int each = parts[0].size();
    Tensor all = parts[0].blank(dims);
    for (int i = 0; i < parts.length; i++) {
      for (int j = 0; j < each; j++) {
        all.copy(i * each + j, parts[i], j);
      }
    }
    return all;
  }

  private Tensor one(
      String output, Map<String, Tensor> given, String image, Tensor t, boolean batched) {
    Object read = reader.read(output, given, image, t.dims(), batched);
    if (read instanceof Tensor constant) {
      if (batched) {
        throw new OnnxException("output \"" + output + "\" does not depend on the image");
      }
      return constant;
    }
    Network network = (Network) read;
    Volume in = Reading.volume(t.toFloats(), t.dims());
    Shape s = network.outputShape();
    OnnxFile.requireHeap(
        runner.memoryNeeded(network.graph(), in.shape()) + 2 * Float.BYTES * s.size());
    Volume out = new Volume(s);
    runner.run(network.graph(), in, out, Monitor.NONE);
    return tensor(out, network.output());
  }

  /** The values in ONNX's order. */
  private static Tensor tensor(Volume v, Image as) {
    Shape s = v.shape();
    int plane = s.height() * s.width();
    float[] all = new float[Math.toIntExact(s.size())];
    int each = s.depth() * plane;
    for (int i = 0; i < s.channels() * s.depth(); i++) {
      float[] from = v.plane(i / s.depth(), i % s.depth());
      if (as.channelsLast()) {
        int c = i / s.depth();
        int at = i % s.depth() * plane;
        for (int k = 0; k < plane; k++) {
          all[(at + k) * s.channels() + c] = from[k];
        }
      } else {
        System.arraycopy(from, 0, all, i * plane, plane);
      }
    }
    if (each == 0) {
      throw new OnnxException("an empty result");
    }
    if (as.type().isReal()) {
      return Tensor.real(as.type(), all, as.dims());
    }
    long[] whole = new long[all.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) all[i];
    }
    return Tensor.whole(as.type(), whole, as.dims());
  }
}
