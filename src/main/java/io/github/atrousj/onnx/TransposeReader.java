package io.github.atrousj.onnx;

import io.github.atrousj.graph.AcrossChannels;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Transpose, where it moves the channels only, or moves the axes for a Softmax and back again. */
final class TransposeReader {
  private TransposeReader() {}

  /** Between [1, C, …] and [1, …, C]; other orders around a Softmax only. */
  static Object transpose(Reading r, NodeDef n) {
    Image in = r.image(n, 0, 4);
    int rank = in.rank();
    long[] perm = n.numbers("perm");
    if (perm != null && Arrays.equals(perm, order(rank, a -> a))) {
      return in;
    }
    if (perm != null
        && in.isPlain()
        && Arrays.equals(perm, order(rank, a -> a == rank - 1 ? 1 : a + 1))) {
      int[] dims = new int[rank];
      Arrays.setAll(dims, a -> in.dims()[(int) perm[a]]);
      return new Image(in.node(), in.shape(), dims, true, in.type());
    }
    if (perm != null
        && in.channelsLast()
        && Arrays.equals(perm, order(rank, a -> a == 1 ? rank - 1 : a - 1))) {
      return in.withDims(Image.dims(in.shape(), rank));
    }
    Image softmax = in.isPlain() && perm != null ? softmax(r, n, in, perm) : null;
    if (softmax == null) {
      throw n.refusal("an order of " + Arrays.toString(perm));
    }
    return softmax;
  }

  private interface Order {
    int of(int a);
  }

  private static long[] order(int rank, Order o) {
    return IntStream.range(0, rank).mapToLong(a -> a == 0 ? 0 : o.of(a)).toArray();
  }

  /**
   * Before opset 13, Softmax is over all axes from one on, so that exporters swap the channels with
   * the last axis, take Softmax there and swap them back. The three are one function over channels.
   *
   * @return null when nodes that follow are others
   */
  private static Image softmax(Reading r, NodeDef n, Image in, long[] perm) {
    NodeDef middle = r.soleReader(n.outputs().get(0));
    if (middle == null || !middle.op().equals("Softmax") && !middle.op().equals("LogSoftmax")) {
      return null;
    }
    int rank = in.rank();
    int last = rank - 1;
    long axis = middle.number("axis", r.opset < 13 ? 1 : -1);
    if (perm.length != rank || perm[last] != 1 || axis != last && axis != -1) {
      return null;
    }
    NodeDef back = r.soleReader(middle.outputs().get(0));
    if (back == null || !back.op().equals("Transpose") || !isInverse(back.numbers("perm"), perm)) {
      return null;
    }
    boolean log = middle.op().equals("LogSoftmax");
    Image out =
        in.with(r.g.across(log ? AcrossChannels.LOG_SOFTMAX : AcrossChannels.SOFTMAX, in.node()));
    r.finish(middle);
    r.finish(back);
    r.put(back.outputs().get(0), out);
    return out;
  }

  private static boolean isInverse(long[] back, long[] perm) {
    if (back == null || back.length != perm.length) {
      return false;
    }
    for (int a = 0; a < back.length; a++) {
      if (back[a] < 0 || back[a] >= perm.length || perm[(int) back[a]] != a) {
        return false;
      }
    }
    return true;
  }
}
