package io.github.atrousj.graph;

import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import java.util.Arrays;

/**
 * The rows of a view that a tile holds, in the order of their sets; a sink for those that the tile
 * makes. Memory is used again.
 */
final class HeldRows implements RowSink {
  final View view;
  final RowSet zs;
  final RowSet ys;
  private final Workspace workspace;
  private float[][] rows = new float[0][];
  private final float[] scratch;
  private final float[] plain;

  /**
   * @param zs planes held
   * @param ys rows held of each
   * @param workspace where their memory is
   */
  HeldRows(View view, RowSet zs, RowSet ys, Workspace workspace) {
    this.view = view;
    this.zs = zs;
    this.ys = ys;
    this.workspace = workspace;
    boolean contiguous = view.layout().isContiguous();
    scratch = new float[view.layout().scratchLength()];
    plain = new float[contiguous ? 0 : view.shape().width()];
  }

  /** Makes room for all rows of the sets. */
  void reserve() {
    if (view.kept() != null) {
      return;
    }
    int count = view.shape().channels() * zs.size() * ys.size();
    if (rows.length < count) {
      rows = Arrays.copyOf(rows, count);
    }
    for (int i = 0; i < count; i++) {
      if (rows[i] == null) {
        rows[i] = workspace.row(view.layout().length());
      }
    }
  }

  /** The stored row at a place of each set. */
  float[] at(int channel, int zPlace, int yPlace) {
    if (view.kept() != null) {
      return view.kept().row(channel, zs.get(zPlace), ys.get(yPlace));
    }
    return rows[(channel * zs.size() + zPlace) * ys.size() + yPlace];
  }

  /** The stored row of a plane and row of the view that the sets hold. */
  float[] row(int channel, int z, int y) {
    return at(channel, zs.placeOf(z), ys.placeOf(y));
  }

  /** Takes a row, by its place in each set, from where it is. */
  void read(RowSource source, int channel, int zPlace, int yPlace) {
    RowLayout layout = view.layout();
    float[] stored = at(channel, zPlace, yPlace);
    if (layout.isContiguous()) {
      source.read(channel, zs.get(zPlace), ys.get(yPlace), stored, layout.first());
      layout.complete(stored);
    } else {
      source.read(channel, zs.get(zPlace), ys.get(yPlace), plain, 0);
      layout.store(plain, 0, stored, scratch);
    }
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    view.layout().store(row, offset, row(channel, z, y), scratch);
  }

  @Override
  public float[] array(int channel, int z, int y) {
    return view.layout().isContiguous() ? row(channel, z, y) : null;
  }

  @Override
  public int start(int y) {
    return view.layout().first();
  }

  @Override
  public void done(int channel, int z, int y) {
    view.layout().complete(row(channel, z, y));
  }
}
