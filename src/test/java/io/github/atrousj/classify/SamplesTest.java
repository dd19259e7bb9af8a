package io.github.atrousj.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pixels thinned, standardised and dealt out to folds. */
class SamplesTest {
  @Test
  void thinningKeepsEveryGroupAndItsShare() {
    Samples all = LabelledPixels.clouds(new int[] {300, 100}, 1, 1);
    assertSame(all, all.thinned(400));
    Samples few = all.thinned(200);
    int[] left = new int[40];
    for (int g : few.groupOf()) {
      left[g]++;
    }
    assertTrue(Arrays.stream(left).allMatch(n -> n == 5 || n == 6), Arrays.toString(left));
    // One pixel of each group stays, however few are asked for.
    assertEquals(40, all.thinned(1).size());
  }

  @Test
  void columnsAreThoseAskedForInTheirOrder() {
    Samples s = new Samples(List.of("a"), new float[][] {{1, 2, 3}}, new int[1], new int[1]);
    assertArrayEquals(new float[] {3, 1}, s.columns(new int[] {2, 0}).features()[0]);
    assertEquals(3, s.width());
    assertEquals(0, new Samples(List.of(), new float[0][], new int[0], new int[0]).width());
  }

  @Test
  void listsOfDifferentLengthAreRefused() {
    float[][] two = {{1}, {2}};
    List<String> names = List.of("a");
    assertThrows(
        IllegalArgumentException.class, () -> new Samples(names, two, new int[1], new int[2]));
    assertThrows(
        IllegalArgumentException.class, () -> new Samples(names, two, new int[2], new int[3]));
  }

  @Test
  void aFeatureIsStandardisedAndAConstantOneSetToNothing() {
    float[][] f = {{1, 5e6f}, {3, 5e6f}, {5, 5e6f}};
    Scaling s = Scaling.of(new Samples(List.of("a"), f, new int[3], new int[3]));
    assertEquals(3, s.mean()[0]);
    assertEquals(Math.sqrt(8 / 3.0), s.deviation()[0], 1e-15);
    assertEquals(2 / Math.sqrt(8 / 3.0), s.apply(5, 0), 1e-15);
    assertEquals(1, s.deviation()[1]);
    assertEquals(0, s.apply(5e6f, 1));
  }

  @Test
  void foldsPartThePixelsAndNeverAGroup() {
    Samples s = LabelledPixels.clouds(new int[] {120, 60}, 1, 2);
    Folds folds = Folds.of(s, 5, 9);
    assertEquals(5, folds.count());
    int[] seen = new int[s.size()];
    int[] foldOfGroup = new int[18];
    Arrays.fill(foldOfGroup, -1);
    for (int fold = 0; fold < 5; fold++) {
      int[] inside = folds.inside(fold);
      assertEquals(s.size(), inside.length + folds.outside(fold).length);
      boolean[] classes = new boolean[2];
      for (int i : inside) {
        seen[i]++;
        classes[s.classOf()[i]] = true;
        int group = s.groupOf()[i];
        assertTrue(foldOfGroup[group] == -1 || foldOfGroup[group] == fold, "group " + group);
        foldOfGroup[group] = fold;
      }
      // Both classes have at least five groups, so each fold has some of both.
      assertTrue(classes[0] && classes[1]);
    }
    assertTrue(IntStream.of(seen).allMatch(n -> n == 1));
    assertArrayEquals(folds.inside(2), Folds.of(s, 5, 9).inside(2));
  }

  @Test
  void noMoreFoldsThanGroupsOfAClass() {
    Samples s = LabelledPixels.clouds(new int[] {30, 10}, 1, 2);
    assertEquals(3, Folds.of(s, 10, 1).count());
  }
}
