package io.github.atrousj.graph;

import io.github.atrousj.engine.Lines;
import io.github.atrousj.engine.Loops;
import io.github.atrousj.engine.OutputRows;
import io.github.atrousj.engine.RowInput;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.WinogradRows;

/**
 * The convolutions of a {@link Chunk}. They make their rows where those are wanted, which may be
 * where a result stays; what they are added to is made there first, and a sum is divided there.
 */
final class ConvolvedRows {
  private final Pass pass;
  private final HeldRows[] held;
  private final TapRows taps;
  private final Workspace workspace;
  private final Loops loops;
  private final Chunk chunk;
  private final WinogradRows.Scratch[] winograds;

  /** The rows of a result that are computed where they stay. */
  private OutputRows inSink;

  /**
   * @param held by view
   * @param taps finds what taps read
   * @param chunk makes the rows of other nodes
   */
  ConvolvedRows(Pass pass, HeldRows[] held, TapRows taps, Workspace workspace, Chunk chunk) {
    this.pass = pass;
    this.held = held;
    this.taps = taps;
    this.workspace = workspace;
    this.loops = workspace.loops();
    this.chunk = chunk;
    winograds = new WinogradRows.Scratch[pass.shapes.length];
  }

  /**
   * Makes rows of a node where a sink keeps them.
   *
   * @return whether it was done; if not, the node is not {@link #madeInPlace} or the sink has no
   *     such place
   */
  boolean inSink(Node root, RowRange range, RowSink sink) {
    if (!madeInPlace(root)) {
      return false;
    }
    int channels = pass.shapes[root.id].channels();
    int count = channels * range.zs().length * range.count();
    if (inSink == null || inSink.row().length != count) {
      inSink = new OutputRows(new float[count][]);
    }
    OutputRows out = inSink;
    int at = 0;
    for (int c = 0; c < channels; c++) {
      for (int z : range.zs()) {
        for (int j = 0; j < range.count(); j++, at++) {
          int y = range.y(j);
          out.row()[at] = sink.array(c, z, y);
          out.start()[at] = sink.start(y);
          if (out.row()[at] == null) {
            return false;
          }
        }
      }
    }
    make(root, range, out);
    for (int c = 0; c < channels; c++) {
      for (int z : range.zs()) {
        for (int j = 0; j < range.count(); j++) {
          sink.done(c, z, range.y(j));
        }
      }
    }
    return true;
  }

  /** Whether a node's rows are best made in the arrays where they are wanted. */
  private boolean madeInPlace(Node n) {
    return pass.sources[n.id] == null
        && (n.op instanceof Op.Convolve
            || pass.rectified(n) != null
            || n.op instanceof Op.Divide && madeInPlace(n.input()));
  }

  /**
   * Makes the rows of a convolution, of one that is rectified, or of a sum that is divided.
   *
   * @param out the row j of plane p of channel c at (c · planes + p) · rows + j
   */
  void make(Node n, RowRange range, OutputRows out) {
    if (n.op instanceof Op.Divide d) {
      base(n.input(), range, out);
      int width = pass.shapes[n.id].width();
      for (int i = 0; i < out.row().length; i++) {
        Fuse.divide(out.row()[i], out.start()[i], d.by(), width);
      }
      return;
    }
    Node rectified = pass.rectified(n);
    if (rectified != null) {
      convolve(rectified, range, out, 0);
    } else {
      convolve(n, range, out, Float.NEGATIVE_INFINITY);
    }
  }

  /** Puts the rows of a node where those of its reader are made. */
  private void base(Node n, RowRange range, OutputRows out) {
    if (madeInPlace(n) && pass.isReadOnce(n) && pass.stored[n.id] == null) {
      make(n, range, out);
      return;
    }
    boolean spread = n.op instanceof Op.Spread && pass.sources[n.id] == null;
    float[][] made = spread ? null : chunk.rows(n);
    int width = pass.shapes[n.id].width();
    for (int c = 0; c < pass.shapes[n.id].channels(); c++) {
      for (int j = 0; j < range.count(); j++) {
        int to = c * range.count() + j;
        if (spread) {
          pass.spreads[n.id].row(c, range.z(), range.y(j), out.row()[to], out.start()[to]);
        } else {
          System.arraycopy(made[chunk.at(c, j)], 0, out.row()[to], out.start()[to], width);
        }
      }
    }
  }

  /**
   * Computes a convolution. What it is added to is made first, in the same rows.
   *
   * @param floor values below it become it; −∞ for any but those in blocks
   */
  private void convolve(Node n, RowRange range, OutputRows out, float floor) {
    if (n.inputs.size() > 1) {
      onto(n, n.inputs.get(1), range, out);
      return;
    }
    RowInput in = input(n, range);
    int width = pass.shapes[n.id].width();
    WinogradRows w = pass.winograds[n.id];
    if (w == null) {
      int channels = pass.shapes[n.id].channels();
      int rows = range.zs().length * range.count();
      pass.convolutions[n.id].compute(in, rows, channels, out, width, loops);
      return;
    }
    if (winograds[n.id] == null) {
      winograds[n.id] = w.new Scratch(width, workspace::row);
    }
    AxisMap map = pass.maps[n.id][1];
    int[] blocks = new int[range.count()];
    int[] places = new int[range.count()];
    for (int j = 0; j < range.count(); j++) {
      blocks[j] = map.block(range.y(j));
      places[j] = map.place(range.y(j));
    }
    w.compute(in, blocks, places, range.count(), out, floor, width, loops, winograds[n.id]);
  }

  private void onto(Node n, Node base, RowRange range, OutputRows out) {
    Spread spread = pass.sources[base.id] == null ? pass.spreads[base.id] : null;
    boolean flat = spread != null && spread.isFlat();
    if (!flat) {
      base(base, range, out);
    }
    RowInput in = input(n, range);
    int width = pass.shapes[n.id].width();
    for (int c = 0; c < pass.shapes[n.id].channels(); c++) {
      Float init = flat ? (Float) spread.value(c, range.z()) : null;
      OutputRows rows = out.range(c * range.count(), (c + 1) * range.count());
      pass.convolutions[n.id].add(in, c, range.count(), init, rows, width, loops);
    }
  }

  /** The rows that the taps of a node read, of one of any kind that reads a neighbourhood. */
  RowInput input(Node n, RowRange range) {
    View view = pass.reads[n.id];
    return view == null ? pointInput(n, range) : taps.of(n, held[view.index], range);
  }

  private RowInput pointInput(Node n, RowRange range) {
    View kept = pass.stored[n.input().id];
    if (kept != null && ((Op.Convolve) n.op).spec().isPerChannel()) {
      return new Standing(held[kept.index], range);
    }
    float[][] in = chunk.rows(n.input());
    return (channel, tz, ty, j) -> in[chunk.at(channel, j)];
  }

  /** The rows of a chunk as they stand in a tile or in the image. */
  private record Standing(HeldRows h, RowRange range) implements RowInput {
    @Override
    public float[] row(int channel, int tz, int ty, int j) {
      throw new UnsupportedOperationException("a row has a start");
    }

    @Override
    public void lines(int channel, int tz, int ty, int rows, Lines lines, int at, int step) {
      for (int j = 0; j < rows; j++) {
        int y = range.y(j);
        lines.set(at + j * step, h.values(channel, range.z(), y), h.first(y));
      }
    }
  }
}
