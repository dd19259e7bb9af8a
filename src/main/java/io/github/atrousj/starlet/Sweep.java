package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;

/** Hands every row of a source to a sink that works on it, on all threads. */
final class Sweep {
  private static final Graph AS_IT_IS = asItIs();

  private Sweep() {}

  private static Graph asItIs() {
    Graph.Builder g = Graph.builder();
    return g.build(g.input());
  }

  static void all(Runner runner, RowSource source, RowSink sink, Monitor monitor) {
    runner.run(AS_IT_IS, source, sink, monitor);
  }

  static void some(Runner runner, RowSource source, RowSink sink, Region region, Monitor monitor) {
    runner.run(AS_IT_IS, source, sink, region, monitor);
  }
}
