package io.github.atrousj.graph;

import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSplit;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;

/**
 * The form in which a node's rows are kept within a tile for those that read their neighbourhoods:
 * one row layout, with room for the widest reach among them.
 */
final class View {
  /** Its index among the pass's views. */
  int index;

  final Node producer;
  private final Shape shape;
  private final int stride;
  private final Border border;
  private final float value;
  private int left;
  private int right;
  private RowLayout layout;

  /** Where its rows already are as it wants them, or null. */
  private KeptLayer kept;

  /** How its rows are read where a source has them, or null: they are stored. */
  private RowSplit split;

  View(Node producer, Shape shape, int stride, Border border, float value) {
    this.producer = producer;
    this.shape = shape;
    this.stride = stride;
    this.border = border;
    this.value = value;
  }

  /** A view without a border; any view of stride 1 serves as well. */
  static View plain(Node producer, Shape shape) {
    return new View(producer, shape, 1, Border.ZERO, 0);
  }

  boolean serves(Node p, int s, Border b, float v) {
    return p == producer && s == stride && b == border && Float.compare(v, value) == 0;
  }

  boolean isContiguous() {
    return stride == 1;
  }

  void widen(long l, long r) {
    left = Math.max(left, Math.toIntExact(l));
    right = Math.max(right, Math.toIntExact(r));
  }

  /** Whether rows stored for another view are as this one wants them. */
  boolean isWithin(View v) {
    return v.stride == 1
        && stride == 1
        && left <= v.left
        && right <= v.right
        && (left == 0 && right == 0 && Float.isFinite(v.value)
            || v.border == border && Float.compare(v.value, value) == 0)
        && v.shape.equals(shape);
  }

  /** Reads the rows of a layer where they are. */
  void adopt(KeptLayer layer) {
    kept = layer;
    layout = layer.layout();
  }

  /** The layer that holds its rows, or null when tiles hold them. */
  KeptLayer kept() {
    return kept;
  }

  /**
   * Lets rows be read where its source has them, if that is worth while.
   *
   * @param vectors that loops take at a time: kernels of several planes take pairs
   */
  void mayBeInPlace(int vectors) {
    split = RowSplit.of(layout(), vectors);
  }

  /** How rows are read where a source has them, or null where they must be stored. */
  RowSplit split() {
    return split;
  }

  RowLayout layout() {
    if (layout == null) {
      layout = new RowLayout(shape.width(), left, right, stride, border, value);
    }
    return layout;
  }

  Shape shape() {
    return shape;
  }
}
