package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionTest {
  private static int[] cuts(int rows, int step, int period, int most) {
    return Partition.cuts(Sequence.of(0, rows, step), step, period, most);
  }

  @Test
  void withoutBlocksPartsAreFull() {
    assertArrayEquals(new int[] {0, 4, 8, 10}, cuts(10, 3, 1, 4));
  }

  @Test
  void blocksStayTogether() {
    // Classes of 0 3 6 … 18 and twice 6 rows: blocks of 4 and 3, 4 and 2, 4 and 2.
    assertArrayEquals(new int[] {0, 4, 7, 11, 13, 17, 19}, cuts(19, 3, 4, 4));
    assertArrayEquals(new int[] {0, 7, 13, 19}, cuts(19, 3, 4, 8));
  }

  @Test
  void whatDoesNotFitIsCut() {
    assertArrayEquals(new int[] {0, 3, 4, 7, 8}, cuts(8, 1, 4, 3));
  }

  @Test
  void coversEveryRowOnce() {
    Random rnd = new Random(1);
    for (int i = 0; i < 500; i++) {
      int rows = 1 + rnd.nextInt(60);
      int most = 1 + rnd.nextInt(20);
      int[] cuts = cuts(rows, 1 + rnd.nextInt(7), 1 + rnd.nextInt(12), most);
      assertEquals(0, cuts[0]);
      assertEquals(rows, cuts[cuts.length - 1]);
      for (int c = 1; c < cuts.length; c++) {
        assertTrue(cuts[c] > cuts[c - 1] && cuts[c] - cuts[c - 1] <= most);
      }
    }
  }
}
