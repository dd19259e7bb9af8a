package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exact medians of planes without a sorted copy: three sweeps count the values by the upper 11, the
 * middle 11 and the lower 10 bits of their order among floats. NaN and infinities are left out; of
 * an even number of values the lower middle one is the median.
 */
final class RadixMedian implements RowSink {
  static final int[] SHIFTS = {21, 10, 0};
  static final int[] BITS = {11, 11, 10};
  static final int TABLE = 1 << 11;

  private final int width;
  private final int groups;
  private final boolean whole;
  private final float[] centres;
  private final int[] prefixes;
  private final long[] ranks;
  private final Map<Thread, long[]> tables = new ConcurrentHashMap<>();
  private int sweep;

  private RadixMedian(RowSource source, boolean whole, float[] centres) {
    this.width = source.shape().width();
    this.whole = whole;
    this.groups = whole ? 1 : source.shape().depth();
    this.centres = centres;
    this.prefixes = new int[groups];
    this.ranks = new long[groups];
  }

  /**
   * Medians of the values, or of their distances from given centres.
   *
   * @param whole one median for all planes, else one for each
   * @param centres null, or one for each median wanted
   */
  static float[] of(
      RowSource source, boolean whole, float[] centres, Runner runner, Monitor monitor) {
    RadixMedian counter = new RadixMedian(source, whole, centres);
    for (int i = 0; i < SHIFTS.length; i++) {
      counter.sweep = i;
      counter.tables.clear();
      Sweep.all(runner, source, counter, Batch.step(monitor, i, SHIFTS.length));
      counter.narrow();
    }
    float[] medians = new float[counter.groups];
    for (int g = 0; g < medians.length; g++) {
      int key = counter.prefixes[g];
      medians[g] = counter.ranks[g] < 0 ? 0 : value(key);
    }
    return medians;
  }

  /** Bits whose order as unsigned numbers is that of the floats. */
  static int key(float v) {
    int bits = Float.floatToRawIntBits(v);
    return bits ^ (bits >> 31 | 0x80000000);
  }

  /** The float of a key. */
  static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key & 0x7fffffff : ~key);
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    long[] table = tables.computeIfAbsent(Thread.currentThread(), t -> new long[groups * TABLE]);
    int group = whole ? 0 : z;
    float centre = centres == null ? 0 : centres[group];
    if (sweep == 0) {
      for (int x = offset; x < offset + width; x++) {
        float v = centres == null ? row[x] : Math.abs(row[x] - centre);
        table[group * TABLE + (key(v) >>> SHIFTS[0])]++;
      }
      return;
    }
    int shift = SHIFTS[sweep];
    int mask = (1 << BITS[sweep]) - 1;
    int above = SHIFTS[sweep - 1];
    int wanted = prefixes[group] >>> above;
    for (int x = offset; x < offset + width; x++) {
      int key = key(centres == null ? row[x] : Math.abs(row[x] - centre));
      // Infinities and NaN begin with other bits than any finite value.
      if (key >>> above == wanted) {
        table[group * TABLE + (key >>> shift & mask)]++;
      }
    }
  }

  /** Whether an entry of the first sweep's table counts infinities or NaN. */
  private static boolean isInfinite(int entry) {
    return !Float.isFinite(value(entry << SHIFTS[0]));
  }

  /** Finds in each group's counts the bits of the value of the wanted rank. */
  private void narrow() {
    for (int g = 0; g < groups; g++) {
      long[] counts = new long[TABLE];
      long total = 0;
      for (long[] table : tables.values()) {
        for (int i = 0; i < TABLE; i++) {
          if (sweep == 0 && isInfinite(i)) {
            continue;
          }
          counts[i] += table[g * TABLE + i];
          total += table[g * TABLE + i];
        }
      }
      if (sweep == 0) {
        ranks[g] = (total + 1) / 2 - 1;
      }
      if (ranks[g] < 0) {
        continue; // no finite value
      }
      int bin = 0;
      while (ranks[g] >= counts[bin]) {
        ranks[g] -= counts[bin++];
      }
      prefixes[g] |= bin << SHIFTS[sweep];
    }
  }
}
