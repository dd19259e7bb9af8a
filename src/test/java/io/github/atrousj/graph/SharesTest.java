package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void everyTileOnceGroupByGroup() {
    Random rnd = new Random(1);
    for (int round = 0; round < 200; round++) {
      int groups = 1 + rnd.nextInt(4);
      int perGroup = 1 + rnd.nextInt(9);
      int threads = 1 + rnd.nextInt(4);
      Shares shares = new Shares(groups, perGroup, threads);
      int[] dealt =
          IntStream.generate(() -> shares.next(rnd.nextInt(threads)))
              .limit(groups * perGroup)
              .toArray();
      for (int i = 0; i < dealt.length; i++) {
        assertEquals(i / perGroup, dealt[i] / perGroup, "group");
      }
      Arrays.sort(dealt);
      assertArrayEquals(IntStream.range(0, dealt.length).toArray(), dealt);
      assertEquals(-1, shares.next(0));
    }
  }

  @Test
  void eachThreadHasAStretchAndTheIdleHelp() {
    Shares shares = new Shares(1, 6, 2);
    assertEquals(0, shares.next(0));
    assertEquals(3, shares.next(1));
    assertEquals(1, shares.next(0));
    assertEquals(2, shares.next(0));
    assertEquals(5, shares.next(0));
    assertEquals(4, shares.next(1));
    assertEquals(-1, shares.next(1));
  }
}
