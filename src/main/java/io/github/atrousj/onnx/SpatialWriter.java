package io.github.atrousj.onnx;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.graph.Op;
import java.util.Arrays;
import java.util.List;

/** Convolutions and poolings as ONNX's operators, each after a Pad where the border asks for it. */
final class SpatialWriter {
  private final Nodes nodes;

  SpatialWriter(Nodes nodes) {
    this.nodes = nodes;
  }

  String convolution(String x, Shape in, Convolution c) {
    Axis[] axes = axes(in, c.x(), c.y(), c.z());
    boolean plain = c.border() == Border.ZERO && Arrays.stream(axes).allMatch(SpatialWriter::pads);
    String padded = plain ? x : pad(x, in, axes, c.border(), c.value());
    int out = c.isPerChannel() ? in.channels() : c.outChannels();
    int ins = c.isPerChannel() ? 1 : c.inChannels() / c.groups();
    float[] weights = new float[out * ins * c.taps()];
    float[] bias = new float[out];
    for (int o = 0; o < out; o++) {
      bias[o] = c.biasOf(o);
      for (int i = 0; i < ins * c.taps(); i++) {
        weights[o * ins * c.taps() + i] =
            c.weight(c.isPerChannel() ? 0 : o, i / c.taps(), i % c.taps());
      }
    }
    int[] dims = kernelDims(out, ins, axes);
    int groups = c.isPerChannel() ? in.channels() : c.groups();
    return conv(padded, axes, plain, weights, dims, bias, groups);
  }

  private String conv(
      String x, Axis[] axes, boolean pads, float[] w, int[] dims, float[] bias, int groups) {
    return nodes.add(
        "Conv",
        List.of(
            x, nodes.constant(Tensor.of(w, dims)), nodes.constant(Tensor.of(bias, bias.length))),
        AttributeDef.of("dilations", list(axes, Axis::rate)),
        AttributeDef.of("strides", list(axes, Axis::stride)),
        AttributeDef.of("pads", pads ? padList(axes) : new long[2 * axes.length]),
        AttributeDef.of("group", (long) groups));
  }

  String transposed(String x, Shape in, TransposedConvolution t) {
    TransposedAxis[] axes =
        nodes.axes() == 3
            ? new TransposedAxis[] {t.z(), t.y(), t.x()}
            : new TransposedAxis[] {t.y(), t.x()};
    int channels = in.channels();
    float[] kernel = t.kernel().weights();
    float[] weights = new float[channels * kernel.length];
    float[] bias = new float[channels];
    Arrays.fill(bias, t.bias());
    int[] dims = new int[2 + axes.length];
    long[] rates = new long[axes.length];
    long[] strides = new long[axes.length];
    long[] pads = new long[2 * axes.length];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(kernel, 0, weights, c * kernel.length, kernel.length);
    }
    dims[0] = channels;
    dims[1] = 1;
    for (int a = 0; a < axes.length; a++) {
      dims[2 + a] = axes[a].taps();
      rates[a] = axes[a].rate();
      strides[a] = axes[a].stride();
      // Cropping and lengthening are left to Pad: output_padding is limited by the stride.
      pads[a] = -axes[a].padBefore();
      pads[axes.length + a] = (long) axes[a].extra() - axes[a].padAfter();
    }
    String whole =
        nodes.add(
            "ConvTranspose",
            List.of(x, nodes.constant(Tensor.of(weights, dims))),
            AttributeDef.of("dilations", rates),
            AttributeDef.of("strides", strides),
            AttributeDef.of("group", (long) channels));
    String cropped = padNode(whole, pads, "constant", 0);
    float b = t.bias();
    return b == 0 ? cropped : nodes.add("Add", List.of(cropped, nodes.scalar(b)));
  }

  /** One axis of a pooling; a mean's sums are a convolution with ones. */
  String pool(String x, Shape in, Op.PoolAxis p) {
    AxisRule[] rules = {AxisRule.UNIT, AxisRule.UNIT, AxisRule.UNIT};
    rules[p.axis()] = p.rule();
    Axis[] axes = axes(in, rules[0], rules[1], rules[2]);
    boolean min = p.type() == Pooling.Type.MIN;
    boolean mean = p.type() == Pooling.Type.MEAN;
    Border border = p.border() == null ? Border.CONSTANT : p.border();
    float neutral = mean ? 0 : min ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    String padded = pad(x, in, axes, border, p.border() == null ? neutral : p.value());
    if (mean) {
      float[] ones = new float[in.channels() * p.rule().taps()];
      Arrays.fill(ones, 1);
      int[] dims = kernelDims(in.channels(), 1, axes);
      return conv(padded, axes, false, ones, dims, new float[in.channels()], in.channels());
    }
    String source = min ? nodes.add("Neg", List.of(padded)) : padded;
    String most =
        nodes.add(
            "MaxPool",
            List.of(source),
            AttributeDef.of("kernel_shape", list(axes, Axis::taps)),
            AttributeDef.of("dilations", list(axes, Axis::rate)),
            AttributeDef.of("strides", list(axes, Axis::stride)));
    return min ? nodes.add("Neg", List.of(most)) : most;
  }

  /** The axes as ONNX orders them: z where there is one, y, x. */
  private Axis[] axes(Shape in, AxisRule x, AxisRule y, AxisRule z) {
    AxisRule[] rules = {x, y, z};
    int[] n = {in.width(), in.height(), in.depth()};
    Axis[] axes = new Axis[nodes.axes()];
    for (int a = 0; a < axes.length; a++) {
      axes[axes.length - 1 - a] = rules[a].resolve(n[a]);
      if (rules[a].padding().isSame() && rules[a].stride() > 1) {
        nodes.size(); // these pads hold for this length only
      }
    }
    return axes;
  }

  /** Whether an operator's own attribute can hold the padding. */
  private static boolean pads(Axis a) {
    return a.padBefore() >= 0 && a.padAfter() >= 0;
  }

  private interface Number {
    int of(Axis a);
  }

  private static long[] list(Axis[] axes, Number number) {
    return Arrays.stream(axes).mapToLong(number::of).toArray();
  }

  private static long[] padList(Axis[] axes) {
    long[] pads = new long[2 * axes.length];
    for (int a = 0; a < axes.length; a++) {
      pads[a] = axes[a].padBefore();
      pads[axes.length + a] = axes[a].padAfter();
    }
    return pads;
  }

  private int[] kernelDims(int out, int in, Axis[] axes) {
    int[] dims = new int[2 + axes.length];
    dims[0] = out;
    dims[1] = in;
    for (int a = 0; a < axes.length; a++) {
      dims[2 + a] = axes[a].taps();
    }
    return dims;
  }

  private String pad(String x, Shape in, Axis[] axes, Border border, float value) {
    long[] pads = padList(axes);
    switch (border) {
      case ZERO:
        return padNode(x, pads, "constant", 0);
      case CONSTANT:
        return padNode(x, pads, "constant", value);
      case REPLICATE:
        return padNode(x, pads, "edge", 0);
      default:
        return gather(x, in, pads, border);
    }
  }

  /** Pads, or crops, the spatial axes. */
  private String padNode(String x, long[] pads, String mode, float value) {
    if (Arrays.stream(pads).allMatch(p -> p == 0)) {
      return x;
    }
    int axes = pads.length / 2;
    long[] all = new long[2 * (axes + 2)];
    System.arraycopy(pads, 0, all, 2, axes);
    System.arraycopy(pads, axes, all, axes + 4, axes);
    return nodes.add(
        "Pad",
        mode.equals("constant")
            ? List.of(x, nodes.longs(all), nodes.scalar(value))
            : List.of(x, nodes.longs(all)),
        AttributeDef.of("mode", mode));
  }

  /** A border that ONNX does not have at any distance: its pixels are picked by their indices. */
  private String gather(String x, Shape in, long[] pads, Border border) {
    int axes = pads.length / 2;
    int[] n = {in.width(), in.height(), in.depth()};
    String out = x;
    for (int a = 0; a < axes; a++) {
      int length = n[axes - 1 - a];
      if (pads[a] != 0 || pads[axes + a] != 0) {
        nodes.size();
        long[] indices = new long[Math.toIntExact(length + pads[a] + pads[axes + a])];
        for (int i = 0; i < indices.length; i++) {
          indices[i] = border.map(i - pads[a], length);
        }
        out =
            nodes.add(
                "Gather", List.of(out, nodes.longs(indices)), AttributeDef.of("axis", 2L + a));
      }
    }
    return out;
  }
}
