package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transpose, Softmax, Transpose: one function over channels where they are nobody else's. */
class TransposeTest {
  private static NodeDef node(String op, String in, String out, AttributeDef a) {
    return new NodeDef(out, op, "", List.of(in), List.of(out), Map.of(a.name(), a));
  }

  private static byte[] model(
      int opset, String op, long axis, long[] there, long[] back, int[] dims, String... outputs) {
    List<NodeDef> nodes =
        List.of(
            node("Transpose", "image", "there", AttributeDef.of("perm", there)),
            node(op, "there", "middle", AttributeDef.of("axis", axis)),
            node("Transpose", "middle", "result", AttributeDef.of("perm", back)));
    Object[] open = new Object[dims.length];
    for (int i = 0; i < open.length; i++) {
      open[i] = i == 1 ? (Object) dims[i] : "s" + i;
    }
    List<ValueDef> in = List.of(new ValueDef("image", 1, open));
    List<ValueDef> out =
        List.of(outputs).stream()
            .map(o -> new ValueDef(o, 1, o.equals("result") ? open : new Object[0]))
            .toList();
    return ModelWriter.bytes(
        new ModelDef("softmax", "test", opset, Map.of(), nodes, Map.of(), in, out));
  }

  private static long[] digits(String s) {
    return s.chars().mapToLong(c -> c - '0').toArray();
  }

  private static Tensor noise(int... dims) {
    float[] values = new float[Tensor.count(dims)];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = 4 * random.nextFloat() - 2;
    }
    return Tensor.of(values, dims);
  }

  private static int[] dims(int rank) {
    int[] all = {1, 3, 5, 4, 6};
    return Arrays.copyOf(all, rank);
  }

  @ParameterizedTest
  @CsvSource({
    "7,Softmax,2,021,021",
    "9,Softmax,3,0321,0321",
    "11,Softmax,3,0321,0321",
    "11,LogSoftmax,3,0321,0321",
    "12,Softmax,3,0231,0312",
    "11,Softmax,4,04231,04231",
    "13,Softmax,3,0321,0321",
    "13,LogSoftmax,-1,0321,0321",
    "13,Softmax,3,3201,2310"
  })
  void valuesAreThoseOfOnnxRuntime(int opset, String op, int axis, String there, String back) {
    int[] dims = dims(there.length());
    byte[] bytes = model(opset, op, axis, digits(there), digits(back), dims, "result");
    Tensor in = noise(dims);
    Tensor expected = Ort.run(bytes, in);
    Tensor given = OnnxModel.of(bytes).run(Map.of("image", in)).get("result");
    assertArrayEquals(dims, given.dims());
    assertArrayEquals(expected.dims(), given.dims());
    assertArrayEquals(expected.floats(), given.floats(), 1e-6f);
  }

  private static void assertRefused(String output, byte[] bytes) {
    OnnxModel model = OnnxModel.of(bytes);
    Shape image = Reading.shape(dims(4));
    OnnxException e =
        assertThrows(OnnxException.class, () -> model.network("image", output, image, 4));
    assertTrue(e.getMessage().startsWith("Transpose (node \"there\"): "), e.getMessage());
    assertEquals(-1, e.getMessage().indexOf('\n'));
  }

  /** Another axis than the channels, another way back, a value in between that is asked for. */
  @Test
  void othersAreRefused() {
    int[] dims = dims(4);
    long[] swap = {0, 3, 2, 1};
    assertRefused("result", model(11, "Softmax", 2, swap, swap, dims, "result"));
    assertRefused("result", model(13, "Softmax", 1, swap, swap, dims, "result"));
    assertRefused("result", model(13, "Softmax", 3, new long[] {0, 1, 3, 2}, swap, dims, "result"));
    assertRefused("result", model(13, "Softmax", 3, swap, new long[] {0, 3, 1, 2}, dims, "result"));
    assertRefused("result", model(13, "Softmax", 3, swap, new long[] {0, 9, 2, 1}, dims, "result"));
    assertRefused("result", model(13, "Relu", 3, swap, swap, dims, "result"));
    assertRefused("middle", model(13, "Softmax", 3, swap, swap, dims, "result", "middle"));
    assertRefused("there", model(13, "Softmax", 3, swap, swap, dims, "result", "there"));
  }
}
