package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Sums of rows and their exponents, in plain Java and on the Vector API, against the definition.
 */
class RowSumTest {
  private final List<RowSum> implementations = List.of(new PlainRowSum(), RowSum.create());

  private static long bit(float v) {
    return 1L << (Float.floatToRawIntBits(v) >>> RowSum.GROUP & 63);
  }

  private void check(float[] row, int from, int to, boolean whole, String what) {
    long seen = 0;
    double sum = 0;
    float most = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int i = from; i < to; i++) {
      sum += row[i];
      seen |= bit(row[i]);
      most = Math.max(most, Math.abs(row[i]));
      least = row[i] == 0 ? least : Math.min(least, Math.abs(row[i]));
    }
    for (RowSum s : implementations) {
      s.of(row, from, to);
      String which = s.getClass().getSimpleName() + " " + what;
      long groups = s.groups();
      assertEquals(0, groups & ~seen & ~1, which + ": a group that is not there");
      assertEquals(
          from < to ? bit(most) : 0,
          Long.highestOneBit(groups) & seen,
          which + ": the highest group");
      long lowest = most == 0 ? 1 : bit(least);
      boolean zeros = (seen & 1) != 0;
      long found = Long.lowestOneBit(groups);
      assertEquals(lowest, found == 1 && zeros && most > 0 ? lowest : found, which + ": lowest");
      if (whole) {
        assertEquals(sum, s.sum(), which);
      }
    }
  }

  @Test
  void wholeNumbersOfAnySize() {
    Random rnd = new Random(5);
    for (int round = 0; round < 2000; round++) {
      float[] row = new float[1 + rnd.nextInt(90)];
      int span = 1 + rnd.nextInt(20);
      for (int i = 0; i < row.length; i++) {
        // Sums of whole numbers are exact in any order.
        int v = rnd.nextInt(1 << rnd.nextInt(span));
        row[i] = rnd.nextBoolean() ? v : -v;
      }
      int from = rnd.nextInt(row.length);
      check(row, from, from + 1 + rnd.nextInt(row.length - from), true, "round " + round);
    }
  }

  @Test
  void everyExponentAtEveryPlace() {
    for (int exponent = 0; exponent < 255; exponent++) {
      for (int n : new int[] {1, 7, 40}) {
        float[] row = new float[n];
        row[exponent % n] = -Float.intBitsToFloat(exponent << 23 | 1);
        check(row, 0, n, false, "exponent " + exponent);
        Arrays.fill(row, 1.5f);
        row[exponent % n] = Float.intBitsToFloat(exponent << 23 | 1);
        check(row, 0, n, false, "exponent " + exponent + " among ones");
      }
    }
  }

  @Test
  void whatIsNotFiniteIsInTheLastGroup() {
    for (float v : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int place = 0; place < 50; place++) {
        float[] row = new float[50];
        row[place] = v;
        for (RowSum s : implementations) {
          s.of(row, 0, 50);
          assertEquals(1L << 63, Long.highestOneBit(s.groups()));
        }
      }
    }
  }
}
