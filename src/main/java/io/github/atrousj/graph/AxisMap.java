package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Winograd;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.TransposedAxis;

/**
 * Which input positions a spatial node reads along one axis, its size being known. The halo of a
 * tile is asked here: it is exactly what these positions are, folded borders included.
 */
final class AxisMap {
  /** The tap reads what the border supplies. */
  static final int OUTSIDE = Border.OUTSIDE;

  /** The tap takes no part in this output. */
  static final int SKIP = -2;

  private final Axis axis;
  private final TransposedAxis transposed;
  private final Border border;
  private final int n;
  private final AxisTable table;

  /** Whether outputs are made in blocks that read the same lines; see {@link Winograd}. */
  private final boolean blocks;

  private AxisMap(AxisTable table) {
    this.axis = null;
    this.transposed = null;
    this.border = Border.ZERO;
    this.n = table.inputs();
    this.table = table;
    this.blocks = false;
  }

  private AxisMap(Axis axis, TransposedAxis transposed, Border border, int n, boolean blocks) {
    this.table = null;
    this.blocks = blocks;
    this.axis = axis;
    this.transposed = transposed;
    this.border = border;
    this.n = n;
  }

  /** Node n's map along x (0), y (1) or z (2), or null when n is not spatial. */
  static AxisMap of(Node node, int axis, Shape[] shapes) {
    if (node.inputs.isEmpty()) {
      return null;
    }
    int n = extent(shapes[node.input().id], axis);
    if (node.op instanceof Op.Convolve c) {
      Convolution s = c.spec();
      boolean blocks = axis == 1 && Winograd.serves(s);
      AxisRule rule = pick(axis, s.x(), s.y(), s.z());
      return new AxisMap(rule.resolve(n), null, s.border(), n, blocks);
    } else if (node.op instanceof Op.Median m) {
      Pooling s = m.spec();
      return forward(pick(axis, s.x(), s.y(), s.z()), s.border(), n);
    } else if (node.op instanceof Op.Resample r) {
      return axis == r.axis()
          ? new AxisMap(node.table(r.rule(), n))
          : forward(AxisRule.UNIT, Border.ZERO, n);
    } else if (node.op instanceof Op.PoolAxis p) {
      return forward(axis == p.axis() ? p.rule() : AxisRule.UNIT, p.border(), n);
    } else if (node.op instanceof Op.Transpose t) {
      TransposedConvolution s = t.spec();
      return new AxisMap(
          null, axis == 0 ? s.x() : axis == 1 ? s.y() : s.z(), Border.ZERO, n, false);
    }
    return null;
  }

  private static AxisMap forward(AxisRule rule, Border border, int n) {
    // Positions that take no part in a pooling are outside, just as those of a constant border.
    return new AxisMap(rule.resolve(n), null, border == null ? Border.CONSTANT : border, n, false);
  }

  private static AxisRule pick(int axis, AxisRule x, AxisRule y, AxisRule z) {
    return axis == 0 ? x : axis == 1 ? y : z;
  }

  static int extent(Shape s, int axis) {
    return axis == 0 ? s.width() : axis == 1 ? s.height() : s.depth();
  }

  /** Lines that an output reads, those of its whole block where outputs are made in blocks. */
  int taps() {
    if (blocks) {
      return Winograd.INPUTS;
    }
    return table != null ? table.taps() : axis != null ? axis.taps() : transposed.taps();
  }

  /** The forward geometry, or null for a transposed node. */
  Axis axis() {
    return axis;
  }

  TransposedAxis transposed() {
    return transposed;
  }

  /** What a resampled axis reads, or null for any other. */
  AxisTable table() {
    return table;
  }

  /** The input index that tap t of output p reads, or {@link #OUTSIDE} or {@link #SKIP}. */
  int source(int p, int t) {
    if (table != null) {
      return table.source(p, t);
    }
    if (axis != null) {
      return border.map(axis.position(blocks ? block(p) : p, t), n);
    }
    long i = transposed.input(p, t);
    return i == TransposedAxis.NONE ? SKIP : border.map(i, n);
  }

  boolean isInBlocks() {
    return blocks;
  }

  /** The first output of the block that output p is made with. */
  int block(int p) {
    return p - place(p) * axis.rate();
  }

  /** The place of output p in its block. */
  int place(int p) {
    return p / axis.rate() % Winograd.OUTPUTS;
  }

  /** The common step of the taps when rows of one residue class stay among themselves, else 1. */
  int classStep() {
    return axis == null || axis.stride() > 1 ? 1 : axis.taps() == 1 ? 0 : axis.rate();
  }

  boolean isUnit() {
    return table == null && (axis != null ? axis.isUnit() : transposed.isUnit());
  }

  AxisScale then(AxisScale before) {
    if (table != null) {
      double jump = before.jump() / table.scale();
      return new AxisScale(jump, before.start() + (jump - before.jump()) / 2);
    }
    return axis != null ? before.then(axis) : before.then(transposed);
  }
}
