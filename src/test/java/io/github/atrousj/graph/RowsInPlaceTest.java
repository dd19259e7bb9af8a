package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.RowSplit;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that are read where the image has them, their ends from copies: the same bits as the plain
 * reference, and as from a source that hands out copies alone.
 */
class RowsInPlaceTest {
  private final Random rnd = new Random(31);

  /** Floats that nobody may read in place. */
  private record Copies(Volume volume) implements RowSource {
    @Override
    public Shape shape() {
      return volume.shape();
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      volume.read(channel, z, y, into, offset);
    }
  }

  /** Floats that are there to be read in place; counts the rows that are copied all the same. */
  private record InPlace(Volume volume, AtomicInteger copies) implements RowSource {
    @Override
    public Shape shape() {
      return volume.shape();
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      copies.incrementAndGet();
      volume.read(channel, z, y, into, offset);
    }

    @Override
    public float[] floats(int channel, int z) {
      return volume.floats(channel, z);
    }
  }

  /** No row is copied whole, none of the image's values changes, and means are read in place. */
  @Test
  void nothingIsCopiedOrChanged() {
    Volume in = Volumes.random(rnd, new Shape(1, 1, 50, 1100));
    float[] before = in.plane(0, 0).clone();
    AtomicInteger copies = new AtomicInteger();
    Graph.Builder g = Graph.builder();
    Node near = g.convolve(g.input(), convolution(1, 2).border(Border.REPLICATE));
    Node far = g.convolve(g.input(), convolution(1, 7).border(Border.REPLICATE));
    Node itself = g.convolve(g.input(), Convolution.of(Kernel.of(1, 1, 2f)));
    Graph graph = g.build(g.fuse(Fuse.MEAN, itself, near, far, g.globalMean(g.input())));
    Volume out = new Volume(in.shape());
    new Runner(2).run(graph, new InPlace(in, copies), out, Monitor.NONE);
    assertEquals(0, copies.get());
    assertArrayEquals(before, in.plane(0, 0));
    Volume copied = new Volume(in.shape());
    new Runner(1).run(graph, new Copies(in), copied, Monitor.NONE);
    Volumes.assertSame(copied, out, "means");
  }

  /**
   * Kernels of many columns far apart are faster from stored rows, which do not share cache sets.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 3, 15, false",
    "3, 3, 100, false",
    "5, 5, 15, false",
    "5, 5, 16, true",
    "9, 9, 7, false",
    "9, 9, 8, true",
    "9, 1, 8, false"
  })
  void columnsFarApartAreStored(int taps, int lines, int rate, boolean stored) {
    Volume in = Volumes.random(rnd, new Shape(1, 1, 50, 2000));
    float[] w = new float[taps * lines];
    for (int i = 0; i < w.length; i++) {
      w[i] = (i * 31) % 11 - 4.5f;
    }
    AtomicInteger copies = new AtomicInteger();
    Graph graph = Graph.of(Convolution.of(Kernel.of(taps, lines, w)).rate(rate));
    new Runner(1)
        .tiles(1, 50)
        .run(graph, new InPlace(in, copies), new Volume(in.shape()), Monitor.NONE);
    assertEquals(stored, copies.get() > 0, "rows that were copied: " + copies);
  }

  @Test
  void oneKernel() {
    int split = 0;
    for (int i = 0; i < 160; i++) {
      int depth = rnd.nextInt(4) == 0 ? 4 : 1;
      int height = 1 + rnd.nextInt(depth > 1 ? 6 : 30);
      Volume in = image(new Shape(1 + rnd.nextInt(2), depth, height, width()));
      Convolution c = convolution(depth, rate());
      int reach = c.x().rate() * (c.x().taps() - 1);
      int left = c.x().resolve(in.shape().width()).padBefore();
      split += splits(in.shape().width(), left, reach - left, c.border()) ? 1 : 0;
      String what = "round " + i + ": " + in.shape() + " " + c.border() + " rate " + c.x().rate();
      check(in, Graph.of(c), Volumes.reference(in, c), what);
    }
    assertTrue(split > 100, "only " + split + " could be read in place");
  }

  /** Branches of different reach share the rows, and some read them at the same place alone. */
  @Test
  void branches() {
    for (int i = 0; i < 30; i++) {
      Volume in = image(new Shape(1, 1, 1 + rnd.nextInt(60), width()));
      List<Convolution> all = new ArrayList<>();
      all.add(Convolution.of(Kernel.of(1, 1, -1.5f)).bias(0.25f));
      int branches = 1 + rnd.nextInt(4);
      for (int b = 0; b < branches; b++) {
        all.add(convolution(1, 1 + rnd.nextInt(24)).border(Border.REFLECT));
      }
      Graph.Builder g = Graph.builder();
      Node[] nodes = all.stream().map(c -> g.convolve(g.input(), c)).toArray(Node[]::new);
      Graph graph = g.build(g.concat(nodes));
      Volume expected = new Volume(in.shape().withChannels(nodes.length));
      for (int b = 0; b < nodes.length; b++) {
        float[] plane = Volumes.reference(in, all.get(b)).plane(0, 0);
        System.arraycopy(plane, 0, expected.plane(b, 0), 0, plane.length);
      }
      check(in, graph, expected, "round " + i);
    }
  }

  private void check(Volume in, Graph graph, Volume expected, String what) {
    Volumes.assertSame(expected, Runs.whole(graph, in), what);
    Volumes.assertSame(expected, Runs.run(graph, in, Runs.random(rnd)), what + " in tiles");
    Volume copied = new Volume(expected.shape());
    new Runner(2).run(graph, new Copies(in), copied, Monitor.NONE);
    Volumes.assertSame(expected, copied, what + " from copies");
  }

  private int width() {
    return 1024 + rnd.nextInt(300);
  }

  private int rate() {
    return 1 + rnd.nextInt(rnd.nextInt(4) == 0 ? 300 : 20);
  }

  /** No weight is 0 and no kernel separable, so sums run in the reference's order. */
  private Convolution convolution(int depth, int rate) {
    int k = rnd.nextBoolean() ? 3 : rnd.nextBoolean() ? 5 : 1 + rnd.nextInt(4);
    int kz = depth > 1 ? 1 + rnd.nextInt(3) : 1;
    int ky = rnd.nextInt(5) == 0 ? 2 : k;
    float[] w = new float[k * ky * kz];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) rnd.nextGaussian();
    }
    Border[] borders = Border.values();
    Border border = borders[rnd.nextInt(borders.length)];
    Convolution c = Convolution.of(Kernel.volume(k, ky, kz, w)).rate(rate);
    c = c.bias(rnd.nextBoolean() ? 0 : 0.75f);
    return border == Border.CONSTANT ? c.constantBorder(-2.5f) : c.border(border);
  }

  private Volume image(Shape s) {
    Volume v = Volumes.random(rnd, s);
    if (rnd.nextInt(3) == 0) {
      Volumes.poison(rnd, v);
    }
    return v;
  }

  private static boolean splits(int width, int left, int right, Border border) {
    return RowSplit.of(new RowLayout(width, left, right, 1, border, 0), 1) != null;
  }
}
