package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The HDC rule, the exact test, and where they disagree. */
class HdcTest {
  private static Hdc hdc(Integer... rates) {
    return Hdc.of(3, List.of(rates));
  }

  private static boolean gapFree(int taps, List<Integer> rates) {
    return GapTest.of(Layer.stack(taps, rates)).gapFree();
  }

  @Test
  void thePapersExamples() {
    assertEquals(2, hdc(1, 2, 5).secondDistance());
    assertTrue(hdc(1, 2, 5).passes());
    assertEquals(5, hdc(1, 2, 9).secondDistance());
    assertFalse(hdc(1, 2, 9).passes());
    assertTrue(gapFree(3, List.of(1, 2, 5)));
    assertFalse(gapFree(3, List.of(1, 2, 9)));
  }

  @Test
  void recursionOfEveryLayer() {
    // M_3 = 5, M_2 = max(5 − 4, 5 − 6, 2) = 2, M_1 = max(2 − 2, 2 − 2, 1) = 1
    assertEquals(List.of(1L, 2L, 5L), hdc(1, 2, 5).distances());
    assertEquals(List.of(3L, 5L, 9L), hdc(1, 2, 9).distances());
  }

  @Test
  void theRuleMayPassAGappedSchedule() {
    assertEquals(2, hdc(2, 2, 2).secondDistance());
    assertTrue(hdc(2, 2, 2).passes());
    assertFalse(gapFree(3, List.of(2, 2, 2)));
  }

  @Test
  void theRuleMayRejectAGapFreeSchedule() {
    assertFalse(hdc(1, 4, 2).passes());
    assertTrue(gapFree(3, List.of(1, 4, 2)));
  }

  @Test
  void theFactorRuleIsNotAboutHoles() {
    assertEquals(2, hdc(1, 2, 4, 8).commonFactor());
    assertTrue(gapFree(3, List.of(1, 2, 4, 8)));
    assertEquals(1, hdc(1, 2, 5).commonFactor());
    assertEquals(1, hdc(1, 2, 3).commonFactor());
    assertEquals(3, hdc(1, 6, 9).commonFactor());
    assertEquals(2, hdc(2, 2, 2).commonFactor());
    assertEquals(1, hdc(1, 1, 2).commonFactor(), "one rate above 1 shares nothing");
    assertEquals(1, hdc(6).commonFactor());
  }

  @Test
  void aRepeatedSawtoothIsJudgedPerGroup() {
    Hdc repeated = hdc(1, 2, 5, 1, 2, 5);
    assertEquals(List.of(List.of(1, 2, 5), List.of(1, 2, 5)), repeated.groups());
    assertEquals(2, repeated.secondDistance());
    assertEquals(List.of(1L, 2L, 5L, 1L, 2L, 5L), repeated.distances());
    assertEquals(
        List.of(List.of(1, 2, 5), List.of(1, 2, 5), List.of(1)), hdc(1, 2, 5, 1, 2, 5, 1).groups());
    // not repeated, or not ascending: one list
    for (List<Integer> one :
        List.of(
            List.of(1, 4, 2),
            List.of(2, 2, 2, 2),
            List.of(1, 2, 5, 1, 2),
            List.of(1, 2, 1, 3),
            List.of(2, 1, 2, 1))) {
      assertEquals(List.of(one), Hdc.of(3, one).groups());
    }
    // as one list, 1 2 5 1 2 5 has M_2 = 5: the same list with a harmless tail
    assertEquals(5, hdc(1, 2, 5, 1, 2, 5, 5).secondDistance());
  }

  @Test
  void aSingleRateIsItsOwnDistance() {
    assertEquals(7, hdc(7).secondDistance());
    assertFalse(hdc(7).passes());
    assertThrows(IllegalArgumentException.class, () -> Hdc.of(3, List.of()));
  }

  @Test
  void publishedGroups() {
    assertTrue(hdc(1, 2, 5, 9).passes());
    assertTrue(gapFree(3, List.of(1, 2, 5, 9)));
    // alone it has holes: it stands behind layers with small rates
    assertFalse(gapFree(3, List.of(5, 9, 17)));
    assertTrue(hdc(1, 2, 4).passes());
  }

  private static void lists(int most, int length, List<Integer> head, Consumer<List<Integer>> to) {
    if (!head.isEmpty()) {
      to.accept(List.copyOf(head));
    }
    for (int r = 1; head.size() < length && r <= most; r++) {
      head.add(r);
      lists(most, length, head, to);
      head.remove(head.size() - 1);
    }
  }

  @Test
  void withAFirstRateOfOneTheRuleNeverPassesAGappedSchedule() {
    for (int taps : new int[] {3, 5}) {
      int[] passed = new int[1];
      lists(
          11,
          4,
          new ArrayList<>(),
          rates -> {
            // The rule's own recursion on the whole list: no sawtooth is split in four rates
            // unless it repeats a pair.
            if (rates.get(0) == 1 && Hdc.of(taps, rates).passes()) {
              passed[0]++;
              assertTrue(gapFree(taps, rates), taps + " " + rates);
            }
          });
      assertTrue(passed[0] > 50);
    }
  }

  @Test
  void theGapTestAgreesWithWalkingTheField() {
    for (int taps = 2; taps <= 5; taps++) {
      int k = taps;
      lists(
          9,
          3,
          new ArrayList<>(),
          rates ->
              assertEquals(
                  Coverage.of(Layer.stack(k, rates)).gapFree(),
                  gapFree(k, rates),
                  k + " " + rates));
    }
  }

  @Test
  void theGapTestAgreesForMixedSizesAndStrides() {
    Random random = new Random(11);
    int[] free = new int[2];
    for (int run = 0; run < 3000; run++) {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(5); i++) {
        layers.add(new Layer(1 + random.nextInt(4), 1 + random.nextInt(5), 1 + random.nextInt(2)));
      }
      boolean exact = Coverage.of(layers).gapFree();
      assertEquals(exact, GapTest.of(layers).gapFree(), layers.toString());
      free[exact ? 1 : 0]++;
    }
    assertTrue(free[0] > 200 && free[1] > 200);
  }

  @Test
  void theGapTestSaysWhy() {
    assertEquals(new GapTest(false, 2, 1), GapTest.of(Layer.stack(3, List.of(2, 2, 2))));
    assertEquals(new GapTest(false, 9, 7), GapTest.of(Layer.stack(3, List.of(9, 1, 2))));
    assertEquals(new GapTest(true, 0, 15), GapTest.of(Layer.stack(3, List.of(1, 2, 4))));
    assertTrue(GapTest.of(Layer.stack(3, List.of(2, 2, 2))).why().contains("2 px"));
    assertTrue(GapTest.of(Layer.stack(3, List.of(1, 2, 9))).why().contains("at most 7 px"));
    assertTrue(GapTest.of(Layer.stack(3, List.of(1, 2))).why().startsWith("Sorted"));
  }

  @Test
  void words() {
    assertEquals(
        "HDC rule: M_2 = 2 is at most the kernel size 3, passes; no common factor.",
        hdc(1, 2, 5).words());
    assertEquals(
        "HDC rule: M_2 = 5 exceeds the kernel size 3, fails; no common factor.",
        hdc(1, 2, 9).words());
    assertTrue(hdc(2, 2, 2).words().endsWith("the rates above 1 share the factor 2."));
    assertTrue(hdc(1, 2, 5, 1, 2, 5).words().contains("per group of 3"));
  }
}
