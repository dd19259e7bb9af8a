package io.github.atrousj.engine;

import io.github.atrousj.geometry.Border;
import java.util.Arrays;

/**
 * How a row is kept for the operations that read it: with the border already in place on both
 * sides, and split into {@code stride} phases so that every tap reads consecutive values. After
 * this copy no loop knows of edges, strides or pixel types.
 */
public final class RowLayout {
  private final int n;
  private final int left;
  private final int right;
  private final int stride;
  private final Border border;
  private final float value;
  private final int phaseLength;
  private final int[] leftIndex;
  private final int[] rightIndex;

  /**
   * @param n columns of the row
   * @param left border positions before the row
   * @param right border positions after the row
   */
  public RowLayout(int n, int left, int right, int stride, Border border, float value) {
    this.n = n;
    this.left = left;
    this.right = right;
    this.stride = stride;
    this.border = border;
    this.value = border == Border.ZERO ? 0 : value;
    this.phaseLength = (padded() + stride - 1) / stride;
    boolean gathers = !border.suppliesValue() && border != Border.REPLICATE;
    leftIndex = gathers ? indices(-left, left) : null;
    rightIndex = gathers ? indices(n, right) : null;
  }

  /** Whether rows are stored in the same way. */
  public boolean isLike(RowLayout other) {
    return this == other
        || n == other.n
            && left == other.left
            && right == other.right
            && stride == other.stride
            && border == other.border
            && Float.compare(value, other.value) == 0;
  }

  private int[] indices(int from, int count) {
    int[] index = new int[count];
    for (int i = 0; i < count; i++) {
      index[i] = left + border.map((long) from + i, n);
    }
    return index;
  }

  /** Columns of the row, without its border. */
  int columns() {
    return n;
  }

  /** Border positions behind the row. */
  int behind() {
    return right;
  }

  /** Columns of the row with its border. */
  int padded() {
    return Math.addExact(Math.addExact(left, n), right);
  }

  /** Floats that a stored row takes. */
  public int length() {
    // Lengths that are no multiple of a page keep the rows of a tile out of each other's cache
    // sets.
    int floats = Math.multiplyExact(phaseLength, stride);
    return Math.addExact(floats, Math.floorMod(12 - floats, 16));
  }

  /** Floats of scratch that {@link #store} needs, 0 for stride 1. */
  public int scratchLength() {
    return stride == 1 ? 0 : padded();
  }

  /** Whether a source may read its row straight to {@link #first} before {@link #complete}. */
  public boolean isContiguous() {
    return stride == 1;
  }

  /** Where column 0 of a contiguous row is stored. */
  public int first() {
    return left;
  }

  /**
   * Where the values of columns {@code distance, distance + stride, distance + 2·stride …} start.
   *
   * @param distance from the column that output 0 stands at, within the border
   */
  public int offset(int distance) {
    int position = left + distance;
    return position % stride * phaseLength + position / stride;
  }

  /**
   * Where the values that a tap reads start, folded to where its border holds the same.
   *
   * @param border of the operation; the row's own unless the tap reads nothing outside once folded
   * @param distance from the column that output 0 stands at
   * @param outputs number of values that the tap reads, one every stride
   */
  public int offset(Border border, long distance, int outputs) {
    return offset(Math.toIntExact(border.nearest(distance, span(outputs, stride), n)));
  }

  /** Columns from the first to the last that a tap reads. */
  public static long span(int outputs, int stride) {
    return (long) stride * (outputs - 1) + 1;
  }

  /** Stores a row that starts at {@code offset} of an array. */
  public void store(float[] row, int offset, float[] stored, float[] scratch) {
    if (stride == 1) {
      System.arraycopy(row, offset, stored, left, n);
      complete(stored);
      return;
    }
    System.arraycopy(row, offset, scratch, left, n);
    complete(scratch);
    int padded = padded();
    for (int phase = 0; phase < stride; phase++) {
      int to = phase * phaseLength;
      for (int from = phase; from < padded; from += stride) {
        stored[to++] = scratch[from];
      }
    }
  }

  /** Fills the border on both sides of a contiguous row. */
  public void complete(float[] stored) {
    int end = left + n;
    switch (border) {
      case ZERO:
      case CONSTANT:
        Arrays.fill(stored, 0, left, value);
        Arrays.fill(stored, end, end + right, value);
        break;
      case REPLICATE:
        Arrays.fill(stored, 0, left, stored[left]);
        Arrays.fill(stored, end, end + right, stored[end - 1]);
        break;
      default:
        for (int i = 0; i < left; i++) {
          stored[i] = stored[leftIndex[i]];
        }
        for (int i = 0; i < right; i++) {
          stored[end + i] = stored[rightIndex[i]];
        }
    }
  }

  /** {@link #complete} for an array that a row has been completed in before. */
  public void completeAnew(float[] stored) {
    if (!border.suppliesValue()) {
      complete(stored);
    }
  }

  /**
   * Stores a row of unsigned 8-bit pixels; their border is what it would be of floats.
   *
   * @param stored at least {@link #length} long
   */
  public void store(byte[] pixels, int from, byte[] stored) {
    System.arraycopy(pixels, from, stored, left, n);
    int end = left + n;
    if (leftIndex != null) {
      for (int i = 0; i < left; i++) {
        stored[i] = stored[leftIndex[i]];
      }
      for (int i = 0; i < right; i++) {
        stored[end + i] = stored[rightIndex[i]];
      }
    } else {
      boolean repeats = border == Border.REPLICATE;
      Arrays.fill(stored, 0, left, repeats ? stored[left] : (byte) (int) value);
      Arrays.fill(stored, end, end + right, repeats ? stored[end - 1] : (byte) (int) value);
    }
  }

  /**
   * Stores the border before a row and its first {@code count} columns.
   *
   * @param plane holds the row from {@code start} on
   * @param stored receives them from {@code at} on
   */
  void storeStart(float[] plane, int start, float[] stored, int at, int count) {
    if (leftIndex != null) {
      for (int i = 0; i < left; i++) {
        stored[at + i] = plane[start + leftIndex[i] - left];
      }
    } else {
      Arrays.fill(stored, at, at + left, border == Border.REPLICATE ? plane[start] : value);
    }
    System.arraycopy(plane, start, stored, at + left, count);
  }

  /** Stores the last {@code count} columns of a row and the border behind it. */
  void storeEnd(float[] plane, int start, float[] stored, int at, int count) {
    System.arraycopy(plane, start + n - count, stored, at, count);
    int end = at + count;
    if (rightIndex != null) {
      for (int i = 0; i < right; i++) {
        stored[end + i] = plane[start + rightIndex[i] - left];
      }
    } else {
      float v = border == Border.REPLICATE ? plane[start + n - 1] : value;
      Arrays.fill(stored, end, end + right, v);
    }
  }

  /** Clears what no tap reads, behind the border of a contiguous row. */
  public void clearEnd(float[] stored) {
    Arrays.fill(stored, padded(), stored.length, 0f);
  }

  /** Fills a stored row that lies outside the image altogether. */
  public void outside(float[] stored) {
    Arrays.fill(stored, value);
  }
}
