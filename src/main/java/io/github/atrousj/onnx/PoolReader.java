package io.github.atrousj.onnx;

import io.github.atrousj.engine.Pooling;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.graph.Activation;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Pointwise;
import java.util.Arrays;

/** Poolings over windows and over whole images. */
final class PoolReader {
  private PoolReader() {}

  static Object max(Reading r, NodeDef n) {
    if (n.outputs().size() > 1 && r.soleReader(n.outputs().get(1)) != null) {
      throw n.refusal("indices of the maxima are not supported");
    }
    Image in = r.plain(n);
    return pool(r, in, window(r, n, in), Pooling.Type.MAX, in.node());
  }

  static Object average(Reading r, NodeDef n) {
    Image in = r.plain(n);
    Window w = new Window(n, in, Window.kernelShape(n, in.rank() - 2));
    boolean settled = w.autoPad(n, in);
    Image padded = in;
    if (n.flag("count_include_pad") && w.hasPads()) {
      // The zeros are pixels then; what ceil_mode adds beyond them is still none.
      Node zeros = r.pad(in.node(), w.before, w.after, Border.CONSTANT, 0);
      padded = r.plain(zeros, in.rank());
      Arrays.fill(w.before, 0);
      Arrays.fill(w.after, 0);
      if (n.flag("ceil_mode") && !settled) {
        w.ceil(padded);
      }
    } else if (n.flag("ceil_mode") && !settled) {
      w.ceil(in);
    }
    return pool(r, padded, w, Pooling.Type.MEAN, padded.node());
  }

  private static Window window(Reading r, NodeDef n, Image in) {
    Window w = new Window(n, in, Window.kernelShape(n, in.rank() - 2));
    if (!w.autoPad(n, in) && n.flag("ceil_mode")) {
      w.ceil(in);
    }
    return w;
  }

  private static Image pool(Reading r, Image in, Window w, Pooling.Type type, Node from) {
    Pooling p = new Pooling(type, w.rule(0), w.rule(1), w.rule(2), null, 0);
    return r.plain(r.g.pool(from, p), in.rank());
  }

  /** (Σ |v|ᵖ)^(1/p). */
  static Object lp(Reading r, NodeDef n) {
    Image in = r.plain(n);
    Window w = window(r, n, in);
    long p = n.number("p", 2);
    Node powers = r.g.activate(in.node(), p == 2 ? Activation.SQUARE : Activation.ABS);
    if (p > 2) {
      powers = r.g.map(powers, Pointwise.of(Pointwise.Kind.POWER, p));
    }
    Node sum = r.g.windowSum(powers, w.rule(0), w.rule(1), w.rule(2));
    if (p == 2) {
      sum = r.g.map(sum, Pointwise.of(Pointwise.Kind.SQRT));
    } else if (p > 2) {
      sum = r.g.map(sum, Pointwise.of(Pointwise.Kind.POWER, 1f / p));
    }
    return r.plain(sum, in.rank());
  }

  static Object globalAverage(Reading r, NodeDef n) {
    return mean(r, r.plain(n));
  }

  static Object globalMax(Reading r, NodeDef n) {
    return extreme(r, r.plain(n), Pooling.Type.MAX);
  }

  static Image mean(Reading r, Image in) {
    return r.plain(r.g.bins(in.node(), 1, true), in.rank());
  }

  /** The largest or smallest value of each channel: one window as large as the image. */
  static Image extreme(Reading r, Image in, Pooling.Type type) {
    AxisRule[] rules = new AxisRule[3];
    for (int axis = 0; axis < 3; axis++) {
      int size = in.extent(axis);
      rules[axis] = size == 1 ? AxisRule.UNIT : new AxisRule(size, 1, 1, Padding.VALID);
    }
    Pooling p = new Pooling(type, rules[0], rules[1], rules[2], null, 0);
    return r.plain(r.g.pool(in.node(), p), in.rank());
  }
}
