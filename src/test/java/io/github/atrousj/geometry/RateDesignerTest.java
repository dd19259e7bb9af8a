package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RateDesignerTest {
  @Test
  void suggestionsByHand() {
    assertEquals("1,2,3", RateDesigner.suggest(13, 3).text());
    assertEquals("1", RateDesigner.suggest(2, 3).text());
    assertEquals("1", RateDesigner.suggest(3, 3).text());
    assertEquals("1,3", RateDesigner.suggest(9, 3).text());
    assertEquals("1,3,9", RateDesigner.suggest(27, 3).text());
    assertEquals("1,2,4,8,16,32,64,128,256,512", RateDesigner.suggest(1024, 2).text());
    assertEquals(15, RateDesigner.suggest(14, 3).field());
  }

  /** Every list of rates with the smallest sum that gives the field, in any order. */
  private static void all(int taps, int sum, int layers, List<Integer> head, List<Schedule> out) {
    if (layers == 0) {
      Schedule s = Schedule.of(taps, head);
      if (sum == 0 && s.gapFree()) {
        out.add(s);
      }
      return;
    }
    int from = head.isEmpty() ? 1 : head.get(head.size() - 1);
    for (int r = from; r <= sum; r++) {
      head.add(r);
      all(taps, sum - r, layers - 1, head, out);
      head.remove(head.size() - 1);
    }
  }

  @Test
  void nothingIsMissedAndTheRankingHolds() {
    for (int taps = 2; taps <= 5; taps++) {
      for (int field = 2; field <= 26; field++) {
        int sum = (field - 1 + taps - 2) / (taps - 1);
        List<Schedule> expected = new ArrayList<>();
        for (int layers = 1; layers <= 5; layers++) {
          all(taps, sum, layers, new ArrayList<>(), expected);
        }
        expected.sort(Schedule.RANKING);
        RateDesigner.Design design = RateDesigner.design(field, taps, 5, 1000);
        assertTrue(design.exhaustive());
        assertEquals(
            expected.stream().map(Schedule::rates).collect(Collectors.toList()),
            design.schedules().stream().map(Schedule::rates).collect(Collectors.toList()),
            taps + " taps, field " + field);
      }
    }
  }

  @Test
  void everyFieldHasAScheduleOfTheFewestLayers() {
    for (int taps = 2; taps <= 4; taps++) {
      for (int field = 2; field <= 260; field += 3) {
        Schedule s = RateDesigner.suggest(field, taps);
        assertTrue(s.gapFree());
        assertTrue(s.field() >= field && s.field() < field + taps - 1);
        double reach = Math.pow(taps, s.rates().size() - 1);
        assertTrue(s.rates().size() == 1 || reach < field, "one layer fewer would not do");
      }
    }
  }

  @Test
  void deepSearchesSayThatTheyAreNotExhaustive() {
    RateDesigner.Design design = RateDesigner.design(801, 3, 7, 5);
    assertFalse(design.exhaustive());
    assertEquals(7, design.best().rates().size());
    assertEquals(801, design.best().field());
    assertTrue(design.schedules().stream().allMatch(Schedule::gapFree));
    assertEquals(1, design.best().evenness(), design.best().text());
  }

  @Test
  void theLongestFieldIsDesigned() {
    Schedule best = RateDesigner.suggest(RateDesigner.MAX_FIELD, 3);
    assertTrue(best.gapFree());
    assertTrue(best.field() >= RateDesigner.MAX_FIELD);
    assertTrue(best.rates().stream().allMatch(r -> r <= RateDesigner.MAX_RATE));
  }

  @Test
  void keepLimitsEachDepth() {
    RateDesigner.Design design = RateDesigner.design(21, 3, 5, 2);
    for (int layers = 3; layers <= 5; layers++) {
      int n = layers;
      assertEquals(2, design.schedules().stream().filter(s -> s.rates().size() == n).count());
    }
  }

  @Test
  void depthStopsWhereRatesWouldFallBelowOne() {
    RateDesigner.Design design = RateDesigner.design(5, 3, 8, 10);
    assertEquals(List.of("1,1"), design.schedules().stream().map(Schedule::text).toList());
  }

  @Test
  void largestFieldOfADepth() {
    assertEquals(3, RateDesigner.largestField(3, 1));
    assertEquals(81, RateDesigner.largestField(3, 4));
    assertEquals(1024, RateDesigner.largestField(2, 10));
    assertEquals(4, RateDesigner.fewestLayers(28, 3));
    assertEquals(3, RateDesigner.fewestLayers(27, 3));
  }

  @Test
  void impossibleWishesAreRefusedInOneLine() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RateDesigner.design(100, 3, 4, 5))
            .getMessage();
    assertEquals(
        "layers=4: without gaps, a field of 100 px needs 5 layers of size 3 (4 reach at most"
            + " 81 px)",
        message);
    assertThrows(IllegalArgumentException.class, () -> RateDesigner.design(1, 3, 4, 5));
    assertThrows(IllegalArgumentException.class, () -> RateDesigner.design(9, 1, 4, 5));
    assertThrows(IllegalArgumentException.class, () -> RateDesigner.design(9, 3, 0, 5));
    assertThrows(IllegalArgumentException.class, () -> RateDesigner.suggest(1, 3));
    assertThrows(IllegalArgumentException.class, () -> RateDesigner.suggest(5, 1));
  }

  private static RateRepair.Repair repair(Integer... rates) {
    return RateRepair.repair(3, List.of(rates));
  }

  @Test
  void repairsByHand() {
    RateRepair.Repair r = repair(2, 2, 2);
    assertEquals("1,2,3", r.after().text());
    assertEquals(2, r.changed());
    assertEquals(2, r.totalChange());
    assertTrue(r.fieldKept() && r.exhaustive() && r.after().gapFree());
    assertEquals("2,2,2", r.before().text());

    RateRepair.Repair nine = repair(1, 2, 9);
    assertEquals("1,3,9", nine.after().text());
    assertEquals(1, nine.changed());
    assertEquals(1, nine.totalChange());
  }

  @Test
  void aListWithoutHolesIsLeftAlone() {
    RateRepair.Repair r = repair(1, 4, 2);
    assertEquals(List.of(1, 4, 2), r.after().rates());
    assertEquals(0, r.changed());
    assertEquals(0, r.totalChange());
  }

  @Test
  void aFieldThatThisDepthCannotKeepIsSaidToShrink() {
    RateRepair.Repair r = repair(4, 4, 8);
    assertFalse(r.fieldKept());
    assertTrue(r.after().gapFree());
    assertEquals(2, r.changed());
    assertEquals(4, r.totalChange());
    assertEquals("1", repair(5).after().text());
  }

  /** The smallest change found by trying every list. */
  private static long[] smallest(int taps, List<Integer> rates, boolean keep) {
    int n = rates.size();
    int most = rates.stream().mapToInt(r -> r).sum() + 4;
    int sum = rates.stream().mapToInt(r -> r).sum();
    long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
    int[] v = new int[n];
    long total = (long) Math.pow(most, n);
    for (long code = 0; code < total; code++) {
      long c = code;
      int changed = 0;
      long change = 0;
      int s = 0;
      List<Integer> list = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        v[i] = 1 + (int) (c % most);
        c /= most;
        list.add(v[i]);
        s += v[i];
        changed += v[i] != rates.get(i) ? 1 : 0;
        change += Math.abs(v[i] - rates.get(i));
      }
      boolean better = changed < best[0] || changed == best[0] && change < best[1];
      if (better && (!keep || s >= sum) && GapTest.of(Layer.stack(taps, list)).gapFree()) {
        best = new long[] {changed, change};
      }
    }
    return best;
  }

  @Test
  void noSmallerRepairExists() {
    for (int taps = 2; taps <= 4; taps++) {
      for (int a = 1; a <= 6; a++) {
        for (int b = 1; b <= 6; b++) {
          for (int c = 1; c <= 9; c += 2) {
            List<Integer> rates = List.of(a, b, c);
            RateRepair.Repair r = RateRepair.repair(taps, rates);
            assertTrue(r.after().gapFree() && r.exhaustive());
            if (r.changed() > 0) {
              if (r.fieldKept()) {
                assertTrue(r.after().field() >= r.before().field());
              }
              long[] best = smallest(taps, rates, r.fieldKept());
              assertEquals(best[0], r.changed(), taps + " " + rates + " -> " + r.after());
              assertEquals(best[1], r.totalChange(), taps + " " + rates + " -> " + r.after());
            }
          }
        }
      }
    }
  }

  @Test
  void longListsOfLargeRatesAreRepairedToo() {
    RateRepair.Repair r =
        RateRepair.repair(3, List.of(64, 128, 256, 512, 1024, 2048, 4096, 8192, 2, 2, 2, 2));
    assertTrue(r.after().gapFree());
    assertTrue(r.after().field() >= r.before().field());
    RateRepair.Repair s =
        RateRepair.repair(3, List.of(8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8));
    assertTrue(s.after().gapFree());
    assertTrue(s.after().field() >= s.before().field());
  }

  @Test
  void repairRefusesWhatItCannotJudge() {
    assertThrows(IllegalArgumentException.class, () -> RateRepair.repair(1, List.of(2)));
    assertThrows(IllegalArgumentException.class, () -> RateRepair.repair(3, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> RateRepair.repair(3, Collections.nCopies(17, 2)));
  }
}
