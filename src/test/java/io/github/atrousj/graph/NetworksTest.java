package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworksTest {
  private final Random random = new Random(7);

  private Volume noise(Shape s, float lowest) {
    Volume v = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] p = v.plane(c, z);
        for (int i = 0; i < p.length; i++) {
          p[i] = lowest + random.nextFloat();
        }
      }
    }
    return v;
  }

  private static Volume run(Graph g, Volume in) {
    Volume out = new Volume(g.outputShape(in.shape()));
    new Runner(2).run(g, in, out, Monitor.NONE);
    return out;
  }

  @Test
  void basicContextModuleIsTheIdentityOnNonNegativeInput() {
    Volume in = noise(new Shape(4, 1, 40, 50), 0);
    Volume out = run(Networks.contextBasic(4), in);
    for (int c = 0; c < 4; c++) {
      assertArrayEquals(in.plane(c, 0), out.plane(c, 0));
    }
    Volume negative = noise(new Shape(4, 1, 20, 20), -1);
    assertEquals(0, run(Networks.contextBasic(4), negative).get(0, 0, 5, 5), "ReLU cuts it off");
  }

  @Test
  void largeContextModuleIsTheIdentityWithoutNoise() {
    Volume in = noise(new Shape(2, 1, 24, 20), 0);
    Volume out = run(Networks.contextLarge(2, 0, 1), in);
    for (int c = 0; c < 2; c++) {
      assertArrayEquals(in.plane(c, 0), out.plane(c, 0), 1e-6f);
    }
  }

  @Test
  void contextModuleSees67Pixels() {
    Volume in = new Volume(new Shape(1, 1, 101, 101));
    in.plane(0, 0)[50 * 101 + 50] = 1;
    Networks.Weights ones =
        (layer, out, ins, size) -> {
          float[] w = new float[out * ins * size * size];
          Arrays.fill(w, 0.1f);
          return w;
        };
    Volume out = run(Networks.context(1, false, ones), in);
    for (int y = 0; y < 101; y++) {
      for (int x = 0; x < 101; x++) {
        boolean inside = Math.abs(y - 50) <= 33 && Math.abs(x - 50) <= 33;
        assertEquals(inside, out.get(0, 0, y, x) != 0, x + ", " + y);
      }
    }
  }

  @Test
  void stackEqualsItsLayersOneByOne() {
    Networks.Weights weights = Networks.Weights.he(3);
    Graph graph = Networks.stack(3, List.of(1, 2, 5), weights);
    Volume in = noise(new Shape(3, 1, 33, 41), -0.5f);
    Networks.Weights again = Networks.Weights.he(3);
    Volume v = in;
    int[] rates = {1, 2, 5};
    for (int i = 0; i < 3; i++) {
      v =
          Reference.convolve(
              v, Convolution.layer(3, 3, 1, 3, 3, 1, again.of(i, 3, 3, 3), null).rate(rates[i]));
      for (int c = 0; i < 2 && c < 3; c++) {
        Activation.RELU.apply(v.plane(c, 0), v.plane(c, 0), v.plane(c, 0).length);
      }
    }
    Volume out = run(graph, in);
    for (int c = 0; c < 3; c++) {
      assertArrayEquals(v.plane(c, 0), out.plane(c, 0));
    }
  }

  @Test
  void deepLabHeadsHaveTheirShapesAndSumTheirBranches() {
    Volume in = noise(new Shape(6, 1, 20, 22), -0.5f);
    Graph v2 = Networks.deepLabV2(6, 4, List.of(6, 12, 18, 24), Networks.Weights.he(1));
    assertEquals(new Shape(4, 1, 20, 22), v2.outputShape(in.shape()));
    Networks.Weights again = Networks.Weights.he(1);
    List<Volume> branches = new ArrayList<>();
    int[] rates = {6, 12, 18, 24};
    for (int i = 0; i < 4; i++) {
      branches.add(
          Reference.convolve(
              in, Convolution.layer(6, 4, 1, 3, 3, 1, again.of(i, 4, 6, 3), null).rate(rates[i])));
    }
    Volume out = run(v2, in);
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < 440; i++) {
        float sum = 0;
        for (Volume b : branches) {
          sum += b.plane(c, 0)[i];
        }
        assertEquals(sum, out.plane(c, 0)[i], 1e-6f);
      }
    }
    Graph v3 = Networks.deepLabV3(6, 8, 5, List.of(6, 12, 18), Networks.Weights.he(1));
    assertEquals(new Shape(5, 1, 20, 22), v3.outputShape(in.shape()));
    Volume activated = run(v3, in);
    for (float f : activated.plane(0, 0)) {
      assertTrue(f >= 0);
    }
  }

  @Test
  void pyramidPoolingKeepsTheInputAndAddsOneThinBranchPerGrid() {
    Volume in = noise(new Shape(8, 1, 17, 19), 0);
    Graph g = Networks.pyramidPooling(8, List.of(1, 2, 3, 6), Networks.Weights.he(2));
    Volume out = run(g, in);
    assertEquals(new Shape(8 + 4 * 2, 1, 17, 19), out.shape());
    assertArrayEquals(in.plane(3, 0), out.plane(3, 0));
    float[] global = out.plane(8, 0);
    for (float f : global) {
      assertEquals(global[0], f, "one bin is spread flat");
    }
  }

  /** Grids as wide as the image itself, on images so small that nothing else is kept. */
  @Test
  void gridsMayBeAsWideAsTheImage() {
    Graph v3 = Networks.deepLabV3(6, 8, 5, List.of(6, 12, 18), Networks.Weights.he(1));
    Graph pyramid = Networks.pyramidPooling(6, List.of(1, 2, 3, 6), Networks.Weights.he(2));
    for (int[] size : new int[][] {{1, 1}, {5, 1}, {1, 4}, {6, 6}, {9, 6}}) {
      Volume in = noise(new Shape(6, 1, size[0], size[1]), 3);
      for (Graph g : List.of(v3, pyramid)) {
        Region all = new Region(0, 1, 0, size[0]);
        GraphBlocks blocks = new GraphBlocks(g, new Runner(1));
        List<double[]> found = new ArrayList<>();
        for (int pass = 0; pass < blocks.passes(); pass++) {
          double[] measured = blocks.measure(in, pass, found, all, Monitor.NONE);
          found.add(blocks.combine(in.shape(), pass, found, List.of(all), List.of(measured)));
        }
        Volume expected = new Volume(g.outputShape(in.shape()));
        blocks.run(in, found, expected, all, Monitor.NONE);
        for (long budget : new long[] {0, 64L << 20}) {
          Volume out = new Volume(g.outputShape(in.shape()));
          new Runner(2).layerBudget(budget).run(g, in, out, Monitor.NONE);
          Volumes.assertSame(expected, out, size[0] + " x " + size[1]);
        }
      }
    }
  }

  @Test
  void layersRefuseImagesOfOtherChannelCounts() {
    Volume in = noise(new Shape(3, 1, 9, 9), 0);
    Graph g = Networks.contextBasic(4);
    assertThrows(IllegalArgumentException.class, () -> g.outputShape(in.shape()));
  }
}
