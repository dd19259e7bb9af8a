package io.github.atrousj.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The loops of {@link PixelRows} in plain Java where they gain by it. Compilers make no vector
 * instructions of conversions between floats and integers. But floats from 2²³ to 2²⁴ are the whole
 * numbers, counted by their last bits: so floats are moved there by an addition, and arithmetic on
 * their bits does the rest. Each loop has arrays of its own, as compilers like it. For one thread.
 */
final class PlainPixelRows {
  /** Values at a time: they stay in the first-level cache. */
  private static final int BLOCK = 1024;

  /** 2²³: adding it to a whole number leaves that in the last bits. */
  private static final float WHOLE = 0x1p23f;

  private static final int WHOLE_BITS = Float.floatToRawIntBits(WHOLE);

  /** The same for numbers of both signs, up to {@link #REACH}. */
  private static final float SIGNED = 0x1.8p23f;

  private static final int SIGNED_BITS = Float.floatToRawIntBits(SIGNED);
  private static final int REACH = 1 << 22;

  /** Stands above any count of misfits in a block. */
  private static final int FAR = 2 * BLOCK;

  private final FloatBuffer floatView;
  private final IntBuffer intView;
  private final float[] values = new float[BLOCK];
  private final float[] moved = new float[BLOCK];
  private final int[] whole = new int[BLOCK];
  private final int[] other = new int[BLOCK];

  PlainPixelRows() {
    ByteBuffer bytes = ByteBuffer.allocate(4 * BLOCK).order(ByteOrder.nativeOrder());
    floatView = bytes.asFloatBuffer();
    intView = bytes.asIntBuffer();
  }

  void readRgb(int[] plane, int from, float[] into, int offset, int n, int shift) {
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      System.arraycopy(plane, from + i, whole, 0, count);
      component(whole, shift, count);
      intView.put(0, whole, 0, count);
      floatView.get(0, into, offset + i, count);
      subtractWhole(into, offset + i, count);
    }
  }

  private static void component(int[] words, int shift, int n) {
    for (int i = 0; i < n; i++) {
      words[i] = words[i] >> shift & 0xff | WHOLE_BITS;
    }
  }

  private static void subtractWhole(float[] row, int from, int n) {
    for (int i = from; i < from + n; i++) {
      row[i] -= WHOLE;
    }
  }

  /** Returns how many of the values do not fit. */
  int writeBytes(float[] row, int offset, byte[] plane, int to, int n) {
    int misfits = 0;
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      int found = round(row, offset + i, count, 255);
      if (found >= FAR) {
        found = PixelByPixel.writeBytes(row, offset + i, plane, to + i, count);
      } else {
        narrow(whole, plane, to + i, count);
      }
      misfits += found;
    }
    return misfits;
  }

  int writeShorts(float[] row, int offset, short[] plane, int to, int n) {
    int misfits = 0;
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      int found = round(row, offset + i, count, 65535);
      if (found >= FAR) {
        found = PixelByPixel.writeShorts(row, offset + i, plane, to + i, count);
      } else {
        narrow(whole, plane, to + i, count);
      }
      misfits += found;
    }
    return misfits;
  }

  int writeRgb(float[] row, int offset, int[] plane, int to, int n, int shift) {
    int misfits = 0;
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      int found = round(row, offset + i, count, 255);
      if (found >= FAR) {
        found = PixelByPixel.writeRgb(row, offset + i, plane, to + i, count, shift);
      } else {
        System.arraycopy(plane, to + i, other, 0, count);
        replace(other, whole, shift, count);
        System.arraycopy(other, 0, plane, to + i, count);
      }
      misfits += found;
    }
    return misfits;
  }

  private static void narrow(int[] values, byte[] plane, int to, int n) {
    for (int i = 0; i < n; i++) {
      plane[to + i] = (byte) values[i];
    }
  }

  private static void narrow(int[] values, short[] plane, int to, int n) {
    for (int i = 0; i < n; i++) {
      plane[to + i] = (short) values[i];
    }
  }

  private static void replace(int[] words, int[] component, int shift, int n) {
    int keep = ~(0xff << shift);
    for (int i = 0; i < n; i++) {
      words[i] = words[i] & keep | (component[i] & 0xff) << shift;
    }
  }

  /**
   * Values rounded half-up and clamped to 0 … {@code most}, in the last bits of {@link #whole}.
   *
   * @return how many did not fit; from {@link #FAR} on, nothing is there, as one is NaN or farther
   *     from 0 than this can tell
   */
  private int round(float[] row, int offset, int n, int most) {
    System.arraycopy(row, offset, values, 0, n);
    moved(SIGNED, n, whole);
    moved(SIGNED + 1, n, other);
    return round(whole, other, most, n);
  }

  /** The bits of the values once a number has been added. */
  private void moved(float by, int n, int[] bits) {
    add(values, by, moved, n);
    floatView.put(0, moved, 0, n);
    intView.get(0, bits, 0, n);
  }

  private static void add(float[] values, float number, float[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = values[i] + number;
    }
  }

  /**
   * An addition rounds halves to the even number. Of two that lie one apart, one rounds them up:
   * the larger result is that.
   */
  private static int round(int[] even, int[] odd, int most, int n) {
    int misfits = 0;
    for (int i = 0; i < n; i++) {
      int v = even[i] + (even[i] - odd[i] + 1 >>> 31) - SIGNED_BITS;
      int far = -(v + REACH >>> 23) >>> 31;
      int negative = v >> 31;
      int large = most - v >> 31;
      even[i] = (v | large) & ~negative;
      misfits += far * FAR - negative - large;
    }
    return misfits;
  }
}
