package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import java.util.ArrayList;
import java.util.List;

/** Adaptive means: of the whole plane or volume, else of each bin's slice, put together again. */
final class BinsWriter {
  private BinsWriter() {}

  static String write(Nodes nodes, String x, Shape s, int bins, boolean threeD) {
    boolean deep = nodes.axes() == 3 && threeD;
    if (bins == 1) {
      return mean(nodes, x, deep);
    }
    nodes.size();
    return along(nodes, x, s, bins, deep, deep ? 2 : 1);
  }

  /**
   * @param axis 0 x, 1 y, 2 z: the outermost that is still whole
   */
  private static String along(Nodes nodes, String x, Shape s, int bins, boolean deep, int axis) {
    if (axis < 0) {
      return mean(nodes, x, deep);
    }
    int n = axis == 0 ? s.width() : axis == 1 ? s.height() : s.depth();
    int onnxAxis = 1 + nodes.axes() - axis;
    List<String> parts = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      long from = (long) b * n / bins;
      long to = ((long) (b + 1) * n + bins - 1) / bins;
      parts.add(along(nodes, nodes.slice(x, onnxAxis, from, to), s, bins, deep, axis - 1));
    }
    return nodes.concat(parts, onnxAxis);
  }

  private static String mean(Nodes nodes, String x, boolean deep) {
    long[] axes = deep ? new long[] {-3, -2, -1} : new long[] {-2, -1};
    return nodes.add("ReduceMean", List.of(x), AttributeDef.of("axes", axes));
  }
}
