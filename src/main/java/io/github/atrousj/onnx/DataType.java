package io.github.atrousj.onnx;

/** The element types of tensors that are read, with their numbers in ONNX's TensorProto. */
public enum DataType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  /** Kept as single precision. */
  FLOAT16(10, 2),
  /** Kept as single precision. */
  DOUBLE(11, 8),
  UINT32(12, 4),
  /** Kept as single precision. */
  BFLOAT16(16, 2);

  final int code;
  final int bytes;

  DataType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Whether values are kept as float, not as long. */
  public boolean isReal() {
    return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16;
  }

  /**
   * @throws OnnxException when the number stands for a type that is not read
   */
  static DataType of(int code) {
    for (DataType t : values()) {
      if (t.code == code) {
        return t;
      }
    }
    throw new OnnxException("element type " + code + " is not supported");
  }
}
