package io.github.atrousj.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Arithmetic of dimensions, the same for images and constants: axes, slices, pads, reshaping. */
final class Dims {
  private Dims() {}

  /** An axis of an image that an operator works along; that of a batch is none. */
  static int imageAxis(Reading r, NodeDef n, long axis, int rank) {
    int a = axis(n, axis, rank);
    if (r.batched && a == 0) {
      throw n.refusal("along a batch");
    }
    return a;
  }

  static int axis(NodeDef n, long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw n.refusal("axis " + axis + " of " + rank + " dimensions");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** A list that is an attribute in older opsets and an input in newer ones; null for none. */
  static long[] list(Reading r, NodeDef n, String name, int input) {
    long[] given = n.numbers(name);
    if (given != null) {
      return given;
    }
    Tensor t = r.optional(n, input);
    if (t == null) {
      return null;
    }
    return IntStream.range(0, t.size()).mapToLong(t::whole).toArray();
  }

  /** The dimensions after Reshape, Flatten, Squeeze, Unsqueeze or Expand. */
  static int[] of(Reading r, NodeDef n, int[] from) {
    return switch (n.op()) {
      case "Reshape" -> reshaped(n, from, list(r, n, "shape", 1));
      case "Flatten" -> flat(n, from);
      case "Squeeze" -> squeezed(n, from, list(r, n, "axes", 1));
      case "Unsqueeze" -> unsqueezed(n, from, list(r, n, "axes", 1));
      default -> expanded(n, from, list(r, n, "shape", 1));
    };
  }

  private static int[] reshaped(NodeDef n, int[] from, long[] to) {
    if (to == null || to.length > 16) {
      throw n.refusal("no usable shape");
    }
    int[] dims = new int[to.length];
    int open = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      long d = to[i];
      if (d == 0 && !n.flag("allowzero")) {
        if (i >= from.length) {
          throw n.refusal("dimension " + i + " of " + Arrays.toString(from));
        }
        d = from[i];
      }
      if (d == -1 && open < 0) {
        open = i;
        continue;
      }
      if (d < 0 || d > Integer.MAX_VALUE) {
        throw n.refusal("dimension " + d);
      }
      dims[i] = (int) d;
      known = Math.multiplyExact(known, d);
    }
    int count = Tensor.count(from);
    if (open >= 0) {
      if (known == 0 || count % known != 0) {
        throw n.refusal(count + " values as " + Arrays.toString(to));
      }
      dims[open] = (int) (count / known);
      known *= dims[open];
    }
    if (known != count) {
      throw n.refusal(count + " values as " + Arrays.toString(to));
    }
    return dims;
  }

  private static int[] flat(NodeDef n, int[] from) {
    long given = n.number("axis", 1);
    int axis = given == from.length ? from.length : axis(n, given, from.length);
    return new int[] {
      Tensor.count(Arrays.copyOf(from, axis)),
      Tensor.count(Arrays.copyOfRange(from, axis, from.length))
    };
  }

  private static int[] squeezed(NodeDef n, int[] from, long[] axes) {
    boolean[] drop = new boolean[from.length];
    for (int a = 0; axes == null && a < from.length; a++) {
      drop[a] = from[a] == 1;
    }
    for (int k = 0; axes != null && k < axes.length; k++) {
      int a = axis(n, axes[k], from.length);
      if (from[a] != 1) {
        throw n.refusal("axis " + a + " of " + Arrays.toString(from));
      }
      drop[a] = true;
    }
    return IntStream.range(0, from.length).filter(a -> !drop[a]).map(a -> from[a]).toArray();
  }

  private static int[] unsqueezed(NodeDef n, int[] from, long[] axes) {
    if (axes == null || from.length + axes.length > 16) {
      throw n.refusal("no usable axes");
    }
    int[] dims = new int[from.length + axes.length];
    for (long a : axes) {
      int at = axis(n, a, dims.length);
      if (dims[at] != 0) {
        throw n.refusal("axis " + at + " twice");
      }
      dims[at] = -1;
    }
    int next = 0;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] == -1 ? 1 : from[next++];
    }
    return dims;
  }

  /** Whether Squeeze or Unsqueeze changes axis 0. */
  static boolean touchesFirst(Reading r, NodeDef n, int rank) {
    long[] axes = list(r, n, "axes", 1);
    boolean first = axes == null;
    for (int k = 0; axes != null && k < axes.length; k++) {
      first |= axes[k] == 0 || axes[k] == -rank;
    }
    return first;
  }

  static int[] expanded(NodeDef n, int[] from, long[] shape) {
    if (shape == null || shape.length > 16) {
      throw n.refusal("no usable shape");
    }
    int[] to = new int[shape.length];
    for (int i = 0; i < to.length; i++) {
      if (shape[i] < 0 || shape[i] > Integer.MAX_VALUE) {
        throw n.refusal("dimension " + shape[i]);
      }
      to[i] = (int) shape[i];
    }
    return broadcast(n, from, to);
  }

  /** The dimensions of a result of two, as ONNX's broadcasting has it. */
  static int[] broadcast(NodeDef n, int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int da = i < rank - a.length ? 1 : a[i - rank + a.length];
      int db = i < rank - b.length ? 1 : b[i - rank + b.length];
      if (da != db && da != 1 && db != 1) {
        throw n.refusal(Arrays.toString(a) + " and " + Arrays.toString(b) + " do not go together");
      }
      dims[i] = da == 1 ? db : da;
    }
    return dims;
  }

  /** Starts, ends, axes and steps of a Slice. */
  static long[][] slices(Reading r, NodeDef n, int rank) {
    long[] starts = list(r, n, "starts", 1);
    long[] ends = list(r, n, "ends", 2);
    long[] axes = list(r, n, "axes", 3);
    long[] steps = list(r, n, "steps", 4);
    if (starts == null || ends == null || starts.length != ends.length) {
      throw n.refusal("starts and ends differ in length");
    }
    axes = axes == null ? LongStream.range(0, starts.length).toArray() : axes;
    if (steps == null) {
      steps = new long[starts.length];
      Arrays.fill(steps, 1);
    }
    if (axes.length != starts.length || steps.length != starts.length || axes.length > rank) {
      throw n.refusal("axes or steps differ in length");
    }
    return new long[][] {starts, ends, axes, steps};
  }

  /** The positions of one axis that a slice takes. */
  static int[] indices(NodeDef n, long start, long end, long step, int size) {
    if (step == 0) {
      throw n.refusal("a step of 0");
    }
    long from = start < 0 ? start + size : start;
    long to = end < 0 ? Math.max(end, Long.MIN_VALUE + size) + size : end;
    if (end < 0 && end < -(long) size) {
      to = -1;
    }
    from = step > 0 ? clamp(from, 0, size) : clamp(from, 0, size - 1L);
    to = step > 0 ? clamp(to, 0, size) : clamp(to, -1, size - 1L);
    if (step < 0 && size == 0) {
      return new int[0];
    }
    long span = step > 0 ? to - from : from - to;
    long stride = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
    int count = span <= 0 ? 0 : (int) ((span - 1) / stride + 1);
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = (int) (step > 0 ? from + i * stride : from - i * stride);
    }
    return indices;
  }

  private static long clamp(long v, long low, long high) {
    return Math.max(low, Math.min(high, v));
  }

  /** Begins, then ends, of every axis. */
  static long[] pads(Reading r, NodeDef n, int rank) {
    long[] given = list(r, n, "pads", 1);
    if (given == null) {
      given = n.numbers("paddings");
    }
    long[] axes = r.opset >= 18 ? list(r, n, "axes", 3) : null;
    if (given == null || given.length != 2 * (axes == null ? rank : axes.length)) {
      throw n.refusal("pads " + Arrays.toString(given) + " for " + rank + " dimensions");
    }
    if (axes == null) {
      return given;
    }
    long[] pads = new long[2 * rank];
    for (int k = 0; k < axes.length; k++) {
      int a = axis(n, axes[k], rank);
      pads[a] = given[k];
      pads[rank + a] = given[axes.length + k];
    }
    return pads;
  }

  /** The lengths of a Split's parts. */
  static long[] splits(Reading r, NodeDef n, int size) {
    long[] given = list(r, n, "split", 1);
    if (given == null) {
      int parts = (int) n.number("num_outputs", n.outputs().size());
      if (parts < 1 || parts > n.outputs().size()) {
        throw n.refusal(parts + " parts");
      }
      int each = (size + parts - 1) / parts;
      given = new long[parts];
      for (int i = 0; i < parts; i++) {
        given[i] = Math.max(0, Math.min(each, size - (long) i * each));
      }
    }
    long sum = 0;
    for (long g : given) {
      if (g < 0 || g > size) {
        throw n.refusal("parts of " + Arrays.toString(given));
      }
      sum += g;
    }
    if (sum != size || given.length < n.outputs().size()) {
      throw n.refusal("parts of " + Arrays.toString(given) + " of " + size);
    }
    return given;
  }
}
