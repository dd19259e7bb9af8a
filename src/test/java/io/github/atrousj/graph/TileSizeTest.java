package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Padding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a pooling must not grow with its window, so tiles grow with the halo they make. */
class TileSizeTest {
  private record Image(Shape shape) implements RowSource {
    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 101, 401, 1500})
  void aTileMakesFewRowsBesideItsOwnWhateverTheWindow(int window) {
    AxisRule rule = new AxisRule(window, 1, 1, Padding.SAME);
    Graph.Builder g = Graph.builder();
    Graph graph =
        g.build(
            g.pool(g.input(), new Pooling(Pooling.Type.MAX, rule, rule, AxisRule.UNIT, null, 0)));
    Shape in = new Shape(1, 1, 2000, 2000);
    RowSource[] sources = new RowSource[graph.nodes().size()];
    sources[0] = new Image(in);
    Pass pass = new Pass(graph, graph.output(), graph.shapes(in), sources);
    Region all = new Region(0, 1, 0, 2000);
    double work = TileSize.choose(pass, all, 1).recomputed(pass, all);
    assertTrue(work < 3, "window " + window + " does its work " + work + " times");
  }
}
