package io.github.atrousj.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a filter, one to three dimensions, any size: even and rectangular ones are legal.
 * Immutable. Weights are single precision since that is what the arithmetic uses; they are finite,
 * and a negative zero is kept as 0, for a tap of weight 0 is not read whatever its sign.
 *
 * <p>Applied as a correlation (not flipped), as PyTorch, ONNX and ImageJ's Convolve do. A kernel of
 * size n is centred at tap ⌊(n−1)/2⌋ under {@code same} padding.
 */
public final class Kernel {
  /** Largest relative error of a number rounded to float. */
  private static final double HALF_ULP = 0x1p-24;

  private final int width;
  private final int height;
  private final int depth;
  private final float[] weights;

  private Kernel(int width, int height, int depth, float[] weights) {
    if (width < 1 || height < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "a kernel needs at least one weight, not " + width + "×" + height + "×" + depth);
    }
    if (weights.length != Math.multiplyExact(Math.multiplyExact(width, height), depth)) {
      throw new IllegalArgumentException(
          weights.length + " weights for a " + width + "×" + height + "×" + depth + " kernel");
    }
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.weights = weights;
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw new IllegalArgumentException(
            "kernel: weight " + (i + 1) + " is " + weights[i] + "; weights are finite numbers");
      }
      weights[i] += 0f; // -0 becomes 0
    }
  }

  /**
   * A 3-D kernel.
   *
   * @param weights x fastest, then y, then z; finite; copied
   */
  public static Kernel volume(int width, int height, int depth, float... weights) {
    return new Kernel(width, height, depth, weights.clone());
  }

  /**
   * A 2-D kernel.
   *
   * @param weights row by row; finite; copied
   */
  public static Kernel of(int width, int height, float... weights) {
    return volume(width, height, 1, weights);
  }

  /** One row of weights, copied. */
  public static Kernel row(float... weights) {
    return volume(weights.length, 1, 1, weights);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int depth() {
    return depth;
  }

  /** Number of weights. */
  public int size() {
    return weights.length;
  }

  public float weight(int x, int y, int z) {
    return weights[(z * height + y) * width + x];
  }

  /** A copy of the weights, x fastest, then y, then z. */
  public float[] weights() {
    return weights.clone();
  }

  /** Sum of the weights, in double and in storage order. */
  public double sum() {
    double sum = 0;
    for (float w : weights) {
      sum += w;
    }
    return sum;
  }

  /**
   * Every weight divided by the sum and rounded once, or the kernel itself when the sum is 0. A sum
   * that is no more than the rounding of the weights to single precision counts as 0: {@code 0.1
   * 0.2 -0.3} sums to -7e-9 as floats, and dividing by that would only enlarge the rounding.
   */
  public Kernel normalized() {
    double sum = sum();
    double magnitude = 0;
    for (float w : weights) {
      magnitude += Math.abs((double) w);
    }
    if (Math.abs(sum) <= magnitude * HALF_ULP) {
      return this;
    }
    float[] normalized = new float[weights.length];
    for (int i = 0; i < normalized.length; i++) {
      normalized[i] = (float) (weights[i] / sum);
    }
    return new Kernel(width, height, depth, normalized);
  }

  /** Every weight times a factor, rounded once. */
  public Kernel scaled(double factor) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * factor);
    }
    return new Kernel(width, height, depth, scaled);
  }

  /** The kernel with x and y exchanged in every plane. */
  public Kernel transposed() {
    float[] transposed = new float[weights.length];
    for (int z = 0; z < depth; z++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          transposed[(z * width + x) * height + y] = weight(x, y, z);
        }
      }
    }
    return new Kernel(height, width, depth, transposed);
  }

  /**
   * The kernel as one row of factors per axis, when it is one exactly: see {@link Separability} for
   * the rule, which depends on the weights alone.
   *
   * @return empty when no factors give every weight exactly
   */
  public Optional<Separated> separate() {
    return Separability.separate(this);
  }

  /**
   * Outer products whose sum is the kernel within 2⁻¹⁹·Σ|w|, summed over all weights, and which
   * read the same taps; see {@link LowRank} for the rule, which depends on the weights alone. Those
   * with the same factors along x follow each other.
   *
   * @return empty when few do not suffice, or when the kernel is better summed as it is
   */
  public List<Separated> lowRank() {
    return LowRank.terms(this);
  }

  /**
   * Canonical text, from which {@link KernelText#parse} makes the identical kernel: rows split by
   * {@code "; "}, planes by {@code " / "}, each number with as few digits as identify it.
   */
  public String text() {
    return KernelText.format(this);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Kernel k
        && k.width == width
        && k.height == height
        && k.depth == depth
        && Arrays.equals(k.weights, weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights) * 31 + width;
  }

  @Override
  public String toString() {
    return width + "×" + height + (depth > 1 ? "×" + depth : "") + " kernel";
  }
}
