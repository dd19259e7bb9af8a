package io.github.atrousj.kernel;

import java.util.Arrays;

/**
 * The weights of a filter, one to three dimensions, any size: even and rectangular ones are legal.
 * Immutable. Weights are single precision since that is what the arithmetic uses.
 *
 * <p>Applied as a correlation (not flipped), as PyTorch, ONNX and ImageJ's Convolve do. A kernel of
 * size n is centred at tap ⌊(n−1)/2⌋ under {@code same} padding.
 */
public final class Kernel {
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
  }

  /**
   * A 3-D kernel.
   *
   * @param weights x fastest, then y, then z; copied
   */
  public static Kernel of(int width, int height, int depth, float... weights) {
    return new Kernel(width, height, depth, weights.clone());
  }

  /** A 2-D kernel; weights row by row, copied. */
  public static Kernel of(int width, int height, float... weights) {
    return of(width, height, 1, weights);
  }

  /** One row of weights, copied. */
  public static Kernel row(float... weights) {
    return of(weights.length, 1, 1, weights);
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

  /** Every weight divided by the sum, or the kernel itself when the sum is 0. */
  public Kernel normalized() {
    double sum = sum();
    return sum == 0 ? this : scaled(1 / sum);
  }

  /** Every weight times a factor, rounded once. */
  public Kernel scaled(double factor) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * factor);
    }
    return new Kernel(width, height, depth, scaled);
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
