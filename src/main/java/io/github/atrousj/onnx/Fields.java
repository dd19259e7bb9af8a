package io.github.atrousj.onnx;

/**
 * The numbers of the fields of ONNX's messages that are used (onnx/onnx.proto, IR version 3 to 10),
 * by message.
 */
final class Fields {
  static final int MODEL_IR_VERSION = 1;
  static final int MODEL_PRODUCER = 2;
  static final int MODEL_GRAPH = 7;
  static final int MODEL_OPSET = 8;
  static final int MODEL_METADATA = 14;
  static final int OPSET_DOMAIN = 1;
  static final int OPSET_VERSION = 2;
  static final int ENTRY_KEY = 1;
  static final int ENTRY_VALUE = 2;
  static final int GRAPH_NODE = 1;
  static final int GRAPH_NAME = 2;
  static final int GRAPH_INITIALIZER = 5;
  static final int GRAPH_INPUT = 11;
  static final int GRAPH_OUTPUT = 12;
  static final int GRAPH_SPARSE = 15;
  static final int NODE_INPUT = 1;
  static final int NODE_OUTPUT = 2;
  static final int NODE_NAME = 3;
  static final int NODE_OP = 4;
  static final int NODE_ATTRIBUTE = 5;
  static final int NODE_DOMAIN = 7;
  static final int ATTRIBUTE_NAME = 1;
  static final int ATTRIBUTE_F = 2;
  static final int ATTRIBUTE_I = 3;
  static final int ATTRIBUTE_S = 4;
  static final int ATTRIBUTE_T = 5;
  static final int ATTRIBUTE_FLOATS = 7;
  static final int ATTRIBUTE_INTS = 8;
  static final int ATTRIBUTE_STRINGS = 9;
  static final int ATTRIBUTE_TYPE = 20;
  static final int TENSOR_DIMS = 1;
  static final int TENSOR_TYPE = 2;
  static final int TENSOR_SEGMENT = 3;
  static final int TENSOR_FLOATS = 4;
  static final int TENSOR_INT32S = 5;
  static final int TENSOR_INT64S = 7;
  static final int TENSOR_NAME = 8;
  static final int TENSOR_RAW = 9;
  static final int TENSOR_DOUBLES = 10;
  static final int TENSOR_UINT64S = 11;
  static final int TENSOR_EXTERNAL = 13;
  static final int TENSOR_LOCATION = 14;
  static final int VALUE_NAME = 1;
  static final int VALUE_TYPE = 2;
  static final int TYPE_TENSOR = 1;
  static final int TENSOR_TYPE_ELEMENT = 1;
  static final int TENSOR_TYPE_SHAPE = 2;
  static final int SHAPE_DIM = 1;
  static final int DIM_VALUE = 1;
  static final int DIM_PARAM = 2;

  private Fields() {}
}
