package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Border;
import java.util.Arrays;
import java.util.Optional;

/**
 * A kernel from 8-bit pixels to 8-bit pixels that is computed in whole numbers. Where all weights
 * are whole numbers times one power of two, and not too large, every sum of the chain of fused
 * multiply-adds is exact in float; so sums of whole numbers, in any order and of 16 bits, give the
 * same pixels, several times faster. Laplacians, gradients, sharpening and binomial smoothing are
 * such kernels. Immutable.
 */
public final class ByteKernel {
  /** Sums are shifted by this and then fit 15 bits without a sign. */
  static final int ZERO = 1 << 14;

  private static final int MOST_SHIFT = 12;

  private final int width;
  private final int height;
  private final int depth;

  /** The taps whose weights are not 0, by their place in the kernel. */
  private final int[] place;

  /** The weights in units of 2^−shift. */
  final short[] weights;

  /** What each sum starts with, in those units: the bias, and the half that is for rounding. */
  final int start;

  final int shift;
  private final Border border;
  private final int outside;

  private ByteKernel(Convolution c, int[] place, short[] weights, int start, int shift) {
    width = c.x().taps();
    height = c.y().taps();
    depth = c.z().taps();
    border = c.border();
    outside = border == Border.CONSTANT ? (int) c.value() : 0;
    this.place = place;
    this.weights = weights;
    this.start = start;
    this.shift = shift;
  }

  /**
   * The convolution in whole numbers, if it can be done so: the same kernel for each channel, no
   * stride along x, and no sum beyond ±2^14 units.
   */
  public static Optional<ByteKernel> of(Convolution c) {
    float value = c.border() == Border.CONSTANT ? c.value() : 0;
    boolean isByte = value >= 0 && value <= 255 && value == (int) value;
    int shift = c.isPerChannel() && c.x().stride() == 1 && isByte ? shift(c) : -1;
    if (shift < 0) {
      return Optional.empty();
    }
    int most = c.taps();
    int[] place = new int[most];
    short[] weights = new short[most];
    int taps = 0;
    int start = (int) scaled(c.biasOf(0), shift) + (1 << shift >> 1);
    int least = start;
    int largest = start;
    for (int t = 0; t < most; t++) {
      int w = (int) scaled(c.weight(0, 0, t), shift);
      if (w != 0) {
        place[taps] = t;
        weights[taps++] = (short) w;
        least += Math.min(w, 0) * 255;
        largest += Math.max(w, 0) * 255;
      }
      if (least < -ZERO || largest >= ZERO) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new ByteKernel(c, Arrays.copyOf(place, taps), Arrays.copyOf(weights, taps), start, shift));
  }

  /** The least number of bits behind the point that all weights and the bias need, or −1. */
  private static int shift(Convolution c) {
    for (int shift = 0; shift <= MOST_SHIFT; shift++) {
      boolean whole = isWhole(scaled(c.biasOf(0), shift));
      for (int t = 0; whole && t < c.taps(); t++) {
        whole = isWhole(scaled(c.weight(0, 0, t), shift));
      }
      if (whole) {
        return shift;
      }
    }
    return -1;
  }

  private static float scaled(float v, int shift) {
    return v * (1 << shift);
  }

  private static boolean isWhole(float v) {
    return Math.abs(v) < ZERO && v == (int) v;
  }

  /** Number of taps whose weights are not 0. */
  public int taps() {
    return place.length;
  }

  /** Lines of the kernel. */
  public int height() {
    return height;
  }

  /** Planes of the kernel. */
  public int depth() {
    return depth;
  }

  /** The line that tap t stands in. */
  public int lineOf(int t) {
    return place[t] / width % height;
  }

  /** The plane that tap t stands in. */
  public int planeOf(int t) {
    return place[t] / width / height;
  }

  /** The pixel that the border supplies where it supplies one. */
  public byte outside() {
    return (byte) outside;
  }

  /**
   * Where the values that each tap reads start in a stored row.
   *
   * @param outputs values of an output row
   */
  public int[] offsets(Axis x, RowLayout layout, int outputs) {
    int[] offsets = new int[place.length];
    for (int t = 0; t < offsets.length; t++) {
      offsets[t] = layout.offset(border, x.position(0, place[t] % width), outputs);
    }
    return offsets;
  }

  /** The definition, for some columns of a row; returns how many values were clamped. */
  int scalar(byte[][] src, int[] offsets, byte[] out, int at, int from, int n) {
    int misfits = 0;
    for (int i = from; i < n; i++) {
      int sum = start;
      for (int t = 0; t < weights.length; t++) {
        sum += weights[t] * (src[t][offsets[t] + i] & 0xff);
      }
      int rounded = sum >> shift;
      int clamped = Math.min(Math.max(rounded, 0), 255);
      out[at + i] = (byte) clamped;
      misfits += rounded == clamped ? 0 : 1;
    }
    return misfits;
  }
}
