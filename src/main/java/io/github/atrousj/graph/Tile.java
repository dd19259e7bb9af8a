package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.RunningPool;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;

/**
 * One thread's work on a {@link Pass}: for a set of output rows it fills the views with the rows
 * that the {@link Halo} asks for, in order, and computes the output. Its memory is used again from
 * tile to tile.
 */
final class Tile {
  private final Pass pass;
  private final int chunkRows;
  private final Runnable poll;
  private final Halo halo;
  private final HeldRows[] held;
  private final TapRows taps;
  private final Chunk chunk;
  private final RowSet tileZ;
  private final RowSet tileY;
  private final ByteTile bytes;

  /**
   * @param chunkRows rows that streamed nodes compute at a time
   * @param workspace the calling thread's own
   * @param poll called many times a second while the tile computes; may throw to stop it
   */
  Tile(Pass pass, int chunkRows, Workspace workspace, Runnable poll) {
    this.pass = pass;
    this.chunkRows = chunkRows;
    this.poll = poll;
    halo = new Halo(pass);
    held = new HeldRows[pass.views.size()];
    for (View v : pass.views) {
      held[v.index] = new HeldRows(v, halo.planes(v), halo.rows(v), workspace);
    }
    taps = new TapRows(pass);
    chunk = new Chunk(pass, held, taps, chunkRows, workspace, poll);
    Shape out = pass.shapes[pass.output.id];
    tileZ = new RowSet(out.depth(), pass.stepZ);
    tileY = new RowSet(out.height(), pass.stepY);
    bytes = ByteTile.of(pass, halo, poll);
  }

  /** Computes the given planes and rows of the output. */
  void compute(int[] zs, int[] ys, RowSink sink) {
    halo.find(zs, ys);
    list(tileZ, zs);
    list(tileY, ys);
    if (bytes != null && bytes.serves(tileZ.get(0), sink)) {
      bytes.compute(tileZ, tileY, sink);
      return;
    }
    for (View v : pass.views) {
      fill(held[v.index]);
    }
    produce(pass.output, tileZ, tileY, sink);
  }

  private static void list(RowSet set, int[] rows) {
    set.clear();
    set.markAll(rows);
    set.finish();
  }

  private void fill(HeldRows h) {
    View v = h.view;
    if (v.kept() != null) {
      return;
    }
    RowSource source = pass.sources[v.producer.id];
    if (source == null) {
      h.reserve();
      produce(v.producer, h.zs, h.ys, h);
    } else {
      h.fill(source);
    }
  }

  /** Makes the rows of a node for whole sets of planes and rows. */
  private void produce(Node root, RowSet zs, RowSet ys, RowSink sink) {
    if (pass.sources[root.id] == null && Pass.isRunningPool(root)) {
      runPool(root, (Op.PoolAxis) root.op, zs, ys, sink);
      return;
    }
    RowSource source = pass.sources[root.id];
    if (source != null && zs.size() > 0 && source.floats(0, zs.get(0)) != null) {
      hand(source, zs, ys, sink);
      return;
    }
    int[] rows = ys.toArray();
    int[] cuts = Partition.cuts(rows, pass.stepY, pass.period, chunkRows);
    if (zs.size() > 1 && ys.size() > 0 && together(root, zs, rows, cuts, sink)) {
      return;
    }
    int channels = pass.shapes[root.id].channels();
    for (int z = 0; z < zs.size(); z++) {
      int[] plane = {zs.get(z)};
      for (int i = 0; i + 1 < cuts.length; i++) {
        int from = cuts[i];
        int count = cuts[i + 1] - from;
        poll.run();
        RowRange range = new RowRange(plane, rows, from, count);
        float[][] made = chunk.compute(root, range, sink);
        for (int c = 0; made != null && c < channels; c++) {
          for (int j = 0; j < count; j++) {
            sink.write(c, zs.get(z), range.y(j), made[chunk.at(c, j)], 0);
          }
        }
      }
    }
  }

  /**
   * Makes the rows of all planes together, where the node reads several planes and a sink allows.
   */
  private boolean together(Node root, RowSet zs, int[] rows, int[] cuts, RowSink sink) {
    int[] planes = zs.toArray();
    if (planes.length > TileSize.planesTogether(pass, root, chunkRows)) {
      return false;
    }
    for (int i = 0; i + 1 < cuts.length; i++) {
      poll.run();
      RowRange range = new RowRange(planes, rows, cuts[i], cuts[i + 1] - cuts[i]);
      if (!chunk.together(root, range, sink)) {
        return false;
      }
    }
    return true;
  }

  /** Gives a sink the rows of a source from where they are. */
  private void hand(RowSource source, RowSet zs, RowSet ys, RowSink sink) {
    Shape s = source.shape();
    for (int z = 0; z < zs.size(); z++) {
      for (int c = 0; c < s.channels(); c++) {
        float[] plane = source.floats(c, zs.get(z));
        poll.run();
        for (int y = 0; y < ys.size(); y++) {
          sink.write(c, zs.get(z), ys.get(y), plane, ys.get(y) * s.width());
        }
      }
    }
  }

  private void runPool(Node n, Op.PoolAxis p, RowSet zs, RowSet ys, RowSink sink) {
    View view = pass.reads[n.id];
    HeldRows h = held[view.index];
    Shape s = pass.shapes[n.id];
    boolean alongY = p.axis() == 1;
    AxisMap map = pass.maps[n.id][p.axis()];
    RunningPool pool =
        new RunningPool(p.type(), map.taps(), map.axis().rate(), s.width(), view.layout().first());
    float[] outside = taps.outside(Pass.outside(n));
    float[] out = new float[s.width()];
    RowSet across = alongY ? zs : ys;
    RowSet along = alongY ? ys : zs;
    int length = AxisMap.extent(view.shape(), p.axis());
    Border border = p.border() == null ? Border.CONSTANT : p.border();
    for (int c = 0; c < s.channels(); c++) {
      int channel = c;
      for (int a = 0; a < across.size(); a++) {
        int fixed = across.get(a);
        RunningPool.Line line =
            position -> {
              int i = border.map(position, length);
              if (i < 0) {
                return outside;
              }
              return alongY ? h.row(channel, fixed, i) : h.row(channel, i, fixed);
            };
        poll.run();
        pool.restart();
        for (int i = 0; i < along.size(); i++) {
          pool.window(line, map.axis().position(along.get(i), 0), out);
          int z = zs.get(alongY ? a : i);
          sink.write(c, z, ys.get(alongY ? i : a), out, 0);
        }
      }
    }
  }
}
