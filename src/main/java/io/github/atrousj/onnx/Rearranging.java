package io.github.atrousj.onnx;

import io.github.atrousj.geometry.Border;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Constants whose values are taken from others, each from one place: nothing is computed. */
final class Rearranging {
  /** Values of a computed constant, at most. */
  static final int MOST = 1 << 24;

  private Rearranging() {}

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

  static Tensor expand(Tensor t, int[] dims) {
    return picked(t, places(t.dims(), dims), dims);
  }

  private static Tensor picked(Tensor t, int[] places, int[] dims) {
    Tensor out = t.blank(dims);
    for (int i = 0; i < places.length; i++) {
      out.copy(i, t, places[i]);
    }
    return out;
  }

  static Tensor concat(Reading r, NodeDef n) {
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

  static Tensor slice(Reading r, NodeDef n) {
    Tensor t = r.constant(n, 0);
    long[][] s = Dims.slices(r, n, t.rank());
    for (int k = 0; k < s[0].length; k++) {
      int axis = Dims.axis(n, s[2][k], t.rank());
      t = along(t, axis, Dims.indices(n, s[0][k], s[1][k], s[3][k], t.dim(axis)));
    }
    return t;
  }

  static Tensor gather(Reading r, NodeDef n) {
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

  static Tensor transpose(NodeDef n, Tensor t) {
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

  static Tensor where(Reading r, NodeDef n) {
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

  static Object[] split(Reading r, NodeDef n) {
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

  /** Pad in all its modes along every axis; negative pads crop. */
  static Tensor pad(Reading r, NodeDef n) {
    Tensor t = r.constant(n, 0);
    int rank = t.rank();
    long[] pads = Dims.pads(r, n, rank);
    int[] dims = new int[rank];
    for (int a = 0; a < rank; a++) {
      dims[a] = Math.toIntExact(Math.addExact(t.dim(a) + pads[a], pads[rank + a]));
    }
    Border border = ShapeReader.border(n);
    Tensor out = t.blank(bounded(n, dims));
    if (border != Border.CONSTANT && t.size() == 0) {
      throw n.refusal("of nothing");
    }
    Tensor given = r.opset < 11 ? null : r.optional(n, 2);
    Tensor value =
        given == null || given.size() == 0 ? Tensor.of(new float[] {n.real("value", 0)}, 1) : given;
    value = Folder.cast(value, t.type());
    int[] index = new int[rank];
    for (int i = 0; i < out.size(); i++) {
      int from = 0;
      for (int a = 0; a < rank && from >= 0; a++) {
        int p = border.map(index[a] - pads[a], t.dim(a));
        from = p < 0 ? -1 : from * t.dim(a) + p;
      }
      out.copy(i, from < 0 ? value : t, Math.max(0, from));
      for (int a = rank - 1; a >= 0 && ++index[a] == dims[a]; a--) {
        index[a] = 0;
      }
    }
    return out;
  }

  static int[] bounded(NodeDef n, int[] dims) {
    if (Tensor.count(dims) > MOST) {
      throw n.refusal("a constant of " + Arrays.toString(dims) + " is too large");
    }
    return dims;
  }
}
