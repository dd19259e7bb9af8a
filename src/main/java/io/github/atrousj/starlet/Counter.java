package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts values by some of their bits, as one of three sweeps of {@link RadixMedian} does, for a
 * part of an image whose median is wanted.
 */
final class Counter implements RowSink {
  private final int width;
  private final int sweep;
  private final int prefix;
  private final Double centre;
  private final Map<Thread, long[]> tables = new ConcurrentHashMap<>();

  /**
   * @param sweep 0 … 2
   * @param prefix the bits of the median that earlier sweeps have found
   * @param centre null, or where the distances are from whose median is wanted
   */
  Counter(int width, int sweep, int prefix, Double centre) {
    this.width = width;
    this.sweep = sweep;
    this.prefix = prefix;
    this.centre = centre;
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    long[] table = tables.computeIfAbsent(Thread.currentThread(), t -> new long[RadixMedian.TABLE]);
    float from = centre == null ? 0 : (float) (double) centre;
    int shift = RadixMedian.SHIFTS[sweep];
    int mask = (1 << RadixMedian.BITS[sweep]) - 1;
    int above = sweep == 0 ? 0 : RadixMedian.SHIFTS[sweep - 1];
    for (int x = offset; x < offset + width; x++) {
      float v = centre == null ? row[x] : Math.abs(row[x] - from);
      if (Float.isFinite(v)) {
        int key = RadixMedian.key(v);
        if (sweep == 0 || key >>> above == prefix >>> above) {
          table[key >>> shift & mask]++;
        }
      }
    }
  }

  /** How many values had each pattern of the sweep's bits. */
  double[] counts() {
    double[] counts = new double[RadixMedian.TABLE];
    for (long[] table : tables.values()) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += table[i];
      }
    }
    return counts;
  }

  /**
   * The bits found so far and the median's rank among the values that have them.
   *
   * @param before the same of the sweep before, null for none
   * @return bits, rank; a rank below 0 where there is no value
   */
  static double[] narrowed(double[] counts, int sweep, double[] before) {
    double rank;
    int bits = before == null ? 0 : (int) before[0];
    if (before == null) {
      double total = 0;
      for (double n : counts) {
        total += n;
      }
      rank = Math.floor((total + 1) / 2) - 1;
    } else {
      rank = before[1];
    }
    if (rank < 0) {
      return new double[] {bits, rank};
    }
    int bin = 0;
    while (rank >= counts[bin]) {
      rank -= counts[bin++];
    }
    return new double[] {bits | bin << RadixMedian.SHIFTS[sweep], rank};
  }
}
