package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The runner on a single node, a chain, and a fan with a join, against the plain reference. */
class RunnerTest {
  private final Random random = new Random(1);

  private Volume noise(int c, int d, int h, int w) {
    Volume v = new Volume(new Shape(c, d, h, w));
    for (int i = 0; i < c; i++) {
      for (int z = 0; z < d; z++) {
        float[] p = v.plane(i, z);
        for (int k = 0; k < p.length; k++) {
          p[k] = (float) random.nextGaussian();
        }
      }
    }
    return v;
  }

  private Kernel kernel(int w, int h, int d) {
    float[] weights = new float[w * h * d];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(5) == 0 ? 0 : (float) random.nextGaussian();
    }
    return Kernel.volume(w, h, d, weights);
  }

  private static Volume run(Graph g, Volume in, Runner r) {
    Volume out = new Volume(g.outputShape(in.shape()));
    r.run(g, in, out, Monitor.NONE);
    return out;
  }

  private static void same(Volume expected, Volume actual) {
    assertEquals(expected.shape(), actual.shape());
    Shape s = expected.shape();
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        assertArrayEquals(expected.plane(c, z), actual.plane(c, z), "plane " + c + ", " + z);
      }
    }
  }

  private Runner anyRunner() {
    Runner r = new Runner(1 + random.nextInt(3));
    return random.nextBoolean() ? r : r.tiles(1 + random.nextInt(3), 1 + random.nextInt(9));
  }

  private Padding anyPadding() {
    int kind = random.nextInt(4);
    return kind == 0
        ? Padding.SAME
        : kind == 1
            ? Padding.VALID
            : kind == 2 ? Padding.CAUSAL : Padding.of(random.nextInt(40), random.nextInt(40));
  }

  private int upTo(int n) {
    return 1 + random.nextInt(n);
  }

  @Test
  void convolutionEqualsTheReference() {
    int done = 0;
    while (done < 400) {
      Volume in = noise(upTo(2), upTo(4), upTo(30), upTo(30));
      Convolution c =
          Convolution.of(kernel(upTo(4), upTo(4), upTo(2)))
              .rate(upTo(9), upTo(9), upTo(3))
              .stride(upTo(3), upTo(3), upTo(2))
              .padding(anyPadding(), anyPadding(), anyPadding())
              .border(Border.values()[random.nextInt(6)])
              .bias((float) random.nextInt(2));
      if (random.nextInt(6) == 0) {
        c = c.constantBorder(3);
      }
      if (c.outputShape(in.shape()).isEmpty()) {
        continue;
      }
      same(Reference.convolve(in, c), run(Graph.of(c), in, anyRunner()));
      done++;
    }
  }

  @Test
  void separableKernelsAgreeWithTheReferenceToRoundingAndWithThemselvesToTheBit() {
    int done = 0;
    while (done < 150) {
      Volume in = noise(1, upTo(4), upTo(40), upTo(40));
      float[] u = new float[3 + upTo(4)];
      float[] v = new float[3 + upTo(4)];
      float[] w = new float[upTo(3)];
      for (float[] f : new float[][] {u, v, w}) {
        for (int i = 0; i < f.length; i++) {
          f[i] = random.nextInt(7) - 3;
        }
      }
      float[] product = new float[u.length * v.length * w.length];
      for (int i = 0; i < product.length; i++) {
        product[i] = u[i % u.length] * v[i / u.length % v.length] * w[i / u.length / v.length];
      }
      Convolution c =
          Convolution.of(Kernel.volume(u.length, v.length, w.length, product))
              .rate(upTo(5), upTo(5), upTo(2))
              .stride(upTo(2), upTo(3), 1)
              .padding(anyPadding(), anyPadding(), anyPadding())
              .border(Border.values()[random.nextInt(6)])
              .bias(2f);
      if (random.nextInt(3) == 0) {
        c = c.constantBorder(3);
      }
      if (c.outputShape(in.shape()).isEmpty()) {
        continue;
      }
      Volume expected = Reference.convolve(in, c);
      Volume actual = run(Graph.of(c), in, anyRunner());
      same(actual, run(Graph.of(c), in, anyRunner()));
      for (int z = 0; z < expected.shape().depth(); z++) {
        assertArrayEquals(expected.plane(0, z), actual.plane(0, z), 2e-2f, c.kernel().text());
      }
      done++;
    }
  }

  @Test
  void layersEqualTheReference() {
    for (int i = 0; i < 60; i++) {
      int groups = upTo(2);
      int ins = groups * upTo(4);
      int outs = groups * upTo(10);
      float[] w = new float[outs * ins / groups * 9];
      for (int k = 0; k < w.length; k++) {
        w[k] = random.nextInt(40) == 0 && i % 2 == 0 ? 0 : (float) random.nextGaussian();
      }
      float[] bias = new float[outs];
      bias[0] = 1;
      Convolution c = Convolution.layer(ins, outs, groups, 3, 3, 1, w, bias).rate(upTo(5));
      Volume in = noise(ins, 1, upTo(30), upTo(70));
      same(Reference.convolve(in, c), run(Graph.of(c), in, anyRunner()));
    }
  }

  @Test
  void transposedEqualsTheReference() {
    int done = 0;
    while (done < 200) {
      Volume in = noise(upTo(2), upTo(3), upTo(12), upTo(12));
      TransposedConvolution t =
          TransposedConvolution.of(
              kernel(upTo(4), upTo(4), upTo(3)),
              upTo(3),
              upTo(3),
              random.nextBoolean()
                  ? Padding.SAME
                  : Padding.of(random.nextInt(3), random.nextInt(3)),
              random.nextInt(2),
              random.nextBoolean());
      if (t.outputShape(in.shape()).isEmpty()) {
        continue;
      }
      Graph.Builder g = Graph.builder();
      same(Reference.transposed(in, t), run(g.build(g.transposed(g.input(), t)), in, anyRunner()));
      done++;
    }
  }

  @Test
  void poolingEqualsTheReference() {
    int done = 0;
    while (done < 400) {
      Volume in = noise(upTo(2), upTo(4), upTo(40), upTo(40));
      Pooling.Type type = Pooling.Type.values()[random.nextInt(4)];
      Border border = random.nextInt(3) > 0 ? null : Border.values()[random.nextInt(6)];
      Pooling p =
          new Pooling(
              type,
              new AxisRule(upTo(random.nextInt(8) == 0 ? 20 : 4), upTo(4), upTo(3), anyPadding()),
              new AxisRule(upTo(random.nextInt(8) == 0 ? 20 : 4), upTo(4), upTo(3), anyPadding()),
              new AxisRule(upTo(3), upTo(2), upTo(2), anyPadding()),
              border,
              border == Border.CONSTANT ? 2 : 0);
      if (p.outputShape(in.shape()).isEmpty()) {
        continue;
      }
      Graph.Builder g = Graph.builder();
      Volume expected = Reference.pool(in, p);
      Volume actual = run(g.build(g.pool(g.input(), p)), in, anyRunner());
      for (int c = 0; c < expected.shape().channels(); c++) {
        for (int z = 0; z < expected.shape().depth(); z++) {
          float tolerance = type == Pooling.Type.MEAN ? 1e-5f : 0;
          assertArrayEquals(expected.plane(c, z), actual.plane(c, z), tolerance, p.toString());
        }
      }
      done++;
    }
  }

  @Test
  void chainAndFanEqualTheReferenceNodeByNode() {
    for (int i = 0; i < 100; i++) {
      Volume in = noise(1, upTo(2), 10 + upTo(60), 10 + upTo(60));
      Border b = Border.values()[random.nextInt(6)];
      Convolution first = Convolution.of(kernel(3, 3, 1)).rate(upTo(9)).border(b);
      Convolution second = Convolution.of(kernel(3, 3, 1)).rate(upTo(9)).border(b);
      Graph.Builder g = Graph.builder();
      var one = g.activate(g.convolve(g.input(), first), Activation.ABS);
      var two = g.convolve(one, second);
      Graph graph = g.build(g.fuse(Fuse.MAX, one, two, g.input()), two);
      Volume a = Reference.convolve(in, first);
      for (int z = 0; z < in.shape().depth(); z++) {
        Activation.ABS.apply(a.plane(0, z), a.plane(0, z), a.plane(0, z).length);
      }
      Volume c = Reference.convolve(a, second);
      Volume out = run(graph, in, anyRunner().layerBudget(i % 2 == 0 ? 0 : 1 << 20));
      for (int z = 0; z < in.shape().depth(); z++) {
        float[] max = new float[a.plane(0, z).length];
        Fuse.MAX.apply(
            new float[][] {a.plane(0, z), c.plane(0, z), in.plane(0, z)}, max, null, max.length);
        assertArrayEquals(max, out.plane(0, z));
        assertArrayEquals(c.plane(0, z), out.plane(1, z));
      }
    }
  }

  @Test
  void progressEndsAtOneAndCancellationStops() {
    Volume in = noise(1, 1, 200, 200);
    Graph g = Graph.of(Convolution.of(kernel(3, 3, 1)).rate(4));
    double[] last = {0};
    new Runner(2)
        .run(
            g,
            in,
            new Volume(in.shape()),
            new Monitor() {
              @Override
              public void progress(double done) {
                last[0] = done;
              }
            });
    assertEquals(1, last[0]);
    Monitor stop =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(
        CancellationException.class, () -> new Runner(2).run(g, in, new Volume(in.shape()), stop));
  }

  /** Stops at the n-th time that it is asked. */
  private static final class StopAt implements Monitor {
    private final int n;
    private int asked;

    StopAt(int n) {
      this.n = n;
    }

    @Override
    public synchronized boolean cancelled() {
      return ++asked >= n;
    }
  }

  @Test
  void costlyWorkIsStoppedWithinATile() {
    Volume in = noise(1, 1, 24, 40);
    AxisRule window = new AxisRule(1001, 1, 1, Padding.SAME);
    Graph.Builder median = Graph.builder();
    Pooling p =
        new Pooling(Pooling.Type.MEDIAN, window, window, AxisRule.UNIT, Border.REPLICATE, 0);
    Graph medianGraph = median.build(median.pool(median.input(), p));
    // One window holds more than is computed between two questions.
    assertStopsBeforeTheFirstRow(medianGraph, in, 30);
    // A row of this one takes so long that rows are computed one by one.
    Kernel large = noiseKernel(2047, 2047);
    assertStopsBeforeTheFirstRow(Graph.of(Convolution.of(large)), in, 2);
  }

  /** Chunk by chunk, also where the planes of a tile are made together in the result. */
  @Test
  void planesMadeTogetherAreStoppedWithinATile() {
    Volume in = noise(1, 16, 256, 40);
    Volume out = new Volume(in.shape());
    float[] w = noiseKernel(3, 9).weights();
    Graph cube = Graph.of(Convolution.of(Kernel.volume(3, 3, 3, w)).rate(2));
    StopAt stop = new StopAt(3);
    Runner oneTile = new Runner(1).tiles(16, 256);
    assertThrows(CancellationException.class, () -> oneTile.run(cube, in, out, stop));
    assertEquals(3, stop.asked);
  }

  private static Kernel noiseKernel(int width, int height) {
    float[] w = new float[width * height];
    Random rnd = new Random(4);
    for (int i = 0; i < w.length; i++) {
      w[i] = rnd.nextFloat();
    }
    return Kernel.volume(width, height, 1, w);
  }

  private static void assertStopsBeforeTheFirstRow(Graph g, Volume in, int at) {
    StopAt stop = new StopAt(at);
    int[] rows = {0};
    assertThrows(
        CancellationException.class,
        () -> new Runner(1).run(g, in, (c, z, y, row, offset) -> rows[0]++, stop));
    assertEquals(at, stop.asked);
    assertTrue(rows[0] <= 1, rows[0] + " rows were made before the stop");
  }
}
