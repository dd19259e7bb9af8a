package io.github.atrousj.onnx;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * A trained network read from an ONNX file (opset 7 or later). Immutable.
 *
 * <p>Files are untrusted: whatever a file holds, reading gives a model or one {@link
 * OnnxException}; sizes are checked before memory is taken, and external data is read from the
 * model's own folder only.
 */
public final class OnnxModel {
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
}
