package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exact medians of planes without a sorted copy: sweeps count the values by some bits of their
 * order among floats, the upper ones first; three of 11, 11 and 10 bits, or where there are many
 * values two of 16, whose tables are larger. NaN and infinities are left out; of an even number of
 * values the lower middle one is the median.
 */
final class RadixMedian implements RowSink {
  /** Three sweeps; {@link Counter} keeps to them, whose counts are kept for every part. */
  static final int[] SHIFTS = {21, 10, 0};

  static final int[] BITS = {11, 11, 10};
  static final int TABLE = 1 << 11;

  /** From so many values on, two sweeps are worth tables of half a megabyte. */
  private static final long MANY = 1 << 20;

  private static final int[] SHIFTS_OF_MANY = {16, 0};
  private static final int[] BITS_OF_MANY = {16, 16};

  private final int width;
  private final int groups;
  private final boolean whole;
  private final float[] centres;
  private final int[] prefixes;
  private final long[] ranks;
  private final int[] shifts;
  private final int[] bits;
  private final int length;
  private final Map<Thread, long[]> tables = new ConcurrentHashMap<>();
  private int sweep;

  private RadixMedian(RowSource source, boolean whole, float[] centres) {
    Shape s = source.shape();
    this.width = s.width();
    this.whole = whole;
    this.groups = whole ? 1 : s.depth();
    boolean many = s.size() / groups >= MANY;
    this.shifts = many ? SHIFTS_OF_MANY : SHIFTS;
    this.bits = many ? BITS_OF_MANY : BITS;
    this.length = 1 << bits[0];
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
    for (int i = 0; i < counter.shifts.length; i++) {
      counter.sweep = i;
      counter.tables.values().forEach(table -> Arrays.fill(table, 0));
      Sweep.all(runner, source, counter, Batch.step(monitor, i, counter.shifts.length));
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
    long[] table = tables.computeIfAbsent(Thread.currentThread(), t -> new long[groups * length]);
    int group = whole ? 0 : z;
    int first = group * length;
    float centre = centres == null ? 0 : centres[group];
    int shift = shifts[sweep];
    if (sweep == 0) {
      for (int x = offset; x < offset + width; x++) {
        float v = centres == null ? row[x] : Math.abs(row[x] - centre);
        table[first + (key(v) >>> shift)]++;
      }
      return;
    }
    int mask = (1 << bits[sweep]) - 1;
    int above = shifts[sweep - 1];
    int wanted = prefixes[group] >>> above;
    for (int x = offset; x < offset + width; x++) {
      int key = key(centres == null ? row[x] : Math.abs(row[x] - centre));
      // Infinities and NaN begin with other bits than any finite value.
      if (key >>> above == wanted) {
        table[first + (key >>> shift & mask)]++;
      }
    }
  }

  /** Whether an entry of the first sweep's table counts infinities or NaN. */
  private boolean isInfinite(int entry) {
    return !Float.isFinite(value(entry << shifts[0]));
  }

  /** Finds in each group's counts the bits of the value of the wanted rank. */
  private void narrow() {
    for (int g = 0; g < groups; g++) {
      long[] counts = new long[length];
      long total = 0;
      for (long[] table : tables.values()) {
        for (int i = 0; i < length; i++) {
          counts[i] += table[g * length + i];
        }
      }
      for (int i = 0; i < length; i++) {
        counts[i] = sweep == 0 && isInfinite(i) ? 0 : counts[i];
        total += counts[i];
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
      prefixes[g] |= bin << shifts[sweep];
    }
  }
}
