package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Atrous;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Networks;
import io.github.atrousj.graph.Runner;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back as a graph that gives the same pixels, whole and in tiles. */
class RoundTripTest {
  static List<String> names() {
    return OnnxWriterTest.planeNames();
  }

  @ParameterizedTest
  @MethodSource("names")
  void commandsGraphs(String name) {
    boolean index = name.contains("ARGMAX") || name.contains("labels");
    check(OnnxWriterTest.planes().get(name), new Shape(1, 1, 19, 23), index);
  }

  @Test
  void publishedNetworks() {
    Networks.Weights he = Networks.Weights.he(3);
    check(Networks.context(2, false, he), new Shape(2, 1, 40, 31), false);
    check(Networks.deepLabV3(3, 4, 5, List.of(2, 4), he), new Shape(3, 1, 15, 17), false);
    check(Networks.pyramidPooling(4, List.of(1, 2, 3), he), new Shape(4, 1, 15, 17), false);
  }

  private static void check(Graph graph, Shape in, boolean index) {
    Volume image = new Volume(in);
    Random random = new Random(5);
    for (int c = 0; c < in.channels(); c++) {
      float[] plane = image.plane(c, 0);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (float) random.nextGaussian();
      }
    }
    Volume expected = Atrous.run(graph, image);
    OnnxModel model = OnnxModel.of(OnnxWriter.bytes(graph, in, Map.of()));
    Network network = model.network(in);
    Volume given = Atrous.run(network.graph(), image);
    Volume tiled = new Volume(given.shape());
    new Runner(2).tiles(1, 3).run(network.graph(), image, tiled, Monitor.NONE);
    assertEquals(expected.shape(), given.shape());
    for (int c = 0; c < given.shape().channels(); c++) {
      assertArrayEquals(given.plane(c, 0), tiled.plane(c, 0), "tiles");
      float most = 1;
      for (float v : expected.plane(c, 0)) {
        most = Math.max(most, Math.abs(v));
      }
      int differ = 0;
      for (int i = 0; i < given.plane(c, 0).length; i++) {
        differ += Math.abs(expected.plane(c, 0)[i] - given.plane(c, 0)[i]) <= 1e-5f * most ? 0 : 1;
      }
      assertEquals(0, index && differ <= 5 ? 0 : differ, "channel " + c);
    }
  }
}
