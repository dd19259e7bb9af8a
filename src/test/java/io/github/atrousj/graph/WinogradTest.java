package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Describe;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.engine.Winograd;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of many channels, which are computed by Winograd's method. */
class WinogradTest {
  // The matrices of F(4, 3), written down a second time.
  private static final double[][] A = {
    {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
  };
  private static final double[][] B = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1}
  };
  private static final double[][] G = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };
  private static final double U = Math.scalb(1.0, -24);

  private static float[] normal(Random rnd, int n) {
    float[] w = new float[n];
    for (int i = 0; i < n; i++) {
      w[i] = (float) rnd.nextGaussian();
    }
    return w;
  }

  private static Convolution layer(Random rnd, int kz) {
    int groups = 1 + rnd.nextInt(2);
    int in = groups * (8 + rnd.nextInt(3));
    int out = groups * (8 + rnd.nextInt(10));
    int kx = 1 + rnd.nextInt(3);
    float[] w = normal(rnd, out * in / groups * kx * 3 * kz);
    float[] bias = normal(rnd, out);
    Padding[] paddings = {Padding.SAME, Padding.VALID, Padding.of(2, 1)};
    int rate = 1 + rnd.nextInt(5);
    return Convolution.layer(in, out, groups, kx, 3, kz, w, bias)
        .rate(1 + rnd.nextInt(3), rate, 1 + rnd.nextInt(2))
        .stride(1 + rnd.nextInt(2), 1, 1)
        .padding(Padding.SAME, paddings[rnd.nextInt(3)], Padding.SAME)
        .border(Border.values()[rnd.nextInt(6)]);
  }

  private static Volume image(Random rnd, Convolution c) {
    int kz = c.z().taps();
    return Volumes.random(
        rnd, new Shape(c.inChannels(), kz + rnd.nextInt(2), 11 + rnd.nextInt(30), 40));
  }

  /** Every value within the bound that the method's documentation states, and not exactly equal. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void isWithinItsBoundOfTheExactSum(int seed) {
    Random rnd = new Random(seed);
    Convolution c = layer(rnd, 1 + seed % 2);
    assertTrue(Winograd.serves(c));
    Volume in = image(rnd, c);
    Volume actual = Runs.whole(Graph.of(c), in);
    Shape s = actual.shape();
    boolean differs = false;
    Volume direct = Reference.convolve(in, c);
    for (int o = 0; o < s.channels(); o++) {
      for (int z = 0; z < s.depth(); z++) {
        for (int y = 0; y < s.height(); y++) {
          for (int x = 0; x < s.width(); x += 7) {
            double[] exact = exact(in, c, o, z, y, x);
            double off = Math.abs(actual.get(o, z, y, x) - exact[0]);
            assertTrue(off <= exact[1], Describe.text(in.shape(), c) + " off by " + off);
            differs |= actual.get(o, z, y, x) != direct.get(o, z, y, x);
          }
        }
      }
    }
    assertTrue(differs, "computed as the direct sum");
  }

  /** The sum in double and the bound of the method's error. */
  private static double[] exact(Volume in, Convolution c, int o, int z, int y, int x) {
    Shape s = in.shape();
    Axis ax = c.x().resolve(s.width());
    Axis ay = c.y().resolve(s.height());
    Axis az = c.z().resolve(s.depth());
    int ins = c.inChannels() / c.groups();
    int first = o / (c.outChannels() / c.groups()) * ins;
    int place = y / ay.rate() % 4;
    double sum = c.biasOf(o);
    double[] size = new double[6];
    for (int i = 0; i < ins; i++) {
      for (int tz = 0; tz < az.taps(); tz++) {
        for (int tx = 0; tx < ax.taps(); tx++) {
          double[] d = new double[6];
          for (int t = 0; t < 6; t++) {
            long row = ay.position(y - place * ay.rate(), 0) + (long) t * ay.rate();
            int iz = c.border().map(az.position(z, tz), s.depth());
            int iy = c.border().map(row, s.height());
            int ix = c.border().map(ax.position(x, tx), s.width());
            d[t] = iz < 0 || iy < 0 || ix < 0 ? c.value() : in.get(first + i, iz, iy, ix);
          }
          double[] w = new double[3];
          for (int ty = 0; ty < 3; ty++) {
            w[ty] = c.weight(o, i, (tz * 3 + ty) * ax.taps() + tx);
            sum += w[ty] * d[place + ty];
          }
          for (int k = 0; k < 6; k++) {
            double g = 0;
            double b = 0;
            for (int t = 0; t < 3; t++) {
              g += Math.abs(G[k][t] * w[t]);
            }
            for (int t = 0; t < 6; t++) {
              b += Math.abs(B[k][t] * d[t]);
            }
            size[k] += g * b;
          }
        }
      }
    }
    double bound = 0;
    for (int k = 0; k < 6; k++) {
      bound += Math.abs(A[place][k]) * size[k];
    }
    int products = ins * az.taps() * ax.taps();
    return new double[] {sum, (products + 12) * U * (bound + Math.abs(c.biasOf(o)))};
  }

  /** One tile, many tiles, parts of the image, threads, layers kept or not: the same bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void tiledIsWhole(int seed) {
    Random rnd = new Random(seed);
    Convolution first = layer(rnd, 1 + seed % 2);
    Volume in = image(rnd, first);
    if (seed % 4 == 0) {
      Volumes.poison(rnd, in);
    }
    Graph.Builder g = Graph.builder();
    Node node = g.convolve(g.input(), first);
    int channels = first.outChannels();
    for (int rate : new int[] {1, 3, 2, 7}) {
      float[] w = normal(rnd, 9 * 9 * channels);
      Convolution c = Convolution.layer(channels, 9, 1, 3, 3, 1, w, null).rate(rate);
      node = g.activate(g.convolve(node, c), Activation.RELU);
      channels = 9;
    }
    Node wide = g.convolve(node, Convolution.layer(9, 9, 1, 3, 3, 1, normal(rnd, 729), null));
    Convolution far = Convolution.layer(9, 9, 1, 3, 3, 1, normal(rnd, 729), null).rate(6);
    Graph graph = g.build(wide, g.convolve(node, far));
    if (graph.outputShape(in.shape()).height() < 3) {
      return;
    }
    Volume whole = Runs.whole(graph, in);
    for (int i = 0; i < 6; i++) {
      Volumes.assertSame(whole, Runs.run(graph, in, Runs.random(rnd)), "seed " + seed);
    }
    Shape s = whole.shape();
    int y0 = s.height() / 3;
    Volume part = new Volume(s);
    new Runner(2).run(graph, in, part, new Region(0, 1, y0, y0 + 2), Monitor.NONE);
    for (int x = 0; x < s.width(); x++) {
      assertEquals(whole.get(3, 0, y0, x), part.get(3, 0, y0, x));
      assertEquals(whole.get(3, 0, y0 + 1, x), part.get(3, 0, y0 + 1, x));
    }
  }

  /**
   * A rectifier that is part of the layer's own work gives what it gives by itself: at the end of
   * the graph, where the result is computed in place or handed over row by row, in between, as a
   * kept layer, and in blocks that are summed directly.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rectifiedIsTheRectifierOfTheLayer(boolean poisoned) {
    Random rnd = new Random(9);
    Convolution c = Convolution.layer(8, 9, 1, 3, 3, 1, normal(rnd, 648), normal(rnd, 9)).rate(2);
    Volume in = Volumes.random(rnd, new Shape(8, 1, 33, 40));
    if (poisoned) {
      in.plane(3, 0)[15 * 40 + 7] = Float.NEGATIVE_INFINITY;
      in.plane(4, 0)[16 * 40 + 20] = Float.NaN;
    }
    Volume plain = Runs.whole(Graph.of(c), in);
    Volume expected = new Volume(plain.shape());
    for (int channel = 0; channel < 9; channel++) {
      for (int i = 0; i < 33 * 40; i++) {
        expected.plane(channel, 0)[i] = Math.max(0f, plain.plane(channel, 0)[i]);
      }
    }
    Graph.Builder g = Graph.builder();
    Node rectified = g.activate(g.convolve(g.input(), c), Activation.RELU);
    Graph end = g.build(rectified);
    Volumes.assertSame(expected, Runs.whole(end, in), "in place");
    Volume written = new Volume(plain.shape());
    new Runner(2).run(end, in, written::write, Monitor.NONE);
    Volumes.assertSame(expected, written, "row by row");
    // The layer's own values for another reader, so the rectifier must not be part of it.
    Graph.Builder h = Graph.builder();
    Node layer = h.convolve(h.input(), c);
    Graph both = h.build(h.concat(layer, h.activate(layer, Activation.RELU)));
    Volume two = Runs.whole(both, in);
    Convolution next = Convolution.layer(9, 9, 1, 3, 3, 1, normal(rnd, 729), null).rate(7);
    Graph.Builder k = Graph.builder();
    Node kept = k.activate(k.convolve(k.input(), c), Activation.RELU);
    Graph chain = k.build(k.convolve(kept, next));
    Volumes.assertSame(Runs.whole(Graph.of(next), expected), Runs.whole(chain, in), "in between");
    for (long budget : new long[] {0, 64L << 20}) {
      Volume out = new Volume(plain.shape());
      new Runner(2).layerBudget(budget).run(chain, in, out, Monitor.NONE);
      Volumes.assertSame(Runs.whole(Graph.of(next), expected), out, "budget " + budget);
    }
    for (int channel = 0; channel < 9; channel++) {
      Volumes.assertSame(slice(plain, channel), slice(two, channel), "as it is");
      Volumes.assertSame(slice(expected, channel), slice(two, 9 + channel), "beside it");
    }
  }

  private static Volume slice(Volume v, int channel) {
    return Volume.plane(v.plane(channel, 0), v.shape().width(), v.shape().height());
  }

  /** NaN and infinity reach the values whose kernel reads them and no others. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNotFiniteStaysWithinTheKernel(float poison) {
    Random rnd = new Random(1);
    Convolution c = Convolution.layer(8, 8, 1, 3, 3, 1, normal(rnd, 576), null).rate(3);
    Volume in = Volumes.random(rnd, new Shape(8, 1, 30, 20));
    in.plane(5, 0)[16 * 20 + 9] = poison;
    Volume out = Runs.whole(Graph.of(c), in);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 20; x++) {
        boolean reads = Math.abs(y - 16) % 3 == 0 && Math.abs(y - 16) <= 3;
        reads &= Math.abs(x - 9) % 3 == 0 && Math.abs(x - 9) <= 3;
        assertEquals(reads, !Float.isFinite(out.get(2, 0, y, x)), y + ", " + x);
      }
    }
  }

  /** A value that the transform would make infinite leaves the rows finite that do not read it. */
  @Test
  void largeValuesDoNotOverflow() {
    Random rnd = new Random(3);
    float[] w = normal(rnd, 576);
    for (int i = 0; i < w.length; i++) {
      w[i] /= 100;
    }
    Convolution c = Convolution.layer(8, 8, 1, 3, 3, 1, w, null).rate(2);
    Volume in = Volumes.random(rnd, new Shape(8, 1, 30, 20));
    in.plane(1, 0)[11 * 20 + 7] = 1.5e38f;
    Volume expected = Reference.convolve(in, c);
    Volumes.assertClose(expected, Runs.whole(Graph.of(c), in), 1e-4, "1.5e38");
  }

  /** What a thread takes for the transforms is counted. */
  @Test
  void scratchIsCounted() {
    Convolution c = Convolution.layer(64, 64, 1, 3, 3, 1, normal(new Random(4), 36864), null);
    Shape s = new Shape(64, 1, 64, 500);
    Convolution few = Convolution.layer(7, 64, 1, 3, 3, 1, normal(new Random(5), 4032), null);
    long direct = new Runner(1).memoryNeeded(Graph.of(few), s.withChannels(7));
    long counted = new Runner(1).memoryNeeded(Graph.of(c), s) - direct;
    // The rows held and the transformed ones, six for each.
    assertTrue(counted > 6L * 64 * 500 * 4 + 57L * 18 * 500 * 4, counted + " bytes");
  }

  /** Anything else is the direct sum, to the bit. */
  @Test
  void servesLayersOfManyChannelsWithoutZeros() {
    Random rnd = new Random(2);
    float[] zero = normal(rnd, 576);
    zero[100] = 0;
    Convolution[] others = {
      Convolution.layer(8, 8, 1, 3, 3, 1, zero, null),
      Convolution.layer(7, 8, 1, 3, 3, 1, normal(rnd, 504), null),
      Convolution.layer(8, 7, 1, 3, 3, 1, normal(rnd, 504), null),
      Convolution.layer(16, 16, 4, 3, 3, 1, normal(rnd, 576), null),
      Convolution.layer(8, 8, 1, 3, 2, 1, normal(rnd, 384), null),
      Convolution.layer(8, 8, 1, 3, 5, 1, normal(rnd, 960), null),
      Convolution.layer(8, 8, 1, 3, 3, 1, normal(rnd, 576), null).stride(2)
    };
    for (Convolution c : others) {
      assertFalse(Winograd.serves(c));
      Volume in = Volumes.random(rnd, new Shape(c.inChannels(), 1, 20, 40));
      Volumes.assertSame(
          Reference.convolve(in, c), Runs.whole(Graph.of(c), in), Describe.text(in.shape(), c));
    }
  }
}
