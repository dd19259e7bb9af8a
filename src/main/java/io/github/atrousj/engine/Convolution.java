package io.github.atrousj.engine;

import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;

/**
 * What a dilated convolution (a correlation) computes: {@code out(p) = bias + Σ w(t) · in(s·p + r·t
 * − pad)}. Two kinds: one kernel applied to every channel ({@link #of}), or a layer that mixes
 * channels ({@link #layer}). Immutable; the {@code with…}-like methods give changed copies.
 *
 * <p>Each output value is one chain of fused multiply-adds in float that starts from the bias and
 * takes the taps in storage order (input channel, z, y, x); taps whose weight is exactly 0 are not
 * read. Layers that {@link Winograd#serves} are computed by that method instead, within its bound.
 */
public final class Convolution {
  private final int inChannels;
  private final int outChannels;
  private final int groups;
  private final float[] weights;
  private final float[] bias;
  private final AxisRule x;
  private final AxisRule y;
  private final AxisRule z;
  private final Border border;
  private final float value;

  /** Found when first asked for; threads that ask at the same time find the same. */
  private Boolean zeroWeight;

  private Convolution(
      int inChannels,
      int outChannels,
      int groups,
      float[] weights,
      float[] bias,
      AxisRule x,
      AxisRule y,
      AxisRule z,
      Border border,
      float value) {
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.groups = groups;
    this.weights = weights;
    this.bias = bias;
    this.x = x;
    this.y = y;
    this.z = z;
    this.border = border;
    this.value = value;
  }

  /** One kernel for every channel; rate 1, stride 1, {@code same} padding, replicated border. */
  public static Convolution of(Kernel k) {
    return new Convolution(
        0,
        0,
        1,
        k.weights(),
        new float[1],
        new AxisRule(k.width(), 1, 1, Padding.SAME),
        new AxisRule(k.height(), 1, 1, Padding.SAME),
        new AxisRule(k.depth(), 1, 1, Padding.SAME),
        Border.REPLICATE,
        0);
  }

  /**
   * A layer from {@code in} to {@code out} channels; rate 1, stride 1, {@code same} padding, zero
   * border.
   *
   * @param groups divides both channel counts; each group sees only its own input channels
   * @param weights [out][in / groups][kz][ky][kx]
   * @param bias one per output channel, or null for none
   */
  public static Convolution layer(
      int in, int out, int groups, int kx, int ky, int kz, float[] weights, float[] bias) {
    if (in < 1 || out < 1 || groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          groups + " groups do not divide " + in + " input and " + out + " output channels");
    }
    long expected = (long) out * (in / groups) * kx * ky * kz;
    if (weights.length != expected) {
      throw new IllegalArgumentException(weights.length + " weights instead of " + expected);
    }
    if (bias != null && bias.length != out) {
      throw new IllegalArgumentException(bias.length + " biases for " + out + " output channels");
    }
    return new Convolution(
        in,
        out,
        groups,
        weights.clone(),
        bias == null ? new float[out] : bias.clone(),
        new AxisRule(kx, 1, 1, Padding.SAME),
        new AxisRule(ky, 1, 1, Padding.SAME),
        new AxisRule(kz, 1, 1, Padding.SAME),
        Border.ZERO,
        0);
  }

  /** One rate for x and y, and for z where the kernel has depth. */
  public Convolution rate(int r) {
    return rate(r, r, z.taps() > 1 ? r : 1);
  }

  public Convolution rate(int rx, int ry, int rz) {
    return axes(x.withRate(rx), y.withRate(ry), z.withRate(rz));
  }

  /** One stride for x and y, and for z where the kernel has depth. */
  public Convolution stride(int s) {
    return stride(s, s, z.taps() > 1 ? s : 1);
  }

  public Convolution stride(int sx, int sy, int sz) {
    return axes(x.withStride(sx), y.withStride(sy), z.withStride(sz));
  }

  /** One padding rule for x and y, and for z where the kernel has depth. */
  public Convolution padding(Padding p) {
    return padding(p, p, z.taps() > 1 ? p : Padding.VALID);
  }

  public Convolution padding(Padding px, Padding py, Padding pz) {
    return axes(x.withPadding(px), y.withPadding(py), z.withPadding(pz));
  }

  public Convolution border(Border b) {
    return new Convolution(
        inChannels, outChannels, groups, weights, bias, x, y, z, b, b == Border.ZERO ? 0 : value);
  }

  /** A border of a constant value. */
  public Convolution constantBorder(float v) {
    return new Convolution(
        inChannels, outChannels, groups, weights, bias, x, y, z, Border.CONSTANT, v);
  }

  /** The same bias for every output channel. */
  public Convolution bias(float b) {
    float[] all = new float[bias.length];
    Arrays.fill(all, b);
    return new Convolution(inChannels, outChannels, groups, weights, all, x, y, z, border, value);
  }

  /**
   * The same geometry with other output channels; a layer of one group.
   *
   * @param newWeights [out][in][kz][ky][kx]
   * @param newBias one per output channel
   */
  public Convolution with(int out, float[] newWeights, float[] newBias) {
    Convolution c = layer(inChannels, out, 1, x.taps(), y.taps(), z.taps(), newWeights, newBias);
    return new Convolution(inChannels, out, 1, c.weights, c.bias, x, y, z, border, value);
  }

  /**
   * The same with other weights.
   *
   * @param newWeights as many, in the same order
   */
  public Convolution withWeights(float[] newWeights) {
    if (newWeights.length != weights.length) {
      throw new IllegalArgumentException(newWeights.length + " weights for " + weights.length);
    }
    return new Convolution(
        inChannels, outChannels, groups, newWeights.clone(), bias, x, y, z, border, value);
  }

  private Convolution axes(AxisRule ax, AxisRule ay, AxisRule az) {
    return new Convolution(
        inChannels, outChannels, groups, weights, bias, ax, ay, az, border, value);
  }

  /** Whether one kernel serves every channel, however many there are. */
  public boolean isPerChannel() {
    return inChannels == 0;
  }

  /** Input channels of a layer; 0 when per channel. */
  public int inChannels() {
    return inChannels;
  }

  /** Output channels of a layer; 0 when per channel. */
  public int outChannels() {
    return outChannels;
  }

  public int groups() {
    return groups;
  }

  public AxisRule x() {
    return x;
  }

  public AxisRule y() {
    return y;
  }

  public AxisRule z() {
    return z;
  }

  public Border border() {
    return border;
  }

  /** The constant border's value (0 for the zero border). */
  public float value() {
    return value;
  }

  /** Bias of an output channel (any channel when per channel). */
  public float biasOf(int out) {
    return bias[isPerChannel() ? 0 : out];
  }

  /** Weights of one kernel: kx · ky · kz. */
  public int taps() {
    return x.taps() * y.taps() * z.taps();
  }

  /**
   * One weight.
   *
   * @param out output channel (0 when per channel)
   * @param in input channel within the group (0 when per channel)
   * @param tap index (tz · ky + ty) · kx + tx
   */
  public float weight(int out, int in, int tap) {
    return weights[(out * (isPerChannel() ? 1 : inChannels / groups) + in) * taps() + tap];
  }

  /** Whether any weight is exactly 0; such a weight's tap is never read. */
  public boolean hasZeroWeight() {
    Boolean known = zeroWeight;
    if (known == null) {
      known = false;
      for (float w : weights) {
        known |= w == 0;
      }
      zeroWeight = known;
    }
    return known;
  }

  /** The kernel of a per-channel convolution. */
  public Kernel kernel() {
    if (!isPerChannel()) {
      throw new IllegalStateException("a layer has many kernels");
    }
    return Kernel.volume(x.taps(), y.taps(), z.taps(), weights);
  }

  public Shape outputShape(Shape in) {
    return new Shape(
        isPerChannel() ? in.channels() : outChannels,
        z.resolve(in.depth()).outputSize(in.depth()),
        y.resolve(in.height()).outputSize(in.height()),
        x.resolve(in.width()).outputSize(in.width()));
  }
}
