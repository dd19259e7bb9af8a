package io.github.atrousj.graph;

import java.util.Arrays;

/** The rows of a view that a tile holds, in the order of their sets. Memory is used again. */
final class HeldRows {
  final View view;
  final RowSet zs;
  final RowSet ys;
  private float[][] rows = new float[0][];

  /**
   * @param zs planes held
   * @param ys rows held of each
   */
  HeldRows(View view, RowSet zs, RowSet ys) {
    this.view = view;
    this.zs = zs;
    this.ys = ys;
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
        rows[i] = new float[view.layout().length()];
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
}
