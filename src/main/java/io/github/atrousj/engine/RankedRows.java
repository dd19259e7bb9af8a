package io.github.atrousj.engine;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Rows in which every value is replaced by its rank among all of theirs, equal ones by the same and
 * NaN by −1. The order is that of {@link Arrays#sort(float[])}: −0 before 0. Memory is used again.
 */
final class RankedRows {
  private final int from;
  private final int length;
  private final Map<float[], Integer> numbers = new IdentityHashMap<>();
  private int[][] ranks = new int[0][];
  private long[] keys = new long[0];
  private float[] values = new float[0];
  private int distinct;

  /** For the values at {@code from … from + length − 1} of rows. */
  RankedRows(int from, int length) {
    this.from = from;
    this.length = length;
  }

  /** Forgets the rows. */
  void clear() {
    numbers.clear();
  }

  /** Takes in a row, once. */
  void add(float[] row) {
    numbers.putIfAbsent(row, numbers.size());
  }

  /** Finds the ranks of the values of all rows taken in. */
  void rank() {
    reserve();
    int count = 0;
    for (Map.Entry<float[], Integer> e : numbers.entrySet()) {
      float[] row = e.getKey();
      int number = e.getValue();
      for (int i = 0; i < length; i++) {
        float v = row[from + i];
        if (v != v) {
          ranks[number][i] = -1;
        } else {
          keys[count++] = (long) key(v) << 32 | number * length + i;
        }
      }
    }
    Arrays.sort(keys, 0, count);
    distinct = 0;
    int last = 0;
    for (int i = 0; i < count; i++) {
      int key = (int) (keys[i] >> 32);
      if (i == 0 || key != last) {
        values[distinct++] = Float.intBitsToFloat(key(key));
        last = key;
      }
      int place = (int) keys[i];
      ranks[place / length][place % length] = distinct - 1;
    }
  }

  private void reserve() {
    int rows = numbers.size();
    int most = Math.multiplyExact(rows, length);
    if (keys.length < most) {
      keys = new long[most];
      values = new float[most];
    }
    int had = ranks.length;
    if (had < rows) {
      ranks = Arrays.copyOf(ranks, rows);
      for (int i = had; i < rows; i++) {
        ranks[i] = new int[length];
      }
    }
  }

  /** The ranks of a row's values, the one at {@code from} first. */
  int[] of(float[] row) {
    return ranks[numbers.get(row)];
  }

  /** Ranks are smaller than this. */
  int distinct() {
    return distinct;
  }

  /** The values by rank. */
  float[] values() {
    return values;
  }

  private static int key(float v) {
    return key(Float.floatToRawIntBits(v));
  }

  /** Bits of a float as a number of the same order, and back. */
  private static int key(int bits) {
    return bits ^ (bits >> 31 & 0x7fffffff);
  }
}
