package io.github.atrousj.onnx;

import java.util.Set;

/** Operators of two or more constants, value by value with broadcasting. */
final class Arithmetic {
  private static final Set<String> MANY = Set.of("Max", "Min", "Sum", "Mean");
  private static final Set<String> TWO =
      Set.of(
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Pow",
          "Mod",
          "PRelu",
          "Equal",
          "Less",
          "Greater",
          "LessOrEqual",
          "GreaterOrEqual",
          "And",
          "Or");

  private Arithmetic() {}

  static boolean knows(String op) {
    return MANY.contains(op) || TWO.contains(op);
  }

  static Tensor fold(Reading r, NodeDef n) {
    int count = n.inputs().size();
    if (TWO.contains(n.op()) && count != 2 || count < 1) {
      throw n.refusal(count + " inputs");
    }
    Tensor out = r.constant(n, 0);
    for (int i = 1; i < count; i++) {
      out = two(n, out, r.constant(n, i));
    }
    if (n.op().equals("Mean")) {
      for (int i = 0; i < out.size(); i++) {
        out.floats()[i] /= count;
      }
    }
    return out;
  }

  private static Tensor two(NodeDef n, Tensor a, Tensor b) {
    int[] dims = Dims.broadcast(n, a.dims(), b.dims());
    int[] pa = Rearranging.places(a.dims(), dims);
    int[] pb = Rearranging.places(b.dims(), dims);
    boolean real = a.isReal() || b.isReal();
    boolean logic = TWO.contains(n.op()) && "Equal Less Greater And Or".contains(stem(n.op()));
    if (logic || !a.isReal()) {
      long[] out = new long[pa.length];
      for (int i = 0; i < out.length; i++) {
        out[i] =
            logic
                ? truth(n.op(), a, pa[i], b, pb[i], real) ? 1 : 0
                : whole(n, a.whole(pa[i]), b.isReal() ? (long) b.real(pb[i]) : b.whole(pb[i]));
      }
      return Tensor.whole(logic ? DataType.BOOL : a.type(), out, dims);
    }
    float[] out = new float[pa.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = real(n, a.real(pa[i]), b.real(pb[i]));
    }
    return Tensor.real(a.type(), out, dims);
  }

  private static String stem(String op) {
    return op.replace("OrEqual", "");
  }

  private static boolean truth(String op, Tensor a, int i, Tensor b, int j, boolean real) {
    int order =
        real ? Float.compare(a.real(i) + 0f, b.real(j) + 0f) : Long.compare(a.whole(i), b.whole(j));
    return switch (op) {
      case "Equal" -> order == 0;
      case "Less" -> order < 0;
      case "Greater" -> order > 0;
      case "LessOrEqual" -> order <= 0;
      case "GreaterOrEqual" -> order >= 0;
      case "And" -> a.whole(i) != 0 && b.whole(j) != 0;
      default -> a.whole(i) != 0 || b.whole(j) != 0;
    };
  }

  private static long whole(NodeDef n, long a, long b) {
    return switch (n.op()) {
      case "Add", "Sum" -> Math.addExact(a, b);
      case "Sub" -> Math.subtractExact(a, b);
      case "Mul" -> Math.multiplyExact(a, b);
      case "Div" -> a / b;
      case "Mod" -> n.flag("fmod") ? a % b : Math.floorMod(a, b);
      case "Pow" -> (long) Math.pow(a, b);
      case "Max" -> Math.max(a, b);
      case "Min" -> Math.min(a, b);
      default -> throw n.refusal("of whole numbers");
    };
  }

  private static float real(NodeDef n, float a, float b) {
    return switch (n.op()) {
      case "Add", "Sum", "Mean" -> a + b;
      case "Sub" -> a - b;
      case "Mul" -> a * b;
      case "Div" -> a / b;
      case "Mod" -> a % b;
      case "Pow" -> (float) Math.pow(a, b);
      case "PRelu" -> a < 0 ? a * b : a;
      case "Max" -> Math.max(a, b);
      default -> Math.min(a, b);
    };
  }
}
