package io.github.atrousj.onnx;

import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Padding;
import java.util.Arrays;

/**
 * The geometry that ONNX's Conv and poolings share, resolved for an image: kernel, dilations,
 * strides, pads and auto_pad, ceil_mode. By axis x, y, z; the axes that the image lacks are idle.
 */
final class Window {
  final int[] taps = {1, 1, 1};
  final int[] rate = {1, 1, 1};
  final int[] stride = {1, 1, 1};
  final int[] before = new int[3];
  final int[] after = new int[3];
  private final int axes;

  /**
   * @param kernel taps of the spatial axes in ONNX's order
   */
  Window(NodeDef n, Image in, int[] kernel) {
    axes = in.rank() - 2;
    if (kernel.length != axes) {
      throw n.refusal(kernel.length + " kernel axes for an image of " + axes);
    }
    long[] rates = list(n, "dilations", axes, 1);
    long[] strides = list(n, "strides", axes, 1);
    long[] pads = list(n, "pads", 2 * axes, 0);
    for (int a = 0; a < axes; a++) {
      int axis = axes - 1 - a;
      taps[axis] = kernel[a];
      rate[axis] = positive(n, "dilations", rates[a]);
      stride[axis] = positive(n, "strides", strides[a]);
      before[axis] = Math.toIntExact(pads[a]);
      after[axis] = Math.toIntExact(pads[axes + a]);
      if (taps[axis] < 1) {
        throw n.refusal("a kernel of " + Arrays.toString(kernel));
      }
    }
  }

  /** Kernel lengths from the attribute. */
  static int[] kernelShape(NodeDef n, int axes) {
    long[] k = n.numbers("kernel_shape");
    if (k == null || k.length != axes) {
      throw n.refusal("kernel_shape " + Arrays.toString(k) + " for " + axes + " axes");
    }
    return Arrays.stream(k).mapToInt(Math::toIntExact).toArray();
  }

  static long[] list(NodeDef n, String name, int length, long otherwise) {
    long[] given = n.numbers(name);
    if (given == null || given.length == 0) {
      long[] all = new long[length];
      Arrays.fill(all, otherwise);
      return all;
    }
    if (given.length != length) {
      throw n.refusal(given.length + " " + name + " instead of " + length);
    }
    return given;
  }

  static int positive(NodeDef n, String name, long v) {
    if (v < 1 || v > Integer.MAX_VALUE) {
      throw n.refusal(name + " of " + v);
    }
    return (int) v;
  }

  int effective(int axis) {
    return Axis.effective(taps[axis], rate[axis]) > Integer.MAX_VALUE
        ? Integer.MAX_VALUE
        : (int) Axis.effective(taps[axis], rate[axis]);
  }

  /** Applies auto_pad; whether it settled the sizes. */
  boolean autoPad(NodeDef n, Image in) {
    String auto = n.text("auto_pad", "NOTSET");
    switch (auto) {
      case "NOTSET":
      case "":
        return false;
      case "VALID":
        Arrays.fill(before, 0);
        Arrays.fill(after, 0);
        return false;
      case "SAME_UPPER":
      case "SAME_LOWER":
        for (int axis = 0; axis < axes; axis++) {
          int size = in.extent(axis);
          int out = (size + stride[axis] - 1) / stride[axis];
          int total =
              Math.toIntExact(Math.max(0, (out - 1L) * stride[axis] + effective(axis) - size));
          before[axis] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
          after[axis] = total - before[axis];
        }
        return true;
      default:
        throw n.refusal("auto_pad " + auto);
    }
  }

  /**
   * Applies ceil_mode: a last, partial window is added at the end unless it would start beyond the
   * image and its padding before (MaxPool 22).
   */
  void ceil(Image in) {
    for (int axis = 0; axis < axes; axis++) {
      long padded = (long) in.extent(axis) + before[axis] + after[axis];
      long room = padded - effective(axis);
      long steps = Math.max(0, Math.floorDiv(room + stride[axis] - 1, (long) stride[axis]));
      if (steps * stride[axis] >= (long) in.extent(axis) + before[axis]) {
        steps--;
      }
      after[axis] =
          Math.toIntExact(steps * stride[axis] + effective(axis) - in.extent(axis) - before[axis]);
    }
  }

  boolean hasPads() {
    return Arrays.stream(before).anyMatch(p -> p != 0)
        || Arrays.stream(after).anyMatch(p -> p != 0);
  }

  AxisRule rule(int axis) {
    return new AxisRule(
        taps[axis], rate[axis], stride[axis], Padding.of(before[axis], after[axis]));
  }
}
