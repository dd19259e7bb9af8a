package io.github.atrousj.graph;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.Sums;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Prints a digest of the bits that graphs of all kinds of loops give: the same in every JVM. */
final class GraphBits {
  private GraphBits() {}

  /**
   * On the plain loops, or on those that are in use at the start and on those a while later.
   *
   * @param args {@code off} or {@code change}
   */
  public static void main(String[] args) {
    if (args[0].equals("off")) {
      System.setProperty("atrousj.accelerator", "off");
    }
    System.out.println("accelerator: " + Accelerator.isActive());
    System.out.println(text());
    if (args[0].equals("change")) {
      System.out.println("then: " + Accelerator.await());
      System.out.println(text());
    }
    System.out.println("done");
  }

  /** A line for each graph and size. */
  static String text() {
    Random rnd = new Random(11);
    StringBuilder text = new StringBuilder();
    for (int[] channels : new int[][] {{8, 8, 1}, {16, 10, 1}, {16, 32, 2}, {3, 5, 1}}) {
      for (int width : new int[] {9, 40, 256, 300, 1100}) {
        Graph g = layers(rnd, channels[0], channels[1], channels[2]);
        Volume in = random(rnd, new Shape(channels[0], 1, 35, width));
        text.append(line("layers " + Arrays.toString(channels), g, in));
        // In one block of rows; the others stay as they are.
        in.plane(1, 0)[20 * width + width / 2] = Float.NaN;
        text.append(line("not finite " + Arrays.toString(channels), g, in));
      }
    }
    for (int size : new int[] {2, 3, 5, 7, 9}) {
      for (int rate : new int[] {1, 3, 40}) {
        float[] w = weights(rnd, size * size);
        Convolution c = Convolution.of(Kernel.of(size, size, w)).rate(rate).border(Border.REFLECT);
        // From 1024 columns on rows are read in place; some have a second stretch.
        for (int width : new int[] {530, 1100, 2500}) {
          Volume in = random(rnd, new Shape(1, 1, 60, width));
          text.append(line("kernel " + size + " rate " + rate, Graph.of(c), in));
        }
      }
    }
    for (int rate : new int[] {1, 6}) {
      Kernel k = Kernel.of(3, 3, weights(rnd, 9));
      Filter zero = new Filter(Border.ZERO, 0, false);
      List<Integer> rates = List.of(rate, 2 * rate, 3 * rate);
      Aspp aspp = new Aspp(List.of(k), rates, true, true, List.of(), Activation.NONE, zero);
      for (int width : new int[] {70, 1100}) {
        Volume in = random(rnd, new Shape(1, 1, 90, width));
        text.append(line("mean of rates " + rates, aspp.fused(Fuse.MEAN), in));
      }
    }
    for (int rate : new int[] {1, 2, 5}) {
      Kernel cube = Kernel.volume(3, 3, 3, weights(rnd, 27));
      Graph g = Graph.of(Convolution.of(cube).rate(rate).border(Border.REPLICATE));
      text.append(line("cube, rate " + rate, g, random(rnd, new Shape(2, 40, 60, 70))));
      text.append(line("cube, rate " + rate, g, random(rnd, new Shape(1, 9, 30, 1100))));
    }
    for (Kernel k : new Kernel[] {Sums.gaussian(7, 1), Sums.random(rnd, 2, 15, 13, 1)}) {
      Graph g = Graph.of(Convolution.of(k).rate(3));
      text.append(line("sum " + k, g, random(rnd, new Shape(2, 1, 60, 530))));
    }
    return text.toString();
  }

  private static Graph layers(Random rnd, int in, int out, int groups) {
    Graph.Builder b = Graph.builder();
    float[] w = weights(rnd, out * (in / groups) * 9);
    float[] bias = weights(rnd, out);
    Node n = b.convolve(b.input(), Convolution.layer(in, out, groups, 3, 3, 1, w, bias).rate(2));
    n = b.activate(n, Activation.RELU);
    float[] again = weights(rnd, out * out * 9);
    return b.build(b.convolve(n, Convolution.layer(out, out, 1, 3, 3, 1, again, bias)));
  }

  private static String line(String name, Graph g, Volume in) {
    Volume out = new Volume(g.outputShape(in.shape()));
    new Runner(2).run(g, in, out, Monitor.NONE);
    int bits = 1;
    for (int c = 0; c < out.shape().channels(); c++) {
      for (int z = 0; z < out.shape().depth(); z++) {
        bits = 31 * bits + Arrays.hashCode(out.plane(c, z));
      }
    }
    return name + " " + in.shape().width() + ": " + Integer.toHexString(bits) + "\n";
  }

  private static Volume random(Random rnd, Shape s) {
    Volume v = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] p = v.plane(c, z);
        System.arraycopy(weights(rnd, p.length), 0, p, 0, p.length);
      }
    }
    return v;
  }

  private static float[] weights(Random rnd, int n) {
    float[] w = new float[n];
    for (int i = 0; i < n; i++) {
      w[i] = (float) rnd.nextGaussian();
    }
    return w;
  }
}
