package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A trained network read from an ONNX file (opset 7 or later). Immutable.
 *
 * <p>Files are untrusted: whatever a file holds, reading gives a model or one {@link
 * OnnxException}; sizes are checked before memory is taken, and external data is read from the
 * model's own folder only.
 */
public final class OnnxModel {
  /**
   * An input or output as the file declares it.
   *
   * @param type null when it is not declared
   * @param dims sizes, −1 for any; null when they are not declared
   */
  public record Value(String name, DataType type, int[] dims) {}

  private final ModelDef def;

  private OnnxModel(ModelDef def) {
    this.def = def;
  }

  /**
   * @throws OnnxException when the file is no ONNX model, with one line that says why
   */
  public static OnnxModel read(Path file) {
    return new OnnxModel(OnnxFile.read(file));
  }

  /**
   * @param bytes a file's content; external data is refused
   */
  public static OnnxModel of(byte[] bytes) {
    return new OnnxModel(OnnxFile.parse(bytes, null));
  }

  /** What travels with the model: its metadata properties. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(def.metadata());
  }

  /** Version of the standard operators. */
  public int opset() {
    return def.opset();
  }

  /** Inputs that have no value in the file. */
  public List<Value> inputs() {
    return def.inputs().stream()
        .filter(v -> !def.initializers().containsKey(v.name()))
        .map(OnnxModel::value)
        .toList();
  }

  public List<Value> outputs() {
    return def.outputs().stream().map(OnnxModel::value).toList();
  }

  private static Value value(ValueDef v) {
    int[] dims = null;
    if (v.dims() != null) {
      dims = new int[v.dims().length];
      for (int i = 0; i < dims.length; i++) {
        dims[i] = v.size(i);
      }
    }
    return new Value(v.name(), v.type() == 0 ? null : DataType.of(v.type()), dims);
  }

  /** The values that the network has for constants, by name. */
  public Map<String, Tensor> constants() {
    return Collections.unmodifiableMap(def.initializers());
  }

  /**
   * The network from one input to one output, for images of an extent.
   *
   * @param rank dimensions of the input, batch and channels among them: 3 to 5
   * @throws OnnxException when an operator is not supported, naming it and its node; when the
   *     network does not suit the extent
   */
  public Network network(String input, String output, Shape image, int rank) {
    Object read =
        new NetworkReader(def).read(output, Map.of(), input, Image.dims(image, rank), false);
    if (read instanceof Network n) {
      return n;
    }
    throw new OnnxException("output \"" + output + "\" does not depend on the image");
  }

  /**
   * The network of a model with one input, to its first output, for planes or volumes.
   *
   * @throws OnnxException as {@link #network(String, String, Shape, int)}
   */
  public Network network(Shape image) {
    List<Value> inputs = inputs();
    if (inputs.size() != 1) {
      throw new OnnxException("the model has " + inputs.size() + " inputs, not one");
    }
    if (def.outputs().isEmpty()) {
      throw new OnnxException("the model has no output");
    }
    int[] dims = inputs.get(0).dims();
    int rank = dims != null ? dims.length : image.depth() > 1 ? 5 : 4;
    if (rank < 3 || rank > 5) {
      throw new OnnxException("an input of " + rank + " dimensions is no image");
    }
    return network(inputs.get(0).name(), def.outputs().get(0).name(), image, rank);
  }

  /**
   * All outputs for named inputs. A batch is computed one image after another.
   *
   * @param inputs one for every input of {@link #inputs}
   * @throws OnnxException when an operator is not supported or the inputs do not suit the network
   */
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return new TensorRun(def, inputs).run();
  }
}
