package io.github.atrousj.bench;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Fma;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Activation;
import io.github.atrousj.graph.Fuse;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Region;
import io.github.atrousj.image.BytePlane;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.starlet.Starlet;
import io.github.atrousj.starlet.StarletTransform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The eight pieces of work that AtrousJ is compared by, and those whose cost is plotted. */
final class Workloads {
  static final List<String> NAMES = List.of("W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8");

  private static final int[] ASPP_RATES = {6, 12, 18};
  private static final int[] CONTEXT_RATES = {1, 1, 2, 4, 8, 16, 1};
  private static final int STARLET_SCALES = 5;

  /** Without fused multiply-add in hardware the last bits differ from the reference's. */
  private static final float EXACT = Fma.FAST || Accelerator.isActive() ? 0 : 1e-4f;

  /** Where sums run in another order than the reference's, on values of about 1. */
  private static final float ROUNDING = 1e-4f;

  private Workloads() {}

  static Workload of(String name) {
    switch (name) {
      case "W1":
        return convolution(name, 3, 4, 2048);
      case "W2":
        return convolution(name, 5, 8, 4096);
      case "W3":
        return aspp(name, ASPP_RATES);
      case "W4":
        return starlet(name);
      case "W5":
        return cube(name);
      case "W6":
        return context(name);
      case "W7":
        return head(name);
      case "W8":
        return bytes(name);
      default:
        throw new IllegalArgumentException(name + ": allowed are " + NAMES);
    }
  }

  /** A kernel of normal noise over a square image, zero border. */
  private static Workload convolution(String name, int size, int rate, int side) {
    float[] w = Data.normal(1, size * size, 1);
    return convolution(name, Kernel.of(size, size, w), rate, side);
  }

  /** Any kernel over a square image of uniform noise, zero border. */
  static Workload convolution(String name, Kernel kernel, int rate, int side) {
    Convolution c = Convolution.of(kernel).rate(rate).border(Border.ZERO);
    // A kernel that is split into passes sums in another order.
    boolean split = kernel.separate().isPresent() || !kernel.lowRank().isEmpty();
    float tolerance = split ? ROUNDING : EXACT;
    return Workload.of(
        name,
        Graph.of(c),
        plane(side),
        new Workload.Check(
            rate * kernel.width(), 0, tolerance, piece -> Reference.convolve(piece, c)),
        Map.of("w", kernel.weights()));
  }

  /** The image itself, a 3×3 kernel at every rate and the image's mean, averaged; 2048². */
  static Workload aspp(String name, int... rates) {
    Volume in = plane(2048);
    Map<String, float[]> weights = new LinkedHashMap<>();
    weights.put("w1", Data.normal(2, 1, 1));
    Convolution[] branches = new Convolution[rates.length + 1];
    branches[0] = Convolution.of(Kernel.of(1, 1, weights.get("w1"))).border(Border.ZERO);
    int halo = 0;
    for (int i = 0; i < rates.length; i++) {
      float[] w = Data.normal(3 + i, 9, 1);
      weights.put("w" + rates[i], w);
      branches[i + 1] = Convolution.of(Kernel.of(3, 3, w)).rate(rates[i]).border(Border.ZERO);
      halo = Math.max(halo, rates[i]);
    }
    Graph.Builder g = Graph.builder();
    Node[] nodes = new Node[branches.length + 1];
    for (int i = 0; i < branches.length; i++) {
      nodes[i] = g.convolve(g.input(), branches[i]);
    }
    nodes[branches.length] = g.globalMean(g.input());
    Graph graph = g.build(g.fuse(Fuse.MEAN, nodes));
    double sum = 0;
    for (float v : in.plane(0, 0)) {
      sum += v;
    }
    double mean = sum / in.shape().size();
    return Workload.of(
        name,
        graph,
        in,
        new Workload.Check(
            halo,
            0,
            ROUNDING,
            piece -> {
              Volume total = Reference.convolve(piece, branches[0]);
              for (int i = 1; i < branches.length; i++) {
                accumulate(total, Reference.convolve(piece, branches[i]));
              }
              float[] t = total.plane(0, 0);
              for (int i = 0; i < t.length; i++) {
                t[i] = (float) ((t[i] + mean) / nodes.length);
              }
              return total;
            }),
        weights);
  }

  private static void accumulate(Volume sum, Volume more) {
    float[] s = sum.plane(0, 0);
    float[] m = more.plane(0, 0);
    for (int i = 0; i < s.length; i++) {
      s[i] += m[i];
    }
  }

  /** The starlet of 5 scales over 2048², mirror border, every plane kept. */
  private static Workload starlet(String name) {
    Volume in = plane(2048);
    Starlet starlet = Starlet.planes(STARLET_SCALES);
    Volume out = new Volume(in.shape().withChannels(STARLET_SCALES + 1));
    Region all = new Region(0, 1, 0, in.shape().height());
    return new Workload(
        name,
        in,
        runner -> new StarletTransform(starlet, runner).forward(in, out, all, Monitor.NONE),
        () -> out,
        new Workload.Check(4 << STARLET_SCALES, 0, ROUNDING, Workloads::starletByDefinition),
        Map.of());
  }

  private static Volume starletByDefinition(Volume piece) {
    float[] row = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};
    float[] w = new float[25];
    for (int i = 0; i < w.length; i++) {
      w[i] = row[i / 5] * row[i % 5];
    }
    Shape s = piece.shape();
    Volume out = new Volume(s.withChannels(STARLET_SCALES + 1));
    Volume smooth = piece;
    for (int j = 0; j < STARLET_SCALES; j++) {
      Convolution h = Convolution.of(Kernel.of(5, 5, w)).rate(1 << j).border(Border.REFLECT);
      Volume next = Reference.convolve(smooth, h);
      for (int i = 0; i < s.size(); i++) {
        out.plane(j, 0)[i] = smooth.plane(0, 0)[i] - next.plane(0, 0)[i];
      }
      smooth = next;
    }
    System.arraycopy(smooth.plane(0, 0), 0, out.plane(STARLET_SCALES, 0), 0, (int) s.size());
    return out;
  }

  /** 3×3×3 at rate 2 over 128 planes of 256². */
  private static Workload cube(String name) {
    Volume in = volume(new Shape(1, 128, 256, 256));
    float[] w = Data.normal(5, 27, 1);
    Convolution c = Convolution.of(Kernel.volume(3, 3, 3, w)).rate(2).border(Border.ZERO);
    return Workload.of(
        name,
        Graph.of(c),
        in,
        new Workload.Check(2, 2, EXACT, piece -> Reference.convolve(piece, c)),
        Map.of("w", w));
  }

  /** The basic context module of Yu and Koltun 2016 with biases: 16 channels, 256². */
  private static Workload context(String name) {
    int channels = 16;
    Map<String, float[]> weights = new LinkedHashMap<>();
    Convolution[] layers = new Convolution[CONTEXT_RATES.length + 1];
    int halo = 0;
    for (int i = 0; i < layers.length; i++) {
      boolean last = i == CONTEXT_RATES.length;
      int k = last ? 1 : 3;
      int rate = last ? 1 : CONTEXT_RATES[i];
      int reads = channels * k * k;
      float[] w = Data.normal(10 + i, channels * reads, Math.sqrt(2.0 / reads));
      float[] bias = Data.normal(20 + i, channels, 0.05);
      weights.put("w" + i, w);
      weights.put("b" + i, bias);
      layers[i] = Convolution.layer(channels, channels, 1, k, k, 1, w, bias).rate(rate);
      halo += last ? 0 : rate;
    }
    Graph.Builder g = Graph.builder();
    Node node = g.input();
    for (Convolution layer : layers) {
      node = g.convolve(node, layer);
      node = layer == layers[layers.length - 1] ? node : g.activate(node, Activation.RELU);
    }
    return Workload.of(
        name,
        g.build(node),
        volume(new Shape(channels, 1, 256, 256)),
        new Workload.Check(
            halo,
            0,
            ROUNDING,
            piece -> {
              Volume v = piece;
              for (Convolution layer : layers) {
                v = Reference.convolve(v, layer);
                if (layer != layers[layers.length - 1]) {
                  rectify(v);
                }
              }
              return v;
            }),
        weights);
  }

  private static void rectify(Volume v) {
    for (int c = 0; c < v.shape().channels(); c++) {
      float[] plane = v.plane(c, 0);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = Math.max(0, plane[i]);
      }
    }
  }

  /** An ASPP head: 64 channels of 128² to 64 at 1×1 and 3×3 at 6 12 18, joined, 1×1 to 32. */
  private static Workload head(String name) {
    int in = 64;
    int joined = in * (ASPP_RATES.length + 1);
    int out = 32;
    Map<String, float[]> weights = new LinkedHashMap<>();
    weights.put("w1", Data.normal(30, in * in, 1.0 / 8));
    Convolution[] branches = new Convolution[ASPP_RATES.length + 1];
    branches[0] = Convolution.layer(in, in, 1, 1, 1, 1, weights.get("w1"), null);
    for (int i = 0; i < ASPP_RATES.length; i++) {
      float[] w = Data.normal(31 + i, in * in * 9, 1.0 / 24);
      weights.put("w" + ASPP_RATES[i], w);
      branches[i + 1] = Convolution.layer(in, in, 1, 3, 3, 1, w, null).rate(ASPP_RATES[i]);
    }
    float[] p = Data.normal(40, out * joined, 1.0 / 16);
    weights.put("wp", p);
    Convolution last = Convolution.layer(joined, out, 1, 1, 1, 1, p, null);
    Graph.Builder g = Graph.builder();
    Node[] nodes = new Node[branches.length];
    for (int i = 0; i < branches.length; i++) {
      nodes[i] = g.convolve(g.input(), branches[i]);
    }
    return Workload.of(
        name,
        g.build(g.convolve(g.concat(nodes), last)),
        volume(new Shape(in, 1, 128, 128)),
        new Workload.Check(
            ASPP_RATES[ASPP_RATES.length - 1],
            0,
            ROUNDING,
            piece -> {
              Volume all = new Volume(piece.shape().withChannels(joined));
              for (int b = 0; b < branches.length; b++) {
                Volume v = Reference.convolve(piece, branches[b]);
                for (int c = 0; c < in; c++) {
                  float[] plane = v.plane(c, 0);
                  System.arraycopy(plane, 0, all.plane(b * in + c, 0), 0, plane.length);
                }
              }
              return Reference.convolve(all, last);
            }),
        weights);
  }

  /** 8-bit 4096²: Laplacian at rate 4, replicated border, rounded and clamped to 8 bits. */
  private static Workload bytes(String name) {
    int side = 4096;
    BytePlane in = new BytePlane(Data.bytes(8, side * side), side, side);
    BytePlane out = new BytePlane(new byte[side * side], side, side);
    float[] w = {0, 1, 0, 1, -4, 1, 0, 1, 0};
    Convolution c = Convolution.of(Kernel.of(3, 3, w)).rate(4).border(Border.REPLICATE);
    Graph graph = Graph.of(c);
    return new Workload(
        name,
        floats(in),
        runner -> runner.run(graph, in, out, Monitor.NONE),
        () -> floats(out),
        new Workload.Check(
            4,
            0,
            0,
            piece -> {
              Volume v = Reference.convolve(piece, c);
              float[] plane = v.plane(0, 0);
              for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) Math.max(0, Math.min(255, Math.floor(plane[i] + 0.5)));
              }
              return v;
            }),
        Map.of("w", w));
  }

  private static Volume floats(BytePlane bytes) {
    Volume v = new Volume(bytes.shape());
    for (int y = 0; y < bytes.height(); y++) {
      bytes.read(0, 0, y, v.plane(0, 0), y * bytes.width());
    }
    return v;
  }

  private static Volume plane(int side) {
    return volume(new Shape(1, 1, side, side));
  }

  private static Volume volume(Shape shape) {
    float[][] planes = new float[shape.channels() * shape.depth()][];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = Data.uniform(100 + i, shape.width() * shape.height());
    }
    return new Volume(shape, planes);
  }
}
