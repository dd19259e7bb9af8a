package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums and means of branches that are added up as they are made. */
class SummingTest {
  private final Random rnd = new Random(3);

  /** A kernel of whole numbers, so that sums are exact in any order. */
  private Convolution whole(int size, int rate, Border border) {
    float[] w = new float[size * size];
    for (int i = 0; i < w.length; i++) {
      // Taps of weight 0 are not read.
      w[i] = rnd.nextInt(6) == 0 ? 0 : 1 + rnd.nextInt(5) - (rnd.nextBoolean() ? 6 : 0);
    }
    return Convolution.of(Kernel.of(size, size, w)).rate(rate).border(border);
  }

  private Volume image(Shape s) {
    Volume v = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] p = v.plane(c, z);
        for (int i = 0; i < p.length; i++) {
          p[i] = rnd.nextInt(200) - 100;
        }
      }
    }
    return v;
  }

  /** The image, three rates, means and a kernel of another size, against branch after branch. */
  @ParameterizedTest
  @CsvSource({
    "SUM, 1, 40, false",
    "MEAN, 1, 40, false",
    "MEAN, 2, 70, true",
    "SUM, 3, 1100, true",
    "MEAN, 1, 1100, false"
  })
  void isTheSameToTheBit(Fuse fuse, int channels, int width, boolean poisoned) {
    for (int round = 0; round < 12; round++) {
      Volume image = image(new Shape(channels, 1 + round % 2, 50, width));
      if (poisoned) {
        Volumes.poison(rnd, image);
      }
      Eager net = new Eager(image);
      Border border = Border.values()[rnd.nextInt(Border.values().length)];
      int rate = 1 + rnd.nextInt(6);
      List<Eager.Part> parts = new ArrayList<>();
      for (int k = 1; k <= 3; k++) {
        parts.add(net.convolve(net.input(), whole(3, rate * k, border)));
      }
      if (rnd.nextBoolean()) {
        parts.add(net.input());
      }
      if (rnd.nextBoolean()) {
        parts.add(net.convolve(net.input(), whole(1, 1, border)));
      }
      if (rnd.nextInt(3) == 0) {
        parts.add(net.convolve(net.input(), whole(5, 2, border)));
      }
      if (rnd.nextInt(3) == 0) {
        parts.add(net.activate(net.convolve(net.input(), whole(3, 2, border)), Activation.RELU));
      }
      Graph graph = net.build(net.fuse(fuse, parts.toArray(new Eager.Part[0])));
      assertNotSame(graph, Summing.of(graph));
      Volume expected = net.fuse(fuse, parts.toArray(new Eager.Part[0])).value();
      String what = "round " + round + ", border " + border + ", rate " + rate;
      Volumes.assertSame(expected, Runs.whole(graph, image), what);
      Volumes.assertSame(expected, Runs.run(graph, image, Runs.random(rnd)), what + " in tiles");
    }
  }

  /** What kernels are added to may be anything, with readers of its own. */
  @Test
  void anyOtherBranches() {
    for (int round = 0; round < 40; round++) {
      Volume image = Volumes.random(rnd, new Shape(1 + round % 2, 1 + round % 3, 40, 60));
      Eager net = new Eager(image);
      Border border = Border.values()[rnd.nextInt(Border.values().length)];
      Eager.Part read =
          net.activate(net.convolve(net.input(), whole(5, 2, border)), Activation.ABS);
      Eager.Part biased = net.convolve(net.input(), whole(3, 3, border).bias(2));
      Eager.Part kernel = net.convolve(net.input(), whole(3, 1, border));
      Eager.Part onOther = net.convolve(read, whole(3, 2, border));
      List<Eager.Part> branches = new ArrayList<>(List.of(kernel, onOther));
      for (Eager.Part p : List.of(read, biased, net.globalMean(net.input()), net.input())) {
        if (rnd.nextBoolean()) {
          branches.add(rnd.nextInt(branches.size()), p);
        }
      }
      Fuse fuse = round % 4 < 2 ? Fuse.SUM : Fuse.MEAN;
      Eager.Part sum = net.fuse(fuse, branches.toArray(new Eager.Part[0]));
      Eager.Part next = net.convolve(sum, whole(3, 2, border));
      Graph graph = net.build(next, read, biased);
      assertNotSame(graph, Summing.of(graph));
      Volume expected = Eager.concatenated(next, read, biased);
      Volume whole = Runs.whole(graph, image);
      Volumes.assertClose(expected, whole, 1e-4, "round " + round);
      Volumes.assertSame(whole, Runs.run(graph, image, Runs.random(rnd)), "round " + round);
    }
  }

  /** Every row of a sink's arrays is told to be done once, also of planes made together. */
  @Test
  void everyRowIsDoneOnce() {
    Kernel cube =
        Kernel.volume(
            3, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8,
            9);
    Graph.Builder g = Graph.builder();
    Node a = g.convolve(g.input(), whole(3, 2, Border.REFLECT));
    Node b = g.convolve(g.input(), whole(3, 4, Border.REFLECT));
    Graph mean = g.build(g.fuse(Fuse.MEAN, a, b, g.input()));
    for (Graph graph : List.of(mean, Graph.of(Convolution.of(cube).rate(2)))) {
      for (int width : new int[] {50, 2300}) {
        Shape s = new Shape(2, 21, 33, width);
        Volume image = image(s);
        Volume out = new Volume(s);
        int[][] done = new int[s.channels() * s.depth()][s.height()];
        RowSink sink =
            new RowSink() {
              @Override
              public void write(int c, int z, int y, float[] row, int offset) {
                out.write(c, z, y, row, offset);
                done(c, z, y);
              }

              @Override
              public float[] array(int c, int z, int y) {
                return out.array(c, z, y);
              }

              @Override
              public int start(int y) {
                return out.start(y);
              }

              @Override
              public void done(int c, int z, int y) {
                synchronized (done) {
                  done[c * s.depth() + z][y]++;
                }
              }
            };
        new Runner(2).run(graph, image, sink, Monitor.NONE);
        for (int[] rows : done) {
          assertTrue(Arrays.stream(rows).allMatch(n -> n == 1), Arrays.toString(rows));
        }
        Volumes.assertSame(Runs.whole(graph, image), out, "width " + width);
      }
    }
  }

  /** A weight that is not finite or vanishes takes no tap away. */
  @Test
  void smallWeightsOfBothSigns() {
    Graph.Builder g = Graph.builder();
    Kernel k = Kernel.of(3, 3, 1, 1, 1, 1, -1e-23f, 1, 1, 1, 1);
    Node branch = g.convolve(g.input(), Convolution.of(k).rate(2).border(Border.REFLECT));
    Node point = g.convolve(g.input(), Convolution.of(Kernel.of(1, 1, 1e-23f)));
    Graph folded = g.build(g.fuse(Fuse.SUM, point, branch)).folded();
    assertEquals(2, count(folded, Op.Convolve.class));
  }

  @Test
  void noBranchIsARowOfItsOwn() {
    Graph.Builder g = Graph.builder();
    Node[] branches = {
      g.input(),
      g.convolve(g.input(), whole(3, 6, Border.ZERO)),
      g.convolve(g.input(), whole(3, 12, Border.ZERO)),
      g.globalMean(g.input())
    };
    Graph graph = g.build(g.fuse(Fuse.MEAN, branches));
    Graph folded = graph.folded();
    assertEquals(0, count(folded, Op.Join.class));
    assertEquals(1, count(folded, Op.Divide.class));
    Node last = folded.output().input();
    assertEquals(Op.Convolve.class, last.op().getClass());
    assertEquals(2, last.inputs().size());
  }

  private static long count(Graph g, Class<?> op) {
    return g.nodes().stream().filter(n -> op.isInstance(n.op())).count();
  }

  /** The image's weight is added to a centre of the same sign alone. */
  @Test
  void weightsOfOneSignMeetInTheCentre() {
    for (float centre : new float[] {-2, 0, 2}) {
      Graph.Builder g = Graph.builder();
      Kernel k = Kernel.of(3, 3, 1, 1, 1, 1, centre, 1, 1, 1, 1);
      Node branch = g.convolve(g.input(), Convolution.of(k).rate(2).border(Border.REFLECT));
      Graph folded = g.build(g.fuse(Fuse.SUM, g.input(), branch)).folded();
      assertEquals(centre < 0 ? 2 : 1, count(folded, Op.Convolve.class), "centre " + centre);
    }
  }

  /** What others read, what has a bias and what comes after an activation stays as it is. */
  @Test
  void othersStayAsTheyAre() {
    Graph.Builder g = Graph.builder();
    Node read = g.convolve(g.input(), whole(3, 2, Border.ZERO));
    Node biased = g.convolve(g.input(), whole(3, 3, Border.ZERO).bias(1));
    Node active = g.activate(g.convolve(g.input(), whole(3, 1, Border.ZERO)), Activation.RELU);
    Graph graph = g.build(g.fuse(Fuse.SUM, read, biased, active), read);
    assertSame(graph, Summing.of(graph));
    Graph.Builder h = Graph.builder();
    Node a = h.convolve(h.input(), whole(3, 2, Border.ZERO));
    Node b = h.convolve(h.input(), whole(3, 3, Border.ZERO));
    for (Fuse f : Fuse.values()) {
      Graph fused = h.build(h.fuse(f, a, b));
      boolean sums = Arrays.asList(Fuse.SUM, Fuse.MEAN).contains(f);
      assertEquals(sums, Summing.of(fused) != fused, f.name());
    }
  }
}
