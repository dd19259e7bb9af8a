package io.github.atrousj.graph;

import io.github.atrousj.engine.RowLayout;
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
  /** Takes the rows of a node as they are made: place of plane and row in their sets. */
  private interface RowTaker {
    void take(int channel, int zPlace, int yPlace, float[] row);
  }

  private final Pass pass;
  private final int chunkRows;
  private final Runnable poll;
  private final Halo halo;
  private final HeldRows[] held;
  private final Chunk chunk;
  private final RowSet tileZ;
  private final RowSet tileY;
  private float[] scratch = new float[0];

  /**
   * @param chunkRows rows that streamed nodes compute at a time
   * @param poll called many times a second while the tile computes; may throw to stop it
   */
  Tile(Pass pass, int chunkRows, Runnable poll) {
    this.pass = pass;
    this.chunkRows = chunkRows;
    this.poll = poll;
    halo = new Halo(pass);
    held = new HeldRows[pass.views.size()];
    for (View v : pass.views) {
      held[v.index] = new HeldRows(v, halo.planes(v), halo.rows(v));
      int length = Math.max(v.layout().scratchLength(), v.shape().width());
      scratch = scratch.length >= length ? scratch : new float[length];
    }
    chunk = new Chunk(pass, held, chunkRows, poll);
    Shape out = pass.shapes[pass.output.id];
    tileZ = new RowSet(out.depth(), pass.stepZ);
    tileY = new RowSet(out.height(), pass.stepY);
  }

  /** Computes the given planes and rows of the output. */
  void compute(int[] zs, int[] ys, RowSink sink) {
    halo.find(zs, ys);
    list(tileZ, zs);
    list(tileY, ys);
    for (View v : pass.views) {
      fill(held[v.index]);
    }
    produce(
        pass.output,
        tileZ,
        tileY,
        (c, z, y, row) -> sink.write(c, tileZ.get(z), tileY.get(y), row, 0));
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
    RowLayout layout = v.layout();
    h.reserve();
    RowSource source = pass.sources[v.producer.id];
    if (source == null) {
      produce(v.producer, h.zs, h.ys, (c, z, y, row) -> layout.store(row, h.at(c, z, y), scratch));
      return;
    }
    float[] row = layout.isContiguous() ? null : new float[v.shape().width()];
    for (int z = 0; z < h.zs.size(); z++) {
      for (int c = 0; c < v.shape().channels(); c++) {
        for (int y = 0; y < h.ys.size(); y++) {
          float[] stored = h.at(c, z, y);
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
    int[] cuts = Partition.cuts(rows, pass.stepY, pass.period, chunkRows);
    int channels = pass.shapes[root.id].channels();
    for (int z = 0; z < zs.size(); z++) {
      for (int i = 0; i + 1 < cuts.length; i++) {
        int from = cuts[i];
        int count = cuts[i + 1] - from;
        poll.run();
        float[][] made = chunk.compute(root, zs.get(z), rows, from, count);
        for (int c = 0; c < channels; c++) {
          for (int j = 0; j < count; j++) {
            taker.take(c, z, from + j, made[c * chunkRows + j]);
          }
        }
      }
    }
  }

  private void runPool(Node n, Op.PoolAxis p, RowSet zs, RowSet ys, RowTaker taker) {
    View view = pass.reads[n.id];
    HeldRows h = held[view.index];
    Shape s = pass.shapes[n.id];
    boolean alongY = p.axis() == 1;
    AxisMap map = pass.maps[n.id][p.axis()];
    RunningPool pool =
        new RunningPool(p.type(), map.taps(), map.axis().rate(), s.width(), view.layout().first());
    float[] outside = chunk.outsideRow(Pass.outside(n));
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
          taker.take(c, alongY ? a : i, alongY ? i : a, out);
        }
      }
    }
  }
}
