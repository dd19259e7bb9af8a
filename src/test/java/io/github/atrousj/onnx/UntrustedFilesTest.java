package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Networks;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken or mean harm: a model, or one line that says why not. */
class UntrustedFilesTest {
  private static final Shape IN = new Shape(2, 1, 9, 8);

  @TempDir Path folder;

  /** Bits flipped, bytes dropped, doubled and put elsewhere. */
  @Test
  void brokenBytesGiveAResultOrOneLine() {
    Networks.Weights he = Networks.Weights.he(3);
    List<Graph> graphs =
        List.of(
            Networks.deepLabV3(2, 3, 4, List.of(2), he),
            Networks.pyramidPooling(2, List.of(1, 2), he),
            OnnxWriterTest.planes().get("aspp STD"));
    Random random = new Random(11);
    Tensor image = Tensor.of(new float[2 * 72], 1, 2, 9, 8);
    int results = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] whole = OnnxWriter.bytes(graphs.get(i % graphs.size()), IN, Map.of("key", "value"));
      byte[] broken = broken(whole, random);
      try {
        OnnxModel model = OnnxModel.of(broken);
        if (!model.inputs().isEmpty()) {
          model.run(Map.of(model.inputs().get(0).name(), image));
          results++;
        }
      } catch (OnnxException e) {
        assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "file " + i);
      }
    }
    assertTrue(results > 100, results + " of the files were still models");
  }

  private static byte[] broken(byte[] whole, Random random) {
    byte[] b = whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int c = 0; c < changes; c++) {
      int at = random.nextInt(b.length);
      switch (random.nextInt(4)) {
        case 0:
          b[at] ^= (byte) (1 << random.nextInt(8));
          break;
        case 1:
          b[at] = (byte) random.nextInt(256);
          break;
        case 2:
          b[at] = -1;
          break;
        default:
          int n = Math.min(random.nextInt(16), b.length - at);
          System.arraycopy(b, random.nextInt(b.length - n + 1), b, at, n);
      }
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(b, random.nextInt(b.length)) : b;
  }

  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    body.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void aFileThatCannotBeReadSaysWhy() throws IOException {
    Path none = folder.resolve("none.onnx");
    OnnxException e = assertThrows(OnnxException.class, () -> OnnxModel.read(none));
    assertTrue(e.getMessage().contains("no such file"), e.getMessage());
    assertEquals("no permission", OnnxFile.reason(new AccessDeniedException("net.onnx")));
    assertEquals("there is no such file", OnnxFile.reason(new NoSuchFileException("net.onnx")));
    assertEquals("EOFException", OnnxFile.reason(new EOFException()));
  }

  /** Arrays that nobody holds any more are no reason to refuse. */
  @Test
  void garbageIsNoObstacle() {
    long most = Runtime.getRuntime().maxMemory();
    for (long made = 0; made < most; made += 64 << 20) {
      assertEquals(64 << 20, new byte[64 << 20].length);
    }
    OnnxFile.requireHeap(most / 2);
    OnnxException e = assertThrows(OnnxException.class, () -> OnnxFile.requireHeap(Long.MAX_VALUE));
    assertTrue(e.getMessage().contains("do not fit in memory"), e.getMessage());
  }

  /** A model of one initializer w and the node result = Identity(w). */
  private static byte[] model(Body tensor) throws IOException {
    byte[] t = message(tensor);
    byte[] node =
        message(
            o -> {
              o.writeString(Fields.NODE_INPUT, "w");
              o.writeString(Fields.NODE_OUTPUT, "result");
              o.writeString(Fields.NODE_OP, "Identity");
            });
    byte[] graph =
        message(
            o -> {
              o.writeByteArray(Fields.GRAPH_NODE, node);
              o.writeByteArray(Fields.GRAPH_INITIALIZER, t);
              o.writeByteArray(
                  Fields.GRAPH_OUTPUT, message(v -> v.writeString(Fields.VALUE_NAME, "result")));
            });
    return message(
        o -> {
          o.writeByteArray(Fields.MODEL_GRAPH, graph);
          o.writeByteArray(
              Fields.MODEL_OPSET, message(s -> s.writeInt64(Fields.OPSET_VERSION, 17)));
        });
  }

  private static Body external(String location, long offset, long length) {
    return o -> {
      o.writeInt64(Fields.TENSOR_DIMS, 3);
      o.writeInt32(Fields.TENSOR_TYPE, 1);
      o.writeString(Fields.TENSOR_NAME, "w");
      o.writeInt32(Fields.TENSOR_LOCATION, 1);
      String[][] entries = {
        {"location", location}, {"offset", "" + offset}, {"length", "" + length}
      };
      for (String[] e : entries) {
        o.writeByteArray(
            Fields.TENSOR_EXTERNAL,
            message(
                m -> {
                  m.writeString(Fields.ENTRY_KEY, e[0]);
                  m.writeString(Fields.ENTRY_VALUE, e[1]);
                }));
      }
    };
  }

  private OnnxModel read(Body tensor) throws IOException {
    Path home = Files.createDirectories(folder.resolve("model"));
    Path file = home.resolve("net.onnx");
    Files.write(file, model(tensor));
    return OnnxModel.read(file);
  }

  private void refused(Body tensor, String part) {
    OnnxException e = assertThrows(OnnxException.class, () -> read(tensor));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void externalDataIsReadFromTheModelsFolderOnly() throws IOException {
    ByteBuffer b = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0).putInt(0).putFloat(1).putFloat(2).putFloat(3);
    Files.createDirectories(folder.resolve("model/deep"));
    Files.write(folder.resolve("model/deep/w.bin"), b.array());
    Files.write(folder.resolve("secret.bin"), b.array());
    Tensor w = read(external("deep/w.bin", 8, 12)).run(Map.of()).get("result");
    assertArrayEquals(new float[] {1, 2, 3}, w.floats());
    refused(external("../secret.bin", 8, 12), "outside the model's folder");
    refused(external(folder.resolve("secret.bin").toString(), 8, 12), "outside");
    refused(external("deep/../../secret.bin", 8, 12), "outside");
    refused(external("deep/w.bin", 12, 12), "ends before");
    refused(external("deep/w.bin", Long.MAX_VALUE, 12), "ends before");
    refused(external("deep/w.bin", 8, 8), "8 bytes where 12");
    refused(external("deep/none.bin", 8, 12), "no external data");
    Files.createSymbolicLink(folder.resolve("model/link.bin"), folder.resolve("secret.bin"));
    refused(external("link.bin", 8, 12), "no external data in the model's folder");
  }

  @Test
  void sizesAreCheckedBeforeMemoryIsTaken() {
    refused(sized(1L << 40), "dimension");
    refused(sized(-1), "dimension");
    refused(sized(1 << 30, 1 << 30, 1 << 30), "too large");
    refused(sized(1000, 1000), "4 bytes for");
  }

  private static Body sized(long... dims) {
    return o -> {
      for (long d : dims) {
        o.writeInt64(Fields.TENSOR_DIMS, d);
      }
      o.writeInt32(Fields.TENSOR_TYPE, 1);
      o.writeString(Fields.TENSOR_NAME, "w");
      o.writeByteArray(Fields.TENSOR_RAW, new byte[4]);
    };
  }

  private static NodeDef node(String op, String in, String out) {
    return new NodeDef("n-" + out, op, "", List.of(in), List.of(out), Map.of());
  }

  private static ModelDef of(NodeDef... nodes) {
    ValueDef in = new ValueDef("image", 1, new Object[] {1, 1, 4, 4});
    ValueDef out = new ValueDef("result", 1, null);
    return new ModelDef("", "", 17, Map.of(), List.of(nodes), Map.of(), List.of(in), List.of(out));
  }

  private static void refused(ModelDef def, String part) {
    Map<String, Tensor> image = Map.of("image", Tensor.of(new float[16], 1, 1, 4, 4));
    OnnxException e = assertThrows(OnnxException.class, () -> new TensorRun(def, image).run());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void circlesAndUnknownOperatorsAreNamed() {
    refused(
        of(node("Relu", "b", "a"), node("Relu", "a", "b"), node("Relu", "a", "result")),
        "depends on itself");
    refused(
        of(node("Relu", "image", "a"), node("LSTM", "a", "result")),
        "operator LSTM (node \"n-result\") is not supported");
    refused(of(node("Relu", "nowhere", "result")), "\"nowhere\" is given by nobody");
    refused(of(node("Relu", "image", "result"), node("Abs", "image", "result")), "made twice");
  }

  @Test
  void aLongChainIsNoDeepRecursion() {
    Tensor in = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    Tensor out = new TensorRun(of(chain(990)), Map.of("image", in), true).run().get("result");
    assertArrayEquals(in.floats(), out.floats());
    refused(of(chain(100000)), "more than 1000 nodes one after another");
  }

  private static NodeDef[] chain(int length) {
    NodeDef[] chain = new NodeDef[length];
    for (int i = 0; i < length; i++) {
      String in = i == 0 ? "image" : "v" + i;
      chain[i] = node("Neg", in, i == length - 1 ? "result" : "v" + (i + 1));
    }
    return chain;
  }

  /** Branches that part and meet 60 times: 2 to the 60 ways through. */
  @Test
  void branchesThatMeetAgainAreComputedOnce() {
    NodeDef[] nodes = new NodeDef[120];
    for (int i = 0; i < 60; i++) {
      String in = i == 0 ? "image" : "v" + i;
      nodes[2 * i] = node("Neg", in, "a" + i);
      String out = i == 59 ? "result" : "v" + (i + 1);
      nodes[2 * i + 1] = new NodeDef("", "Max", "", List.of(in, "a" + i), List.of(out), Map.of());
    }
    Tensor in = Tensor.of(new float[] {-1, 2, -3, 4}, 1, 1, 2, 2);
    Tensor out = new TensorRun(of(nodes), Map.of("image", in), true).run().get("result");
    assertArrayEquals(new float[] {1, 2, 3, 4}, out.floats());
  }
}
