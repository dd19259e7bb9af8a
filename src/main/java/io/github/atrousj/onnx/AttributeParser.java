package io.github.atrousj.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an AttributeProto. Graphs as attributes are passed over: no operator that is read has one.
 */
final class AttributeParser {
  private static final int TYPE_FLOATS = 6;
  private static final int TYPE_INTS = 7;

  private final ExternalData external;
  private String name = "";
  private int type;
  private Float f;
  private Long i;
  private String s;
  private Tensor t;
  private Numbers floats;
  private Numbers ints;
  private List<String> strings;

  AttributeParser(ExternalData external) {
    this.external = external;
  }

  AttributeDef parse(CodedInputStream in) throws IOException {
    Wire.fields(in, this::field);
    // An empty list is written as nothing but its type.
    floats = floats == null && type == TYPE_FLOATS ? new Numbers() : floats;
    ints = ints == null && type == TYPE_INTS ? new Numbers() : ints;
    return new AttributeDef(
        name,
        f,
        i,
        s,
        t,
        floats == null ? null : reals(floats),
        ints == null ? null : ints.toArray(),
        strings == null ? null : strings.toArray(new String[0]));
  }

  private void field(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case Fields.ATTRIBUTE_NAME:
        name = in.readString();
        break;
      case Fields.ATTRIBUTE_F:
        f = in.readFloat();
        break;
      case Fields.ATTRIBUTE_I:
        i = in.readInt64();
        break;
      case Fields.ATTRIBUTE_S:
        s = in.readBytes().toStringUtf8();
        break;
      case Fields.ATTRIBUTE_T:
        Wire.message(in, m -> t = TensorParser.parse(m, external).tensor());
        break;
      case Fields.ATTRIBUTE_FLOATS:
        floats = floats == null ? new Numbers() : floats;
        Wire.numbers(
            in, tag, c -> (long) Float.floatToRawIntBits(c.readFloat()), n -> floats.add(n));
        break;
      case Fields.ATTRIBUTE_INTS:
        ints = ints == null ? new Numbers() : ints;
        Wire.numbers(in, tag, CodedInputStream::readInt64, n -> ints.add(n));
        break;
      case Fields.ATTRIBUTE_STRINGS:
        strings = strings == null ? new ArrayList<>() : strings;
        strings.add(in.readBytes().toStringUtf8());
        break;
      case Fields.ATTRIBUTE_TYPE:
        type = in.readInt32();
        break;
      default:
        in.skipField(tag);
    }
  }

  private static float[] reals(Numbers bits) {
    float[] values = new float[bits.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = Float.intBitsToFloat((int) bits.get(k));
    }
    return values;
  }
}
