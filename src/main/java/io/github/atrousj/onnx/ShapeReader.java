package io.github.atrousj.onnx;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Picking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that move values or see them with other dimensions. */
final class ShapeReader {
  private ShapeReader() {}

  /** Reshape, Flatten, Squeeze, Unsqueeze, Expand: where no value changes its place. */
  static Object relabel(Reading r, NodeDef n) {
    Image in = r.image(n, 0, 4);
    int[] to = Dims.of(r, n, in.dims());
    boolean moves = n.op().endsWith("queeze") && Dims.touchesFirst(r, n, to.length);
    if (r.batched && (moves || to.length == 0 || to[0] != 1)) {
      throw n.refusal("of a batch");
    }
    if (!Arrays.equals(significant(in.dims()), significant(to))) {
      throw n.refusal(
          "an image of " + Arrays.toString(in.dims()) + " cannot become " + Arrays.toString(to));
    }
    boolean last = in.channelsLast() && Arrays.equals(in.dims(), to);
    return new Image(in.node(), in.shape(), to, last, in.type());
  }

  private static int[] significant(int[] dims) {
    return Arrays.stream(dims).filter(d -> d != 1).toArray();
  }

  static Object concat(Reading r, NodeDef n) {
    int rank = 0;
    for (int i = 0; i < n.inputs().size(); i++) {
      rank = r.isConstant(n, i) ? rank : Math.max(rank, r.image(n, i, 4).rank());
    }
    List<Image> in = new ArrayList<>();
    for (int i = 0; i < n.inputs().size(); i++) {
      Image part = r.image(n, i, rank);
      if (!part.isPlain() || part.rank() != rank) {
        throw n.refusal("of " + Arrays.toString(part.dims()));
      }
      in.add(part);
    }
    int axis = Dims.imageAxis(r, n, n.number("axis", 1), rank);
    if (axis == 1) {
      return r.plain(r.g.concat(in.stream().map(Image::node).toArray(Node[]::new)), rank);
    }
    if (axis == 0) {
      throw n.refusal("of batches");
    }
    return side(r, in, axis);
  }

  /** One after another along a spatial axis: each where it belongs among zeros, added. */
  private static Image side(Reading r, List<Image> in, int axis) {
    int spatial = in.get(0).spatial(axis);
    int total = in.stream().mapToInt(i -> i.extent(spatial)).reduce(0, Math::addExact);
    int at = 0;
    Node sum = null;
    for (Image i : in) {
      int[] before = new int[3];
      int[] after = new int[3];
      before[spatial] = at;
      at += i.extent(spatial);
      after[spatial] = total - at;
      Node placed = r.pad(i.node(), before, after, Border.CONSTANT, 0);
      sum = sum == null ? placed : r.g.add(sum, placed);
    }
    return r.plain(sum, in.get(0).rank());
  }

  static Object slice(Reading r, NodeDef n) {
    Image in = r.plain(n);
    long[][] s = Dims.slices(r, n, in.rank());
    Image out = in;
    for (int k = 0; k < s[0].length; k++) {
      int axis = Dims.imageAxis(r, n, s[2][k], in.rank());
      int[] indices = Dims.indices(n, s[0][k], s[1][k], s[3][k], out.dims()[axis]);
      out = pick(r, n, out, axis, indices);
    }
    return out;
  }

  /** Some positions of an axis, in their order. */
  static Image pick(Reading r, NodeDef n, Image in, int axis, int[] indices) {
    int size = in.dims()[axis];
    boolean all = indices.length == size;
    for (int i = 0; all && i < size; i++) {
      all = indices[i] == i;
    }
    if (all) {
      return in;
    }
    if (axis == 0 || indices.length == 0) {
      throw n.refusal("leaves " + indices.length + " of axis " + axis);
    }
    if (axis == 1) {
      return r.plain(channels(r, in.node(), indices), in.rank());
    }
    int spatial = in.spatial(axis);
    boolean run = true;
    for (int i = 1; i < indices.length; i++) {
      run &= indices[i] == indices[0] + i;
    }
    if (run) {
      int[] before = new int[3];
      int[] after = new int[3];
      before[spatial] = -indices[0];
      after[spatial] = indices[0] + indices.length - size;
      return r.plain(r.pad(in.node(), before, after, Border.CONSTANT, 0), in.rank());
    }
    return r.plain(r.g.resample(in.node(), new Picking(indices), spatial), in.rank());
  }

  private static Node channels(Reading r, Node in, int[] indices) {
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < indices.length; ) {
      int count = 1;
      while (i + count < indices.length && indices[i + count] == indices[i] + count) {
        count++;
      }
      parts.add(r.g.channels(in, indices[i], count));
      i += count;
    }
    return r.g.concat(parts.toArray(new Node[0]));
  }

  static Object gather(Reading r, NodeDef n) {
    Image in = r.plain(n);
    Tensor t = r.constant(n, 1);
    int axis = Dims.imageAxis(r, n, n.number("axis", 0), in.rank());
    if (t.rank() > 1) {
      throw n.refusal("indices of " + t);
    }
    int size = in.dims()[axis];
    int[] indices = new int[t.size()];
    for (int i = 0; i < indices.length; i++) {
      long v = t.whole(i) < 0 ? t.whole(i) + size : t.whole(i);
      if (v < 0 || v >= size) {
        throw n.refusal("index " + t.whole(i) + " of " + size);
      }
      indices[i] = (int) v;
    }
    Image out = pick(r, n, in, axis, indices);
    if (t.rank() == 1) {
      return out;
    }
    int[] dims =
        IntStream.range(0, in.rank()).filter(a -> a != axis).map(a -> out.dims()[a]).toArray();
    return out.withDims(dims);
  }

  static Object split(Reading r, NodeDef n) {
    Image in = r.plain(n);
    int axis = Dims.imageAxis(r, n, n.number("axis", 0), in.rank());
    long[] sizes = Dims.splits(r, n, in.dims()[axis]);
    Object[] parts = new Object[sizes.length];
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      int from = at;
      int count = Math.toIntExact(sizes[i]);
      parts[i] = pick(r, n, in, axis, IntStream.range(from, from + count).toArray());
      at += count;
    }
    return parts;
  }

  /** What stands outside, by Pad's mode. */
  static Border border(NodeDef n) {
    String mode = n.text("mode", "constant");
    return switch (mode) {
      case "constant" -> Border.CONSTANT;
      case "reflect" -> Border.REFLECT;
      case "edge" -> Border.REPLICATE;
      case "wrap" -> Border.CIRCULAR;
      default -> throw n.refusal("mode " + mode);
    };
  }

  static Object pad(Reading r, NodeDef n) {
    Image in = r.plain(n);
    int rank = in.rank();
    long[] pads = Dims.pads(r, n, rank);
    Tensor v = r.opset < 11 ? null : r.optional(n, 2);
    float value = v == null || v.size() == 0 ? n.real("value", 0) : v.real(0);
    Border border = border(n);
    if (pads[0] != 0 || pads[rank] != 0) {
      throw n.refusal("of the batch");
    }
    int[] before = new int[3];
    int[] after = new int[3];
    for (int a = 2; a < rank; a++) {
      before[in.spatial(a)] = Math.toIntExact(pads[a]);
      after[in.spatial(a)] = Math.toIntExact(pads[rank + a]);
    }
    Image out = r.plain(r.pad(in.node(), before, after, border, value), rank);
    return pads[1] == 0 && pads[rank + 1] == 0
        ? out
        : channelPad(r, out, pads[1], pads[rank + 1], border, value);
  }

  private static Image channelPad(
      Reading r, Image in, long before, long after, Border border, float value) {
    int c = in.shape().channels();
    int count = Math.toIntExact(c + before + after);
    if (border == Border.CONSTANT) {
      // A layer of weights 1; channels without a weight are their bias.
      float[] weights = new float[Math.multiplyExact(count, c)];
      float[] bias = new float[count];
      for (int o = 0; o < count; o++) {
        long from = o - before;
        if (from >= 0 && from < c) {
          weights[o * c + (int) from] = 1;
        } else {
          bias[o] = value;
        }
      }
      Convolution layer = Convolution.layer(c, count, 1, 1, 1, 1, weights, bias);
      return r.plain(r.g.convolve(in.node(), layer), in.rank());
    }
    int[] indices = IntStream.range(0, count).map(o -> border.map(o - before, c)).toArray();
    return r.plain(channels(r, in.node(), indices), in.rank());
  }
}
