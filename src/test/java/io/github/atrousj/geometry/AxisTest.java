package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource({"1,1,1", "1,100,1", "3,1,3", "3,4,9", "5,8,33", "2,512,513"})
  void effectiveLengthIsRateTimesTapsLessOnePlusOne(int taps, int rate, int effective) {
    assertEquals(effective, Axis.effective(taps, rate));
    assertEquals(effective, new Axis(taps, rate, 1, 0, 0).effective());
  }

  /** Output positions counted one by one: those whose every tap lies in the padded axis. */
  @Test
  void outputSizeCountsThePositionsThatFit() {
    for (int n = 0; n < 12; n++) {
      for (int taps = 1; taps < 5; taps++) {
        for (int rate = 1; rate < 4; rate++) {
          for (int stride = 1; stride < 4; stride++) {
            for (int before = -2; before < 4; before++) {
              for (int after = -2; after < 4; after++) {
                Axis axis = new Axis(taps, rate, stride, before, after);
                int count = 0;
                while (axis.position(count, taps - 1) < n + after
                    && axis.position(count, 0) >= -before) {
                  count++;
                }
                assertEquals(count, axis.outputSize(n), axis + " on " + n);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void sameGivesCeilOfSizeOverStrideWithTheOddPadAtTheEnd() {
    for (int n = 1; n < 40; n++) {
      for (int taps = 1; taps < 6; taps++) {
        for (int rate = 1; rate < 9; rate++) {
          for (int stride = 1; stride < 6; stride++) {
            Axis axis = Axis.resolve(taps, rate, stride, Padding.SAME, n);
            assertEquals((n + stride - 1) / stride, axis.outputSize(n), axis + " on " + n);
            int odd = axis.padAfter() - axis.padBefore();
            assertTrue(odd == 0 || odd == 1, axis.toString());
            assertTrue(axis.padBefore() >= 0);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3,4,1,100, 4,4", // odd effective length: symmetric
    "2,1,1,100, 0,1", // even: the odd one at the end
    "3,1,2,100, 0,1", // out 50: 49·2 + 3 − 100 = 1
    "3,4,2,100, 3,4", // 98 + 9 − 100 = 7
    "1,1,3,100, 0,0", // nothing missing: no pad
  })
  void sameInNumbers(int taps, int rate, int stride, int n, int before, int after) {
    Axis axis = Axis.resolve(taps, rate, stride, Padding.SAME, n);
    assertEquals(before, axis.padBefore());
    assertEquals(after, axis.padAfter());
  }

  @Test
  void causalPutsAllPaddingBefore() {
    Axis axis = Axis.resolve(2, 512, 1, Padding.CAUSAL, 10);
    assertEquals(512, axis.padBefore());
    assertEquals(0, axis.padAfter());
    assertEquals(10, axis.outputSize(10));
    assertEquals(0, axis.position(0, 1), "the last tap of output 0 reads input 0");
  }

  @Test
  void explicitPaddingIsTakenAsGiven() {
    Axis axis = Axis.resolve(3, 2, 1, Padding.of(7, -2), 10);
    assertEquals(7, axis.padBefore());
    assertEquals(-2, axis.padAfter());
    assertEquals(11, axis.outputSize(10));
    assertEquals(0, Axis.resolve(3, 5, 1, Padding.VALID, 10).outputSize(10));
  }

  @Test
  void padsMayBeFarLargerThanTheAxis() {
    Axis axis = Axis.resolve(3, 1_000_000, 1, Padding.SAME, 1);
    assertEquals(1_000_000, axis.padBefore());
    assertEquals(1, axis.outputSize(1));
    assertEquals(-1_000_000, axis.position(0, 0));
    assertEquals(0, axis.position(0, 1));
  }

  @Test
  void positionsDoNotOverflow() {
    Axis axis = new Axis(2, Integer.MAX_VALUE - 1, 1024, 0, 0);
    long expected = 1024L * Integer.MAX_VALUE + Integer.MAX_VALUE - 1;
    assertEquals(expected, axis.position(Integer.MAX_VALUE, 1));
  }

  @Test
  void lengthsThatLeaveTheRangeOfIntAreRefused() {
    assertEquals(Integer.MAX_VALUE, new Axis(2, Integer.MAX_VALUE - 1, 1, 0, 0).effective());
    assertThrows(ArithmeticException.class, () -> new Axis(2, Integer.MAX_VALUE, 1, 0, 0));
    assertThrows(ArithmeticException.class, () -> new Axis(3, 1 << 30, 1, 0, 0));
    Axis padded = new Axis(1, 1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThrows(ArithmeticException.class, () -> padded.outputSize(1));
  }

  @Test
  void nonPositiveNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Axis(0, 1, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Axis(1, 0, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Axis(1, 1, 0, 0, 0));
  }

  @Test
  void unitMeansTheInputAtTheSamePlace() {
    assertTrue(Axis.UNIT.isUnit());
    assertTrue(new Axis(1, 9, 1, 0, 0).isUnit());
    assertFalse(new Axis(3, 1, 1, 1, 1).isUnit());
    assertFalse(new Axis(1, 1, 2, 0, 0).isUnit());
    assertFalse(new Axis(1, 1, 1, 1, 0).isUnit());
    assertFalse(new Axis(1, 1, 1, 0, 1).isUnit());
  }

  @Test
  void paddingNamesItself() {
    assertEquals("same", Padding.SAME.toString());
    assertEquals("causal", Padding.CAUSAL.toString());
    assertEquals("valid", Padding.VALID.toString());
    assertEquals("valid", Padding.of(0, 0).toString());
    assertEquals("1,2", Padding.of(1, 2).toString());
    assertEquals("0,2", Padding.of(0, 2).toString());
  }
}
