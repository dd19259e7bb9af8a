package io.github.atrousj.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What follows from counts, checked by numbers reckoned by hand. */
class ConfusionTest {
  private static Confusion of(int[][] counts) {
    Confusion c = new Confusion(counts.length);
    for (int truth = 0; truth < counts.length; truth++) {
      for (int answer = 0; answer < counts.length; answer++) {
        for (int i = 0; i < counts[truth][answer]; i++) {
          c.add(truth, answer);
        }
      }
    }
    return c;
  }

  @Test
  void sharesOfRowsAndColumns() {
    Confusion c = of(new int[][] {{8, 2, 0}, {1, 3, 0}, {5, 0, 1}});
    assertEquals(10, c.pixels(0));
    assertEquals(5, c.count(2, 0));
    assertEquals(12 / 20.0, c.accuracy());
    assertEquals(0.8, c.recall(0));
    assertEquals(8 / 14.0, c.precision(0));
    assertEquals(1, c.precision(2));
    assertEquals((0.8 + 0.75 + 1 / 6.0) / 3, c.balancedAccuracy(), 1e-15);
  }

  @Test
  void aClassWithoutPixelsHasNoRecallAndNoSay() {
    Confusion c = of(new int[][] {{3, 1}, {0, 0}});
    assertTrue(Double.isNaN(c.recall(1)));
    assertEquals(0.75, c.balancedAccuracy());
    assertEquals(0, c.precision(1));
    assertTrue(Double.isNaN(new Confusion(2).accuracy()));
    assertTrue(Double.isNaN(new Confusion(2).precision(0)));
  }

  @Test
  void foldsAddUp() {
    Confusion all = of(new int[][] {{1, 2}, {3, 4}});
    all.add(of(new int[][] {{10, 20}, {30, 40}}));
    assertEquals(11, all.count(0, 0));
    assertEquals(22, all.count(0, 1));
    assertEquals(33, all.count(1, 0));
    assertEquals(44, all.count(1, 1));
  }
}
