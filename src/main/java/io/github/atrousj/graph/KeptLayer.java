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

  KeptLayer(View form) {
    this(form, new float[count(form.shape())][form.layout().length()]);
  }

  private KeptLayer(View form, float[][] rows) {
    this.form = form;
    this.rows = rows;
  }

  private static int count(Shape s) {
    return Math.multiplyExact(Math.multiplyExact(s.channels(), s.depth()), s.height());
  }

  /** Bytes of a layer that is kept in this form. */
  static long bytes(View form) {
    Shape s = form.shape();
    long rows = Math.multiplyExact((long) s.channels() * s.depth(), (long) s.height());
    return Math.multiplyExact(rows, (long) form.layout().length() * Float.BYTES);
  }

  /** A layer of another form in this one's memory, or null where that does not fit. */
  KeptLayer reuse(View other) {
    boolean fits = count(other.shape()) == rows.length && other.layout().length() == rows[0].length;
    return fits ? new KeptLayer(other, rows) : null;
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
  public void write(int channel, int z, int y, float[] row, int offset) {
    float[] stored = row(channel, z, y);
    System.arraycopy(row, offset, stored, layout().first(), shape().width());
    layout().complete(stored);
    layout().clearEnd(stored); // what a layer before left there
  }
}
