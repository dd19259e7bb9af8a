package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.graph.Activation;
import io.github.atrousj.graph.Aspp;
import io.github.atrousj.graph.Atrous;
import io.github.atrousj.graph.Cascade;
import io.github.atrousj.graph.Filter;
import io.github.atrousj.graph.FilterBank;
import io.github.atrousj.graph.Fuse;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Networks;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written gives the same pixels in ONNX Runtime. */
class OnnxWriterTest {
  private static final Kernel EDGE = Kernel.of(3, 3, 1, 2, 1, 2, -12.5f, 2, 1, 2, 1);
  private static final Kernel SMOOTH = Kernel.of(5, 5, outer(1, 4, 6, 4, 1));
  private static final Kernel EVEN = Kernel.of(4, 2, 1, 2, 3, 4, 5, 6, 7, 8);
  private static final Networks.Weights HE = Networks.Weights.he(3);

  private static float[] outer(float... f) {
    float[] w = new float[f.length * f.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = f[i / f.length] * f[i % f.length] / 256;
    }
    return w;
  }

  private static Filter filter(Border b, boolean threeD) {
    return new Filter(b, 7, threeD);
  }

  static Map<String, Graph> planes() {
    Map<String, Graph> all = new LinkedHashMap<>();
    Aspp aspp =
        new Aspp(
            List.of(EDGE, SMOOTH),
            List.of(1, 4),
            true,
            true,
            List.of(2, 3),
            Activation.ABS,
            filter(Border.REPLICATE, false));
    all.put(
        "bank",
        FilterBank.of(
            List.of(EDGE, SMOOTH, EVEN),
            List.of(1, 3, 12),
            Activation.SQUARE,
            filter(Border.REFLECT, false)));
    for (boolean residual : new boolean[] {false, true}) {
      all.put(
          "cascade " + residual,
          Cascade.of(
              List.of(EDGE),
              List.of(1, 2, 5),
              Activation.RELU,
              residual,
              residual,
              filter(Border.SYMMETRIC, false)));
    }
    all.put("aspp concat", aspp.concat());
    for (Fuse f : Fuse.values()) {
      all.put("aspp " + f, aspp.fused(f));
    }
    all.put("aspp weighted", aspp.weighted(new float[] {1, -2, 0.5f, 0, 3, 1}));
    all.put(
        "sums of separable kernels",
        FilterBank.of(
            List.of(KernelLibrary.find("log-1.5"), KernelLibrary.find("dog-1")),
            List.of(1, 3),
            Activation.NONE,
            filter(Border.REFLECT, false)));
    float[][] rows = {{1, 2, 3, 4, 5, 6}, {-1, 0, 1, 0, -1, 2}};
    all.put("aspp project", aspp.projected(rows, new float[] {0.5f, -1}));
    all.put("aspp labels", aspp.labelled(rows, new float[] {0.5f, -1}));
    return all;
  }

  static List<String> planeNames() {
    return List.copyOf(planes().keySet());
  }

  @ParameterizedTest
  @MethodSource("planeNames")
  void commandsGraphsAreTheSameInOnnxRuntime(String name) {
    boolean index = name.contains("ARGMAX") || name.contains("labels");
    check(planes().get(name), new Shape(1, 1, 19, 23), index);
    if (!name.contains("project") && !name.contains("labels")) {
      check(planes().get(name), new Shape(3, 1, 16, 9), index);
    }
  }

  @Test
  void publishedNetworks() {
    check(Networks.context(2, false, HE), new Shape(2, 1, 20, 31), false);
    check(Networks.contextLarge(1, 0.01, 5), new Shape(1, 1, 12, 14), false);
    check(Networks.stack(3, List.of(1, 2, 5), HE), new Shape(3, 1, 15, 17), false);
    check(Networks.deepLabV2(3, 4, List.of(2, 4), HE), new Shape(3, 1, 15, 17), false);
    check(Networks.deepLabV3(3, 4, 5, List.of(2, 4), HE), new Shape(3, 1, 15, 17), false);
    check(Networks.pyramidPooling(4, List.of(1, 2, 3), HE), new Shape(4, 1, 15, 17), false);
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void everyBorderStrideAndPadding(Border border) {
    for (int stride = 1; stride <= 3; stride++) {
      for (Padding p :
          List.of(
              Padding.SAME, Padding.VALID, Padding.of(20, 3), Padding.of(-2, 1), Padding.CAUSAL)) {
        Convolution c = Convolution.of(EVEN).rate(2).stride(stride).padding(p).bias(0.25f);
        c = border == Border.CONSTANT ? c.constantBorder(-3) : c.border(border);
        check(Graph.of(c), new Shape(2, 1, 13, 17), false);
      }
    }
  }

  @Test
  void volumes() {
    Kernel cube = Kernel.volume(3, 3, 3, noise(27));
    for (Border b : Border.values()) {
      Graph bank = FilterBank.of(List.of(cube), List.of(1, 2), Activation.NONE, filter(b, true));
      check(bank, new Shape(1, 6, 7, 8), false);
    }
    Aspp aspp =
        new Aspp(
            List.of(cube),
            List.of(1, 2),
            true,
            true,
            List.of(2),
            Activation.NONE,
            filter(Border.REPLICATE, true));
    check(aspp.concat(), new Shape(2, 5, 7, 8), false);
    Aspp planes =
        new Aspp(
            List.of(EDGE),
            List.of(1, 2),
            false,
            true,
            List.of(2),
            Activation.NONE,
            filter(Border.ZERO, false));
    check(planes.concat(), new Shape(1, 3, 9, 8), false);
  }

  @Test
  void poolings() {
    for (Pooling.Type t :
        new Pooling.Type[] {Pooling.Type.MAX, Pooling.Type.MIN, Pooling.Type.MEAN}) {
      for (Border b : new Border[] {null, Border.REPLICATE, Border.CONSTANT, Border.CIRCULAR}) {
        for (int stride = 1; stride <= 2; stride++) {
          AxisRule x = new AxisRule(3, 2, stride, Padding.SAME);
          AxisRule y = new AxisRule(4, 1, stride, Padding.SAME);
          Pooling p = new Pooling(t, x, y, AxisRule.UNIT, b, b == Border.CONSTANT ? 4 : 0);
          Graph.Builder g = Graph.builder();
          check(g.build(g.pool(g.input(), p)), new Shape(2, 1, 13, 12), false);
        }
      }
    }
  }

  @Test
  void transposed() {
    for (int stride = 1; stride <= 3; stride++) {
      for (Padding p : List.of(Padding.SAME, Padding.VALID, Padding.of(1, 2))) {
        for (int extra = 0; extra <= 2; extra++) {
          TransposedConvolution t =
              TransposedConvolution.of(EDGE, 2, stride, p, extra, false).withBias(0.5f);
          Graph.Builder g = Graph.builder();
          check(g.build(g.transposed(g.input(), t)), new Shape(2, 1, 7, 9), false);
        }
      }
    }
  }

  @Test
  void openSizesWhereNothingDependsOnThem() {
    Graph graph = planes().get("aspp concat");
    Aspp open =
        new Aspp(
            List.of(EDGE),
            List.of(1, 4),
            true,
            true,
            List.of(),
            Activation.ABS,
            filter(Border.REPLICATE, false));
    Volume image = noise(new Shape(1, 1, 21, 34));
    byte[] bytes = OnnxWriter.bytes(open.concat(), new Shape(1, 1, 5, 5), Map.of());
    compare(Atrous.run(open.concat(), image), Ort.run(bytes, Ort.tensor(image, false)), false);
    byte[] sized = OnnxWriter.bytes(graph, new Shape(1, 1, 5, 5), Map.of());
    assertThrows(AssertionError.class, () -> Ort.run(sized, Ort.tensor(image, false)));
  }

  @Test
  void aMedianIsRefusedByName() {
    AxisRule r = new AxisRule(3, 1, 1, Padding.SAME);
    Pooling p = new Pooling(Pooling.Type.MEDIAN, r, r, AxisRule.UNIT, null, 0);
    Graph.Builder g = Graph.builder();
    Graph graph = g.build(g.pool(g.input(), p));
    OnnxException e =
        assertThrows(
            OnnxException.class, () -> OnnxWriter.bytes(graph, new Shape(1, 1, 9, 9), Map.of()));
    assertTrue(e.getMessage().contains("median"), e.getMessage());
  }

  @Test
  void metadataComesBack() {
    Map<String, String> data = Map.of("classes", "nucleus\nbackground", "atrousj", "1 µm");
    Graph graph = Graph.of(Convolution.of(EDGE));
    byte[] bytes = OnnxWriter.bytes(graph, new Shape(1, 1, 5, 5), data);
    assertEquals(data, OnnxModel.of(bytes).metadata());
  }

  static void check(Graph graph, Shape in, boolean index) {
    Volume image = noise(in);
    boolean volume = in.depth() > 1;
    byte[] bytes = OnnxWriter.bytes(graph, in, Map.of());
    compare(Atrous.run(graph, image), Ort.run(bytes, Ort.tensor(image, volume)), index);
  }

  private static void compare(Volume ours, Tensor theirs, boolean index) {
    Tensor expected = Ort.tensor(ours, theirs.rank() == 5);
    assertArrayEquals(expected.dims(), theirs.dims());
    float most = 1;
    for (float v : expected.floats()) {
      most = Math.max(most, Math.abs(v));
    }
    int differ = 0;
    for (int i = 0; i < expected.size(); i++) {
      float a = expected.floats()[i];
      float b = theirs.floats()[i];
      if (!(Math.abs(a - b) <= 2e-6f * most * 4)) {
        differ++;
        assertTrue(index, "value " + i + " is " + a + ", in ONNX Runtime " + b);
      }
    }
    // A tie of rounded sums may fall to either side.
    assertTrue(differ <= expected.size() / 100, differ + " labels differ");
  }

  private static float[] noise(int n) {
    Random random = new Random(n);
    float[] w = new float[n];
    for (int i = 0; i < n; i++) {
      w[i] = (float) random.nextGaussian();
    }
    return w;
  }

  private static Volume noise(Shape s) {
    Volume v = new Volume(s);
    Random random = new Random(s.hashCode());
    for (int i = 0; i < s.channels() * s.depth(); i++) {
      float[] plane = v.plane(i / s.depth(), i % s.depth());
      for (int j = 0; j < plane.length; j++) {
        plane[j] = (float) (10 * random.nextGaussian());
      }
    }
    return v;
  }
}
