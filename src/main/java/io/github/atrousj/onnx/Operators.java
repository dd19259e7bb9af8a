package io.github.atrousj.onnx;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The operators that are known, and who reads them. */
final class Operators {
  private static final Map<String, NodeReader> IMAGE = new TreeMap<>();

  /** Operators that occur among constants only. */
  private static final Set<String> CONSTANT =
      Set.of(
          "Constant",
          "ConstantOfShape",
          "Range",
          "Size",
          "Where",
          "Not",
          "Mod",
          "Equal",
          "Less",
          "Greater",
          "LessOrEqual",
          "GreaterOrEqual",
          "And",
          "Or");

  static {
    IMAGE.put("Conv", ConvolutionReader::conv);
    IMAGE.put("ConvTranspose", ConvolutionReader::transposed);
    IMAGE.put("BatchNormalization", ConvolutionReader::batchNormalization);
    IMAGE.put("MaxPool", PoolReader::max);
    IMAGE.put("AveragePool", PoolReader::average);
    IMAGE.put("LpPool", PoolReader::lp);
    IMAGE.put("GlobalAveragePool", PoolReader::globalAverage);
    IMAGE.put("GlobalMaxPool", PoolReader::globalMax);
    for (String op :
        new String[] {
          "Relu",
          "LeakyRelu",
          "Elu",
          "Sigmoid",
          "Tanh",
          "Clip",
          "HardSigmoid",
          "Softplus",
          "Softsign",
          "Neg",
          "Abs",
          "Exp",
          "Log",
          "Sqrt",
          "Reciprocal",
          "Erf",
          "Floor",
          "Ceil",
          "Round",
          "Sign"
        }) {
      IMAGE.put(op, ElementReader::map);
    }
    IMAGE.put("HardSwish", ElementReader::hardSwish);
    IMAGE.put("Cast", ElementReader::cast);
    for (String op : new String[] {"Add", "Sub", "Mul", "Div", "Pow", "PRelu"}) {
      IMAGE.put(op, ElementReader::binary);
    }
    for (String op : new String[] {"Max", "Min", "Mean", "Sum"}) {
      IMAGE.put(op, ElementReader::many);
    }
    IMAGE.put("Softmax", AcrossReader::softmax);
    IMAGE.put("LogSoftmax", AcrossReader::softmax);
    IMAGE.put("ArgMax", AcrossReader::index);
    IMAGE.put("ArgMin", AcrossReader::index);
    for (String op : new String[] {"ReduceMean", "ReduceMax", "ReduceMin", "ReduceSum"}) {
      IMAGE.put(op, AcrossReader::reduce);
    }
    for (String op : new String[] {"Reshape", "Flatten", "Squeeze", "Unsqueeze", "Expand"}) {
      IMAGE.put(op, ShapeReader::relabel);
    }
    IMAGE.put("Transpose", TransposeReader::transpose);
    IMAGE.put("Concat", ShapeReader::concat);
    IMAGE.put("Slice", ShapeReader::slice);
    IMAGE.put("Gather", ShapeReader::gather);
    IMAGE.put("Split", ShapeReader::split);
    IMAGE.put("Pad", ShapeReader::pad);
    IMAGE.put("Resize", ResizeReader::resize);
    IMAGE.put("Upsample", ResizeReader::resize);
    IMAGE.put("Identity", (r, n) -> r.image(n, 0, 4));
    IMAGE.put(
        "Dropout",
        (r, n) -> {
          Folder.requireInference(r, n);
          return r.image(n, 0, 4);
        });
    IMAGE.put("Shape", (r, n) -> Folder.shape(n, r.image(n, 0, 4).dims()));
    IMAGE.put("Size", (r, n) -> Tensor.of(new long[] {Tensor.count(r.image(n, 0, 4).dims())}));
  }

  private Operators() {}

  /** All names, for documentation. */
  static Set<String> names() {
    Set<String> all = new TreeSet<>(IMAGE.keySet());
    all.addAll(CONSTANT);
    return all;
  }

  static boolean knows(NodeDef n) {
    boolean standard = n.domain().isEmpty() || n.domain().equals("ai.onnx");
    return standard && (IMAGE.containsKey(n.op()) || CONSTANT.contains(n.op()));
  }

  /** The reader of an operator of images, null when it is for constants only. */
  static NodeReader of(String op) {
    return IMAGE.get(op);
  }
}
