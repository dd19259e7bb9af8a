package io.github.atrousj.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a model as ONNX's bytes. */
final class ModelWriter {
  /** The oldest that knows the opset that is written. */
  private static final int IR_VERSION = 8;

  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INT = 2;
  private static final int TYPE_STRING = 3;
  private static final int TYPE_TENSOR = 4;
  private static final int TYPE_INTS = 7;

  private ModelWriter() {}

  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] bytes(ModelDef m) {
    return message(
        out -> {
          out.writeInt64(Fields.MODEL_IR_VERSION, IR_VERSION);
          out.writeString(Fields.MODEL_PRODUCER, m.producer());
          nested(out, Fields.MODEL_GRAPH, g -> graph(g, m));
          nested(out, Fields.MODEL_OPSET, o -> o.writeInt64(Fields.OPSET_VERSION, m.opset()));
          for (var e : m.metadata().entrySet()) {
            nested(
                out,
                Fields.MODEL_METADATA,
                o -> {
                  o.writeString(Fields.ENTRY_KEY, e.getKey());
                  o.writeString(Fields.ENTRY_VALUE, e.getValue());
                });
          }
        });
  }

  private static byte[] message(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      body.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void nested(CodedOutputStream out, int field, Body body) throws IOException {
    out.writeByteArray(field, message(body));
  }

  private static void graph(CodedOutputStream out, ModelDef m) throws IOException {
    for (NodeDef n : m.nodes()) {
      nested(out, Fields.GRAPH_NODE, o -> node(o, n));
    }
    out.writeString(Fields.GRAPH_NAME, m.name());
    for (var t : m.initializers().entrySet()) {
      nested(out, Fields.GRAPH_INITIALIZER, o -> tensor(o, t.getKey(), t.getValue()));
    }
    for (ValueDef v : m.inputs()) {
      nested(out, Fields.GRAPH_INPUT, o -> value(o, v));
    }
    for (ValueDef v : m.outputs()) {
      nested(out, Fields.GRAPH_OUTPUT, o -> value(o, v));
    }
  }

  private static void node(CodedOutputStream out, NodeDef n) throws IOException {
    for (String s : n.inputs()) {
      out.writeString(Fields.NODE_INPUT, s);
    }
    for (String s : n.outputs()) {
      out.writeString(Fields.NODE_OUTPUT, s);
    }
    out.writeString(Fields.NODE_NAME, n.name());
    out.writeString(Fields.NODE_OP, n.op());
    for (AttributeDef a : n.attributes().values()) {
      nested(out, Fields.NODE_ATTRIBUTE, o -> attribute(o, a));
    }
  }

  private static void attribute(CodedOutputStream out, AttributeDef a) throws IOException {
    out.writeString(Fields.ATTRIBUTE_NAME, a.name());
    int type;
    if (a.f() != null) {
      type = TYPE_FLOAT;
      out.writeFloat(Fields.ATTRIBUTE_F, a.f());
    } else if (a.i() != null) {
      type = TYPE_INT;
      out.writeInt64(Fields.ATTRIBUTE_I, a.i());
    } else if (a.s() != null) {
      type = TYPE_STRING;
      out.writeString(Fields.ATTRIBUTE_S, a.s());
    } else if (a.t() != null) {
      type = TYPE_TENSOR;
      nested(out, Fields.ATTRIBUTE_T, o -> tensor(o, "", a.t()));
    } else {
      type = TYPE_INTS;
      for (long v : a.ints()) {
        out.writeInt64(Fields.ATTRIBUTE_INTS, v);
      }
    }
    out.writeInt32(Fields.ATTRIBUTE_TYPE, type);
  }

  private static void tensor(CodedOutputStream out, String name, Tensor t) throws IOException {
    for (int d : t.dims()) {
      out.writeInt64(Fields.TENSOR_DIMS, d);
    }
    DataType type = t.isReal() ? DataType.FLOAT : DataType.INT64;
    out.writeInt32(Fields.TENSOR_TYPE, type.code);
    out.writeString(Fields.TENSOR_NAME, name);
    ByteBuffer raw = ByteBuffer.allocate(t.size() * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < t.size(); i++) {
      if (t.isReal()) {
        raw.putFloat(t.real(i));
      } else {
        raw.putLong(t.whole(i));
      }
    }
    out.writeByteArray(Fields.TENSOR_RAW, raw.array());
  }

  private static void value(CodedOutputStream out, ValueDef v) throws IOException {
    out.writeString(Fields.VALUE_NAME, v.name());
    nested(
        out,
        Fields.VALUE_TYPE,
        type ->
            nested(
                type,
                Fields.TYPE_TENSOR,
                t -> {
                  t.writeInt32(Fields.TENSOR_TYPE_ELEMENT, v.type());
                  nested(t, Fields.TENSOR_TYPE_SHAPE, s -> shape(s, v.dims()));
                }));
  }

  private static void shape(CodedOutputStream out, Object[] dims) throws IOException {
    for (Object d : dims) {
      nested(
          out,
          Fields.SHAPE_DIM,
          o -> {
            if (d instanceof Integer n) {
              o.writeInt64(Fields.DIM_VALUE, n);
            } else {
              o.writeString(Fields.DIM_PARAM, (String) d);
            }
          });
    }
  }
}
