package io.github.atrousj.onnx;

import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Resampling;
import io.github.atrousj.graph.Resampling.Coordinates;
import io.github.atrousj.graph.Resampling.Mode;
import io.github.atrousj.graph.Resampling.Nearest;
import java.util.Arrays;
import java.util.Locale;

/** Resize, and Upsample as older exporters have it. */
final class ResizeReader {
  private ResizeReader() {}

  static Object resize(Reading r, NodeDef n) {
    Image in = r.plain(n);
    int rank = in.rank();
    boolean old = n.op().equals("Upsample") || r.opset < 11;
    int[] axes = axes(n, rank);
    double[] scale = new double[rank];
    Arrays.fill(scale, 1);
    int[] size = in.dims().clone();
    if (old) {
      float[] given = n.reals("scales");
      scales(n, in, axes, given != null ? given : r.constant(n, 1).floats(), scale, size);
    } else {
      Tensor scales = r.optional(n, 2);
      Tensor sizes = r.optional(n, 3);
      if (sizes != null && sizes.size() > 0) {
        sizes(n, in, axes, sizes, scale, size);
      } else if (scales != null && scales.size() > 0) {
        scales(n, in, axes, scales.floats(), scale, size);
      } else {
        throw n.refusal("neither scales nor sizes");
      }
    }
    if (size[0] != 1 || size[1] != in.dims()[1]) {
      throw n.refusal("of batch or channels");
    }
    return resized(r, n, in, old, scale, size, roi(r, n, old, axes, rank));
  }

  private static int[] axes(NodeDef n, int rank) {
    long[] given = n.numbers("axes");
    int[] axes = new int[given == null ? rank : given.length];
    Arrays.setAll(axes, i -> given == null ? i : Dims.axis(n, given[i], rank));
    return axes;
  }

  private static void scales(
      NodeDef n, Image in, int[] axes, float[] given, double[] scale, int[] size) {
    if (given.length != axes.length) {
      throw n.refusal(given.length + " scales for " + axes.length + " axes");
    }
    for (int k = 0; k < axes.length; k++) {
      if (!(given[k] > 0) || Float.isInfinite(given[k])) {
        throw n.refusal("a scale of " + given[k]);
      }
      scale[axes[k]] = given[k];
      // In single precision, as exporters reckon with: 17 · (33 / 17) is 33 there.
      double length = Math.floor((float) in.dims()[axes[k]] * given[k]);
      size[axes[k]] = length < 1 << 24 ? (int) length : 1 << 24;
    }
  }

  private static void sizes(
      NodeDef n, Image in, int[] axes, Tensor given, double[] scale, int[] size) {
    if (given.size() != axes.length) {
      throw n.refusal(given.size() + " sizes for " + axes.length + " axes");
    }
    String policy = n.text("keep_aspect_ratio_policy", "stretch");
    double common = policy.equals("not_larger") ? Double.MAX_VALUE : 0;
    for (int k = 0; k < axes.length; k++) {
      long s = given.whole(k);
      if (s < 1 || s > 1 << 24) {
        throw n.refusal("a size of " + s);
      }
      int a = axes[k];
      size[a] = (int) s;
      scale[a] = s / (double) in.dims()[a];
      common =
          policy.equals("not_larger") ? Math.min(common, scale[a]) : Math.max(common, scale[a]);
    }
    if (!policy.equals("stretch")) {
      for (int a : axes) {
        scale[a] = common;
        size[a] = (int) Math.floor(common * in.dims()[a] + 0.5);
      }
    }
  }

  private static float[] roi(Reading r, NodeDef n, boolean old, int[] axes, int rank) {
    float[] all = new float[2 * rank];
    Arrays.fill(all, rank, 2 * rank, 1);
    boolean crop =
        n.text("coordinate_transformation_mode", "").equals("tf_crop_and_resize") && !old;
    if (crop) {
      Tensor roi = r.constant(n, 1);
      if (roi.size() != 2 * axes.length) {
        throw n.refusal("a region of " + roi);
      }
      for (int k = 0; k < axes.length; k++) {
        all[axes[k]] = roi.real(k);
        all[rank + axes[k]] = roi.real(axes.length + k);
      }
    }
    return all;
  }

  private static Object resized(
      Reading r, NodeDef n, Image in, boolean old, double[] scale, int[] size, float[] roi) {
    Mode mode = mode(n);
    Coordinates c =
        old
            ? Coordinates.ASYMMETRIC
            : coordinates(n, n.text("coordinate_transformation_mode", "half_pixel"));
    Nearest nearest =
        old
            ? Nearest.FLOOR
            : constant(n, Nearest.class, n.text("nearest_mode", "round_prefer_floor"));
    Node node = in.node();
    int rank = in.rank();
    for (int a = 2; a < rank; a++) {
      boolean crops = c == Coordinates.TF_CROP && (roi[a] != 0 || roi[rank + a] != 1);
      boolean shifts = c == Coordinates.TF_HALF_PIXEL_FOR_NN;
      if (scale[a] == 1 && size[a] == in.dims()[a] && !crops && !shifts) {
        continue;
      }
      Resampling rule =
          new Resampling(
              mode,
              c,
              nearest,
              scale[a],
              size[a],
              roi[a],
              roi[rank + a],
              n.real("cubic_coeff_a", -0.75f),
              n.flag("exclude_outside"),
              n.flag("antialias"),
              n.real("extrapolation_value", 0));
      node = r.g.resample(node, rule, in.spatial(a));
    }
    return r.plain(node, rank);
  }

  private static Mode mode(NodeDef n) {
    String text = n.text("mode", "nearest");
    return text.equals("bilinear") ? Mode.LINEAR : constant(n, Mode.class, text);
  }

  private static Coordinates coordinates(NodeDef n, String text) {
    return text.equals("tf_crop_and_resize")
        ? Coordinates.TF_CROP
        : constant(n, Coordinates.class, text);
  }

  private static <E extends Enum<E>> E constant(NodeDef n, Class<E> type, String text) {
    for (E e : type.getEnumConstants()) {
      if (e.name().toLowerCase(Locale.ROOT).equals(text)) {
        return e;
      }
    }
    throw n.refusal("\"" + text + "\" is not known");
  }
}
