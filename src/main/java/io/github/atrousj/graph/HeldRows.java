package io.github.atrousj.graph;

import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import java.util.Arrays;

/**
 * The rows of a view that a tile holds, in the order of their sets; a sink for those that the tile
 * makes. Where the source has them as floats in memory, only their ends are held. Memory is used
 * again.
 */
final class HeldRows implements RowSink {
  private static final float[][] NONE = new float[0][];

  final View view;
  final RowSet zs;
  final RowSet ys;
  private final Workspace workspace;
  private float[][] rows = new float[0][];

  /** By channel and plane, the source's own pixels; empty where rows are stored. */
  private float[][] planes = new float[0][];

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
    int length = isInPlace() ? view.split().length() : view.layout().length();
    for (int i = 0; i < count; i++) {
      if (rows[i] == null || rows[i].length != length) {
        rows[i] = workspace.row(length);
        if (!isInPlace() && view.layout().isContiguous()) {
          view.layout().complete(rows[i]); // a value that is supplied stays there
        }
      }
    }
  }

  /** Takes the rows of the sets from a source, or only their ends where they can stay there. */
  void fill(RowSource source) {
    int channels = view.shape().channels();
    boolean stays = view.split() != null && zs.size() > 0 && source.floats(0, zs.get(0)) != null;
    planes = stays ? new float[channels * zs.size()][] : NONE;
    reserve();
    for (int z = 0; z < zs.size(); z++) {
      for (int c = 0; c < channels; c++) {
        if (stays) {
          planes[c * zs.size() + z] = source.floats(c, zs.get(z));
        }
        for (int y = 0; y < ys.size(); y++) {
          read(source, c, z, y);
        }
      }
    }
  }

  /** Whether only the ends of rows are held. */
  boolean isInPlace() {
    return planes.length > 0;
  }

  /** The source's own pixels of a plane, by its place. */
  float[] plane(int channel, int zPlace) {
    return planes[channel * zs.size() + zPlace];
  }

  /** Where in its plane a row of the source starts, by its place. */
  int placed(int yPlace) {
    return ys.get(yPlace) * view.shape().width();
  }

  /** The array in which a row stands without its border, from {@link #first} on. */
  float[] values(int channel, int z, int y) {
    return isInPlace() ? plane(channel, zs.placeOf(z)) : row(channel, z, y);
  }

  /** Where in its array of {@link #values} a row starts. */
  int first(int y) {
    return isInPlace() ? y * view.shape().width() : view.layout().first();
  }

  /** The stored row at a place of each set; its ends where only they are held. */
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

  private void read(RowSource source, int channel, int zPlace, int yPlace) {
    RowLayout layout = view.layout();
    float[] stored = at(channel, zPlace, yPlace);
    if (isInPlace()) {
      view.split().store(plane(channel, zPlace), placed(yPlace), stored);
    } else if (layout.isContiguous()) {
      source.read(channel, zs.get(zPlace), ys.get(yPlace), stored, layout.first());
      layout.completeAnew(stored);
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
    view.layout().completeAnew(row(channel, z, y));
  }
}
