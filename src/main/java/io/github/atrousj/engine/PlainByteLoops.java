package io.github.atrousj.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * In plain Java: a long holds eight pixels, of which the even and the odd ones are summed in lanes
 * of 16 bits. Sums of lanes borrow from each other on the way, but as each ends up between 0 and
 * 2^15, so does the long that they are together. Loops over arrays of longs, unlike those over
 * bytes, are made vector instructions by the compilers of all Java versions.
 */
final class PlainByteLoops extends ByteLoops {
  private static final int LANES = 8;
  private static final int MOST = 256;

  private static final long EACH = 0x0001_0001_0001_0001L;
  private static final long EVEN = 255 * EACH;
  private static final long TOP = EACH << 15;

  private final long[] pixels = new long[MOST];
  private final long[] even = new long[MOST];
  private final long[] odd = new long[MOST];
  private final long[] misfits = new long[MOST];

  @Override
  int lanes() {
    return LANES;
  }

  @Override
  int most() {
    return MOST * LANES;
  }

  @Override
  int stretch(
      ByteKernel kernel, byte[][] src, int[] offsets, byte[] out, int at, int from, int count) {
    int n = count / LANES;
    long start = (ByteKernel.ZERO + kernel.start) * EACH;
    Arrays.fill(even, 0, n, start);
    Arrays.fill(odd, 0, n, start);
    for (int t = 0; t < offsets.length; t++) {
      longs(src[t], offsets[t] + from, count).get(pixels, 0, n);
      add(pixels, kernel.weights[t], even, odd, n);
    }
    Arrays.fill(misfits, 0, n, 0);
    round(even, kernel.shift, misfits, n);
    round(odd, kernel.shift, misfits, n);
    join(even, odd, pixels, n);
    longs(out, at + from, count).put(pixels, 0, n);
    long all = 0;
    for (int i = 0; i < n; i++) {
      all += misfits[i];
    }
    // Each lane has counted no more than two for every long.
    return (int) ((all & 0xffff) + (all >>> 16 & 0xffff) + (all >>> 32 & 0xffff) + (all >>> 48));
  }

  private static LongBuffer longs(byte[] row, int from, int count) {
    return ByteBuffer.wrap(row, from, count).slice().order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  private static void add(long[] pixels, long weight, long[] even, long[] odd, int n) {
    for (int i = 0; i < n; i++) {
      long v = pixels[i];
      even[i] += weight * (v & EVEN);
      odd[i] += weight * (v >>> 8 & EVEN);
    }
  }

  /**
   * Every lane to a whole number and between 0 and 255, as a comparison is a bit that is borrowed.
   */
  private static void round(long[] sums, int shift, long[] misfits, int n) {
    long lane = (0x7fff >> shift) * EACH;
    long zero = (ByteKernel.ZERO >> shift) * EACH;
    for (int i = 0; i < n; i++) {
      long v = (sums[i] >>> shift & lane | TOP) - zero;
      long positive = (v & TOP) >>> 15;
      v = v & ~TOP & (positive << 15) - positive;
      long large = (v + 0x7f00 * EACH & TOP) >>> 15;
      sums[i] = (v | (large << 8) - large) & EVEN;
      misfits[i] += EACH - positive + large;
    }
  }

  private static void join(long[] even, long[] odd, long[] pixels, int n) {
    for (int i = 0; i < n; i++) {
      pixels[i] = even[i] | odd[i] << 8;
    }
  }
}
