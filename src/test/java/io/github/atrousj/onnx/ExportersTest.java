package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks as PyTorch 1.13 exports them with open sizes, against what PyTorch computes
 * (src/test/python/make_onnx_exports.py): encoder-decoders with skips, DeepLab with image-level
 * pooling and Resize, grouped dilated blocks, volumes, lines.
 */
class ExportersTest {
  /** Of each value, and at least of one; sums run in another order there. */
  private static final float BOUND = 2e-5f;

  private static byte[] file(String name) throws IOException {
    try (InputStream in = ExportersTest.class.getResourceAsStream("/onnx/exports/" + name)) {
      return in.readAllBytes();
    }
  }

  /** Input, output, input, output. */
  private static List<Tensor> golden(String name) throws IOException {
    ByteBuffer b = ByteBuffer.wrap(file(name + ".bin")).order(ByteOrder.LITTLE_ENDIAN);
    List<Tensor> all = new ArrayList<>();
    while (b.hasRemaining()) {
      int[] dims = new int[b.getInt()];
      for (int i = 0; i < dims.length; i++) {
        dims[i] = b.getInt();
      }
      float[] values = new float[Tensor.count(dims)];
      for (int i = 0; i < values.length; i++) {
        values[i] = b.getFloat();
      }
      all.add(Tensor.of(values, dims));
    }
    return all;
  }

  private static void assertClose(Tensor expected, Tensor given) {
    assertArrayEquals(expected.dims(), given.dims());
    for (int i = 0; i < expected.size(); i++) {
      float e = expected.real(i);
      assertEquals(e, given.real(i), BOUND * Math.max(1, Math.abs(e)), "value " + i);
    }
  }

  @ParameterizedTest(name = "{0}, opset {1}")
  @CsvSource({
    "unet,9",
    "unet,11",
    "unet,13",
    "unet,15",
    "deeplab,11",
    "deeplab,13",
    "deeplab,15",
    "dilated,9",
    "dilated,11",
    "dilated,13",
    "dilated,15",
    "upsampling,11",
    "upsampling,13",
    "upsampling,15",
    "volume,9",
    "volume,11",
    "volume,13",
    "volume,15",
    "line,9",
    "line,11",
    "line,13",
    "line,15"
  })
  void pixelsAreThoseOfPyTorch(String name, int opset) throws IOException {
    OnnxModel model = OnnxModel.of(file(name + "-" + opset + ".onnx"));
    assertEquals(opset, model.opset());
    List<Tensor> golden = golden(name);
    assertEquals(4, golden.size());
    for (int i = 0; i < golden.size(); i += 2) {
      Tensor in = golden.get(i);
      assertClose(golden.get(i + 1), model.run(Map.of("image", in)).get("scores"));
      seams(model.network("image", "scores", Reading.shape(in.dims()), in.rank()).graph(), in);
    }
    assertClose(
        twice(golden.get(1)), model.run(Map.of("image", twice(golden.get(0)))).get("scores"));
  }

  /**
   * At opset 9 the exporter writes half-pixel enlarging as Upsample, which has other coordinates
   * (it warns of it): held against ONNX Runtime. Sizes are those of a product in single precision.
   */
  @Test
  void upsampleIsAsOnnxRuntimeHasIt() throws IOException {
    byte[] bytes = file("deeplab-9.onnx");
    Tensor in = golden("deeplab").get(0);
    Tensor expected = Ort.run(bytes, in);
    assertArrayEquals(new int[] {1, 3, 33, 41}, expected.dims());
    assertClose(expected, OnnxModel.of(bytes).run(Map.of("image", in)).get("scores"));
  }

  /** A batch of two: the sizes that the exporter left open hold of the first dimension too. */
  private static Tensor twice(Tensor one) {
    int[] dims = one.dims();
    dims[0] = 2;
    float[] values = new float[2 * one.size()];
    System.arraycopy(one.floats(), 0, values, 0, one.size());
    System.arraycopy(one.floats(), 0, values, one.size(), one.size());
    return Tensor.of(values, dims);
  }

  /** Tiles of any size on any number of threads give the bits of the whole. */
  private static void seams(Graph graph, Tensor image) {
    Volume in = Reading.volume(image.floats(), image.dims());
    Volume whole = run(graph, in, new Runner(1).tiles(1 << 20, 1 << 20));
    Random random = new Random(5);
    for (int i = 0; i < 6; i++) {
      Runner tiles = new Runner(1 + i % 2).tiles(1 + random.nextInt(4), 1 + random.nextInt(9));
      Volume given = run(graph, in, i < 3 ? tiles.layerBudget(0) : tiles.layerBudget(1 << 20));
      for (int p = 0; p < whole.shape().channels() * whole.shape().depth(); p++) {
        int c = p / whole.shape().depth();
        int z = p % whole.shape().depth();
        assertArrayEquals(whole.plane(c, z), given.plane(c, z), "tiles " + i);
      }
    }
  }

  private static Volume run(Graph graph, Volume in, Runner runner) {
    Volume out = new Volume(graph.outputShape(in.shape()));
    runner.run(graph, in, out, Monitor.NONE);
    assertTrue(out.shape().size() > 0);
    return out;
  }
}
