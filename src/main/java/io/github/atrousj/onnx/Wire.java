package io.github.atrousj.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongConsumer;

/** The forms that fields take on the wire: nested messages, packed and single numbers. */
final class Wire {
  private Wire() {}

  interface Body {
    void read(CodedInputStream in) throws IOException;
  }

  interface Number {
    long read(CodedInputStream in) throws IOException;
  }

  /** Reads a nested message, which ends where its length says. */
  static void message(CodedInputStream in, Body body) throws IOException {
    int length = in.readRawVarint32();
    int limit = in.pushLimit(length);
    body.read(in);
    in.checkLastTagWas(0);
    in.popLimit(limit);
  }

  /** Reads the fields of a message until it ends. */
  static void fields(CodedInputStream in, Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      field.read(in, tag);
    }
  }

  interface Field {
    void read(CodedInputStream in, int tag) throws IOException;
  }

  /** Reads one number, or a packed run of them. */
  static void numbers(CodedInputStream in, int tag, Number one, LongConsumer each)
      throws IOException {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      each.accept(one.read(in));
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      each.accept(one.read(in));
    }
    in.popLimit(limit);
  }

  /** Reads a key and a value. */
  static void entry(CodedInputStream in, Map<String, String> into) throws IOException {
    String[] entry = {"", ""};
    fields(
        in,
        (i, tag) -> {
          switch (WireFormat.getTagFieldNumber(tag)) {
            case Fields.ENTRY_KEY:
              entry[0] = i.readString();
              break;
            case Fields.ENTRY_VALUE:
              entry[1] = i.readString();
              break;
            default:
              i.skipField(tag);
          }
        });
    into.put(entry[0], entry[1]);
  }
}
