package io.github.atrousj.plugin;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.param.Pads;
import io.github.atrousj.param.PerAxis;
import io.github.atrousj.param.Wording;
import java.util.StringJoiner;

/**
 * Lays kernels and numbers given per axis along the axes of a volume. Work along one axis has its
 * kernel and its number on that axis of the volume; Z and T are both the volume's z.
 */
final class AxisKeys {
  private static final String[] NAMES = {"x", "y", "z"};

  private AxisKeys() {}

  /** The volume's axes that the work lies along, 0 = x. */
  static int[] axes(Dimensions d) {
    switch (d) {
      case D2:
        return new int[] {0, 1};
      case D3:
        return new int[] {0, 1, 2};
      case X:
        return new int[] {0};
      case Y:
        return new int[] {1};
      default:
        return new int[] {2};
    }
  }

  /**
   * Numbers for x, y and z of the volume.
   *
   * @param otherwise for the axes that the work does not lie along
   * @throws IllegalArgumentException when there are too many or too few numbers
   */
  static int[] spread(String key, PerAxis numbers, Dimensions d, int otherwise) {
    int[] axes = axes(d);
    if (!numbers.fits(axes.length)) {
      throw new IllegalArgumentException(
          key + "=" + numbers + ": dimensions=" + d.key() + " takes " + counted(axes.length));
    }
    int[] xyz = {otherwise, otherwise, otherwise};
    for (int i = 0; i < axes.length; i++) {
      xyz[axes[i]] = numbers.get(i);
    }
    return xyz;
  }

  private static String counted(int axes) {
    return axes == 1
        ? "one number"
        : "one number, or " + axes + (axes == 2 ? " (x,y)" : " (x,y,z)");
  }

  /** Padding for x, y and z of the volume. */
  static Padding[] spread(String key, Pads pads, Dimensions d) {
    int[] axes = axes(d);
    if (!pads.fits(axes.length)) {
      throw new IllegalArgumentException(
          key
              + "="
              + pads
              + ": dimensions="
              + d.key()
              + " takes one number, or "
              + 2 * axes.length
              + " (before,after for each axis)");
    }
    Padding[] xyz = {Padding.VALID, Padding.VALID, Padding.VALID};
    for (int i = 0; i < axes.length; i++) {
      xyz[axes[i]] = pads.padding(i);
    }
    return xyz;
  }

  /**
   * The kernel laid along the axes of the work.
   *
   * @param text what was given for it
   * @throws IllegalArgumentException when it has more axes than the work
   */
  static Kernel laid(Kernel k, String text, Dimensions d) {
    int[] axes = axes(d);
    boolean row = k.height() == 1 && k.depth() == 1;
    if (axes.length == 1 ? !row : axes.length == 2 && k.depth() > 1) {
      throw new IllegalArgumentException(
          Wording.pair("kernel", text)
              + ": is "
              + k.width()
              + " x "
              + k.height()
              + (k.depth() > 1 ? " x " + k.depth() : "")
              + "; dimensions="
              + d.key()
              + " takes "
              + (axes.length == 1 ? "one row of numbers" : "a kernel of one plane"));
    }
    switch (axes.length == 1 ? axes[0] : 0) {
      case 1:
        return Kernel.volume(1, k.width(), 1, k.weights());
      case 2:
        return Kernel.volume(1, 1, k.width(), k.weights());
      default:
        return k;
    }
  }

  /** Number of a kernel's taps along an axis, 0 = x. */
  static int taps(Kernel k, int axis) {
    return axis == 0 ? k.width() : axis == 1 ? k.height() : k.depth();
  }

  /**
   * Makes sure that the kernel at its rate is no longer than arithmetic allows and that something
   * is left of the image.
   *
   * @throws IllegalArgumentException naming the effective size and the image's
   */
  static void checkFit(String key, PerAxis rate, Convolution c, Shape image) {
    checkFit("kernel", key, rate, new AxisRule[] {c.x(), c.y(), c.z()}, image);
  }

  /**
   * The same for any operation.
   *
   * @param what is moved over the image, a word
   * @param rules for x, y and z
   */
  static void checkFit(String what, String key, PerAxis rate, AxisRule[] rules, Shape image) {
    int[] sizes = sizes(image);
    for (int axis = 0; axis < 3; axis++) {
      checkLength(what, key, rate, axis, rules[axis].taps(), rules[axis].rate());
      if (rules[axis].resolve(sizes[axis]).outputSize(sizes[axis]) < 1) {
        throw new IllegalArgumentException(
            key
                + "="
                + rate
                + ": the "
                + what
                + " is "
                + Axis.effective(rules[axis].taps(), rules[axis].rate())
                + " px along "
                + NAMES[axis]
                + " at this rate, more than the image's "
                + sizes[axis]
                + " px with padding="
                + rules[axis].padding()
                + "; take a smaller rate or padding=same");
      }
    }
  }

  /**
   * Makes sure that a kernel at its rate is no longer than arithmetic allows.
   *
   * @throws IllegalArgumentException naming the effective size
   */
  static void checkLength(String what, String key, PerAxis given, int axis, int taps, int rate) {
    long effective = Axis.effective(taps, rate);
    if (effective > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          key
              + "="
              + given
              + ": the "
              + what
              + " would be "
              + effective
              + " px along "
              + NAMES[axis]
              + "; at most "
              + Integer.MAX_VALUE
              + " px are allowed");
    }
  }

  /** The name of one of the volume's axes, 0 = x. */
  static String name(int axis) {
    return NAMES[axis];
  }

  /** The extents of a volume along x, y and z. */
  static int[] sizes(Shape s) {
    return new int[] {s.width(), s.height(), s.depth()};
  }

  /** The effective kernel in words, such as "17 × 17 px". */
  static String effective(Convolution c, Dimensions d) {
    return effective(new AxisRule[] {c.x(), c.y(), c.z()}, d);
  }

  /** The same for any operation. */
  static String effective(AxisRule[] rules, Dimensions d) {
    int[] lengths = new int[3];
    for (int axis : axes(d)) {
      lengths[axis] = Math.toIntExact(Axis.effective(rules[axis].taps(), rules[axis].rate()));
    }
    return times(lengths, d) + " px";
  }

  /** Numbers for x, y and z in words, such as "17 × 17", those of the work's axes only. */
  static String times(int[] numbers, Dimensions d) {
    StringJoiner words = new StringJoiner(" \u00d7 ");
    for (int axis : axes(d)) {
      words.add(String.valueOf(numbers[axis]));
    }
    return words.toString();
  }

  /** The size of a result in words where it is not that of the image, else nothing. */
  static String resultSize(Shape in, Shape out, Dimensions d) {
    return out.equals(in)
        ? ""
        : "; result "
            + out.width()
            + " \u00d7 "
            + out.height()
            + (in.depth() > 1 && !d.planewise() ? " \u00d7 " + out.depth() : "")
            + " px";
  }
}
