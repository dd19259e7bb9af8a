package io.github.atrousj.onnx;

/** An attribute of a node; what was not given is null. */
record AttributeDef(
    String name,
    Float f,
    Long i,
    String s,
    Tensor t,
    float[] floats,
    long[] ints,
    String[] strings) {

  static AttributeDef of(String name, long value) {
    return new AttributeDef(name, null, value, null, null, null, null, null);
  }

  static AttributeDef of(String name, float value) {
    return new AttributeDef(name, value, null, null, null, null, null, null);
  }

  static AttributeDef of(String name, String value) {
    return new AttributeDef(name, null, null, value, null, null, null, null);
  }

  static AttributeDef of(String name, long... values) {
    return new AttributeDef(name, null, null, null, null, null, values, null);
  }
}
