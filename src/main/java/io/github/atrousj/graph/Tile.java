package io.github.atrousj.graph;

import io.github.atrousj.engine.Loops;
import io.github.atrousj.engine.MedianRows;
import io.github.atrousj.engine.PoolRow;
import io.github.atrousj.engine.RowInput;
import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.RunningPool;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One thread's work on a {@link Pass}: for a set of output rows it finds which rows of every view are
 * needed (the halo, exactly), fills the views in order, and computes the output. Its memory is used
 * again from tile to tile.
 */
final class Tile {
  /** Takes the rows of a node as they are made: place of plane and row in their sets. */
  private interface RowTaker {
    void take(int channel, int zPlace, int yPlace, float[] row);
  }

  /** The rows of a view that the tile at hand holds. */
  private static final class Held {
    final RowSet zs;
    final RowSet ys;
    float[][] rows = new float[0][];

    Held(Shape s, int stepZ, int stepY) {
      zs = new RowSet(s.depth(), stepZ);
      ys = new RowSet(s.height(), stepY);
    }
  }

  private final Pass pass;
  private final int chunk;
  private final Runnable poll;
  private final Loops loops = Loops.create();
  private final Held[] held;
  private final RowSet tileZ;
  private final RowSet tileY;
  private final float[][][] chunkRows;
  private final boolean[] ready;
  private final boolean[] visited;
  private final Map<Float, float[]> outsideRows = new HashMap<>();
  private final PoolRow[] poolRows;
  private final PoolCounts[] poolCounts;
  private int outsideLength;
  private float[] scratch = new float[0];
  private float[] joinScratch = new float[0];

  // The chunk being evaluated: rows of one plane.
  private int chunkZ;
  private int[] chunkYs;
  private int chunkFrom;
  private int chunkCount;

  /** A tile that is only asked what it needs. */
  Tile(Pass pass) {
    this(pass, 1, () -> {});
  }

  /**
   * @param chunk rows that streamed nodes compute at a time
   * @param poll called many times a second while the tile computes; may throw to stop it
   */
  Tile(Pass pass, int chunk, Runnable poll) {
    this.pass = pass;
    this.chunk = chunk;
    this.poll = poll;
    int nodes = pass.shapes.length;
    held = new Held[pass.views.size()];
    for (View v : pass.views) {
      held[v.index] = new Held(v.shape(), pass.stepZ, pass.stepY);
      outsideLength = Math.max(outsideLength, v.layout().length());
      scratch = grown(scratch, Math.max(v.layout().scratchLength(), v.shape().width()));
    }
    Shape out = pass.shapes[pass.output.id];
    tileZ = new RowSet(out.depth(), pass.stepZ);
    tileY = new RowSet(out.height(), pass.stepY);
    chunkRows = new float[nodes][][];
    ready = new boolean[nodes];
    visited = new boolean[nodes];
    poolRows = new PoolRow[nodes];
    poolCounts = new PoolCounts[nodes];
  }

  private static float[] grown(float[] a, int length) {
    return a.length >= length ? a : new float[length];
  }

  /** Finds the rows that every view must hold for these output rows. */
  void need(int[] zs, int[] ys) {
    for (Held h : held) {
      h.zs.clear();
      h.ys.clear();
    }
    tileZ.clear();
    tileY.clear();
    mark(tileZ, zs);
    mark(tileY, ys);
    tileZ.finish();
    tileY.finish();
    needFrom(pass.output, zs, ys);
    for (int i = pass.views.size() - 1; i >= 0; i--) {
      Held h = held[i];
      h.zs.finish();
      h.ys.finish();
      needFrom(pass.views.get(i).producer, h.zs.toArray(), h.ys.toArray());
    }
  }

  /** Rows that the views hold after {@link #need}, times channels, in floats. */
  long footprint() {
    long floats = 0;
    for (View v : pass.views) {
      Held h = held[v.index];
      floats +=
          (long) h.zs.size() * h.ys.size() * v.shape().channels() * v.layout().length();
    }
    return floats;
  }

  /** Rows of one view that the tile holds after {@link #need}. */
  long rowsHeld(View v) {
    return (long) held[v.index].zs.size() * held[v.index].ys.size();
  }

  private static void mark(RowSet set, int[] rows) {
    for (int r : rows) {
      set.mark(r);
    }
  }

  private void needFrom(Node root, int[] zs, int[] ys) {
    Arrays.fill(visited, false);
    visited[root.id] = true;
    needInputs(root, zs, ys);
  }

  private void needInputs(Node n, int[] zs, int[] ys) {
    if (pass.sources[n.id] != null) {
      return;
    }
    View view = pass.reads[n.id];
    if (view != null) {
      Held h = held[view.index];
      markSources(h.zs, pass.maps[n.id][2], zs);
      markSources(h.ys, pass.maps[n.id][1], ys);
      return;
    }
    for (Node in : Pass.streamed(n)) {
      if (visited[in.id]) {
        continue;
      }
      visited[in.id] = true;
      View kept = pass.stored[in.id];
      if (kept != null) {
        mark(held[kept.index].zs, zs);
        mark(held[kept.index].ys, ys);
      } else {
        needInputs(in, zs, ys);
      }
    }
  }

  private static void markSources(RowSet set, AxisMap map, int[] outputs) {
    int taps = map.taps();
    for (int p : outputs) {
      for (int t = 0; t < taps; t++) {
        int source = map.source(p, t);
        if (source >= 0) {
          set.mark(source);
        }
      }
    }
  }

  /** Computes the output rows that {@link #need} was told of. */
  void compute(RowSink sink) {
    for (View v : pass.views) {
      fill(v);
    }
    produce(
        pass.output, tileZ, tileY,
        (c, z, y, row) -> sink.write(c, tileZ.get(z), tileY.get(y), row, 0));
  }

  private void fill(View v) {
    Held h = held[v.index];
    RowLayout layout = v.layout();
    int channels = v.shape().channels();
    int ny = h.ys.size();
    int perChannel = h.zs.size() * ny;
    if (h.rows.length < channels * perChannel) {
      h.rows = Arrays.copyOf(h.rows, channels * perChannel);
    }
    for (int i = 0; i < channels * perChannel; i++) {
      if (h.rows[i] == null) {
        h.rows[i] = new float[layout.length()];
      }
    }
    RowSource source = pass.sources[v.producer.id];
    if (source == null) {
      produce(
          v.producer, h.zs, h.ys,
          (c, z, y, row) -> layout.store(row, h.rows[c * perChannel + z * ny + y], scratch));
      return;
    }
    float[] row = layout.isContiguous() ? null : new float[v.shape().width()];
    for (int z = 0; z < h.zs.size(); z++) {
      for (int c = 0; c < channels; c++) {
        for (int y = 0; y < ny; y++) {
          float[] stored = h.rows[c * perChannel + z * ny + y];
          if (layout.isContiguous()) {
            source.read(c, h.zs.get(z), h.ys.get(y), stored, layout.first());
            layout.complete(stored);
          } else {
            source.read(c, h.zs.get(z), h.ys.get(y), row, 0);
            layout.store(row, stored, scratch);
          }
        }
      }
    }
  }

  /** Makes the rows of a node for whole sets of planes and rows. */
  private void produce(Node root, RowSet zs, RowSet ys, RowTaker taker) {
    if (pass.sources[root.id] == null && Pass.isRunningPool(root)) {
      runPool(root, (Op.PoolAxis) root.op, zs, ys, taker);
      return;
    }
    int[] rows = ys.toArray();
    int channels = pass.shapes[root.id].channels();
    for (int z = 0; z < zs.size(); z++) {
      for (int from = 0; from < rows.length; from += chunk) {
        int count = Math.min(chunk, rows.length - from);
        poll.run();
        Arrays.fill(ready, false);
        chunkZ = zs.get(z);
        chunkYs = rows;
        chunkFrom = from;
        chunkCount = count;
        float[][] made = compute(root);
        for (int c = 0; c < channels; c++) {
          for (int j = 0; j < count; j++) {
            taker.take(c, z, from + j, made[c * chunk + j]);
          }
        }
      }
    }
  }

  /** The chunk's rows of a node, row j of channel c at c · chunk + j, values from index 0. */
  private float[][] rows(Node n) {
    if (ready[n.id]) {
      return chunkRows[n.id];
    }
    View kept = pass.stored[n.id];
    if (kept == null) {
      return compute(n);
    }
    float[][] out = outputRows(n);
    Held h = held[kept.index];
    int width = kept.shape().width();
    int ny = h.ys.size();
    for (int c = 0; c < kept.shape().channels(); c++) {
      for (int j = 0; j < chunkCount; j++) {
        float[] row = h.rows[place(h, c, chunkZ, chunkYs[chunkFrom + j], ny)];
        System.arraycopy(row, kept.layout().first(), out[c * chunk + j], 0, width);
      }
    }
    return out;
  }

  private static int place(Held h, int channel, int z, int y, int ny) {
    return (channel * h.zs.size() + h.zs.placeOf(z)) * ny + h.ys.placeOf(y);
  }

  private float[][] outputRows(Node n) {
    ready[n.id] = true;
    Shape s = pass.shapes[n.id];
    if (chunkRows[n.id] == null) {
      // Off the multiples of a page, so that rows of one chunk do not compete for cache sets.
      chunkRows[n.id] = new float[s.channels() * chunk][s.width() + 12];
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
        for (int j = 0; j < chunkCount; j++) {
          source.read(c, chunkZ, chunkYs[chunkFrom + j], out[c * chunk + j], 0);
        }
      }
      return out;
    }
    if (n.op instanceof Op.Concat) {
      return concat(n, s);
    } else if (n.op instanceof Op.Channels c) {
      float[][] in = rows(n.input());
      return Arrays.copyOfRange(in, c.from() * chunk, (c.from() + c.count()) * chunk);
    }
    if (pass.maps[n.id] != null) {
      spatial(n, s);
      return chunkRows[n.id];
    }
    float[][] first = n.op instanceof Op.Spread ? null : rows(n.input());
    float[][] second = n.op instanceof Op.Combine ? rows(n.inputs.get(1)) : null;
    float[][][] all = n.op instanceof Op.Join || n.op instanceof Op.Weighted ? allRows(n) : null;
    float[][] out =
        n.op instanceof Op.Activate && pass.ownsInput(n) ? takeOver(n, first) : outputRows(n);
    for (int c = 0; c < s.channels(); c++) {
      for (int j = 0; j < chunkCount; j++) {
        int at = c * chunk + j;
        int y = chunkYs[chunkFrom + j];
        if (n.op instanceof Op.Activate a) {
          a.function().apply(first[at], out[at], width);
        } else if (n.op instanceof Op.Combine combine) {
          combine(first[at], second[at], out[at], combine.minus(), width);
        } else if (n.op instanceof Op.PoolFinish p) {
          counts(n, p).apply(first[at], chunkZ, y, out[at]);
        } else if (n.op instanceof Op.Spread) {
          pass.spreads[n.id].row(c, chunkZ, y, out[at]);
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

  private float[][][] allRows(Node n) {
    float[][][] all = new float[n.inputs.size()][][];
    for (int b = 0; b < all.length; b++) {
      all[b] = rows(n.inputs.get(b));
    }
    return all;
  }

  private void join(Node n, float[][] branches, float[] out, int width) {
    if (n.op instanceof Op.Weighted w) {
      loops.convolve(
          branches, new int[branches.length], w.weights(), 0, new float[][] {out}, 1, width);
    } else {
      joinScratch = grown(joinScratch, width);
      ((Op.Join) n.op).fuse().apply(branches, out, joinScratch, width);
    }
  }

  private float[][] concat(Node n, Shape s) {
    float[][] out = new float[s.channels() * chunk][];
    int at = 0;
    for (Node in : n.inputs) {
      float[][] part = rows(in);
      int count = pass.shapes[in.id].channels() * chunk;
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
    View view = pass.reads[n.id];
    RowInput in = view == null ? pointInput(n) : viewInput(n, view);
    float[][] out = outputRows(n);
    float[][] dense = dense(out, s.channels());
    int width = s.width();
    AxisMap[] maps = pass.maps[n.id];
    if (n.op instanceof Op.Convolve) {
      pass.convolutions[n.id].compute(in, chunkCount, s.channels(), dense, width, loops);
    } else if (n.op instanceof Op.Transpose) {
      pass.transposes[n.id].compute(in, chunkCount, s.channels(), dense, width, loops);
    } else if (n.op instanceof Op.Median m) {
      MedianRows.compute(
          in, m.spec(), maps[0].axis(), view.layout().first(),
          m.spec().border() == null ? view.shape().width() : -1,
          chunkCount, s.channels(), dense, width, poll);
    } else {
      Op.PoolAxis p = (Op.PoolAxis) n.op;
      if (poolRows[n.id] == null) {
        poolRows[n.id] = new PoolRow(p.type(), maps[0].axis(), width);
      }
      for (int c = 0; c < s.channels(); c++) {
        for (int j = 0; j < chunkCount; j++) {
          poolRows[n.id].compute(
              in.row(c, 0, 0, j), view.layout().first(), dense[c * chunkCount + j]);
        }
      }
    }
  }

  /** The chunk's rows without the gaps of a last, shorter chunk. */
  private float[][] dense(float[][] rows, int channels) {
    if (chunkCount == chunk) {
      return rows;
    }
    float[][] dense = new float[channels * chunkCount][];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(rows, c * chunk, dense, c * chunkCount, chunkCount);
    }
    return dense;
  }

  private RowInput pointInput(Node n) {
    float[][] in = rows(n.input());
    return (channel, tz, ty, j) -> in[channel * chunk + j];
  }

  private RowInput viewInput(Node n, View view) {
    Held h = held[view.index];
    int ny = h.ys.size();
    AxisMap mapY = pass.maps[n.id][1];
    int ky = mapY.taps();
    int[] zPlaces = places(pass.maps[n.id][2], h.zs, new int[] {chunkZ}, 0, 1);
    int[] yPlaces = places(mapY, h.ys, chunkYs, chunkFrom, chunkCount);
    boolean skips = n.op instanceof Op.Median m && m.spec().border() == null;
    float[] outside = skips ? null : outsideRow(Pass.outside(n));
    int nz = h.zs.size();
    return (channel, tz, ty, j) -> {
      int z = zPlaces[tz];
      int y = yPlaces[j * ky + ty];
      if (z >= 0 && y >= 0) {
        return h.rows[(channel * nz + z) * ny + y];
      }
      return z == AxisMap.SKIP || y == AxisMap.SKIP ? null : outside;
    };
  }

  private static int[] places(AxisMap map, RowSet set, int[] outputs, int from, int count) {
    int taps = map.taps();
    int[] places = new int[count * taps];
    for (int j = 0; j < count; j++) {
      for (int t = 0; t < taps; t++) {
        int source = map.source(outputs[from + j], t);
        places[j * taps + t] = source >= 0 ? set.placeOf(source) : source;
      }
    }
    return places;
  }

  private float[] outsideRow(float value) {
    return outsideRows.computeIfAbsent(
        value,
        v -> {
          float[] row = new float[outsideLength];
          Arrays.fill(row, v);
          return row;
        });
  }

  private void runPool(Node n, Op.PoolAxis p, RowSet zs, RowSet ys, RowTaker taker) {
    View view = pass.reads[n.id];
    Held h = held[view.index];
    Shape s = pass.shapes[n.id];
    boolean alongY = p.axis() == 1;
    AxisMap map = pass.maps[n.id][p.axis()];
    RunningPool pool =
        new RunningPool(
            p.type(), map.taps(), map.axis().rate(), s.width(), view.layout().first());
    float[] outside = outsideRow(Pass.outside(n));
    float[] out = new float[s.width()];
    RowSet across = alongY ? zs : ys;
    RowSet along = alongY ? ys : zs;
    int length = AxisMap.extent(view.shape(), p.axis());
    Border border = p.border() == null ? Border.CONSTANT : p.border();
    int ny = h.ys.size();
    for (int c = 0; c < s.channels(); c++) {
      int channel = c;
      for (int a = 0; a < across.size(); a++) {
        int fixed = across.get(a);
        RunningPool.Line line =
            position -> {
              int i = border.map(position, length);
              return i < 0 ? outside : h.rows[
                  alongY ? place(h, channel, fixed, i, ny) : place(h, channel, i, fixed, ny)];
            };
        poll.run();
        pool.restart();
        for (int i = 0; i < along.size(); i++) {
          pool.window(line, map.axis().position(along.get(i), 0), out);
          taker.take(c, alongY ? a : i, alongY ? i : a, out);
        }
      }
    }
  }
}
