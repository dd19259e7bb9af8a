package io.github.atrousj.onnx;

import java.util.List;
import java.util.Map;

/**
 * A model file's content.
 *
 * @param opset version of the standard operators
 */
record ModelDef(
    String name,
    String producer,
    int opset,
    Map<String, String> metadata,
    List<NodeDef> nodes,
    Map<String, Tensor> initializers,
    List<ValueDef> inputs,
    List<ValueDef> outputs) {}
