package io.github.atrousj.onnx;

import io.github.atrousj.engine.Pooling;
import io.github.atrousj.graph.AcrossChannels;
import io.github.atrousj.graph.Node;
import java.util.Arrays;

/** Softmax, ArgMax and reductions: over all channels, or over the whole extent. */
final class AcrossReader {
  private AcrossReader() {}

  private static int axis(NodeDef n, long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw n.refusal("axis " + axis + " of " + rank + " dimensions");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  private static int channelAxis(Image in) {
    return in.channelsLast() ? in.rank() - 1 : 1;
  }

  private static void requireChannels(NodeDef n, Image in, int axis) {
    boolean seen = in.isPlain() || in.channelsLast() || in.rank() == 2;
    if (!seen || in.dims()[channelAxis(in)] != in.shape().channels() || axis != channelAxis(in)) {
      throw n.refusal("over axis " + axis + " of " + Arrays.toString(in.dims()) + ", not channels");
    }
  }

  static Object softmax(Reading r, NodeDef n) {
    Image in = r.image(n, 0, 4);
    int axis = axis(n, n.number("axis", r.opset < 13 ? 1 : -1), in.rank());
    if (r.opset < 13) {
      // All axes from this one on are one; that is the channels alone only if the others are 1.
      for (int a = axis + 1; a < in.rank(); a++) {
        if (in.dims()[a] != 1) {
          throw n.refusal("over all axes from " + axis + " on, as before opset 13");
        }
      }
    }
    requireChannels(n, in, axis);
    boolean log = n.op().equals("LogSoftmax");
    return in.with(
        r.g.across(log ? AcrossChannels.LOG_SOFTMAX : AcrossChannels.SOFTMAX, in.node()));
  }

  static Object index(Reading r, NodeDef n) {
    Image in = r.image(n, 0, 4);
    int axis = axis(n, n.number("axis", 0), in.rank());
    requireChannels(n, in, axis);
    boolean last = n.flag("select_last_index");
    AcrossChannels f =
        n.op().equals("ArgMax")
            ? last ? AcrossChannels.ARGMAX_LAST : AcrossChannels.ARGMAX
            : last ? AcrossChannels.ARGMIN_LAST : AcrossChannels.ARGMIN;
    Node node = r.g.across(f, in.node());
    return reduced(r, in, node, axis, n.number("keepdims", 1) != 0).withType(DataType.INT64);
  }

  private static Image reduced(Reading r, Image in, Node node, int axis, boolean keep) {
    int[] dims = in.dims().clone();
    dims[axis] = 1;
    boolean last = in.channelsLast() && keep;
    return new Image(node, r.shape(node), keep ? dims : without(dims, axis), last, in.type());
  }

  private static int[] without(int[] dims, int axis) {
    int[] fewer = new int[dims.length - 1];
    System.arraycopy(dims, 0, fewer, 0, axis);
    System.arraycopy(dims, axis + 1, fewer, axis, fewer.length - axis);
    return fewer;
  }

  static Object reduce(Reading r, NodeDef n) {
    Image in = r.plain(n);
    long[] given = n.numbers("axes");
    if (given == null && n.hasInput(1)) {
      given = r.constant(n, 1).longs();
    }
    if (given == null || given.length == 0) {
      if (n.flag("noop_with_empty_axes")) {
        return in;
      }
      throw n.refusal("over the batch too");
    }
    boolean[] axes = new boolean[in.rank()];
    for (long a : given) {
      axes[axis(n, a, in.rank())] = true;
    }
    boolean keep = n.number("keepdims", 1) != 0;
    Image out = in;
    if (reducesSpatial(n, in, axes)) {
      out =
          switch (n.op()) {
            case "ReduceMean" -> PoolReader.mean(r, in);
            case "ReduceMax" -> PoolReader.extreme(r, in, Pooling.Type.MAX);
            case "ReduceMin" -> PoolReader.extreme(r, in, Pooling.Type.MIN);
            default -> throw n.refusal("a sum over the whole extent");
          };
    }
    if (axes[1]) {
      AcrossChannels f =
          switch (n.op()) {
            case "ReduceMean" -> AcrossChannels.MEAN;
            case "ReduceMax" -> AcrossChannels.MAX;
            case "ReduceMin" -> AcrossChannels.MIN;
            default -> AcrossChannels.SUM;
          };
      out = r.plain(r.g.across(f, out.node()), in.rank());
    }
    if (keep) {
      return out;
    }
    int[] dims = out.dims();
    for (int a = in.rank() - 1; a >= 0; a--) {
      dims = axes[a] ? without(dims, a) : dims;
    }
    return out.withDims(dims);
  }

  /** Whether all spatial axes are reduced; some of them alone cannot be. */
  private static boolean reducesSpatial(NodeDef n, Image in, boolean[] axes) {
    boolean some = false;
    boolean all = true;
    for (int a = 2; a < axes.length; a++) {
      some |= axes[a] && in.dims()[a] > 1;
      all &= axes[a] || in.dims()[a] == 1;
    }
    if (axes[0] || some && !all) {
      throw n.refusal("over channels or the whole extent only");
    }
    return some;
  }
}
