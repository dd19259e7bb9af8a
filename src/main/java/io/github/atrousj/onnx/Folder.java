package io.github.atrousj.onnx;

import io.github.atrousj.graph.Pointwise;
import java.util.Arrays;

/**
 * Computes the nodes that do not depend on the image: shape arithmetic above all. Whole tensors, as
 * the operators' definitions read; results are bounded in size.
 */
final class Folder {
  private static final int MOST = Rearranging.MOST;

  private Folder() {}

  /** The node's outputs, null when the operator is not one that is computed here. */
  static Object[] fold(Reading r, NodeDef n) {
    if (n.op().equals("Split")) {
      return Rearranging.split(r, n);
    }
    Tensor t = one(r, n);
    return t == null ? null : new Object[] {t};
  }

  private static Tensor one(Reading r, NodeDef n) {
    switch (n.op()) {
      case "Constant":
        return constant(n);
      case "ConstantOfShape":
        return filled(r, n);
      case "Range":
        return range(r, n);
      case "Dropout":
        requireInference(r, n);
        return r.constant(n, 0);
      case "Identity":
        return r.constant(n, 0);
      case "Shape":
        return shape(n, r.constant(n, 0).dims());
      case "Size":
        return Tensor.of(new long[] {r.constant(n, 0).size()});
      case "Cast":
        return cast(r.constant(n, 0), DataType.of((int) n.number("to", 1)));
      case "Reshape":
      case "Flatten":
      case "Squeeze":
      case "Unsqueeze":
        Tensor t = r.constant(n, 0);
        return t.reshaped(Dims.of(r, n, t.dims()));
      case "Expand":
        Tensor e = r.constant(n, 0);
        return Rearranging.expand(e, Rearranging.bounded(n, Dims.of(r, n, e.dims())));
      case "Concat":
        return Rearranging.concat(r, n);
      case "Slice":
        return Rearranging.slice(r, n);
      case "Gather":
        return Rearranging.gather(r, n);
      case "Pad":
        return Rearranging.pad(r, n);
      case "Transpose":
        return Rearranging.transpose(n, r.constant(n, 0));
      case "Where":
        return Rearranging.where(r, n);
      case "Not":
        Tensor b = r.constant(n, 0);
        long[] not = Arrays.stream(b.longs()).map(v -> v == 0 ? 1 : 0).toArray();
        return Tensor.whole(DataType.BOOL, not, b.dims());
      default:
        if (Reductions.knows(n.op())) {
          return Reductions.fold(r, n);
        }
        return Arithmetic.knows(n.op()) ? Arithmetic.fold(r, n) : unary(r, n);
    }
  }

  /** Dropout does nothing but in training. */
  static void requireInference(Reading r, NodeDef n) {
    Tensor training = r.optional(n, 2);
    if (training != null && training.size() > 0 && training.whole(0) != 0) {
      throw n.refusal("in training");
    }
  }

  /** The dimensions, or those that the attributes start and end (opset 15) leave. */
  static Tensor shape(NodeDef n, int[] dims) {
    int from = bound(n.number("start", 0), dims.length);
    int to = bound(n.number("end", dims.length), dims.length);
    long[] part = new long[Math.max(0, to - from)];
    Arrays.setAll(part, i -> dims[from + i]);
    return Tensor.of(part, part.length);
  }

  private static int bound(long i, int rank) {
    return (int) Math.max(0, Math.min(rank, i < 0 ? i + rank : i));
  }

  private static Tensor constant(NodeDef n) {
    Tensor t = n.tensor("value");
    if (t != null) {
      return t;
    }
    AttributeDef a =
        n.attributes().values().stream()
            .findFirst()
            .orElseThrow(() -> n.refusal("a constant without a value"));
    if (a.f() != null) {
      return Tensor.of(new float[] {a.f()});
    } else if (a.i() != null) {
      return Tensor.of(new long[] {a.i()});
    } else if (a.floats() != null) {
      return Tensor.of(a.floats(), a.floats().length);
    } else if (a.ints() != null) {
      return Tensor.of(a.ints(), a.ints().length);
    }
    throw n.refusal("a constant of this kind");
  }

  private static Tensor filled(Reading r, NodeDef n) {
    int[] dims = Rearranging.bounded(n, Dims.expanded(n, new int[0], longs(r.constant(n, 0))));
    Tensor value = n.tensor("value");
    Tensor one = value == null ? Tensor.of(new float[1], 1) : value;
    if (one.size() != 1) {
      throw n.refusal("a value of " + one);
    }
    Tensor out = one.blank(dims);
    for (int i = 0; i < out.size(); i++) {
      out.copy(i, one, 0);
    }
    return out;
  }

  static long[] longs(Tensor t) {
    long[] v = new long[t.size()];
    Arrays.setAll(v, t::whole);
    return v;
  }

  private static Tensor range(Reading r, NodeDef n) {
    Tensor start = r.constant(n, 0);
    Tensor limit = r.constant(n, 1);
    Tensor step = r.constant(n, 2);
    if (start.size() != 1 || limit.size() != 1 || step.size() != 1) {
      throw n.refusal("limits that are no single numbers");
    }
    double count = Math.ceil(((double) limit.real(0) - start.real(0)) / step.real(0));
    if (!(count <= MOST)) {
      throw n.refusal(count + " values");
    }
    int size = (int) Math.max(0, count);
    Tensor out = start.blank(size);
    for (int i = 0; i < size; i++) {
      if (out.isReal()) {
        out.floats()[i] = start.real(0) + i * step.real(0);
      } else {
        out.longs()[i] = start.whole(0) + i * step.whole(0);
      }
    }
    return out;
  }

  static Tensor cast(Tensor t, DataType to) {
    if (to.isReal()) {
      float[] f = t.toFloats();
      if (to == DataType.FLOAT16) {
        f = f.clone();
        for (int i = 0; i < f.length; i++) {
          f[i] = Half.round(f[i]);
        }
      }
      return Tensor.real(to, f, t.dims());
    }
    long[] v = longs(t);
    if (to == DataType.BOOL) {
      for (int i = 0; i < v.length; i++) {
        v[i] = t.real(i) != 0 ? 1 : 0;
      }
    }
    return Tensor.whole(to, v, t.dims());
  }

  private static Tensor unary(Reading r, NodeDef n) {
    Pointwise f = ElementReader.unary(r, n);
    if (f == null) {
      return null;
    }
    Tensor t = r.constant(n, 0);
    if (!t.isReal()) {
      long[] v = longs(t);
      for (int i = 0; i < v.length; i++) {
        v[i] =
            switch (f.kind()) {
              case NEGATE -> -v[i];
              case ABS -> Math.abs(v[i]);
              case CLIP ->
                  Math.max((long) Math.ceil(f.a()), Math.min((long) Math.floor(f.b()), v[i]));
              case MAX -> Math.max(v[i], (long) f.a());
              case FLOOR, CEIL, ROUND, TRUNCATE -> v[i];
              case SIGN -> Long.signum(v[i]);
              default -> throw n.refusal("of whole numbers");
            };
      }
      return Tensor.whole(t.type(), v, t.dims());
    }
    float[] out = new float[t.size()];
    f.apply(t.floats(), out, out.length);
    return Tensor.real(t.type(), out, t.dims());
  }
}
