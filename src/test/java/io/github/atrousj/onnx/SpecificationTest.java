package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The node tests of the ONNX specification for our operators (src/test/python/make_onnx_nodes.py):
 * every one gives the published values or says that it is not supported, and those that do the
 * latter are few and listed by their reason.
 */
class SpecificationTest {
  /** Training, second outputs (masks, indices of maxima), an image of whole numbers. */
  private static final Set<String> REFUSED =
      Set.of(
          "test_batchnorm_epsilon_training_mode",
          "test_batchnorm_example_training_mode",
          "test_dropout_default_mask",
          "test_dropout_default_mask_ratio",
          "test_maxpool_2d_uint8",
          "test_maxpool_with_argmax_2d_precomputed_pads",
          "test_maxpool_with_argmax_2d_precomputed_strides",
          "test_training_dropout",
          "test_training_dropout_default",
          "test_training_dropout_default_mask",
          "test_training_dropout_mask",
          "test_training_dropout_zero_ratio",
          "test_training_dropout_zero_ratio_mask");

  /** One published test. */
  private record Case(String name, byte[] model, List<byte[]> inputs, List<byte[]> outputs) {}

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream file = SpecificationTest.class.getResourceAsStream("/onnx/nodes.gz");
        DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
      while (true) {
        int first = in.read();
        if (first < 0) {
          return cases;
        }
        int length = first << 24 | in.read() << 16 | in.readUnsignedShort();
        String name = new String(in.readNBytes(length));
        byte[] model = block(in);
        cases.add(new Case(name, model, blocks(in), blocks(in)));
      }
    }
  }

  private static byte[] block(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  private static List<byte[]> blocks(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(block(in));
    }
    return blocks;
  }

  private static Map<String, Tensor> tensors(List<byte[]> blocks) throws IOException {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (byte[] b : blocks) {
      TensorParser.Named t =
          TensorParser.parse(CodedInputStream.newInstance(b), new ExternalData(null));
      all.put(t.name(), t.tensor());
    }
    return all;
  }

  /** Null when the case passes, else why it is not supported; fails when values differ. */
  private static String run(Case c, boolean graphOnly) throws IOException {
    Map<String, Tensor> expected = tensors(c.outputs());
    Map<String, Tensor> given;
    try {
      ModelDef model = OnnxFile.parse(c.model(), null);
      given = new TensorRun(model, tensors(c.inputs()), graphOnly).run();
    } catch (OnnxException e) {
      return e.getMessage();
    }
    for (Map.Entry<String, Tensor> e : expected.entrySet()) {
      same(c.name(), e.getValue(), given.get(e.getKey()));
    }
    return null;
  }

  private static void same(String name, Tensor expected, Tensor given) {
    assertEquals(Arrays.toString(expected.dims()), Arrays.toString(given.dims()), name);
    for (int i = 0; i < expected.size(); i++) {
      float a = expected.real(i);
      float b = given.real(i);
      boolean close = Float.compare(a, b) == 0 || Math.abs(a - b) <= 1e-6f + 1e-5f * Math.abs(a);
      assertTrue(close, name + ": value " + i + " is " + b + ", not " + a);
    }
  }

  @TestFactory
  List<DynamicTest> publishedValues() throws IOException {
    return cases().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name(),
                    () -> {
                      run(c, false);
                      run(c, true);
                    }))
        .toList();
  }

  @Test
  void allButAFewAreSupported() throws IOException {
    List<String> refused = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    int all = 0;
    for (Case c : cases()) {
      all++;
      String why;
      try {
        why = run(c, false);
      } catch (AssertionError e) {
        continue; // told by the test above
      }
      if (why != null) {
        names.add(c.name());
      }
      if (why != null && !REFUSED.contains(c.name())) {
        refused.add(c.name() + ": " + why);
      }
    }
    String list = refused.size() + " of " + all + " refused:\n" + String.join("\n", refused);
    assertTrue(refused.isEmpty(), list);
    assertEquals(new TreeSet<>(REFUSED), names);
  }
}
