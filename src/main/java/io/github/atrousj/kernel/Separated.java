package io.github.atrousj.kernel;

/**
 * The outer product of one row of factors per axis: {@code alongX[x] · alongY[y] · alongZ[z]}, as
 * real numbers. What {@link Kernel#separate} finds is the kernel exactly, and 0 exactly where one
 * of the factors is 0. Immutable: the arrays are copied on the way in and out.
 */
public final class Separated {
  private final float[] x;
  private final float[] y;
  private final float[] z;

  Separated(float[] x, float[] y, float[] z) {
    this.x = x.clone();
    this.y = y.clone();
    this.z = z.clone();
  }

  /** Factors along x, as many as the kernel is wide. */
  public float[] alongX() {
    return x.clone();
  }

  /** Factors along y, as many as the kernel is high; {@code {1}} for a kernel of one row. */
  public float[] alongY() {
    return y.clone();
  }

  /** Factors along z, as many as the kernel is deep; {@code {1}} for a kernel of one plane. */
  public float[] alongZ() {
    return z.clone();
  }
}
