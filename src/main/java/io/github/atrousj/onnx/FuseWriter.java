package io.github.atrousj.onnx;

import io.github.atrousj.graph.Fuse;
import java.util.ArrayList;
import java.util.List;

/** Branches joined value by value as ONNX's operators. */
final class FuseWriter {
  private FuseWriter() {}

  static String write(Nodes nodes, List<String> in, Fuse fuse) {
    return switch (fuse) {
      case SUM -> many(nodes, "Sum", in);
      case MEAN -> many(nodes, "Mean", in);
      case MAX -> many(nodes, "Max", in);
      case MIN -> many(nodes, "Min", in);
      case RANGE -> nodes.add("Sub", List.of(many(nodes, "Max", in), many(nodes, "Min", in)));
      case PRODUCT -> product(nodes, in);
      case STD -> deviation(nodes, in);
      case ARGMAX -> argmax(nodes, in);
    };
  }

  private static String many(Nodes nodes, String op, List<String> in) {
    return in.size() == 1 ? in.get(0) : nodes.add(op, in);
  }

  private static String product(Nodes nodes, List<String> in) {
    String product = in.get(0);
    for (String x : in.subList(1, in.size())) {
      product = nodes.add("Mul", List.of(product, x));
    }
    return product;
  }

  private static String deviation(Nodes nodes, List<String> in) {
    String mean = many(nodes, "Mean", in);
    List<String> squares = new ArrayList<>();
    for (String x : in) {
      String d = nodes.add("Sub", List.of(x, mean));
      squares.add(nodes.add("Mul", List.of(d, d)));
    }
    return nodes.add("Sqrt", List.of(many(nodes, "Mean", squares)));
  }

  /** Branches of several channels are compared channel by channel: on an axis of their own. */
  private static String argmax(Nodes nodes, List<String> in) {
    List<String> stacked = new ArrayList<>();
    for (String x : in) {
      stacked.add(nodes.add("Unsqueeze", List.of(x, nodes.longs(1))));
    }
    String index =
        nodes.add(
            "ArgMax",
            List.of(nodes.concat(stacked, 1)),
            AttributeDef.of("axis", 1L),
            AttributeDef.of("keepdims", 0L));
    return PointwiseWriter.real(nodes, index);
  }
}
