package io.github.atrousj.onnx;

import java.util.Arrays;
import java.util.Set;

/** Softmax, ArgMax and reductions of constants, over any axes. Sums are in double. */
final class Reductions {
  private static final Set<String> OPS =
      Set.of(
          "Softmax",
          "LogSoftmax",
          "ArgMax",
          "ArgMin",
          "ReduceMean",
          "ReduceMax",
          "ReduceMin",
          "ReduceSum");

  private Reductions() {}

  static boolean knows(String op) {
    return OPS.contains(op);
  }

  static Tensor fold(Reading r, NodeDef n) {
    Tensor t = r.constant(n, 0);
    if (n.op().endsWith("oftmax")) {
      return softmax(r, n, t);
    }
    boolean index = n.op().startsWith("Arg");
    boolean[] axes = new boolean[t.rank()];
    if (index) {
      axes[Dims.axis(n, n.number("axis", 0), t.rank())] = true;
    } else {
      long[] given = Dims.list(r, n, "axes", 1);
      if (given == null || given.length == 0) {
        if (n.flag("noop_with_empty_axes")) {
          return t;
        }
        Arrays.fill(axes, true);
      } else {
        for (long a : given) {
          axes[Dims.axis(n, a, axes.length)] = true;
        }
      }
    }
    return reduced(n, t, axes, index);
  }

  private static Tensor reduced(NodeDef n, Tensor t, boolean[] axes, boolean index) {
    int[] kept = t.dims();
    int count = 1;
    int rank = 0;
    int[] short0 = new int[kept.length];
    for (int a = 0; a < axes.length; a++) {
      count *= axes[a] ? kept[a] : 1;
      kept[a] = axes[a] ? 1 : kept[a];
      if (!axes[a]) {
        short0[rank++] = kept[a];
      }
    }
    if (count == 0) {
      throw n.refusal("of nothing");
    }
    int[] places = Rearranging.places(kept, t.dims());
    double[] best = new double[Tensor.count(kept)];
    int[] seen = new int[best.length];
    long[] at = new long[best.length];
    for (int i = 0; i < places.length; i++) {
      int p = places[i];
      double v = t.isReal() ? t.real(i) : t.whole(i);
      boolean last = n.flag("select_last_index") && v == best[p];
      boolean takes =
          seen[p] == 0
              || switch (n.op()) {
                case "ArgMax" -> v > best[p] || last;
                case "ArgMin" -> v < best[p] || last;
                case "ReduceMax" -> v > best[p];
                case "ReduceMin" -> v < best[p];
                default -> false;
              };
      boolean sums = n.op().equals("ReduceSum") || n.op().equals("ReduceMean");
      if (takes || sums) {
        best[p] = sums ? best[p] + v : v;
        at[p] = seen[p];
      }
      seen[p]++;
    }
    int[] dims = n.number("keepdims", 1) != 0 ? kept : Arrays.copyOf(short0, rank);
    if (index) {
      return Tensor.of(at, dims);
    }
    Tensor out = t.blank(dims);
    for (int i = 0; i < best.length; i++) {
      double v = n.op().equals("ReduceMean") ? best[i] / count : best[i];
      if (out.isReal()) {
        out.floats()[i] = (float) v;
      } else {
        out.longs()[i] = (long) v;
      }
    }
    return out;
  }

  private static Tensor softmax(Reading r, NodeDef n, Tensor t) {
    int axis = Dims.axis(n, n.number("axis", r.opset < 13 ? 1 : -1), t.rank());
    boolean[] axes = new boolean[t.rank()];
    for (int a = axis; a < (r.opset < 13 ? t.rank() : axis + 1); a++) {
      axes[a] = true;
    }
    int[] kept = t.dims();
    for (int a = 0; a < kept.length; a++) {
      kept[a] = axes[a] ? 1 : kept[a];
    }
    int[] places = Rearranging.places(kept, t.dims());
    float[] in = t.floats();
    double[] most = new double[Tensor.count(kept)];
    double[] sum = new double[most.length];
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < in.length; i++) {
      most[places[i]] = Math.max(most[places[i]], in[i]);
    }
    for (int i = 0; i < in.length; i++) {
      sum[places[i]] += Math.exp(in[i] - most[places[i]]);
    }
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      double v = in[i] - most[places[i]];
      double s = sum[places[i]];
      out[i] = (float) (n.op().equals("Softmax") ? Math.exp(v) / s : v - Math.log(s));
    }
    return Tensor.real(t.type(), out, t.dims());
  }
}
