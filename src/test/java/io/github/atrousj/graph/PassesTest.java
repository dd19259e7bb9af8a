package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Describe;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.kernel.Sums;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions by kernels that are nearly sums of few separable ones. */
class PassesTest {
  private final Random rnd = new Random(17);

  private int upTo(int n) {
    return 1 + rnd.nextInt(n);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void differFromTheKernelByNoMoreThanTheBound(int dimensions) {
    int sums = 0;
    for (int i = 0; i < 150; i++) {
      Shape s = new Shape(upTo(2), upTo(dimensions == 3 ? 9 : 2), upTo(24), upTo(24));
      Convolution c = convolution(s, dimensions);
      assertTrue(Passes.splits(c));
      sums += Passes.of(c).size() > 1 ? 1 : 0;
      Volume in = Volumes.random(rnd, s);
      Graph g = Graph.of(c);
      String what = Describe.text(s, c);
      Volume actual = Runs.whole(g, in);
      assertWithin(in, c, actual, what);
      for (int k = 0; k < 3; k++) {
        Volumes.assertSame(actual, Runs.run(g, in, Runs.random(rnd)), what + " in tiles");
      }
    }
    assertTrue(sums > 50, "only " + sums + " were sums");
  }

  /** NaN reaches the outputs whose taps read it, whole lines of weight 0 among them, no other. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void nanStaysWhereTheKernelReadsIt(int dimensions) {
    for (int i = 0; i < 80; i++) {
      Shape s = new Shape(1, upTo(dimensions == 3 ? 9 : 2), upTo(40), upTo(40));
      Convolution c = convolution(s, dimensions);
      Volume in = Volumes.random(rnd, s);
      Volume clean = Runs.whole(Graph.of(c), in);
      float[] plane = in.plane(0, rnd.nextInt(s.depth()));
      plane[rnd.nextInt(plane.length)] = Float.NaN;
      Volume reference = Reference.convolve(in, c);
      Volume actual = Runs.run(Graph.of(c), in, Runs.random(rnd));
      for (int z = 0; z < clean.shape().depth(); z++) {
        float[] expected = clean.plane(0, z);
        for (int p = 0; p < expected.length; p++) {
          float nan = reference.plane(0, z)[p];
          float v = Float.isNaN(nan) ? nan : expected[p];
          assertEquals(v, actual.plane(0, z)[p], Describe.text(s, c));
        }
      }
    }
  }

  @Test
  void sumsOverWholeNumbersByShortWeightsStayExact() {
    float[] w = new float[15 * 15];
    for (int i = 0; i < w.length; i++) {
      w[i] = (1 + (i % 15) * (i / 15)) / 16f; // rank 2
    }
    assertAsItIs(Kernel.of(15, 15, w));
  }

  @Test
  void kernelsOfFullRankAreSummedAsTheyAre() {
    for (int size : new int[] {4, 5, 9, 15}) {
      assertAsItIs(Sums.random(rnd, 20, size, size + 1, 1));
    }
  }

  private void assertAsItIs(Kernel k) {
    Convolution c = Convolution.of(k).rate(upTo(9)).border(Border.REFLECT);
    assertFalse(Passes.splits(c));
    Volume in = Volumes.random(rnd, new Shape(1, 1, 40, 50));
    Volumes.assertSame(Reference.convolve(in, c), Runs.whole(Graph.of(c), in), k.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "gabor-0, 1",
    "log-1, 2",
    "log-1.5, 2",
    "log-4, 2",
    "dog-1, 2",
    "dog-1.5, 2",
    "dog-2, 2",
    "gaussian-15, 1",
    "mean-5, 1"
  })
  void kernelsOfTheLibraryThatAreSums(String name, int terms) {
    Convolution c = Convolution.of(KernelLibrary.find(name));
    assertTrue(Passes.splits(c));
    assertEquals(terms, Passes.of(c).size());
  }

  /** Two terms of a small kernel, three of 9×9 take longer than the kernel itself. */
  @ParameterizedTest
  @ValueSource(strings = {"log-0.5", "dog-0.5", "gabor-45", "blob", "gaussian-3"})
  void kernelsOfTheLibraryThatAreNot(String name) {
    assertFalse(Passes.splits(Convolution.of(KernelLibrary.find(name))));
  }

  @Test
  void threeTermsPayFrom13By13On() {
    assertFalse(Passes.splits(Convolution.of(Sums.random(rnd, 3, 11, 11, 1))));
    assertTrue(Passes.splits(Convolution.of(Sums.random(rnd, 3, 13, 13, 1))));
  }

  /** Which passes run does not depend on where and how the kernel is applied. */
  @Test
  void theChoiceDependsOnTheKernelAlone() {
    for (int i = 0; i < 100; i++) {
      Kernel k = Sums.random(rnd, upTo(4), 5 + rnd.nextInt(9), 5 + rnd.nextInt(9), 1);
      int terms = Passes.of(Convolution.of(k)).size();
      Convolution c = shaped(Convolution.of(k), 3); // strides along z too
      assertEquals(terms, Passes.of(c).size());
    }
  }

  /** The terms' passes along x are made once for all terms that have them. */
  @Test
  void termsShareTheirPassAlongX() {
    Kernel k = Sums.random(rnd, 2, 9, 9, 9);
    Graph g = Graph.of(Convolution.of(k));
    assertEquals(4, Passes.of(Convolution.of(k)).size());
    assertEquals(1 + 2 + 4 + 4 + 1, g.nodes().size());
  }

  /** A layer that is kept between passes is a whole convolution, not one axis of a term. */
  @Test
  void noAxisOfATermIsKept() {
    assertKeepsSums(KernelLibrary.find("log-2"), new Shape(1, 1, 2048, 2048));
    assertKeepsSums(Sums.random(rnd, 2, 9, 9, 9), new Shape(1, 120, 128, 128));
  }

  private static void assertKeepsSums(Kernel k, Shape s) {
    Graph.Builder b = Graph.builder();
    Node n = b.input();
    for (int rate : new int[] {1, 4, 16}) {
      n = b.convolve(n, Convolution.of(k).rate(rate));
    }
    Plan plan = b.build(n).plan(s, Runner.LAYER_BUDGET);
    assertTrue(plan.steps().size() > 1);
    for (Plan.Step step : plan.steps()) {
      assertTrue(step.node().op() instanceof Op.Weighted, step.toString());
    }
  }

  /** What a block says that it needs is all that it reads; its pixels are those of the whole. */
  @Test
  void blocksReadWhatTheyNeed() {
    for (int i = 0; i < 40; i++) {
      Shape s = new Shape(1, 1, 20 + upTo(20), 20 + upTo(20));
      Convolution c = convolution(s, 2);
      Volume in = Volumes.random(rnd, s);
      Graph g = Graph.of(c);
      Volume whole = Runs.whole(g, in);
      GraphBlocks blocks = new GraphBlocks(g, new Runner(1));
      int rows = whole.shape().height();
      int from = rnd.nextInt(rows);
      int to = from + upTo(rows - from);
      Region part = new Region(0, 1, from, to);
      Region needed = blocks.needed(s, part);
      Volume seen = new Volume(s);
      Arrays.fill(seen.plane(0, 0), Float.NaN);
      int first = needed.y0() * s.width();
      int count = (needed.y1() - needed.y0()) * s.width();
      System.arraycopy(in.plane(0, 0), first, seen.plane(0, 0), first, count);
      Volume out = new Volume(whole.shape());
      blocks.run(seen, List.of(), out, part, Monitor.NONE);
      int width = whole.shape().width();
      assertArrayEquals(
          Arrays.copyOfRange(whole.plane(0, 0), from * width, to * width),
          Arrays.copyOfRange(out.plane(0, 0), from * width, to * width),
          Describe.text(s, c));
    }
  }

  /** An axis of one tap has a pass of its own only where it strides or is padded. */
  @Test
  void kernelsThatAreFlatAlongAnAxisToo() {
    int[][] sizes = {{1, 12, 10}, {12, 1, 10}, {12, 10, 1}, {1, 11, 13}};
    for (int i = 0; i < 80; i++) {
      int[] size = sizes[i % sizes.length];
      Shape s = new Shape(1, upTo(9), upTo(24), upTo(24));
      Kernel k = Sums.random(rnd, 2, size[0], size[1], size[2]);
      Convolution c = shaped(Convolution.of(k), 3);
      assertEquals(2, Passes.of(c).size());
      if (!c.outputShape(s).isEmpty()) {
        Volume in = Volumes.random(rnd, s);
        assertWithin(in, c, Runs.run(Graph.of(c), in, Runs.random(rnd)), Describe.text(s, c));
      }
    }
  }

  private Convolution convolution(Shape s, int dimensions) {
    while (true) {
      int kz = dimensions == 3 ? 3 + rnd.nextInt(5) : 1;
      int rank = dimensions == 3 ? upTo(2) : upTo(3);
      int least = dimensions == 3 ? 6 : 5 + 4 * (rank - 1);
      Kernel k = Sums.random(rnd, rank, least + rnd.nextInt(5), least + rnd.nextInt(5), kz);
      if (rnd.nextInt(4) == 0) {
        k = withoutColumn(k);
      }
      Convolution c = shaped(Convolution.of(k), dimensions).bias(rnd.nextBoolean() ? 0 : 2);
      Shape out = c.outputShape(s);
      if (Passes.splits(c) && !out.isEmpty() && out.size() < 6000) {
        return c;
      }
    }
  }

  private Kernel withoutColumn(Kernel k) {
    float[] w = k.weights();
    int column = rnd.nextInt(k.width());
    for (int i = 0; i < w.length; i++) {
      w[i] = i % k.width() == column ? 0 : w[i];
    }
    return Kernel.volume(k.width(), k.height(), k.depth(), w);
  }

  private Convolution shaped(Convolution c, int dimensions) {
    boolean deep = dimensions == 3;
    Convolution shaped =
        c.rate(upTo(9), upTo(9), deep ? upTo(3) : 1)
            .stride(upTo(3), upTo(3), deep ? upTo(2) : 1)
            .padding(padding(), padding(), deep ? padding() : Padding.VALID);
    Border b = Border.values()[rnd.nextInt(Border.values().length)];
    return b == Border.CONSTANT ? shaped.constantBorder(1.5f) : shaped.border(b);
  }

  private Padding padding() {
    return List.of(Padding.SAME, Padding.SAME, Padding.CAUSAL, Padding.of(rnd.nextInt(60), 70))
        .get(rnd.nextInt(4));
  }

  /** Beside the terms' bound, what the passes round: each term's chains, and their sum. */
  private static void assertWithin(Volume in, Convolution c, Volume actual, String what) {
    double weights = 0;
    for (float w : c.kernel().weights()) {
      weights += Math.abs((double) w);
    }
    double largest = Math.abs(c.value());
    for (int ch = 0; ch < in.shape().channels(); ch++) {
      for (int z = 0; z < in.shape().depth(); z++) {
        for (float v : in.plane(ch, z)) {
          largest = Math.max(largest, Math.abs(v));
        }
      }
    }
    int chain = c.x().taps() + c.y().taps() + c.z().taps() + Passes.of(c).size() + 1;
    double most = weights * largest * (0x1p-19 + 4 * chain * 0x1p-24) + chain * 0x1p-23;
    Shape o = actual.shape();
    for (int ch = 0; ch < o.channels(); ch++) {
      for (int z = 0; z < o.depth(); z++) {
        for (int p = 0; p < o.height() * o.width(); p++) {
          double exact = exact(in, c, ch, z, p / o.width(), p % o.width());
          assertEquals(exact, actual.plane(ch, z)[p], most, what);
        }
      }
    }
  }

  /** One output value in double. */
  private static double exact(Volume in, Convolution c, int channel, int z, int y, int x) {
    Shape s = in.shape();
    Axis ax = c.x().resolve(s.width());
    Axis ay = c.y().resolve(s.height());
    Axis az = c.z().resolve(s.depth());
    double sum = c.biasOf(0);
    for (int t = 0; t < c.taps(); t++) {
      int tx = t % ax.taps();
      int ty = t / ax.taps() % ay.taps();
      int tz = t / (ax.taps() * ay.taps());
      int iz = c.border().map(az.position(z, tz), s.depth());
      int iy = c.border().map(ay.position(y, ty), s.height());
      int ix = c.border().map(ax.position(x, tx), s.width());
      boolean inside = ix >= 0 && iy >= 0 && iz >= 0;
      sum += c.weight(0, 0, t) * (double) (inside ? in.get(channel, iz, iy, ix) : c.value());
    }
    return sum;
  }
}
