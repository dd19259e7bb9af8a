package io.github.atrousj.graph;

import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;

/**
 * A layer that is kept as a whole between passes, its rows stored as the next pass reads them:
 * border in place, each row an array of its own. So no tile copies what it reads.
 */
final class KeptLayer implements RowSource, RowSink {
  private final View form;
  private final float[][] rows;

  /** A layer in memory that fits; see {@link #fits}. Its rows hold anything at first. */
  KeptLayer(View form, float[][] rows) {
    this.form = form;
    this.rows = rows;
  }

  /** Rows of a layer. */
  static int count(Shape s) {
    return Math.multiplyExact(Math.multiplyExact(s.channels(), s.depth()), s.height());
  }

  /** Bytes of a layer that is kept in this form, in arrays of some length. */
  static long bytes(View form, int length) {
    Shape s = form.shape();
    long rows = Math.multiplyExact((long) s.channels() * s.depth(), (long) s.height());
    return Math.multiplyExact(rows, (long) length * Float.BYTES);
  }

  /** Whether a layer of some form, in arrays of some length, fits the memory of another. */
  static boolean fits(View form, int length, float[][] rows) {
    return count(form.shape()) == rows.length && length == rows[0].length;
  }

  /** Its rows, for a layer that comes after it. */
  float[][] memory() {
    return rows;
  }

  /** How its rows are stored. */
  RowLayout layout() {
    return form.layout();
  }

  /** Whether a view may read the rows where they are. */
  boolean serves(View v) {
    return v.isWithin(form);
  }

  /** A stored row. */
  float[] row(int channel, int z, int y) {
    Shape s = form.shape();
    return rows[(channel * s.depth() + z) * s.height() + y];
  }

  @Override
  public Shape shape() {
    return form.shape();
  }

  @Override
  public void read(int channel, int z, int y, float[] into, int offset) {
    float[] row = row(channel, z, y);
    System.arraycopy(row, layout().first(), into, offset, shape().width());
  }

  @Override
  public float[] array(int channel, int z, int y) {
    return row(channel, z, y);
  }

  @Override
  public int start(int y) {
    return layout().first();
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    System.arraycopy(row, offset, row(channel, z, y), layout().first(), shape().width());
    done(channel, z, y);
  }

  @Override
  public void done(int channel, int z, int y) {
    float[] stored = row(channel, z, y);
    layout().complete(stored);
    layout().clearEnd(stored); // what a layer before left there
  }
}
