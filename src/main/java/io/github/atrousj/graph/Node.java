package io.github.atrousj.graph;

import io.github.atrousj.engine.RowLayout;
import java.util.List;
import java.util.function.Supplier;

/** One operation of a {@link Graph} with the nodes that feed it. Made by {@link Graph.Builder}. */
public final class Node {
  final int id;
  final Op op;
  final List<Node> inputs;
  private AxisTable table;
  private volatile Prepared prepared;

  /** What the loops need for rows of one layout and width. */
  private record Prepared(RowLayout layout, int width, Object rows) {}

  Node(int id, Op op, List<Node> inputs) {
    this.id = id;
    this.op = op;
    this.inputs = inputs;
  }

  /** Its place among the graph's nodes. */
  public int id() {
    return id;
  }

  /** What it computes. */
  public Op op() {
    return op;
  }

  /** What it computes it from. */
  public List<Node> inputs() {
    return inputs;
  }

  /** What a resampled axis reads, n being its length. Kept, since it is asked for often. */
  AxisTable table(AxisSampler rule, int n) {
    AxisTable t = table;
    if (t == null || t.inputs() != n) {
      t = rule.resolve(n);
      table = t;
    }
    return t;
  }

  /**
   * What the loops need for the node's rows, such as transformed weights. The last is kept, since
   * the next run mostly needs the same.
   *
   * @param layout of the rows it reads
   * @param width values of a row it makes
   */
  <T> T prepared(Class<T> type, RowLayout layout, int width, Supplier<T> make) {
    Prepared p = prepared;
    if (p != null && type.isInstance(p.rows) && p.width == width && p.layout.isLike(layout)) {
      return type.cast(p.rows);
    }
    T rows = make.get();
    prepared = new Prepared(layout, width, rows);
    return rows;
  }

  Node input() {
    return inputs.get(0);
  }

  @Override
  public String toString() {
    return id + ":" + op;
  }
}
