package io.github.atrousj.onnx;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.graph.Node;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;

/** Conv, ConvTranspose and BatchNormalization. */
final class ConvolutionReader {
  private ConvolutionReader() {}

  static Object conv(Reading r, NodeDef n) {
    Image in = r.plain(n);
    Tensor w = weights(r, n, in);
    int group = group(n, in);
    int out = w.dim(0);
    if ((long) w.dim(1) * group != in.shape().channels() || out % group != 0) {
      throw n.refusal(
          "weights of "
              + w
              + " in "
              + group
              + " groups for "
              + in.shape().channels()
              + " channels");
    }
    Window win = new Window(n, in, Arrays.copyOfRange(w.dims(), 2, w.rank()));
    win.autoPad(n, in);
    float[] weights = w.toFloats();
    float[] bias = bias(r, n, 2, out);
    NodeDef norm = r.soleReader(n.outputs().get(0));
    if (norm != null && norm.op().equals("BatchNormalization") && isFoldable(r, norm)) {
      // Folded in double and rounded once: a convolution and its normalisation are one layer.
      double[][] affine = affine(r, norm, out);
      weights = weights.clone();
      int each = out == 0 ? 0 : weights.length / out;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (weights[i] * affine[0][i / each]);
      }
      for (int o = 0; o < out; o++) {
        bias[o] = (float) (bias[o] * affine[0][o] + affine[1][o]);
      }
    }
    Convolution c =
        Convolution.layer(
                in.shape().channels(),
                out,
                group,
                win.taps[0],
                win.taps[1],
                win.taps[2],
                weights,
                bias)
            .rate(win.rate[0], win.rate[1], win.rate[2])
            .stride(win.stride[0], win.stride[1], win.stride[2])
            .padding(
                Padding.of(win.before[0], win.after[0]),
                Padding.of(win.before[1], win.after[1]),
                Padding.of(win.before[2], win.after[2]));
    Image result = r.plain(r.g.convolve(in.node(), c), in.rank());
    if (norm != null && norm.op().equals("BatchNormalization") && isFoldable(r, norm)) {
      r.finish(norm);
      r.put(norm.outputs().get(0), result);
    }
    return result;
  }

  private static Tensor weights(Reading r, NodeDef n, Image in) {
    Tensor w = r.constant(n, 1);
    if (w.rank() != in.rank() || w.size() == 0) {
      throw n.refusal("weights of " + w + " for an image of " + in.rank() + " dimensions");
    }
    return w;
  }

  private static int group(NodeDef n, Image in) {
    int group = Window.positive(n, "group", n.number("group", 1));
    if (in.shape().channels() % group != 0) {
      throw n.refusal(group + " groups for " + in.shape().channels() + " channels");
    }
    return group;
  }

  private static float[] bias(Reading r, NodeDef n, int input, int out) {
    Tensor b = r.optional(n, input);
    if (b == null) {
      return new float[out];
    }
    if (b.size() != out) {
      throw n.refusal("a bias of " + b + " for " + out + " channels");
    }
    return b.toFloats().clone();
  }

  private static boolean isFoldable(Reading r, NodeDef norm) {
    for (int i = 1; i <= 4; i++) {
      if (!r.isConstant(norm, i)) {
        return false;
      }
    }
    return norm.number("training_mode", 0) == 0;
  }

  /** Factor and shift of each channel: y = scale · (x − mean) / √(variance + ε) + bias. */
  private static double[][] affine(Reading r, NodeDef n, int channels) {
    double epsilon = n.real("epsilon", 1e-5f);
    double[][] affine = new double[2][channels];
    Tensor[] t = new Tensor[5];
    for (int i = 1; i <= 4; i++) {
      t[i] = r.constant(n, i);
      if (t[i].size() != channels) {
        throw n.refusal("parameters of " + t[i] + " for " + channels + " channels");
      }
    }
    for (int c = 0; c < channels; c++) {
      affine[0][c] = t[1].real(c) / Math.sqrt(t[4].real(c) + epsilon);
      affine[1][c] = t[2].real(c) - affine[0][c] * t[3].real(c);
    }
    return affine;
  }

  static Object batchNormalization(Reading r, NodeDef n) {
    Image in = r.plain(n);
    if (!isFoldable(r, n)) {
      throw n.refusal("statistics that depend on the image");
    }
    double[][] affine = affine(r, n, in.shape().channels());
    return in.with(perChannel(r, in, floats(affine[0]), floats(affine[1])));
  }

  private static float[] floats(double[] d) {
    float[] f = new float[d.length];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) d[i];
    }
    return f;
  }

  /** {@code factor[c] · in[c] + shift[c]}. */
  static Node perChannel(Reading r, Image in, float[] factor, float[] shift) {
    int c = in.shape().channels();
    return r.g.convolve(in.node(), Convolution.layer(c, c, c, 1, 1, 1, factor, shift));
  }

  /**
   * A transposed convolution: zeros put between the pixels, then a convolution with the mirrored
   * kernel (Dumoulin and Visin 2016, section 4).
   */
  static Object transposed(Reading r, NodeDef n) {
    Image in = r.plain(n);
    Tensor w = weights(r, n, in);
    int group = group(n, in);
    int channels = in.shape().channels();
    if (w.dim(0) != channels) {
      throw n.refusal("weights of " + w + " for " + channels + " channels");
    }
    int out = Math.multiplyExact(w.dim(1), group);
    Window win = new Window(n, in, Arrays.copyOfRange(w.dims(), 2, w.rank()));
    int axes = in.rank() - 2;
    long[] extra = Window.list(n, "output_padding", axes, 0);
    int[] more = new int[3];
    for (int axis = 0; axis < axes; axis++) {
      more[axis] = Math.toIntExact(extra[axes - 1 - axis]);
    }
    transposedPads(n, in, win, more);
    Node stuffed = in.node();
    if (win.stride[0] > 1 || win.stride[1] > 1 || win.stride[2] > 1) {
      stuffed =
          r.g.transposed(
              in.node(),
              new TransposedConvolution(
                  Kernel.volume(1, 1, 1, 1),
                  new TransposedAxis(1, 1, win.stride[0], 0, 0, 0),
                  new TransposedAxis(1, 1, win.stride[1], 0, 0, 0),
                  new TransposedAxis(1, 1, win.stride[2], 0, 0, 0),
                  0));
      r.shape(stuffed);
    }
    Padding[] pads = new Padding[3];
    for (int axis = 0; axis < 3; axis++) {
      int reach = win.effective(axis) - 1;
      pads[axis] = Padding.of(reach - win.before[axis], reach - win.after[axis] + more[axis]);
    }
    Convolution c =
        Convolution.layer(
                channels,
                out,
                group,
                win.taps[0],
                win.taps[1],
                win.taps[2],
                mirrored(w, group),
                bias(r, n, 2, out))
            .rate(win.rate[0], win.rate[1], win.rate[2])
            .padding(pads[0], pads[1], pads[2]);
    return r.plain(r.g.convolve(stuffed, c), in.rank());
  }

  private static void transposedPads(NodeDef n, Image in, Window win, int[] more) {
    String auto = n.text("auto_pad", "NOTSET");
    long[] wanted = n.numbers("output_shape");
    boolean same = auto.startsWith("SAME");
    int axes = in.rank() - 2;
    if (auto.equals("VALID")) {
      win.autoPad(n, in);
    }
    for (int axis = 0; axis < axes && (wanted != null || same); axis++) {
      // Older exporters give batch and channels too.
      long size =
          wanted != null
              ? wanted[wanted.length - 1 - axis]
              : (long) in.extent(axis) * win.stride[axis];
      long whole = (in.extent(axis) - 1L) * win.stride[axis] + win.effective(axis) + more[axis];
      int total = Math.toIntExact(whole - size);
      int half = Math.floorDiv(total, 2);
      win.before[axis] = auto.equals("SAME_UPPER") ? half : total - half;
      win.after[axis] = total - win.before[axis];
    }
  }

  /** [C][M / groups][k] as [M][C / groups][k], k backwards. */
  private static float[] mirrored(Tensor w, int group) {
    float[] from = w.toFloats();
    float[] to = new float[from.length];
    int outs = w.dim(1);
    int ins = w.dim(0) / group;
    int taps = from.length / outs / w.dim(0);
    for (int c = 0; c < w.dim(0); c++) {
      for (int m = 0; m < outs; m++) {
        int o = c / ins * outs + m;
        for (int t = 0; t < taps; t++) {
          to[(o * ins + c % ins) * taps + taps - 1 - t] = from[(c * outs + m) * taps + t];
        }
      }
    }
    return to;
  }
}
