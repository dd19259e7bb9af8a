package io.github.atrousj.onnx;

import io.github.atrousj.graph.Pointwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the nodes that do not depend on the image: shape arithmetic above all. Whole tensors, as
 * the operators' definitions read; results are bounded in size.
 */
final class Folder {
  /** Values of a computed constant, at most. */
  private static final int MOST = 1 << 24;

  private Folder() {}

  /** The node's outputs, null when the operator is not one that is computed here. */
  static Object[] fold(Reading r, NodeDef n) {
    if (n.op().equals("Split")) {
      return split(r, n);
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
        return expand(e, bounded(n, Dims.of(r, n, e.dims())));
      case "Concat":
        return concat(r, n);
      case "Slice":
        return slice(r, n);
      case "Gather":
        return gather(r, n);
      case "Transpose":
        return transpose(n, r.constant(n, 0));
      case "Where":
        return where(r, n);
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

  private static int[] bounded(NodeDef n, int[] dims) {
    if (Tensor.count(dims) > MOST) {
      throw n.refusal("a constant of " + Arrays.toString(dims) + " is too large");
    }
    return dims;
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
    int[] dims = bounded(n, Dims.expanded(n, new int[0], longs(r.constant(n, 0))));
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

  /** The index in a tensor of some dimensions of position i of a broadcast result. */
  static int[] places(int[] from, int[] to) {
    int[] places = new int[Tensor.count(to)];
    int[] step = new int[to.length];
    int s = 1;
    for (int a = from.length - 1; a >= 0; a--) {
      int at = a + to.length - from.length;
      step[at] = from[a] == 1 ? 0 : s;
      s *= from[a];
    }
    int[] index = new int[to.length];
    int place = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = place;
      for (int a = to.length - 1; a >= 0; a--) {
        place += step[a];
        if (++index[a] < to[a]) {
          break;
        }
        place -= step[a] * to[a];
        index[a] = 0;
      }
    }
    return places;
  }

  private static Tensor expand(Tensor t, int[] dims) {
    return picked(t, places(t.dims(), dims), dims);
  }

  private static Tensor picked(Tensor t, int[] places, int[] dims) {
    Tensor out = t.blank(dims);
    for (int i = 0; i < places.length; i++) {
      out.copy(i, t, places[i]);
    }
    return out;
  }

  private static Tensor concat(Reading r, NodeDef n) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < n.inputs().size(); i++) {
      parts.add(r.constant(n, i));
    }
    Tensor first = parts.get(0);
    int axis = Dims.axis(n, n.number("axis", 1), first.rank());
    int[] dims = first.dims();
    dims[axis] = 0;
    for (Tensor t : parts) {
      int[] other = t.dims();
      if (other.length != dims.length || t.isReal() != first.isReal()) {
        throw n.refusal("of " + t + " and " + first);
      }
      dims[axis] = Math.addExact(dims[axis], other[axis]);
      other[axis] = first.dim(axis);
      if (!Arrays.equals(other, first.dims())) {
        throw n.refusal("of " + t + " and " + first);
      }
    }
    Tensor out = first.blank(bounded(n, dims));
    int inner = Tensor.count(Arrays.copyOfRange(dims, axis + 1, dims.length));
    int row = dims[axis] * inner;
    int at = 0;
    for (Tensor t : parts) {
      int length = t.dim(axis) * inner;
      for (int i = 0; i < t.size(); i++) {
        out.copy(i / length * row + at + i % length, t, i);
      }
      at += length;
    }
    return out;
  }

  private static Tensor along(Tensor t, int axis, int[] indices) {
    int[] dims = t.dims();
    int inner = Tensor.count(Arrays.copyOfRange(dims, axis + 1, dims.length));
    int size = dims[axis];
    dims[axis] = indices.length;
    int[] places = new int[Tensor.count(dims)];
    int row = indices.length * inner;
    for (int i = 0; i < places.length; i++) {
      int outer = i / row;
      places[i] = (outer * size + indices[i % row / inner]) * inner + i % inner;
    }
    return picked(t, places, dims);
  }

  private static Tensor slice(Reading r, NodeDef n) {
    Tensor t = r.constant(n, 0);
    long[][] s = Dims.slices(r, n, t.rank());
    for (int k = 0; k < s[0].length; k++) {
      int axis = Dims.axis(n, s[2][k], t.rank());
      t = along(t, axis, Dims.indices(n, s[0][k], s[1][k], s[3][k], t.dim(axis)));
    }
    return t;
  }

  private static Tensor gather(Reading r, NodeDef n) {
    Tensor t = r.constant(n, 0);
    Tensor indices = r.constant(n, 1);
    int axis = Dims.axis(n, n.number("axis", 0), t.rank());
    int[] dims = new int[t.rank() - 1 + indices.rank()];
    System.arraycopy(t.dims(), 0, dims, 0, axis);
    System.arraycopy(indices.dims(), 0, dims, axis, indices.rank());
    System.arraycopy(t.dims(), axis + 1, dims, axis + indices.rank(), t.rank() - axis - 1);
    bounded(n, dims);
    int[] at = new int[indices.size()];
    for (int i = 0; i < at.length; i++) {
      long v = indices.whole(i);
      v = v < 0 ? v + t.dim(axis) : v;
      if (v < 0 || v >= t.dim(axis)) {
        throw n.refusal("index " + indices.whole(i) + " of " + t.dim(axis));
      }
      at[i] = (int) v;
    }
    return along(t, axis, at).reshaped(dims);
  }

  private static Tensor transpose(NodeDef n, Tensor t) {
    int rank = t.rank();
    long[] perm = n.numbers("perm");
    int[] from = new int[rank];
    boolean[] seen = new boolean[rank];
    if (perm != null && perm.length != rank) {
      throw n.refusal("an order of " + Arrays.toString(perm));
    }
    for (int a = 0; a < rank; a++) {
      from[a] = perm == null ? rank - 1 - a : Dims.axis(n, perm[a], rank);
      if (seen[from[a]]) {
        throw n.refusal("an order of " + Arrays.toString(perm));
      }
      seen[from[a]] = true;
    }
    int[] step = new int[rank];
    int s = 1;
    for (int a = rank - 1; a >= 0; a--) {
      step[a] = s;
      s *= t.dim(a);
    }
    int[] dims = new int[rank];
    Arrays.setAll(dims, a -> t.dim(from[a]));
    int[] places = new int[t.size()];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      for (int a = rank - 1; a >= 0; a--) {
        places[i] += rest % dims[a] * step[from[a]];
        rest /= dims[a];
      }
    }
    return picked(t, places, dims);
  }

  private static Tensor where(Reading r, NodeDef n) {
    Tensor c = r.constant(n, 0);
    Tensor a = r.constant(n, 1);
    Tensor b = r.constant(n, 2);
    int[] dims = bounded(n, Dims.broadcast(n, c.dims(), Dims.broadcast(n, a.dims(), b.dims())));
    if (a.isReal() != b.isReal()) {
      throw n.refusal("of " + a + " and " + b);
    }
    int[] pc = places(c.dims(), dims);
    int[] pa = places(a.dims(), dims);
    int[] pb = places(b.dims(), dims);
    Tensor out = a.blank(dims);
    for (int i = 0; i < pc.length; i++) {
      if (c.whole(pc[i]) != 0) {
        out.copy(i, a, pa[i]);
      } else {
        out.copy(i, b, pb[i]);
      }
    }
    return out;
  }

  private static Object[] split(Reading r, NodeDef n) {
    Tensor t = r.constant(n, 0);
    int axis = Dims.axis(n, n.number("axis", 0), t.rank());
    long[] sizes = Dims.splits(r, n, t.dim(axis));
    Object[] parts = new Object[sizes.length];
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      int[] indices = new int[(int) sizes[i]];
      for (int k = 0; k < indices.length; k++) {
        indices[k] = at++;
      }
      parts[i] = along(t, axis, indices);
    }
    return parts;
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
