package io.github.atrousj.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads a TensorProto. Every length is held against the bytes that are there before it is used. */
final class TensorParser {
  /** More axes than any operator takes. */
  private static final int MOST_AXES = 16;

  private final ExternalData external;
  private String name = "";
  private int[] dims = new int[0];
  private int type;
  private ByteBuffer raw;
  private final Numbers floats = new Numbers();
  private final Numbers wholes = new Numbers();
  private final Numbers doubles = new Numbers();
  private boolean outside;
  private final Map<String, String> place = new HashMap<>();

  private TensorParser(ExternalData external) {
    this.external = external;
  }

  /** A tensor and the name it has in the graph. */
  record Named(String name, Tensor tensor) {}

  static Named parse(CodedInputStream in, ExternalData external) throws IOException {
    TensorParser p = new TensorParser(external);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      p.field(in, tag);
    }
    return new Named(p.name, p.tensor());
  }

  private void field(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case Fields.TENSOR_DIMS:
        Wire.numbers(in, tag, CodedInputStream::readInt64, this::addDim);
        break;
      case Fields.TENSOR_TYPE:
        type = in.readInt32();
        break;
      case Fields.TENSOR_SEGMENT:
        throw new OnnxException("a tensor in segments is not supported");
      case Fields.TENSOR_FLOATS:
        Wire.numbers(
            in, tag, i -> (long) Float.floatToRawIntBits(i.readFloat()), n -> floats.add(n));
        break;
      case Fields.TENSOR_DOUBLES:
        Wire.numbers(in, tag, i -> Double.doubleToRawLongBits(i.readDouble()), doubles::add);
        break;
      case Fields.TENSOR_INT32S:
        Wire.numbers(in, tag, i -> (long) i.readInt32(), wholes::add);
        break;
      case Fields.TENSOR_INT64S:
        Wire.numbers(in, tag, CodedInputStream::readInt64, wholes::add);
        break;
      case Fields.TENSOR_UINT64S:
        Wire.numbers(in, tag, CodedInputStream::readUInt64, wholes::add);
        break;
      case Fields.TENSOR_NAME:
        name = in.readString();
        break;
      case Fields.TENSOR_RAW:
        raw = ByteBuffer.wrap(in.readByteArray());
        break;
      case Fields.TENSOR_EXTERNAL:
        Wire.message(in, m -> Wire.entry(m, place));
        break;
      case Fields.TENSOR_LOCATION:
        outside = in.readInt32() == 1;
        break;
      default:
        in.skipField(tag);
    }
  }

  private void addDim(long n) {
    if (n < 0 || n > Integer.MAX_VALUE || dims.length == MOST_AXES) {
      throw new OnnxException("tensor \"" + name + "\": dimension " + n);
    }
    dims = Arrays.copyOf(dims, dims.length + 1);
    dims[dims.length - 1] = (int) n;
  }

  private Tensor tensor() {
    try {
      DataType t = DataType.of(type);
      int count = Tensor.count(dims);
      if (outside) {
        raw = external.read(place, (long) count * t.bytes);
      }
      return raw != null ? ofBytes(t, count) : ofNumbers(t, count);
    } catch (OnnxException e) {
      throw name.isEmpty() ? e : new OnnxException("tensor \"" + name + "\": " + e.getMessage(), e);
    }
  }

  private Tensor ofBytes(DataType t, int count) {
    if (raw.remaining() != (long) count * t.bytes) {
      throw new OnnxException(
          raw.remaining()
              + " bytes for "
              + t
              + Arrays.toString(dims)
              + ", not "
              + (long) count * t.bytes);
    }
    ByteBuffer b = raw.order(ByteOrder.LITTLE_ENDIAN);
    if (t.isReal()) {
      float[] f = new float[count];
      for (int i = 0; i < count; i++) {
        f[i] =
            switch (t) {
              case FLOAT16 -> Half.toFloat(b.getShort());
              case BFLOAT16 -> Float.intBitsToFloat(b.getShort() << 16);
              case DOUBLE -> (float) b.getDouble();
              default -> b.getFloat();
            };
      }
      return Tensor.real(t, f, dims);
    }
    long[] n = new long[count];
    for (int i = 0; i < count; i++) {
      n[i] =
          switch (t) {
            case UINT8, BOOL -> b.get() & 0xFF;
            case INT8 -> b.get();
            case UINT16 -> b.getShort() & 0xFFFF;
            case INT16 -> b.getShort();
            case INT32 -> b.getInt();
            case UINT32 -> b.getInt() & 0xFFFFFFFFL;
            default -> b.getLong();
          };
    }
    return Tensor.whole(t, n, dims);
  }

  private Tensor ofNumbers(DataType t, int count) {
    Numbers given = t == DataType.FLOAT ? floats : t == DataType.DOUBLE ? doubles : wholes;
    if (given.size() != count) {
      throw new OnnxException(given.size() + " values for " + t + Arrays.toString(dims));
    }
    if (!t.isReal()) {
      return Tensor.whole(t, given.toArray(), dims);
    }
    float[] f = new float[count];
    for (int i = 0; i < count; i++) {
      long bits = given.get(i);
      f[i] =
          switch (t) {
            case FLOAT16 -> Half.toFloat((short) bits);
            case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
            case DOUBLE -> (float) Double.longBitsToDouble(bits);
            default -> Float.intBitsToFloat((int) bits);
          };
    }
    return Tensor.real(t, f, dims);
  }
}
