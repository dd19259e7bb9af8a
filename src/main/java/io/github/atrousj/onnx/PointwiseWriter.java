package io.github.atrousj.onnx;

import io.github.atrousj.graph.Pointwise;
import java.util.List;

/** Functions of one value as ONNX's operators. */
final class PointwiseWriter {
  private PointwiseWriter() {}

  static String write(Nodes nodes, String x, Pointwise f) {
    List<String> in = List.of(x);
    return switch (f.kind()) {
      case LEAKY_RELU -> nodes.add("LeakyRelu", in, AttributeDef.of("alpha", f.a()));
      case ELU -> nodes.add("Elu", in, AttributeDef.of("alpha", f.a()));
      case SIGMOID -> nodes.add("Sigmoid", in);
      case TANH -> nodes.add("Tanh", in);
      case CLIP -> nodes.add("Clip", List.of(x, nodes.scalar(f.a()), nodes.scalar(f.b())));
      case HARD_SIGMOID ->
          nodes.add(
              "HardSigmoid", in, AttributeDef.of("alpha", f.a()), AttributeDef.of("beta", f.b()));
      case SOFTPLUS -> nodes.add("Softplus", in);
      case SOFTSIGN -> nodes.add("Softsign", in);
      case NEGATE -> nodes.add("Neg", in);
      case ABS -> nodes.add("Abs", in);
      case EXP -> nodes.add("Exp", in);
      case LOG -> nodes.add("Log", in);
      case SQRT -> nodes.add("Sqrt", in);
      case POWER -> with(nodes, "Pow", x, f.a());
      case RECIPROCAL -> nodes.add("Reciprocal", in);
      case ERF -> nodes.add("Erf", in);
      case FLOOR -> nodes.add("Floor", in);
      case CEIL -> nodes.add("Ceil", in);
      case ROUND -> nodes.add("Round", in);
      case TRUNCATE -> real(nodes, nodes.add("Cast", in, to(DataType.INT32)));
      case SIGN -> nodes.add("Sign", in);
      case SCALE -> with(nodes, "Add", with(nodes, "Mul", x, f.a()), f.b());
      case ADD -> with(nodes, "Add", x, f.a());
      case MULTIPLY -> with(nodes, "Mul", x, f.a());
      case DIVIDE -> with(nodes, "Div", x, f.a());
      case SUBTRACT_FROM -> nodes.add("Sub", List.of(nodes.scalar(f.a()), x));
      case DIVIDE_INTO -> nodes.add("Div", List.of(nodes.scalar(f.a()), x));
      case MAX -> with(nodes, "Max", x, f.a());
      case MIN -> with(nodes, "Min", x, f.a());
    };
  }

  private static String with(Nodes nodes, String op, String x, float a) {
    return nodes.add(op, List.of(x, nodes.scalar(a)));
  }

  static AttributeDef to(DataType type) {
    return AttributeDef.of("to", (long) type.code);
  }

  static String real(Nodes nodes, String x) {
    return nodes.add("Cast", List.of(x), to(DataType.FLOAT));
  }
}
