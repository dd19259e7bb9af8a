package io.github.atrousj.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a ModelProto. */
final class ModelParser {
  private final ExternalData external;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Tensor> initializers = new LinkedHashMap<>();
  private final List<ValueDef> inputs = new ArrayList<>();
  private final List<ValueDef> outputs = new ArrayList<>();
  private String name = "";
  private String producer = "";
  private boolean hasGraph;
  private long opset;

  ModelParser(ExternalData external) {
    this.external = external;
  }

  ModelDef parse(CodedInputStream in) throws IOException {
    Wire.fields(in, this::model);
    if (!hasGraph) {
      throw new OnnxException("no network in it: not an ONNX model");
    }
    if (opset < 1 || opset > 1000) {
      throw new OnnxException("no version of the standard operators is given");
    }
    return new ModelDef(
        name, producer, (int) opset, metadata, nodes, initializers, inputs, outputs);
  }

  private void model(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case Fields.MODEL_PRODUCER:
        producer = in.readString();
        break;
      case Fields.MODEL_GRAPH:
        hasGraph = true;
        Wire.message(in, m -> Wire.fields(m, this::graph));
        break;
      case Fields.MODEL_OPSET:
        Wire.message(in, this::opset);
        break;
      case Fields.MODEL_METADATA:
        Wire.message(in, m -> Wire.entry(m, metadata));
        break;
      default:
        in.skipField(tag);
    }
  }

  private void opset(CodedInputStream in) throws IOException {
    String[] domain = {""};
    long[] version = {0};
    Wire.fields(
        in,
        (i, tag) -> {
          switch (WireFormat.getTagFieldNumber(tag)) {
            case Fields.OPSET_DOMAIN:
              domain[0] = i.readString();
              break;
            case Fields.OPSET_VERSION:
              version[0] = i.readInt64();
              break;
            default:
              i.skipField(tag);
          }
        });
    if (domain[0].isEmpty() || domain[0].equals("ai.onnx")) {
      opset = version[0];
    }
  }

  private void graph(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case Fields.GRAPH_NODE:
        Wire.message(in, m -> nodes.add(node(m)));
        break;
      case Fields.GRAPH_NAME:
        name = in.readString();
        break;
      case Fields.GRAPH_INITIALIZER:
        Wire.message(
            in,
            m -> {
              TensorParser.Named t = TensorParser.parse(m, external);
              initializers.put(t.name(), t.tensor());
            });
        break;
      case Fields.GRAPH_INPUT:
        Wire.message(in, m -> inputs.add(value(m)));
        break;
      case Fields.GRAPH_OUTPUT:
        Wire.message(in, m -> outputs.add(value(m)));
        break;
      case Fields.GRAPH_SPARSE:
        throw new OnnxException("sparse weights are not supported");
      default:
        in.skipField(tag);
    }
  }

  private NodeDef node(CodedInputStream in) throws IOException {
    String[] text = {"", "", ""};
    List<String> ins = new ArrayList<>();
    List<String> outs = new ArrayList<>();
    Map<String, AttributeDef> attributes = new LinkedHashMap<>();
    Wire.fields(
        in,
        (i, tag) -> {
          switch (WireFormat.getTagFieldNumber(tag)) {
            case Fields.NODE_INPUT:
              ins.add(i.readString());
              break;
            case Fields.NODE_OUTPUT:
              outs.add(i.readString());
              break;
            case Fields.NODE_NAME:
              text[0] = i.readString();
              break;
            case Fields.NODE_OP:
              text[1] = i.readString();
              break;
            case Fields.NODE_DOMAIN:
              text[2] = i.readString();
              break;
            case Fields.NODE_ATTRIBUTE:
              Wire.message(
                  i,
                  m -> {
                    AttributeDef a = new AttributeParser(external).parse(m);
                    attributes.put(a.name(), a);
                  });
              break;
            default:
              i.skipField(tag);
          }
        });
    return new NodeDef(text[0], text[1], text[2], ins, outs, attributes);
  }

  private static ValueDef value(CodedInputStream in) throws IOException {
    String[] name = {""};
    int[] type = {0};
    List<Object> dims = new ArrayList<>();
    boolean[] shaped = {false};
    Wire.fields(
        in,
        (i, tag) -> {
          switch (WireFormat.getTagFieldNumber(tag)) {
            case Fields.VALUE_NAME:
              name[0] = i.readString();
              break;
            case Fields.VALUE_TYPE:
              only(
                  i,
                  Fields.TYPE_TENSOR,
                  t ->
                      Wire.fields(
                          t,
                          (j, inner) -> {
                            switch (WireFormat.getTagFieldNumber(inner)) {
                              case Fields.TENSOR_TYPE_ELEMENT:
                                type[0] = j.readInt32();
                                break;
                              case Fields.TENSOR_TYPE_SHAPE:
                                shaped[0] = true;
                                only(j, Fields.SHAPE_DIM, d -> dims.add(dim(d)));
                                break;
                              default:
                                j.skipField(inner);
                            }
                          }));
              break;
            default:
              i.skipField(tag);
          }
        });
    return new ValueDef(name[0], type[0], shaped[0] ? dims.toArray() : null);
  }

  /** Reads a message of which one field, a message, matters. */
  private static void only(CodedInputStream in, int number, Wire.Body body) throws IOException {
    Wire.message(
        in,
        m ->
            Wire.fields(
                m,
                (i, tag) -> {
                  if (WireFormat.getTagFieldNumber(tag) == number) {
                    Wire.message(i, body);
                  } else {
                    i.skipField(tag);
                  }
                }));
  }

  private static Object dim(CodedInputStream in) throws IOException {
    Object[] dim = {-1};
    Wire.fields(
        in,
        (i, tag) -> {
          switch (WireFormat.getTagFieldNumber(tag)) {
            case Fields.DIM_VALUE:
              long n = i.readInt64();
              dim[0] = n > 0 && n <= Integer.MAX_VALUE ? (Object) (int) n : (Object) (-1);
              break;
            case Fields.DIM_PARAM:
              dim[0] = i.readString();
              break;
            default:
              i.skipField(tag);
          }
        });
    return dim[0];
  }
}
