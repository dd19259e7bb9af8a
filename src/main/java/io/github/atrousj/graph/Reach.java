package io.github.atrousj.graph;

import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.TransposedAxis;

/**
 * How far a spatial node's taps reach beyond the ends of the rows it reads, folded to where the
 * border holds the same, and the step in which it wants their values.
 *
 * @param left columns before the first, at least 0
 * @param right columns behind the last, at least 0
 */
record Reach(long left, long right, int stride) {
  Reach {
    left = Math.max(0, left);
    right = Math.max(0, right);
  }

  /**
   * @param x the node's map along x
   * @param width columns of its input
   * @param outputs columns of its output
   */
  static Reach of(Node n, AxisMap x, int width, int outputs) {
    if (x.axis() != null) {
      return n.op instanceof Op.Convolve
          ? ofTaps(x.axis(), border(n), width, outputs)
          // Medians and pools step over the row themselves.
          : new Reach(
              x.axis().padBefore(),
              x.axis().position(outputs - 1, x.axis().taps() - 1) - (width - 1),
              1);
    } else if (x.table() != null) {
      return new Reach(0, 0, 1);
    }
    TransposedAxis t = x.transposed();
    return new Reach(
        -Math.floorDiv(t.padBefore() - (long) t.rate() * (t.taps() - 1), (long) t.stride()),
        Math.floorDiv((long) outputs - 1 + t.padBefore(), (long) t.stride()) - (width - 1),
        1);
  }

  private static Reach ofTaps(Axis a, Border border, int width, int outputs) {
    long span = RowLayout.span(outputs, a.stride());
    long left = 0;
    long right = 0;
    for (int t = 0; t < a.taps(); t++) {
      long d = border.nearest(a.position(0, t), span, width);
      left = Math.max(left, -d);
      right = Math.max(right, d + span - width);
    }
    return new Reach(left, right, a.stride());
  }

  /** Whether rows may be read as they are. */
  boolean isNone() {
    return left == 0 && right == 0 && stride == 1;
  }

  /** What lies outside the rows. */
  static Border border(Node n) {
    if (n.op instanceof Op.Convolve c) {
      return c.spec().border();
    } else if (n.op instanceof Op.Transpose || n.op instanceof Op.Resample) {
      return Border.ZERO;
    }
    Border b = n.op instanceof Op.Median m ? m.spec().border() : ((Op.PoolAxis) n.op).border();
    return b == null ? Border.CONSTANT : b;
  }
}
