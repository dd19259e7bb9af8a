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
    if (n.op instanceof Op.Constant c) {
      return c.image().shape();
    }
    Shape in = shapes[n.input().id];
    if (n.op instanceof Op.Across a) {
      return a.function().keepsChannels() ? in : in.withChannels(1);
    } else if (n.op instanceof Op.Resample r) {
      int size = r.rule().size();
      return new Shape(
          in.channels(),
          r.axis() == 2 ? size : in.depth(),
          r.axis() == 1 ? size : in.height(),
          r.axis() == 0 ? size : in.width());
    } else if (n.op instanceof Op.Convolve c) {
      int wanted = c.spec().inChannels();
      if (!c.spec().isPerChannel() && wanted != in.channels()) {
        throw new IllegalArgumentException(
            "a layer for " + wanted + " channels meets " + in.channels());
      }
      Shape out = c.spec().outputShape(in);
      if (n.inputs.size() > 1 && !out.equals(shapes[n.inputs.get(1).id])) {
        throw different(out, shapes[n.inputs.get(1).id]);
      }
      return out;
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
      throw different(first, other);
    }
    return other.channels();
  }

  private static IllegalArgumentException different(Shape first, Shape other) {
    return new IllegalArgumentException("branches differ in shape: " + first + ", " + other);
  }

  /** The first input that the image has a part in, else the first. */
  private static Node fromImage(Node n) {
    return n.inputs.stream().filter(Shapes::seesImage).findFirst().orElse(n.input());
  }

  private static boolean seesImage(Node n) {
    return n.op instanceof Op.Input || n.inputs.stream().anyMatch(Shapes::seesImage);
  }

  static AxisScale scale(Node n, int axis, Shape[] shapes) {
    if (n.inputs.isEmpty()) {
      return AxisScale.IDENTITY;
    }
    Node along = n.op instanceof Op.Spread ? n.inputs.get(1) : fromImage(n);
    AxisScale before = scale(along, axis, shapes);
    AxisMap map = AxisMap.of(n, axis, shapes);
    return map == null ? before : map.then(before);
  }
}
