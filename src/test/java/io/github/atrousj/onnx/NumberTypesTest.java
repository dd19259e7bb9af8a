package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Computing is in single precision: what becomes of numbers of other types in a file. */
class NumberTypesTest {
  private static Tensor parse(DataType type, int count, byte[] raw) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(Fields.TENSOR_DIMS, count);
    out.writeInt32(Fields.TENSOR_TYPE, type.code);
    out.writeByteArray(Fields.TENSOR_RAW, raw);
    out.flush();
    CodedInputStream in = CodedInputStream.newInstance(bytes.toByteArray());
    return TensorParser.parse(in, new ExternalData(null)).tensor();
  }

  private static void assertBits(float expected, float given) {
    assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(given));
  }

  /** To the nearest float, ties to even; beyond the range infinite, below it zero. */
  @Test
  void doublesAreRoundedOnce() throws IOException {
    double[] given = {0.1, 1 + 0x1p-24, 1 + 0x1p-24 + 0x1p-50, 1e300, -1e39, 1e-60, -0.0, 0x1p-149};
    float[] rounded = {
      0.1f, 1, 1 + 0x1p-23f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f, 0x1p-149f
    };
    ByteBuffer b = ByteBuffer.allocate(8 * given.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double d : given) {
      b.putDouble(d);
    }
    Tensor t = parse(DataType.DOUBLE, given.length, b.array());
    assertTrue(t.isReal());
    for (int i = 0; i < given.length; i++) {
      assertBits(rounded[i], t.real(i));
    }
  }

  /** All 65,536 of them: sign, exponent of 5 bits, fraction of 10 (IEEE 754, section 3.6). */
  @Test
  void everyHalfIsExact() throws IOException {
    ByteBuffer b = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1 << 16; i++) {
      b.putShort((short) i);
    }
    Tensor t = parse(DataType.FLOAT16, 1 << 16, b.array());
    for (int i = 0; i < 1 << 16; i++) {
      double sign = i >> 15 == 0 ? 1 : -1;
      int exponent = i >> 10 & 31;
      int fraction = i & 1023;
      double of =
          exponent == 0
              ? Math.scalb((double) fraction, -24)
              : Math.scalb(1 + fraction / 1024.0, exponent - 15);
      if (exponent == 31 && fraction != 0) {
        assertTrue(Float.isNaN(t.real(i)));
      } else {
        assertBits((float) (exponent == 31 ? sign / 0 : sign * of), t.real(i));
      }
    }
  }

  /** The upper half of a float. */
  @Test
  void brainFloatsAreExact() throws IOException {
    float[] exact = {1, -2.5f, 0x1p100f, 0x1.fep-120f, 0};
    ByteBuffer b = ByteBuffer.allocate(2 * exact.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float f : exact) {
      b.putShort((short) (Float.floatToRawIntBits(f) >>> 16));
    }
    Tensor t = parse(DataType.BFLOAT16, exact.length, b.array());
    for (int i = 0; i < exact.length; i++) {
      assertBits(exact[i], t.real(i));
    }
  }

  private static byte[] doubled(DataType type) {
    NodeDef n =
        new NodeDef("sum", "Add", "", List.of("image", "image"), List.of("result"), Map.of());
    Object[] any = {1, 1, "h", "w"};
    return ModelWriter.bytes(
        new ModelDef(
            "doubled",
            "test",
            17,
            Map.of(),
            List.of(n),
            Map.of(),
            List.of(new ValueDef("image", type.code, any)),
            List.of(new ValueDef("result", type.code, any))));
  }

  /** An image of float64 or float16 is computed in single precision and keeps its name. */
  @Test
  void resultsAreOfSinglePrecision() {
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT16, DataType.FLOAT)) {
      OnnxModel model = OnnxModel.of(doubled(type));
      assertEquals(type, model.inputs().get(0).type());
      Tensor in = Tensor.real(type, new float[] {0.1f, 40000}, new int[] {1, 1, 1, 2});
      Tensor out = model.run(Map.of("image", in)).get("result");
      assertBits(0.2f, out.real(0));
      assertBits(80000, out.real(1));
    }
  }
}
