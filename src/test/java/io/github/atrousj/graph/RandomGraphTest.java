package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Describe;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Settings;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random graphs (chains, fans with joins, strides, pools, transposed layers) against the same
 * layers computed one after another as whole images by the reference, to the bit, in tiles of any
 * size on any number of threads.
 */
class RandomGraphTest {
  private static final Border[] BORDERS = Border.values();
  private Random rnd;
  private Settings settings;
  private int dimensions;
  private Eager net;
  private StringBuilder story;
  private boolean exact;

  @ParameterizedTest
  @CsvSource({"1, 2, 120", "2, 2, 120", "3, 3, 120"})
  void tiledIsLayerByLayer(int seed, int dims, int graphs) {
    for (int i = 0; i < graphs; i++) {
      rnd = new Random(seed * 1000L + i);
      settings = new Settings(rnd);
      dimensions = dims;
      story = new StringBuilder("graph " + seed + "/" + i);
      exact = true;
      Shape s =
          dims == 2
              ? new Shape(1 + rnd.nextInt(3), 1 + rnd.nextInt(2), 8 + rnd.nextInt(30), 40)
              : new Shape(1 + rnd.nextInt(2), 3 + rnd.nextInt(8), 4 + rnd.nextInt(9), 12);
      Volume image = Volumes.random(rnd, s);
      if (rnd.nextInt(4) == 0) {
        Volumes.poison(rnd, image);
      }
      net = new Eager(image);
      Eager.Part part = net.input();
      int layers = 1 + rnd.nextInt(6);
      for (int l = 0; l < layers; l++) {
        part = layer(part);
      }
      Eager.Part[] outputs = {part};
      if (rnd.nextInt(5) == 0) {
        outputs = new Eager.Part[] {part, convolve(part, true)};
      }
      verify(image, outputs);
    }
  }

  /**
   * Halos that grow with the rates: the runner keeps layers between passes where that is cheaper.
   */
  @ParameterizedTest
  @CsvSource({"2, 300, 70, 1", "3, 24, 24, 24"})
  void deepChainWithAResidualAndAnImageLevelBranch(int dims, int height, int width, int depth) {
    rnd = new Random(dims);
    dimensions = dims;
    story = new StringBuilder("deep chain");
    exact = true;
    Volume image = Volumes.random(rnd, new Shape(1, depth, height, width));
    net = new Eager(image);
    Eager.Part part = net.input();
    for (int rate : new int[] {1, 2, 4, 8, 16, 3}) {
      float[] w = new float[dims == 3 ? 27 : 9];
      for (int i = 0; i < w.length; i++) {
        w[i] = (float) rnd.nextGaussian() / 3;
      }
      Kernel k = Kernel.volume(3, 3, dims == 3 ? 3 : 1, w);
      Convolution c = Convolution.of(k).rate(rate).border(BORDERS[rnd.nextInt(6)]);
      tell(Describe.text(part.shape(), c));
      Eager.Part convolved = net.activate(net.convolve(part, c), Activation.RELU);
      part = rate == 4 ? net.add(part, convolved) : convolved;
    }
    verify(image, part, net.globalMean(part), net.convolve(part, same(part.shape())));
  }

  private void verify(Volume image, Eager.Part... outputs) {
    Graph graph = net.build(outputs);
    Volume expected = Eager.concatenated(outputs);
    String what = story.toString();
    assertEquals(expected.shape(), graph.outputShape(image.shape()), what);
    Volume whole = Runs.whole(graph, image);
    if (exact && Summing.of(graph) == graph) {
      Volumes.assertSame(expected, whole, what);
    } else {
      Volumes.assertClose(expected, whole, 1e-4, what);
    }
    for (int i = 0; i < 3; i++) {
      Volumes.assertSame(whole, Runs.run(graph, image, Runs.random(rnd)), what + " in tiles");
    }
    region(graph, image, whole, what);
  }

  /** Part of the output: its rows and no others, each once, with the bits of the whole. */
  private void region(Graph graph, Volume image, Volume whole, String what) {
    Shape s = whole.shape();
    int z0 = rnd.nextInt(s.depth());
    int y0 = rnd.nextInt(s.height());
    Region region =
        new Region(
            z0, z0 + 1 + rnd.nextInt(s.depth() - z0), y0, y0 + 1 + rnd.nextInt(s.height() - y0));
    Volume part = new Volume(s);
    int[][] writes = new int[s.channels() * s.depth()][s.height()];
    Runs.random(rnd)
        .run(
            graph,
            image,
            (c, z, y, row, offset) -> {
              part.write(c, z, y, row, offset);
              synchronized (writes) {
                writes[c * s.depth() + z][y]++;
              }
            },
            region,
            Monitor.NONE);
    Volume expected = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        for (int y = 0; y < s.height(); y++) {
          boolean in = z >= region.z0() && z < region.z1() && y >= region.y0() && y < region.y1();
          assertEquals(in ? 1 : 0, writes[c * s.depth() + z][y], what + "\n  " + region);
          if (in) {
            expected.write(c, z, y, whole.plane(c, z), y * s.width());
          }
        }
      }
    }
    Volumes.assertSame(expected, part, what + "\n  " + region);
  }

  private Eager.Part layer(Eager.Part in) {
    Shape s = in.shape();
    switch (rnd.nextInt(12)) {
      case 0:
      case 1:
      case 2:
        return convolve(in, false);
      case 3:
        {
          Convolution c = settings.layer(s, dimensions);
          tell(Describe.text(s, c));
          return net.convolve(in, c);
        }
      case 4:
        {
          if (s.size() > 1500) {
            return convolve(in, false);
          }
          var t = settings.transposed(s, dimensions);
          tell(Describe.text(s, t));
          return net.transposed(in, t);
        }
      case 5:
      case 6:
        {
          Pooling p = settings.pooling(s, dimensions);
          exact &= p.type() != Pooling.Type.MEAN;
          tell(Describe.text(s, p));
          return net.pool(in, p);
        }
      case 7:
        {
          Activation a = Activation.values()[rnd.nextInt(4)];
          tell(a.toString());
          return net.activate(in, a);
        }
      case 8:
        tell("global mean");
        return net.globalMean(in);
      case 9:
        {
          int from = rnd.nextInt(s.channels());
          int count = 1 + rnd.nextInt(s.channels() - from);
          tell("channels " + from + " +" + count);
          return net.channels(in, from, count);
        }
      default:
        return fan(in);
    }
  }

  /** Branches side by side, each of up to two layers, and a join. */
  private Eager.Part fan(Eager.Part in) {
    Eager.Part[] branches = new Eager.Part[2 + rnd.nextInt(3)];
    tell("fan of " + branches.length);
    for (int b = 0; b < branches.length; b++) {
      Eager.Part p = rnd.nextInt(4) == 0 ? in : convolve(in, true);
      switch (rnd.nextInt(4)) {
        case 0:
          p = convolve(p, true);
          break;
        case 1:
          p = net.activate(p, Activation.RELU);
          break;
        default:
      }
      branches[b] = p;
    }
    float[] w = new float[branches.length];
    for (int b = 0; b < w.length; b++) {
      w[b] = (float) rnd.nextGaussian();
    }
    switch (rnd.nextInt(6)) {
      case 0:
        tell("weighted");
        return net.weighted(w, branches);
      case 1:
        tell("add");
        return net.add(branches[0], branches[1]);
      case 2:
        tell("subtract");
        return net.subtract(branches[1], branches[0]);
      case 3:
        {
          tell("concat, project");
          Eager.Part all = net.concat(branches);
          float[][] m = new float[1 + rnd.nextInt(3)][all.shape().channels()];
          for (float[] row : m) {
            for (int i = 0; i < row.length; i++) {
              row[i] = rnd.nextInt(5) == 0 ? 0 : (float) rnd.nextGaussian();
            }
          }
          return net.project(all, m, new float[m.length]);
        }
      default:
        {
          Fuse f = Fuse.values()[rnd.nextInt(Fuse.values().length)];
          tell(f.toString());
          return net.fuse(f, branches);
        }
    }
  }

  private Eager.Part convolve(Eager.Part in, boolean keepsSize) {
    Shape s = in.shape();
    Convolution c = keepsSize ? same(s) : settings.convolution(s, dimensions);
    exact &= !Passes.splits(c);
    tell(Describe.text(s, c));
    return net.convolve(in, c);
  }

  private Convolution same(Shape s) {
    int kx = 1 + rnd.nextInt(4);
    int ky = 1 + rnd.nextInt(4);
    int kz = dimensions == 3 ? 1 + rnd.nextInt(3) : 1;
    float[] w = new float[kx * ky * kz];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) rnd.nextGaussian();
    }
    int rate = 1 + rnd.nextInt(rnd.nextInt(4) == 0 ? 30 : 5);
    return Convolution.of(Kernel.volume(kx, ky, kz, w))
        .rate(rate)
        .padding(Padding.SAME)
        .border(BORDERS[rnd.nextInt(6)])
        .bias(rnd.nextBoolean() ? 0.5f : 0f);
  }

  private void tell(String step) {
    story.append("\n  ").append(step);
  }
}
