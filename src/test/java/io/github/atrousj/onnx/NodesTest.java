package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.engine.Volume;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes as exporters put them, in forms that the published tests lack: as in ONNX Runtime. */
class NodesTest {
  private static AttributeDef axis(long a) {
    return AttributeDef.of("axis", a);
  }

  private static AttributeDef longs(String name, long... v) {
    return AttributeDef.of(name, v);
  }

  private static Map<String, Probe> cases() {
    Map<String, Probe> all = new LinkedHashMap<>();
    arithmetic(all);
    shapes(all);
    layers(all);
    constants(all);
    return all;
  }

  private static void arithmetic(Map<String, Probe> all) {
    all.put("add each", Probe.model().channels("c", 2, -3).last("Add", "x,c"));
    all.put("from each", Probe.model().channels("c", 2, -3).last("Sub", "c,x"));
    all.put("less each", Probe.model().channels("c", 2, -3).last("Sub", "x,c"));
    all.put("times each", Probe.model().channels("c", 2, -3).last("Mul", "c,x"));
    all.put("by each", Probe.model().channels("c", 2, -3).last("Div", "x,c"));
    all.put("into each", Probe.model().channels("c", 2, -3).last("Div", "c,x"));
    all.put("from one", Probe.model().reals("c", 2).last("Sub", "c,x"));
    all.put("into one", Probe.model().reals("c", 2).last("Div", "c,x"));
    all.put("power of one", Probe.model().reals("c", 2).last("Pow", "c,x"));
    all.put("slope", Probe.model().reals("c", 0.25f).last("PRelu", "x,c"));
    all.put("slopes", Probe.model().channels("c", 0.25f, -1).last("PRelu", "x,c"));
    all.put("hard swish", Probe.model().last("HardSwish", "x"));
    all.put("one of many", Probe.model().last("Max", "x"));
    all.put("row of numbers", Probe.model().reals("c", 1, 2, 3, 4, 5, 6).last("Mul", "x,c"));
    all.put(
        "clip above", Probe.model().constant("c", Tensor.of(new float[1])).last("Clip", "x,,c"));
  }

  private static void shapes(Map<String, Probe> all) {
    all.put(
        "softmax of channels last",
        Probe.model()
            .node("Transpose", "x", "a", longs("perm", 0, 2, 3, 1))
            .node("Softmax", "a", "b", axis(-1))
            .last("Transpose", "b", longs("perm", 0, 3, 1, 2)));
    all.put("no change", Probe.model().last("Transpose", "x", longs("perm", 0, 1, 2, 3)));
    all.put(
        "one channel",
        Probe.model()
            .constant("i", Tensor.of(new long[] {-1}))
            .whole("one", 1)
            .node("Gather", "x,i", "a", axis(1))
            .last("Unsqueeze", "a,one"));
    all.put("rows", Probe.model().whole("i", 3, 0, 0, 2).last("Gather", "x,i", axis(2)));
    all.put("channels", Probe.model().whole("i", 1, 0, 1, 1).last("Gather", "x,i", axis(1)));
    all.put(
        "backwards",
        Probe.model()
            .whole("from", 5, 1)
            .whole("to", -7, -3)
            .whole("axes", 3, 1)
            .whole("step", -2, -1)
            .last("Slice", "x,from,to,axes,step"));
    all.put("halves", Probe.model().node("Split", "x", "a,b", axis(1)).last("Sub", "a,b"));
    all.put("parts", Probe.model().whole("n", 1, 4, 1).node("Split", "x,n", "a,y,c", axis(3)));
    all.put("below", Probe.model().last("Concat", "x,x", axis(2)));
    all.put("beside", Probe.model().last("Concat", "x,x", axis(-1)));
    all.put("more channels", pad("constant", 0, 1, 0, 2, 0, 2, 1, 0));
    all.put("mirrored channels", pad("reflect", 0, 1, 2, 0, 0, 1, 0, 3));
    all.put("repeated channels", pad("edge", 0, 2, 1, 1, 0, 0, 1, 1));
  }

  private static Probe pad(String mode, long... pads) {
    Probe p = Probe.model().whole("p", pads).constant("v", Tensor.of(new float[] {9}));
    return p.last("Pad", "x,p,v", AttributeDef.of("mode", mode));
  }

  private static void layers(Map<String, Probe> all) {
    AttributeDef three = longs("kernel_shape", 3, 3);
    for (long p = 1; p <= 3; p++) {
      all.put("lp " + p, Probe.model().last("LpPool", "x", three, AttributeDef.of("p", p)));
    }
    all.put(
        "zeros count",
        Probe.model()
            .last(
                "AveragePool",
                "x",
                three,
                longs("pads", 1, 1, 1, 1),
                AttributeDef.of("count_include_pad", 1L)));
    all.put(
        "odd ends",
        Probe.model()
            .last("MaxPool", "x", three, longs("strides", 2, 2), AttributeDef.of("ceil_mode", 1L)));
    Tensor weights = noise(54, 3, 2, 3, 3);
    Probe normed = Probe.model().constant("w", weights).node("Conv", "x,w", "a");
    all.put("folded", norm(normed, 3).last("BatchNormalization", "a,s,b,m,v"));
    all.put("normalised", norm(Probe.model(), 2).last("BatchNormalization", "x,s,b,m,v"));
    Probe up = Probe.model().constant("w", noise(36, 2, 2, 3, 3));
    all.put(
        "of a wanted size",
        up.last("ConvTranspose", "x,w", longs("strides", 2, 2), longs("output_shape", 10, 12)));
  }

  private static Probe norm(Probe p, int channels) {
    float[][] v = {{1, 2, 3}, {0.5f, -1, 0}, {0.25f, 0, -2}, {4, 0.5f, 1}};
    String[] names = {"s", "b", "m", "v"};
    for (int i = 0; i < 4; i++) {
      p.reals(names[i], Arrays.copyOf(v[i], channels));
    }
    return p;
  }

  private static Tensor noise(int n, int... dims) {
    Random random = new Random(n);
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) random.nextGaussian();
    }
    return Tensor.of(v, dims);
  }

  /** Constants that are reckoned from others, then used on the image. */
  private static void constants(Map<String, Probe> all) {
    all.put(
        "a number in the node",
        Probe.model()
            .node("Constant", "", "c", AttributeDef.of("value_float", 2.5f))
            .last("Mul", "x,c"));
    all.put(
        "a list in the node",
        Probe.model()
            .node("Constant", "", "i", longs("value_ints", 1, 0))
            .last("Gather", "x,i", axis(1)));
    all.put(
        "a range",
        Probe.model()
            .constant("a", Tensor.of(new long[] {5}))
            .constant("b", Tensor.of(new long[] {-1}))
            .constant("s", Tensor.of(new long[] {-2}))
            .node("Range", "a,b,s", "i")
            .last("Gather", "x,i", axis(3)));
    all.put(
        "one or the other",
        Probe.model()
            .whole("k", 1, 0, 0, 2, 0, 1)
            .reals("a", 1, 2, 3, 4, 5, 6)
            .reals("b", -1)
            .node("Cast", "k", "q", AttributeDef.of("to", 9L))
            .node("Not", "q", "r")
            .node("Where", "r,a,b", "c")
            .last("Mul", "x,c"));
    all.put(
        "filled",
        Probe.model().whole("n", 5, 6).node("ConstantOfShape", "n", "c").last("Max", "x,c"));
    all.put(
        "dimensions of the image",
        Probe.model()
            .node("Shape", "x", "s")
            .whole("from", 2)
            .whole("to", 4)
            .whole("two", 1, 2)
            .node("Slice", "s,from,to", "t")
            .node("Concat", "two,t", "u", axis(0))
            .last("Reshape", "x,u"));
    all.put(
        "turned",
        Probe.model()
            .constant("w", noise(30, 6, 5))
            .node("Transpose", "w", "t")
            .last("Add", "x,t"));
    all.put(
        "spread",
        Probe.model()
            .constant("w", noise(6, 1, 6))
            .whole("n", 5, 6)
            .node("Expand", "w,n", "e")
            .node("Slice", "e,from,to,axes,step", "f")
            .whole("from", 0)
            .whole("to", 5)
            .whole("axes", 0)
            .whole("step", 1)
            .last("Add", "x,f"));
  }

  private static Set<String> names() {
    return cases().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void sameAsInOnnxRuntime(String name) {
    Volume image = new Volume(Probe.IMAGE);
    for (int c = 0; c < 2; c++) {
      float[] from = noise(30 + c, 30 + c).floats();
      System.arraycopy(from, 0, image.plane(c, 0), 0, 30);
    }
    Probe p = cases().get(name);
    Tensor ours = p.ours(image);
    Tensor theirs = p.theirs(image, ours.dims());
    assertArrayEquals(theirs.dims(), ours.dims());
    for (int i = 0; i < ours.size(); i++) {
      float t = theirs.real(i);
      assertEquals(t, ours.real(i), 4e-6f * Math.max(1, Math.abs(t)), "value " + i);
    }
  }

  /** What depends on no image is reckoned as it stands in the file. */
  @Test
  void constantsAlone() {
    Tensor c = (Tensor) Probe.model().reals("a", -1.5f, 2).last("Neg", "a").read();
    assertArrayEquals(new float[] {1.5f, -2}, c.floats());
    Tensor whole =
        Probe.model().whole("a", -7, 3).last("Abs", "a").read() instanceof Tensor t ? t : null;
    assertArrayEquals(new long[] {7, 3}, whole.longs());
    Tensor sign = (Tensor) Probe.model().whole("a", -7, 0, 3).last("Sign", "a").read();
    assertArrayEquals(new long[] {-1, 0, 1}, sign.longs());
    Tensor same = (Tensor) Probe.model().whole("a", -7, 3).last("Floor", "a").read();
    assertArrayEquals(new long[] {-7, 3}, same.longs());
    Tensor relu = (Tensor) Probe.model().whole("a", -7, 3).last("Relu", "a").read();
    assertArrayEquals(new long[] {0, 3}, relu.longs());
    Tensor size = (Tensor) Probe.model().reals("a", 1, 2, 3).last("Size", "a").read();
    assertEquals(3, size.whole(0));
    Tensor half =
        (Tensor)
            Probe.model().reals("a", 1.0001f).last("Cast", "a", AttributeDef.of("to", 10L)).read();
    assertEquals(1, half.real(0));
    Tensor kept = (Tensor) Probe.model().reals("a", 4).last("Dropout", "a").read();
    assertEquals(4, kept.real(0));
    Tensor range =
        (Tensor)
            Probe.model()
                .reals("f", 1)
                .reals("t", 2)
                .reals("s", 0.375f)
                .last("Range", "f,t,s")
                .read();
    assertArrayEquals(new float[] {1, 1.375f, 1.75f}, range.floats());
    Tensor part =
        (Tensor)
            Probe.model()
                .constant("a", noise(24, 1, 2, 3, 4))
                .last("Shape", "a", AttributeDef.of("start", 1L), AttributeDef.of("end", -1L))
                .read();
    assertArrayEquals(new long[] {2, 3}, part.longs());
  }
}
