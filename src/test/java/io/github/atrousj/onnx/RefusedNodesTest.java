package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that make no sense, or none to us: one line each that names the node and what is wrong. */
class RefusedNodesTest {
  /** By what the line says after the node's name. */
  private static Map<String, Probe> cases() {
    Map<String, Probe> all = new LinkedHashMap<>();
    dimensions(all);
    places(all);
    windows(all);
    layers(all);
    resizing(all);
    values(all);
    constants(all);
    return all;
  }

  private static Probe m() {
    return Probe.model();
  }

  private static AttributeDef of(String name, long v) {
    return AttributeDef.of(name, v);
  }

  private static AttributeDef list(String name, long... v) {
    return AttributeDef.of(name, v);
  }

  private static Probe with(String op, long... list) {
    return m().whole("l", list).last(op, "x,l");
  }

  private static void dimensions(Map<String, Probe> all) {
    all.put("dimension 4 of [1, 2, 5, 6]", with("Reshape", 0, 0, 0, 0, 0));
    all.put("no usable shape", with("Reshape", new long[17]));
    all.put("dimension -1", with("Reshape", -1, -1));
    all.put("60 values as [7, -1]", with("Reshape", 7, -1));
    all.put("60 values as [7]", with("Reshape", 7));
    all.put("an image of [1, 2, 5, 6] cannot become [1, 5, 6, 2]", with("Reshape", 1, 5, 6, 2));
    all.put("axis 1 of [1, 2, 5, 6]", with("Squeeze", 1));
    all.put("no usable axes", m().last("Unsqueeze", "x"));
    all.put("axis 0 twice", with("Unsqueeze", 0, 0));
    all.put("axis 9 of 4 dimensions", m().last("Flatten", "x", of("axis", 9)));
    all.put("dimension -3", with("Expand", -3));
    all.put("[1, 2, 5, 6] and [4, 4] do not go together", with("Expand", 4, 4));
    all.put("an order of [0, 3, 1, 2]", m().last("Transpose", "x", list("perm", 0, 3, 1, 2)));
    all.put("an order of null", m().last("Transpose", "x"));
  }

  private static void places(Map<String, Probe> all) {
    all.put("of batches", m().last("Concat", "x,x", of("axis", 0)));
    all.put("axis 7 of 4 dimensions", m().last("Concat", "x,x", of("axis", 7)));
    Probe slice = m().whole("a", 0).whole("b", 1, 2);
    all.put("starts and ends differ in length", slice.last("Slice", "x,a,b"));
    all.put(
        "axes or steps differ in length",
        m().whole("a", 0).whole("b", 1).whole("c", 1, 2).last("Slice", "x,a,b,c"));
    all.put(
        "a step of 0",
        m().whole("a", 0).whole("b", 1).whole("c", 3).whole("s", 0).last("Slice", "x,a,b,c,s"));
    all.put("leaves 0 of axis 1", m().whole("a", 2).whole("c", 1).last("Slice", "x,a,a,c"));
    all.put("index 9 of 2", m().whole("i", 9).last("Gather", "x,i", of("axis", 1)));
    all.put(
        "indices of",
        m().constant("i", Tensor.of(new long[1], 1, 1)).last("Gather", "x,i", of("axis", 1)));
    all.put("parts of [1, 2] of 2", m().whole("n", 1, 2).last("Split", "x,n", of("axis", 1)));
    all.put("parts of [-1, 3]", m().whole("n", -1, 3).last("Split", "x,n", of("axis", 1)));
    all.put("5 parts", m().last("Split", "x", of("axis", 1), of("num_outputs", 5)));
    all.put(
        "mode odd", m().whole("p", new long[8]).last("Pad", "x,p", AttributeDef.of("mode", "odd")));
    all.put("pads [0, 0] for 4 dimensions", with("Pad", 0, 0));
    all.put("of the batch", with("Pad", 1, 0, 0, 0, 0, 0, 0, 0));
  }

  private static void windows(Map<String, Probe> all) {
    AttributeDef three = list("kernel_shape", 3, 3);
    all.put("kernel_shape null for 2 axes", m().last("MaxPool", "x"));
    all.put("a kernel of [0, 1]", m().last("MaxPool", "x", list("kernel_shape", 0, 1)));
    all.put("1 strides instead of 2", m().last("MaxPool", "x", three, list("strides", 1)));
    all.put("dilations of 0", m().last("MaxPool", "x", three, list("dilations", 1, 0)));
    all.put("auto_pad odd", m().last("MaxPool", "x", three, AttributeDef.of("auto_pad", "odd")));
    all.put(
        "indices of the maxima are not supported",
        m().node("MaxPool", "x", "a,b", three).last("Add", "a,b"));
  }

  private static void layers(Map<String, Probe> all) {
    Tensor w = Tensor.of(new float[54], 3, 2, 3, 3);
    all.put(
        "for an image of 4 dimensions",
        m().constant("w", Tensor.of(new float[9], 3, 1, 3)).last("Conv", "x,w"));
    all.put("3 groups for 2 channels", m().constant("w", w).last("Conv", "x,w", of("group", 3)));
    all.put("in 2 groups for 2 channels", m().constant("w", w).last("Conv", "x,w", of("group", 2)));
    all.put("a bias of", m().constant("w", w).reals("b", 1, 2).last("Conv", "x,w,b"));
    all.put("group of 0", m().constant("w", w).last("Conv", "x,w", of("group", 0)));
    all.put("for 2 channels", m().constant("w", w).last("ConvTranspose", "x,w"));
    Probe norm = m().reals("p", 1, 2, 3);
    all.put("parameters of", norm.last("BatchNormalization", "x,p,p,p,p"));
    Probe training = m().reals("p", 1, 2);
    all.put(
        "statistics that depend on the image",
        training.last("BatchNormalization", "x,p,p,p,p", of("training_mode", 1)));
  }

  private static void resizing(Map<String, Probe> all) {
    all.put("neither scales nor sizes", m().last("Resize", "x"));
    all.put("3 scales for 4 axes", m().reals("s", 1, 1, 2).last("Resize", "x,,s"));
    all.put("a scale of 0.0", m().reals("s", 1, 1, 0, 1).last("Resize", "x,,s"));
    all.put("3 sizes for 4 axes", m().whole("s", 1, 2, 5).last("Resize", "x,,,s"));
    all.put("a size of 0", m().whole("s", 1, 2, 0, 5).last("Resize", "x,,,s"));
    all.put("of batch or channels", m().whole("s", 1, 3, 5, 6).last("Resize", "x,,,s"));
    Probe odd = m().reals("s", 1, 1, 2, 2);
    all.put("\"odd\" is not known", odd.last("Resize", "x,,s", AttributeDef.of("mode", "odd")));
    AttributeDef crop = AttributeDef.of("coordinate_transformation_mode", "tf_crop_and_resize");
    Probe region = m().reals("s", 1, 1, 2, 2).reals("r", 0, 1);
    all.put("a region of", region.last("Resize", "x,r,s", crop));
  }

  private static void values(Map<String, Probe> all) {
    all.put("an image cannot become true or false", m().last("Cast", "x", of("to", 9)));
    all.put("a limit of", m().reals("c", 1, 2).last("Clip", "x,c"));
    all.put("input 1 is missing", m().last("Add", "x"));
    all.put("input \"z\" is given by nobody", m().last("Add", "x,z"));
    all.put("input 1 (\"x\") depends on the image", m().last("Reshape", "x,x"));
    all.put(
        "meets an image of 4 dimensions",
        m().constant("c", Tensor.of(new float[2], 1, 1, 2, 1, 1)).last("Add", "x,c"));
    all.put(
        "cannot be taken as an image",
        m().constant("c", Tensor.of(new float[2], 2, 1, 1, 1)).last("Add", "x,c"));
    Tensor yes = Tensor.whole(DataType.BOOL, new long[] {1}, new int[0]);
    all.put("in training", m().reals("r", 0.5f).constant("t", yes).last("Dropout", "x,r,t"));
    all.put(
        "depends on itself", m().node("Add", "x,b", "a").node("Relu", "a", "b").last("Neg", "b"));
    all.put("\"y\" is made twice", m().last("Neg", "x").last("Relu", "x"));
  }

  private static void constants(Map<String, Probe> all) {
    all.put("Infinity values", m().reals("a", 0).reals("b", 1).last("Range", "a,b,a"));
    all.put("limits that are no single numbers", m().reals("a", 0, 1).last("Range", "a,a,a"));
    all.put(
        "a constant of [8192, 8192] is too large",
        m().whole("n", 8192, 8192).last("ConstantOfShape", "n"));
    AttributeDef two =
        new AttributeDef("value", null, null, null, Tensor.of(new float[2], 2), null, null, null);
    all.put("a value of", m().whole("n", 2).last("ConstantOfShape", "n", two));
    all.put("a constant without a value", m().last("Constant", ""));
    all.put(
        "a constant of this kind",
        m().last("Constant", "", AttributeDef.of("value_string", "text")));
    Probe mixed = m().reals("a", 1).whole("b", 1);
    all.put("of INT64[1] and FLOAT[1]", mixed.last("Concat", "a,b", of("axis", 0)));
    all.put(
        "an order of [0]",
        m().constant("a", Tensor.of(new float[4], 2, 2)).last("Transpose", "a", list("perm", 0)));
    all.put(
        "an order of [1, 1]",
        m().constant("a", Tensor.of(new float[4], 2, 2))
            .last("Transpose", "a", list("perm", 1, 1)));
    all.put("index 5 of 1", m().reals("a", 1).whole("i", 5).last("Gather", "a,i"));
    all.put("of whole numbers", m().whole("a", 1).last("Exp", "a"));
    all.put(
        "cannot be computed of constants alone",
        m().constant("a", Tensor.of(new float[9], 1, 1, 3, 3)).last("GlobalMaxPool", "a"));
  }

  private static Set<String> lines() {
    return cases().keySet();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aLineSaysWhat(String says) {
    Probe p = cases().get(says);
    String line = assertThrows(OnnxException.class, p::read).getMessage();
    assertTrue(line.contains(says), line);
    assertTrue(line.matches("(?s)[A-Za-z]+ \\(node \"[a-z]\"\\): .*"), line);
    assertEquals(1, line.lines().count(), line);
  }

  @Test
  void anUnknownOperatorIsNamedBeforeAnythingRuns() {
    Probe p = m().node("Sorcery", "x", "a").last("Neg", "a");
    String line = assertThrows(OnnxException.class, p::read).getMessage();
    assertEquals("operator Sorcery (node \"a\") is not supported", line);
  }

  @Test
  void operatorsOfOldOpsetsThatMeantSomethingElse() {
    Probe p = Probe.of(6).reals("c", 1).last("Add", "x,c", of("broadcast", 1));
    String line = assertThrows(OnnxException.class, p::read).getMessage();
    assertTrue(line.contains("opset 7 or newer"), line);
  }
}
