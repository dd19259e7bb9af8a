package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposedAxisTest {
  @Test
  void samePadsTheTotalWithItsOddPositionAtTheEnd() {
    assertEquals(
        new TransposedAxis(3, 2, 2, 1, 2, 0), TransposedAxis.resolve(3, 2, 2, Padding.SAME, 0));
    assertEquals(
        new TransposedAxis(3, 2, 2, 2, 2, 1), TransposedAxis.resolve(3, 2, 2, Padding.SAME, 1));
    assertEquals(
        new TransposedAxis(2, 1, 2, 0, 0, 0), TransposedAxis.resolve(2, 1, 2, Padding.SAME, 0));
  }

  @Test
  void sameAddsThePositionsThatAKernelShorterThanTheStrideLacks() {
    assertEquals(
        new TransposedAxis(2, 1, 5, 0, 0, 3), TransposedAxis.resolve(2, 1, 5, Padding.SAME, 0));
    assertEquals(
        new TransposedAxis(2, 1, 5, 0, 0, 3), TransposedAxis.resolve(2, 1, 5, Padding.SAME, 1));
  }

  @Test
  void explicitPadsAreTakenAsTheyAre() {
    Padding pads = Padding.of(2, 1);
    assertEquals(new TransposedAxis(3, 4, 2, 2, 1, 1), TransposedAxis.resolve(3, 4, 2, pads, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 1, 2, 0, 0, 0, 11", // (5 − 1)·2 + 3
    "5, 3, 2, 2, 0, 0, 0, 13", // the kernel reaches over 5
    "5, 3, 2, 2, 1, 2, 0, 10",
    "5, 3, 2, 2, 1, 2, 1, 11",
    "1, 2, 1, 1, 3, 3, 0, 0", // never less than nothing
    "0, 3, 1, 2, 0, 0, 1, 0",
  })
  void outputSize(int n, int taps, int rate, int stride, int b, int a, int extra, int expected) {
    assertEquals(expected, new TransposedAxis(taps, rate, stride, b, a, extra).outputSize(n));
  }

  @Test
  void aTapReachesAnOutputFromThePlaceThatSendsItThere() {
    TransposedAxis a = new TransposedAxis(3, 2, 3, 4, 1, 0);
    boolean[] reached = new boolean[60];
    for (int i = -5; i < 15; i++) {
      for (int t = 0; t < 3; t++) {
        int output = 3 * i + 2 * t - 4;
        assertEquals(i, a.input(output, t));
        if (t == 1 && output >= 0) {
          reached[output] = true;
        }
      }
    }
    for (int p = 0; p < 38; p++) {
      assertEquals(!reached[p], a.input(p, 1) == TransposedAxis.NONE, "output " + p);
    }
  }

  @Test
  void onlyWhatChangesNothingIsUnit() {
    assertTrue(TransposedAxis.UNIT.isUnit());
    assertTrue(new TransposedAxis(1, 7, 1, 0, 0, 0).isUnit(), "one tap has no spacing");
    assertFalse(new TransposedAxis(2, 1, 1, 0, 0, 0).isUnit());
    assertFalse(new TransposedAxis(1, 1, 2, 0, 0, 0).isUnit());
    assertFalse(new TransposedAxis(1, 1, 1, 1, 0, 0).isUnit());
    assertFalse(new TransposedAxis(1, 1, 1, 0, 1, 0).isUnit());
    assertFalse(new TransposedAxis(1, 1, 1, 0, 0, 1).isUnit());
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1, 0", "1, 0, 1, 0", "1, 1, 0, 0", "1, 1, 1, -1"})
  void impossibleGeometryIsRefused(int taps, int rate, int stride, int extra) {
    assertThrows(
        IllegalArgumentException.class, () -> new TransposedAxis(taps, rate, stride, 0, 0, extra));
  }

  @Test
  void aKernelLongerThanAnyImageIsRefused() {
    assertThrows(ArithmeticException.class, () -> new TransposedAxis(65536, 65536, 1, 0, 0, 0));
  }

  @Test
  void thereIsNoCausalPadding() {
    assertThrows(
        IllegalArgumentException.class, () -> TransposedAxis.resolve(3, 1, 2, Padding.CAUSAL, 0));
  }

  @Test
  void aScaleGoesThereAndBack() {
    Axis down = new AxisRule(3, 2, 4, Padding.of(1, 0)).resolve(50);
    AxisScale coarse = AxisScale.IDENTITY.then(down);
    // Output 0 reads columns −1, 1 and 3.
    assertEquals(new AxisScale(4, 1), coarse);
    assertEquals(new AxisScale(8, 5), coarse.then(new Axis(3, 1, 2, 0, 0)));
    // Input 0 adds to outputs −1, 1 and 3: output 0 lies a quarter of its pixel before.
    assertEquals(new AxisScale(1, 0), coarse.then(new TransposedAxis(3, 2, 4, 1, 0, 0)));
  }

  @Test
  void aRuleKeepsWhatIsNotChanged() {
    AxisRule rule = new AxisRule(3, 2, 4, Padding.SAME);
    assertEquals(new AxisRule(3, 5, 4, Padding.SAME), rule.withRate(5));
    assertEquals(new AxisRule(3, 2, 5, Padding.SAME), rule.withStride(5));
    assertEquals(new AxisRule(3, 2, 4, Padding.VALID), rule.withPadding(Padding.VALID));
    assertThrows(IllegalArgumentException.class, () -> rule.withRate(0));
    assertThrows(IllegalArgumentException.class, () -> rule.withStride(0));
    assertThrows(IllegalArgumentException.class, () -> new AxisRule(0, 1, 1, Padding.SAME));
  }
}
