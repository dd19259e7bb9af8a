package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BorderTest {
  @ParameterizedTest
  @CsvSource({
    "ZERO,      ----abcd----",
    "CONSTANT,  ----abcd----",
    "REPLICATE, aaaaabcddddd",
    "REFLECT,   cdcbabcdcbab",
    "SYMMETRIC, dcbaabcddcba",
    "CIRCULAR,  abcdabcdabcd",
  })
  void readsWhatItsPictureSays(Border border, String picture) {
    StringBuilder read = new StringBuilder();
    for (int i = -4; i < 8; i++) {
      int at = border.map(i, 4);
      read.append(at == Border.OUTSIDE ? '-' : "abcd".charAt(at));
    }
    assertEquals(picture, read.toString());
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void pixelsInsideStandForThemselves(Border border) {
    for (int n : new int[] {1, 2, 3, 7}) {
      for (int i = 0; i < n; i++) {
        assertEquals(i, border.map(i, n));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Border.class,
      names = {"REFLECT", "SYMMETRIC", "CIRCULAR"})
  void foldsRepeatedlyHoweverFarAway(Border border) {
    for (int n = 1; n < 6; n++) {
      long period = border == Border.REFLECT ? Math.max(1, 2L * n - 2) : 2L * n;
      for (int i = -20; i < 20; i++) {
        int near = border.map(i, n);
        assertEquals(near, border.map(i + 1_000_000_007L * period, n));
        assertEquals(near, border.map(i - 1_000_000_007L * period, n));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Border.class,
      names = {"REFLECT", "SYMMETRIC", "REPLICATE"})
  void neighboursStayNeighboursAcrossTheEdge(Border border) {
    for (int n = 2; n < 6; n++) {
      for (int i = -30; i < 30; i++) {
        assertTrue(Math.abs(border.map(i, n) - border.map(i + 1, n)) <= 1);
      }
    }
  }

  @Test
  void mirrorsDifferInWhetherTheEdgeIsRepeated() {
    assertEquals(1, Border.REFLECT.map(-1, 4));
    assertEquals(0, Border.SYMMETRIC.map(-1, 4));
    assertEquals(2, Border.REFLECT.map(4, 4));
    assertEquals(3, Border.SYMMETRIC.map(4, 4));
  }

  @ParameterizedTest
  @EnumSource(
      value = Border.class,
      names = {"REFLECT", "SYMMETRIC", "REPLICATE", "CIRCULAR"})
  void anAxisOfOnePixelMapsToIt(Border border) {
    for (long i : new long[] {-1, 1, 2, -1000, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertEquals(0, border.map(i, 1));
    }
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void extremePositionsStayInRange(Border border) {
    for (long i : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE}) {
      for (int n : new int[] {1, 2, 5, Integer.MAX_VALUE}) {
        int at = border.map(i, n);
        assertTrue(at >= Border.OUTSIDE && at < n);
      }
    }
  }

  @Test
  void onlyZeroAndConstantSupplyAValue() {
    for (Border border : Border.values()) {
      assertEquals(border.map(-1, 3) == Border.OUTSIDE, border.suppliesValue());
    }
    assertFalse(Border.REFLECT.suppliesValue());
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void nearestRunsReadTheSamePixelsCloseBy(Border border) {
    for (int n = 1; n <= 7; n++) {
      for (int span = 1; span <= 9; span++) {
        for (long distance = -60; distance <= 60; distance++) {
          long near = border.nearest(distance, span, n);
          for (int i = 0; i < span; i++) {
            assertEquals(border.map(distance + i, n), border.map(near + i, n));
          }
          assertTrue(near >= -Math.max(2L * n, span), "to the left of " + near);
          assertTrue(near + span - n <= Math.max(2L * n, span), "to the right of " + near);
        }
      }
    }
    assertEquals(
        border.map(Integer.MAX_VALUE * 5L, 7),
        border.map(border.nearest(Integer.MAX_VALUE * 5L, 1, 7), 7));
  }
}
