package io.github.atrousj.graph;

import java.util.List;

/** One operation of a {@link Graph} with the nodes that feed it. Made by {@link Graph.Builder}. */
public final class Node {
  final int id;
  final Op op;
  final List<Node> inputs;
  private AxisTable table;

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

  Node input() {
    return inputs.get(0);
  }

  @Override
  public String toString() {
    return id + ":" + op;
  }
}
