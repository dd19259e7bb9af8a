package io.github.atrousj.graph;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;

/** The extents and scales of a graph's nodes. */
final class Shapes {
  private Shapes() {}

  static Shape of(Node n, Shape[] shapes, Shape image) {
    if (n.op instanceof Op.Input) {
      return image;
    }
    Shape in = shapes[n.input().id];
    if (n.op instanceof Op.Convolve c) {
      int wanted = c.spec().inChannels();
      if (!c.spec().isPerChannel() && wanted != in.channels()) {
        throw new IllegalArgumentException(
            "a layer for " + wanted + " channels meets " + in.channels());
      }
      return c.spec().outputShape(in);
    } else if (n.op instanceof Op.Transpose t) {
      return t.spec().outputShape(in);
    } else if (n.op instanceof Op.Median m) {
      return m.spec().outputShape(in);
    } else if (n.op instanceof Op.PoolAxis p) {
      return new Shape(
          in.channels(),
          along(p, 2, in.depth()),
          along(p, 1, in.height()),
          along(p, 0, in.width()));
    } else if (n.op instanceof Op.Concat) {
      return in.withChannels(n.inputs.stream().mapToInt(i -> same(n, i, shapes, false)).sum());
    } else if (n.op instanceof Op.Channels c) {
      if (c.from() < 0 || c.count() < 1 || c.from() + c.count() > in.channels()) {
        throw new IllegalArgumentException(
            "channels " + c.from() + " to " + (c.from() + c.count() - 1) + " of " + in.channels());
      }
      return in.withChannels(c.count());
    } else if (n.op instanceof Op.Bins b) {
      return new Shape(in.channels(), b.threeD() ? b.bins() : in.depth(), b.bins(), b.bins());
    } else if (n.op instanceof Op.Spread) {
      return shapes[n.inputs.get(1).id].withChannels(in.channels());
    } else if (!(n.op instanceof Op.PoolFinish)) {
      n.inputs.forEach(i -> same(n, i, shapes, true));
    }
    return in;
  }

  private static int along(Op.PoolAxis p, int axis, int n) {
    return p.axis() == axis ? p.rule().resolve(n).outputSize(n) : n;
  }

  /** Checks that input i of node n has the extent of its input 0; returns i's channels. */
  private static int same(Node n, Node i, Shape[] shapes, boolean channelsToo) {
    Shape first = shapes[n.input().id];
    Shape other = shapes[i.id];
    if (!first.withChannels(0).equals(other.withChannels(0))
        || (channelsToo && first.channels() != other.channels())) {
      throw new IllegalArgumentException("branches differ in shape: " + first + ", " + other);
    }
    return other.channels();
  }

  static AxisScale scale(Node n, int axis, Shape[] shapes) {
    if (n.op instanceof Op.Input) {
      return AxisScale.IDENTITY;
    }
    Node along = n.op instanceof Op.Spread ? n.inputs.get(1) : n.input();
    AxisScale before = scale(along, axis, shapes);
    AxisMap map = AxisMap.of(n, axis, shapes);
    return map == null ? before : map.then(before);
  }
}
