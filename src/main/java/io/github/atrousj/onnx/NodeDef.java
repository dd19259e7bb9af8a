package io.github.atrousj.onnx;

import java.util.List;
import java.util.Map;

/** A node as the file has it. An input that is left out has an empty name. */
record NodeDef(
    String name,
    String op,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, AttributeDef> attributes) {

  /** How messages call this node. */
  String title() {
    String called = !name.isEmpty() ? name : outputs.isEmpty() ? "" : outputs.get(0);
    return op + (called.isEmpty() ? "" : " (node \"" + called + "\")");
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  long number(String attribute, long otherwise) {
    AttributeDef a = attributes.get(attribute);
    return a == null || a.i() == null ? otherwise : a.i();
  }

  boolean flag(String attribute) {
    return number(attribute, 0) != 0;
  }

  float real(String attribute, float otherwise) {
    AttributeDef a = attributes.get(attribute);
    return a == null || a.f() == null ? otherwise : a.f();
  }

  String text(String attribute, String otherwise) {
    AttributeDef a = attributes.get(attribute);
    return a == null || a.s() == null ? otherwise : a.s();
  }

  /** Null when the attribute is missing. */
  long[] numbers(String attribute) {
    AttributeDef a = attributes.get(attribute);
    return a == null ? null : a.ints();
  }

  float[] reals(String attribute) {
    AttributeDef a = attributes.get(attribute);
    return a == null ? null : a.floats();
  }

  Tensor tensor(String attribute) {
    AttributeDef a = attributes.get(attribute);
    return a == null ? null : a.t();
  }

  boolean hasInput(int i) {
    return i < inputs.size() && !inputs.get(i).isEmpty();
  }

  OnnxException refusal(String why) {
    return new OnnxException(title() + ": " + why);
  }
}
