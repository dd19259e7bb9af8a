package io.github.atrousj.onnx;

import java.util.Arrays;

/**
 * Numbers in a grid of any rank, the last axis fastest: real ones as float, whole ones as long. The
 * arrays are used, not copied.
 */
public final class Tensor {
  private final DataType type;
  private final int[] dims;
  private final float[] reals;
  private final long[] wholes;

  private Tensor(DataType type, int[] dims, float[] reals, long[] wholes) {
    this.type = type;
    this.dims = dims;
    this.reals = reals;
    this.wholes = wholes;
    int length = reals != null ? reals.length : wholes.length;
    if (length != count(dims)) {
      throw new OnnxException(length + " values for a tensor of " + Arrays.toString(dims));
    }
  }

  /** A tensor of single precision; no dimensions make a scalar. */
  public static Tensor of(float[] values, int... dims) {
    return new Tensor(DataType.FLOAT, dims.clone(), values, null);
  }

  /** A tensor of whole numbers (int64). */
  public static Tensor of(long[] values, int... dims) {
    return new Tensor(DataType.INT64, dims.clone(), null, values);
  }

  static Tensor real(DataType type, float[] values, int[] dims) {
    return new Tensor(type, dims.clone(), values, null);
  }

  static Tensor whole(DataType type, long[] values, int[] dims) {
    return new Tensor(type, dims.clone(), null, values);
  }

  /**
   * The number of values of an extent.
   *
   * @throws OnnxException when a dimension is negative or there are more than an array can hold
   */
  static int count(int[] dims) {
    long n = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new OnnxException("negative dimension in " + Arrays.toString(dims));
      }
    }
    for (int d : dims) {
      if (d == 0) {
        return 0;
      }
    }
    for (int d : dims) {
      n *= d;
      if (n > Integer.MAX_VALUE - 8) {
        throw new OnnxException("a tensor of " + Arrays.toString(dims) + " is too large");
      }
    }
    return (int) n;
  }

  public DataType type() {
    return type;
  }

  /** A copy of the extent. */
  public int[] dims() {
    return dims.clone();
  }

  public int rank() {
    return dims.length;
  }

  int dim(int axis) {
    return dims[axis];
  }

  /** Number of values. */
  public int size() {
    return reals != null ? reals.length : wholes.length;
  }

  public boolean isReal() {
    return reals != null;
  }

  /** The live values of a real tensor. */
  public float[] floats() {
    if (reals == null) {
      throw new IllegalStateException("a tensor of whole numbers");
    }
    return reals;
  }

  /** The live values of a tensor of whole numbers. */
  public long[] longs() {
    if (wholes == null) {
      throw new IllegalStateException("a tensor of real numbers");
    }
    return wholes;
  }

  float real(int i) {
    return reals != null ? reals[i] : wholes[i];
  }

  long whole(int i) {
    return wholes != null ? wholes[i] : (long) reals[i];
  }

  /** The values as float, whatever their type. */
  float[] toFloats() {
    if (reals != null) {
      return reals;
    }
    float[] f = new float[wholes.length];
    for (int i = 0; i < f.length; i++) {
      f[i] = wholes[i];
    }
    return f;
  }

  /** The same values seen with another extent of the same count. */
  Tensor reshaped(int... to) {
    return new Tensor(type, to.clone(), reals, wholes);
  }

  /** An empty tensor of this type and another extent, to be filled by {@link #copy}. */
  Tensor blank(int... to) {
    int n = count(to);
    return reals != null
        ? new Tensor(type, to.clone(), new float[n], null)
        : new Tensor(type, to.clone(), null, new long[n]);
  }

  /** Takes value {@code j} of a tensor of the same kind as value {@code i} of this one. */
  void copy(int i, Tensor from, int j) {
    if (reals != null) {
      reals[i] = from.reals[j];
    } else {
      wholes[i] = from.wholes[j];
    }
  }

  @Override
  public String toString() {
    return type + Arrays.toString(dims);
  }
}
