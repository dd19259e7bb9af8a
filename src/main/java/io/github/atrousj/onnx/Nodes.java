package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes and constants of a model that is being written. */
final class Nodes {
  private final int axes;
  private final List<NodeDef> list = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private boolean sized;

  /**
   * @param axes spatial axes
   */
  Nodes(int axes) {
    this.axes = axes;
  }

  int axes() {
    return axes;
  }

  List<NodeDef> list() {
    return list;
  }

  Map<String, Tensor> constants() {
    return constants;
  }

  /** Notes that the model holds for one image size only. */
  void size() {
    sized = true;
  }

  boolean isSized() {
    return sized;
  }

  /** ONNX's dimensions of an extent, batch 1. */
  int[] dims(Shape s) {
    return axes == 3
        ? new int[] {1, s.channels(), s.depth(), s.height(), s.width()}
        : new int[] {1, s.channels(), s.height(), s.width()};
  }

  /** A node with one result; returns the result's name. */
  String add(String op, List<String> inputs, AttributeDef... attributes) {
    return add(op, inputs, "v" + list.size(), attributes);
  }

  String add(String op, List<String> inputs, String output, AttributeDef... attributes) {
    Map<String, AttributeDef> all = new LinkedHashMap<>();
    for (AttributeDef a : attributes) {
      all.put(a.name(), a);
    }
    list.add(new NodeDef(op + "_" + list.size(), op, "", inputs, List.of(output), all));
    return output;
  }

  String constant(Tensor t) {
    String name = "c" + constants.size();
    constants.put(name, t);
    return name;
  }

  String scalar(float v) {
    return constant(Tensor.of(new float[] {v}));
  }

  String longs(long... v) {
    return constant(Tensor.of(v, v.length));
  }

  String concat(List<String> parts, int axis) {
    return parts.size() == 1
        ? parts.get(0)
        : add("Concat", parts, AttributeDef.of("axis", (long) axis));
  }

  /** Positions {@code from … to − 1} of an axis. */
  String slice(String x, int axis, long from, long to) {
    return add("Slice", List.of(x, longs(from), longs(to), longs(axis)));
  }

  /** Spreads a grid linearly over the spatial extent of another value. */
  String resizeLike(String grid, String over) {
    String outer = slice(add("Shape", List.of(grid)), 0, 0, 2);
    String spatial = slice(add("Shape", List.of(over)), 0, 2, 2 + axes);
    String sizes = concat(List.of(outer, spatial), 0);
    return add(
        "Resize",
        List.of(grid, "", "", sizes),
        AttributeDef.of("mode", "linear"),
        AttributeDef.of("coordinate_transformation_mode", "half_pixel"));
  }
}
