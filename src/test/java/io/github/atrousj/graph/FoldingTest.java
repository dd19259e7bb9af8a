package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Border;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A final 1×1 layer taken into the layers before it. */
class FoldingTest {
  private final Random rnd = new Random(1);

  private Convolution layer(int in, int out, int k, int rate) {
    float[] w = new float[in * out * k * k];
    float[] bias = new float[out];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) rnd.nextGaussian();
    }
    for (int i = 0; i < out; i++) {
      bias[i] = (float) rnd.nextGaussian();
    }
    return Convolution.layer(in, out, 1, k, k, 1, w, bias).rate(rate).border(Border.REFLECT);
  }

  private static long multiplications(Graph g) {
    long sum = 0;
    for (Node n : g.nodes()) {
      if (n.op instanceof Op.Convolve c) {
        Convolution s = c.spec();
        sum += (long) s.outChannels() * s.inChannels() / s.groups() * s.taps();
      }
    }
    return sum;
  }

  private static Volume concatenated(List<Volume> parts) {
    Shape s = parts.get(0).shape();
    float[][] planes = new float[parts.stream().mapToInt(p -> p.shape().channels()).sum()][];
    int at = 0;
    for (Volume p : parts) {
      for (int c = 0; c < p.shape().channels(); c++) {
        planes[at++] = p.plane(c, 0);
      }
    }
    return new Volume(s.withChannels(planes.length), planes);
  }

  /** Layers at several rates, one that is activated and the image itself, narrowed by a 1×1. */
  @Test
  void isTheSameFunctionInFewerMultiplications() {
    Convolution a = layer(5, 6, 1, 1);
    Convolution b = layer(5, 7, 3, 2);
    Convolution rectified = layer(5, 6, 3, 4);
    Convolution p = layer(6 + 7 + 6 + 5, 3, 1, 1);
    Graph.Builder g = Graph.builder();
    Node active = g.activate(g.convolve(g.input(), rectified), Activation.ABS);
    // The channels of an activation are not told by the graph, those of the image are no more, so
    // the image goes through a layer of its own.
    Convolution same = layer(5, 5, 1, 1);
    Graph graph =
        g.build(
            g.convolve(
                g.concat(
                    g.convolve(g.input(), a),
                    g.convolve(g.input(), b),
                    active,
                    g.convolve(g.input(), same)),
                p));
    Graph folded = graph.folded();
    assertEquals(5 * 3 + 9 * 5 * 3 + 9 * 5 * 6 + 6 * 3 + 5 * 3, multiplications(folded));

    Volume in = Volumes.random(rnd, new Shape(5, 1, 20, 24));
    Volume abs = Reference.convolve(in, rectified);
    for (int c = 0; c < 6; c++) {
      float[] plane = abs.plane(c, 0);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = Math.abs(plane[i]);
      }
    }
    Volume all =
        concatenated(
            List.of(
                Reference.convolve(in, a),
                Reference.convolve(in, b),
                abs,
                Reference.convolve(in, same)));
    Volume expected = Reference.convolve(all, p);
    Volume actual = Runs.whole(graph, in);
    Volumes.assertClose(expected, actual, 1e-4, "folded");
    for (int i = 0; i < 5; i++) {
      Volumes.assertSame(actual, Runs.run(graph, in, Runs.random(rnd)), "in tiles");
    }
    Volume blocks = new Volume(actual.shape());
    GraphBlocks parts = new GraphBlocks(graph, new Runner(1));
    for (int y = 0; y < 20; y += 5) {
      parts.run(in, List.of(), blocks, new Region(0, 1, y, y + 5), Monitor.NONE);
    }
    Volumes.assertSame(actual, blocks, "block by block");
  }

  @Test
  void aLayerThatIsReadTwiceOrWidenedStays() {
    Convolution narrow = layer(4, 2, 3, 1);
    Graph.Builder g = Graph.builder();
    Graph widened = g.build(g.convolve(g.convolve(g.input(), narrow), layer(2, 9, 1, 1)));
    assertSame(widened, widened.folded());

    Convolution wide = layer(4, 9, 3, 1);
    g = Graph.builder();
    Node twice = g.convolve(g.input(), wide);
    Graph both = g.build(twice, g.convolve(twice, layer(9, 2, 1, 1)));
    assertSame(both, both.folded());

    g = Graph.builder();
    Graph once = g.build(g.convolve(g.convolve(g.input(), wide), layer(9, 2, 1, 1)));
    assertNotSame(once, once.folded());
    assertSame(once.folded(), once.folded());
    assertSame(once.folded(), once.folded().folded());
  }

  /** A graph that does not fit its image is refused in its own words. */
  @Test
  void channelsThatDoNotFitAreRefused() {
    Graph.Builder g = Graph.builder();
    Graph graph = g.build(g.convolve(g.convolve(g.input(), layer(4, 9, 3, 1)), layer(8, 2, 1, 1)));
    Volume in = Volumes.random(rnd, new Shape(4, 1, 9, 9));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Runs.whole(graph, in));
    assertEquals("a layer for 8 channels meets 9", e.getMessage());
  }
}
