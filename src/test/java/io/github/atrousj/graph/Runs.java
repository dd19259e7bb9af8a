package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Golden;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import java.util.Random;

/** Short ways to run graphs in tests. */
final class Runs {
  private Runs() {}

  /** A graph of one operation of any kind. */
  static Graph graph(Object operation) {
    Graph.Builder g = Graph.builder();
    if (operation instanceof Convolution c) {
      return g.build(g.convolve(g.input(), c));
    }
    if (operation instanceof TransposedConvolution t) {
      return g.build(g.transposed(g.input(), t));
    }
    if (operation instanceof Golden.Pyramid p) {
      return g.build(g.pyramid(g.input(), p.bins(), p.threeD()));
    }
    return g.build(g.pool(g.input(), (Pooling) operation));
  }

  static Volume run(Graph graph, Volume in, Runner runner) {
    Volume out = new Volume(graph.outputShape(in.shape()));
    runner.run(graph, in, out, Monitor.NONE);
    return out;
  }

  /** On one thread, the whole output as one tile. */
  static Volume whole(Graph graph, Volume in) {
    return run(graph, in, new Runner(1).tiles(1 << 20, 1 << 20));
  }

  static Runner random(Random rnd) {
    Runner r = new Runner(1 + rnd.nextInt(3));
    switch (rnd.nextInt(4)) {
      case 0:
        return r; // tiles of its own choice
      case 1:
        return r.layerBudget(0);
      default:
        return r.tiles(1 + rnd.nextInt(4), 1 + rnd.nextInt(12)).layerBudget(rnd.nextInt(2) << 20);
    }
  }
}
