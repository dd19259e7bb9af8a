package io.github.atrousj.graph;

import io.github.atrousj.engine.Loops;
import io.github.atrousj.engine.MedianRows;
import io.github.atrousj.engine.OutputRows;
import io.github.atrousj.engine.PoolRow;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.RowInput;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import java.util.Arrays;

/**
 * A few rows of a plane, or of several planes, computed node by node while they are in cache. Nodes
 * that the tile holds are read from there; the others are computed on demand, once. Its memory is
 * used again.
 */
final class Chunk {
  private final Pass pass;
  private final HeldRows[] held;
  private final int most;
  private final Runnable poll;
  private final Workspace workspace;
  private final Loops loops;
  private final float[][][] chunkRows;
  private final boolean[] ready;
  private final ConvolvedRows convolved;
  private final PoolRow[] poolRows;
  private final MedianRows[] medians;
  private final PoolCounts[] poolCounts;
  private float[] joinScratch = new float[0];

  /** Several planes only where they are computed together in a sink. */
  private RowRange range;

  /**
   * @param held by view
   * @param taps finds what taps read
   * @param most rows of a chunk, at most
   * @param workspace the calling thread's own
   */
  Chunk(Pass pass, HeldRows[] held, TapRows taps, int most, Workspace workspace, Runnable poll) {
    this.pass = pass;
    this.held = held;
    this.most = most;
    this.workspace = workspace;
    this.loops = workspace.loops();
    this.poll = poll;
    int nodes = pass.shapes.length;
    chunkRows = new float[nodes][][];
    ready = new boolean[nodes];
    poolRows = new PoolRow[nodes];
    medians = new MedianRows[nodes];
    poolCounts = new PoolCounts[nodes];
    convolved = new ConvolvedRows(pass, held, taps, workspace, this);
  }

  /**
   * Computes rows of a node.
   *
   * @param wanted of one plane
   * @param sink who gets them; where it can be, they are computed in place there
   * @return the row j of channel c at c · most + j, values from index 0; good until the next call.
   *     Null when the sink has them already.
   */
  float[][] compute(Node root, RowRange wanted, RowSink sink) {
    Arrays.fill(ready, false);
    range = wanted;
    return convolved.inSink(root, wanted, sink) ? null : compute(root);
  }

  /**
   * Computes the same rows of several planes of a convolution, so that planes that share input are
   * made together.
   *
   * @return whether it was done: the sink has the rows in memory
   */
  boolean together(Node root, RowRange wanted, RowSink sink) {
    range = wanted;
    return convolved.inSink(root, wanted, sink);
  }

  /** The chunk's rows of a node, row j of channel c at c · most + j, values from index 0. */
  float[][] rows(Node n) {
    if (ready[n.id]) {
      return chunkRows[n.id];
    }
    View kept = pass.stored[n.id];
    if (kept == null) {
      return compute(n);
    }
    float[][] out = outputRows(n);
    HeldRows h = held[kept.index];
    int width = kept.shape().width();
    for (int c = 0; c < kept.shape().channels(); c++) {
      for (int j = 0; j < range.count(); j++) {
        int y = range.y(j);
        System.arraycopy(h.values(c, range.z(), y), h.first(y), out[at(c, j)], 0, width);
      }
    }
    return out;
  }

  /** Where the row j of a channel is in what {@link #rows} returns. */
  int at(int channel, int j) {
    return channel * most + j;
  }

  private float[][] outputRows(Node n) {
    ready[n.id] = true;
    Shape s = pass.shapes[n.id];
    if (chunkRows[n.id] == null) {
      // Off the multiples of a page, so that rows of one chunk do not compete for cache sets.
      chunkRows[n.id] = workspace.rows(s.channels() * most, s.width() + 12);
    }
    return chunkRows[n.id];
  }

  private float[][] takeOver(Node n, float[][] rows) {
    ready[n.id] = true;
    chunkRows[n.id] = rows;
    return rows;
  }

  private float[][] compute(Node n) {
    Shape s = pass.shapes[n.id];
    int width = s.width();
    RowSource source = pass.sources[n.id];
    if (source != null) {
      float[][] out = outputRows(n);
      for (int c = 0; c < s.channels(); c++) {
        for (int j = 0; j < range.count(); j++) {
          source.read(c, range.z(), range.y(j), out[at(c, j)], 0);
        }
      }
      return out;
    }
    if (n.op instanceof Op.Concat) {
      return concat(n, s);
    } else if (n.op instanceof Op.Channels c) {
      float[][] in = rows(n.input());
      return Arrays.copyOfRange(in, c.from() * most, (c.from() + c.count()) * most);
    }
    if (n.op instanceof Op.Across a) {
      return across(n, a.function(), s);
    }
    if (pass.maps[n.id] != null) {
      spatial(n, s);
      return chunkRows[n.id];
    }
    if (n.op instanceof Op.Divide || pass.rectified(n) != null) {
      float[][] out = outputRows(n);
      convolved.make(n, range, new OutputRows(dense(out, s.channels())));
      return out;
    }
    float[][] first = n.op instanceof Op.Spread ? null : rows(n.input());
    boolean two = n.op instanceof Op.Combine || n.op instanceof Op.Pair;
    float[][] second = two ? rows(n.inputs.get(1)) : null;
    float[][][] all = n.op instanceof Op.Join || n.op instanceof Op.Weighted ? allRows(n) : null;
    float[][] out =
        n.op instanceof Op.Activate && pass.ownsInput(n) ? takeOver(n, first) : outputRows(n);
    for (int c = 0; c < s.channels(); c++) {
      for (int j = 0; j < range.count(); j++) {
        int at = at(c, j);
        int y = range.y(j);
        if (n.op instanceof Op.Activate a) {
          a.function().apply(first[at], out[at], width);
        } else if (n.op instanceof Op.Unary u) {
          u.function().apply(first[at], out[at], width);
        } else if (n.op instanceof Op.Pair p) {
          p.function().apply(first[at], second[at], out[at], width);
        } else if (n.op instanceof Op.Combine combine) {
          combine(first[at], second[at], out[at], combine.minus(), width);
        } else if (n.op instanceof Op.PoolFinish p) {
          counts(n, p).apply(first[at], range.z(), y, out[at]);
        } else if (n.op instanceof Op.Spread) {
          pass.spreads[n.id].row(c, range.z(), y, out[at], 0);
        } else {
          float[][] branches = new float[all.length][];
          for (int b = 0; b < all.length; b++) {
            branches[b] = all[b][at];
          }
          join(n, branches, out[at], width);
        }
      }
    }
    return out;
  }

  private float[][] across(Node n, AcrossChannels f, Shape s) {
    float[][] in = rows(n.input());
    float[][] out = outputRows(n);
    float[][] from = new float[pass.shapes[n.input().id].channels()][];
    float[][] to = new float[s.channels()][];
    double[] scratch = new double[s.width()];
    for (int j = 0; j < range.count(); j++) {
      for (int c = 0; c < from.length; c++) {
        from[c] = in[at(c, j)];
      }
      for (int c = 0; c < to.length; c++) {
        to[c] = out[at(c, j)];
      }
      f.apply(from, to, scratch, s.width());
    }
    return out;
  }

  private float[][][] allRows(Node n) {
    float[][][] all = new float[n.inputs.size()][][];
    for (int b = 0; b < all.length; b++) {
      all[b] = rows(n.inputs.get(b));
    }
    return all;
  }

  private void join(Node n, float[][] branches, float[] out, int width) {
    if (n.op instanceof Op.Weighted w) {
      OutputRows to = new OutputRows(new float[][] {out});
      loops.weightedSum(branches, new int[branches.length], w.weights(), 0, to, width);
    } else {
      if (joinScratch.length < width) {
        joinScratch = new float[width];
      }
      ((Op.Join) n.op).fuse().apply(branches, out, joinScratch, width);
    }
  }

  private float[][] concat(Node n, Shape s) {
    float[][] out = new float[s.channels() * most][];
    int at = 0;
    for (Node in : n.inputs) {
      float[][] part = rows(in);
      int count = pass.shapes[in.id].channels() * most;
      System.arraycopy(part, 0, out, at, count);
      at += count;
    }
    ready[n.id] = true;
    chunkRows[n.id] = out;
    return out;
  }

  private static void combine(float[] a, float[] b, float[] out, boolean minus, int n) {
    if (minus) {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] - b[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] + b[i];
      }
    }
  }

  private PoolCounts counts(Node n, Op.PoolFinish p) {
    if (poolCounts[n.id] == null) {
      poolCounts[n.id] =
          new PoolCounts(p.spec(), pass.shapes[n.inputs.get(1).id], pass.shapes[n.id]);
    }
    return poolCounts[n.id];
  }

  private void spatial(Node n, Shape s) {
    float[][] dense = dense(outputRows(n), s.channels());
    if (n.op instanceof Op.Convolve) {
      convolved.make(n, range, new OutputRows(dense));
      return;
    }
    View view = pass.reads[n.id];
    RowInput in = convolved.input(n, range);
    int width = s.width();
    AxisMap[] maps = pass.maps[n.id];
    if (n.op instanceof Op.Transpose) {
      pass.transposes[n.id].compute(in, range.count(), s.channels(), dense, width, loops);
    } else if (n.op instanceof Op.Resample r) {
      resample(n, r, in, view.layout().first(), dense, s);
    } else if (n.op instanceof Op.Median m) {
      medians(n, m.spec(), view, width).compute(in, range.count(), s.channels(), dense);
    } else {
      Op.PoolAxis p = (Op.PoolAxis) n.op;
      if (poolRows[n.id] == null) {
        poolRows[n.id] = new PoolRow(p.type(), maps[0].axis(), width);
      }
      for (int c = 0; c < s.channels(); c++) {
        for (int j = 0; j < range.count(); j++) {
          poolRows[n.id].compute(
              in.row(c, 0, 0, j), view.layout().first(), dense[c * range.count() + j]);
        }
      }
    }
  }

  private MedianRows medians(Node n, Pooling p, View view, int width) {
    if (medians[n.id] == null) {
      int inside = p.border() == null ? view.shape().width() : -1;
      int first = view.layout().first();
      medians[n.id] = new MedianRows(p, pass.maps[n.id][0].axis(), first, inside, width, poll);
    }
    return medians[n.id];
  }

  private void resample(Node n, Op.Resample r, RowInput in, int first, float[][] out, Shape s) {
    AxisTable table = pass.maps[n.id][r.axis()].table();
    for (int c = 0; c < s.channels(); c++) {
      for (int j = 0; j < range.count(); j++) {
        float[] row = out[c * range.count() + j];
        if (r.axis() == 0) {
          table.along(in.row(c, 0, 0, j), first, row, s.width(), r.rule().outside());
          continue;
        }
        int p = r.axis() == 1 ? range.y(j) : range.z();
        Arrays.fill(row, 0, s.width(), 0f);
        for (int t = 0; t < table.taps() && table.source(p, t) != AxisMap.SKIP; t++) {
          float[] source = r.axis() == 1 ? in.row(c, 0, t, j) : in.row(c, t, 0, j);
          float w = table.weight(p, t);
          for (int x = 0; x < s.width(); x++) {
            row[x] += w * source[first + x];
          }
        }
      }
    }
  }

  /** The chunk's rows without the gaps of a last, shorter chunk. */
  private float[][] dense(float[][] rows, int channels) {
    if (range.count() == most) {
      return rows;
    }
    float[][] dense = new float[channels * range.count()][];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(rows, c * most, dense, c * range.count(), range.count());
    }
    return dense;
  }
}
