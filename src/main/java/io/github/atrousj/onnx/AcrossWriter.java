package io.github.atrousj.onnx;

import io.github.atrousj.graph.AcrossChannels;
import java.util.List;

/** Functions of all channels as ONNX's operators. */
final class AcrossWriter {
  private AcrossWriter() {}

  static String write(Nodes nodes, String x, AcrossChannels f) {
    List<String> in = List.of(x);
    AttributeDef axis = AttributeDef.of("axis", 1L);
    AttributeDef axes = AttributeDef.of("axes", new long[] {1});
    AttributeDef last = AttributeDef.of("select_last_index", 1L);
    return switch (f) {
      case SOFTMAX -> nodes.add("Softmax", in, axis);
      case LOG_SOFTMAX -> nodes.add("LogSoftmax", in, axis);
      case SUM -> nodes.add("ReduceSum", List.of(x, nodes.longs(1)));
      case MEAN -> nodes.add("ReduceMean", in, axes);
      case MAX -> nodes.add("ReduceMax", in, axes);
      case MIN -> nodes.add("ReduceMin", in, axes);
      case ARGMAX -> PointwiseWriter.real(nodes, nodes.add("ArgMax", in, axis));
      case ARGMAX_LAST -> PointwiseWriter.real(nodes, nodes.add("ArgMax", in, axis, last));
      case ARGMIN -> PointwiseWriter.real(nodes, nodes.add("ArgMin", in, axis));
      case ARGMIN_LAST -> PointwiseWriter.real(nodes, nodes.add("ArgMin", in, axis, last));
    };
  }
}
