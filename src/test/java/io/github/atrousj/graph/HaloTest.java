package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.ReceptiveField;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * The halo of some rows is what {@link ReceptiveField} says of the layers: a crop of the image to
 * it gives their values to the bit, a crop smaller by one row at either end does not, and the
 * runner reads no further.
 */
class HaloTest {
  private static final int WIDTH = 24;
  private static final int HEIGHT = 160;
  private static final int FIRST = 70;
  private static final int ROWS = 9;

  private static final AtomicInteger SEEDS = new AtomicInteger();

  private final Random rnd = new Random(SEEDS.incrementAndGet());
  private final Filter filter = new Filter(Border.ZERO, 0, false);
  private final Volume image = Volumes.random(rnd, new Shape(1, 1, HEIGHT, WIDTH));

  private final List<Kernel> kernels = new ArrayList<>();
  private final List<Integer> rates = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();

  /** Kernels without zeros, so that every tap matters; of odd and even numbers of rows. */
  private void draw(int count, int greatestRate) {
    for (int i = 0; i < count; i++) {
      int taps = 2 + rnd.nextInt(3);
      float[] w = new float[3 * taps];
      for (int t = 0; t < w.length; t++) {
        w[t] = (rnd.nextBoolean() ? 1 : -1) * (1 + rnd.nextFloat());
      }
      kernels.add(Kernel.of(3, taps, w));
      rates.add(1 + rnd.nextInt(greatestRate));
      layers.add(Layer.of(taps, rates.get(i)));
    }
  }

  private static Volume crop(Volume in, int from, int to) {
    Shape s = in.shape();
    Volume out = new Volume(new Shape(1, 1, to - from, s.width()));
    System.arraycopy(in.plane(0, 0), from * s.width(), out.plane(0, 0), 0, (to - from) * s.width());
    return out;
  }

  /** The rows of interest of the graph run on a crop of the image. */
  private float[] onCrop(Graph graph, int from, int to) {
    Volume out = Runs.run(graph, crop(image, from, to), Runs.random(rnd));
    return crop(out, FIRST - from, FIRST + ROWS - from).plane(0, 0);
  }

  private void check(Graph graph, int before, int after) {
    Volume whole = Runs.whole(graph, image);
    float[] expected = crop(whole, FIRST, FIRST + ROWS).plane(0, 0);
    int from = FIRST - before;
    int to = FIRST + ROWS + after;
    assertArrayEquals(expected, onCrop(graph, from, to), "halo " + before + ", " + after);
    if (before > 0) {
      assertFalse(Arrays.equals(expected, onCrop(graph, from + 1, to)), "one row less before");
    }
    if (after > 0) {
      assertFalse(Arrays.equals(expected, onCrop(graph, from, to - 1)), "one row less after");
    }
    assertArrayEquals(new int[] {from, to - 1}, rowsRead(graph), "rows read");
  }

  /** First and last row that the runner reads for the rows of interest. */
  private int[] rowsRead(Graph graph) {
    int[] read = {HEIGHT, -1};
    RowSource watched =
        new RowSource() {
          @Override
          public Shape shape() {
            return image.shape();
          }

          @Override
          public synchronized void read(int c, int z, int y, float[] into, int offset) {
            read[0] = Math.min(read[0], y);
            read[1] = Math.max(read[1], y);
            image.read(c, z, y, into, offset);
          }
        };
    new Runner(2)
        .tiles(1, 4)
        .layerBudget(0)
        .run(
            graph,
            watched,
            (c, z, y, row, offset) -> {},
            new Region(0, 1, FIRST, FIRST + ROWS),
            Monitor.NONE);
    return read;
  }

  @RepeatedTest(20)
  void haloOfACascadeIsItsReceptiveField() {
    draw(1 + rnd.nextInt(4), 5);
    Graph graph = Cascade.of(kernels, rates, Activation.ABS, rnd.nextBoolean(), false, filter);
    ReceptiveField field = ReceptiveField.of(layers);
    int before = (int) field.before();
    check(graph, before, (int) field.field() - 1 - before);
  }

  @RepeatedTest(20)
  void haloOfBranchesIsThatOfTheWidest() {
    draw(2 + rnd.nextInt(4), 16);
    Aspp aspp =
        new Aspp(kernels, rates, rnd.nextBoolean(), false, List.of(), Activation.NONE, filter);
    Graph graph = aspp.fused(rnd.nextBoolean() ? Fuse.SUM : Fuse.STD);
    int before = 0;
    int after = 0;
    for (Layer layer : layers) {
      ReceptiveField field = ReceptiveField.of(List.of(layer));
      before = Math.max(before, (int) field.before());
      after = Math.max(after, (int) (field.field() - 1 - field.before()));
    }
    check(graph, before, after);
  }

  @RepeatedTest(20)
  void withStridesTheFieldOfTheRowsIsAllThatIsNeeded() {
    draw(1 + rnd.nextInt(3), 3);
    Graph.Builder g = Graph.builder();
    Node node = g.input();
    List<Layer> strided = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      int stride = 1 + rnd.nextInt(2);
      strided.add(new Layer(layers.get(i).taps(), rates.get(i), stride));
      node =
          g.convolve(
              node,
              Convolution.of(kernels.get(i))
                  .rate(rates.get(i))
                  .stride(1, stride, 1)
                  .padding(Padding.SAME, Padding.VALID, Padding.VALID));
    }
    Graph graph = g.build(node);
    ReceptiveField field = ReceptiveField.of(strided);
    Volume whole = Runs.whole(graph, image);
    int first = 3;
    int rows = 2;
    int from = (int) (first * field.jump());
    int to = (int) ((first + rows - 1) * field.jump() + field.field());
    Volume cropped = Runs.run(graph, crop(image, from, to), Runs.random(rnd));
    Volumes.assertSame(crop(whole, first, first + rows), cropped, "field " + field.field());
    Shape less = graph.outputShape(new Shape(1, 1, to - from - 1, WIDTH));
    assertEquals(rows - 1, less.height(), "one row less");
  }

  @Test
  void fusionsOfEverySortAreTheSameInTilesAsWhole() {
    for (int i = 0; i < 60; i++) {
      kernels.clear();
      rates.clear();
      draw(1 + rnd.nextInt(4), 20);
      Shape s = new Shape(1, 1 + rnd.nextInt(5), 8 + rnd.nextInt(40), 8 + rnd.nextInt(40));
      Volume in = Volumes.random(rnd, s);
      Border border = Border.values()[rnd.nextInt(Border.values().length)];
      Filter any = new Filter(border, rnd.nextFloat(), rnd.nextBoolean());
      List<Integer> bins = List.of(1 + rnd.nextInt(6), 1 + rnd.nextInt(60));
      Activation activation = Activation.values()[rnd.nextInt(4)];
      Aspp aspp =
          new Aspp(kernels, rates, rnd.nextBoolean(), rnd.nextBoolean(), bins, activation, any);
      for (Graph graph : graphs(aspp)) {
        Volume whole = Runs.whole(graph, in);
        for (int k = 0; k < 3; k++) {
          Volumes.assertSame(whole, Runs.run(graph, in, Runs.random(rnd)), i + ": " + aspp);
        }
      }
    }
  }

  private List<Graph> graphs(Aspp aspp) {
    float[][] w = new float[3][aspp.branches()];
    float[] bias = {.5f, -1, 0};
    for (float[] row : w) {
      for (int b = 0; b < row.length; b++) {
        row[b] = (float) rnd.nextGaussian();
      }
    }
    Fuse fuse = Fuse.values()[rnd.nextInt(Fuse.values().length)];
    return List.of(aspp.concat(), aspp.fused(fuse), aspp.weighted(w[0]), aspp.labelled(w, bias));
  }
}
