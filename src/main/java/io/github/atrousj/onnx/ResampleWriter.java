package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Op;
import io.github.atrousj.graph.Picking;
import io.github.atrousj.graph.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One axis resized, as ONNX's Resize. */
final class ResampleWriter {
  private ResampleWriter() {}

  static String write(Nodes nodes, String x, Shape s, Op.Resample op) {
    if (op.rule() instanceof Picking p) {
      nodes.size();
      long[] indices = Arrays.stream(p.indices()).asLongStream().toArray();
      long axis = nodes.axes() + 1L - op.axis();
      return nodes.add("Gather", List.of(x, nodes.longs(indices)), AttributeDef.of("axis", axis));
    }
    Resampling r = (Resampling) op.rule();
    if (r.antialias() || r.coordinates() == Resampling.Coordinates.HALF_PIXEL_SYMMETRIC) {
      throw new OnnxException("this way of resizing needs a newer opset than is written");
    }
    nodes.size();
    int rank = nodes.axes() + 2;
    int axis = rank - 1 - op.axis();
    int n = op.axis() == 0 ? s.width() : op.axis() == 1 ? s.height() : s.depth();
    boolean crop = r.coordinates() == Resampling.Coordinates.TF_CROP;
    float[] roi = new float[2 * rank];
    Arrays.fill(roi, rank, 2 * rank, 1);
    roi[axis] = (float) r.roiStart();
    roi[rank + axis] = (float) r.roiEnd();
    String region = crop ? nodes.constant(Tensor.of(roi, roi.length)) : "";
    List<String> inputs = new ArrayList<>(List.of(x, region));
    if ((int) Math.floor(n * (float) r.scale()) == r.size()) {
      float[] scales = new float[rank];
      Arrays.fill(scales, 1);
      scales[axis] = (float) r.scale();
      inputs.add(nodes.constant(Tensor.of(scales, rank)));
    } else {
      int[] dims = nodes.dims(s);
      long[] sizes = Arrays.stream(dims).asLongStream().toArray();
      sizes[axis] = r.size();
      inputs.addAll(List.of("", nodes.longs(sizes)));
    }
    String coordinates =
        crop ? "tf_crop_and_resize" : r.coordinates().name().toLowerCase(Locale.ROOT);
    return nodes.add(
        "Resize",
        inputs,
        AttributeDef.of("mode", r.mode().name().toLowerCase(Locale.ROOT)),
        AttributeDef.of("coordinate_transformation_mode", coordinates),
        AttributeDef.of("nearest_mode", r.nearest().name().toLowerCase(Locale.ROOT)),
        AttributeDef.of("cubic_coeff_a", (float) r.cubic()),
        AttributeDef.of("exclude_outside", r.excludeOutside() ? 1L : 0L),
        AttributeDef.of("extrapolation_value", r.outside()));
  }
}
