package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.RowSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExactSumTest {
  private record Kind(String name, DoubleSupplier value) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Random RANDOM = new Random(10);

  private static float ofExponents(int least, int most) {
    int exponent = least + RANDOM.nextInt(most - least + 1);
    int sign = RANDOM.nextInt() & 0x80000000;
    return Float.intBitsToFloat(sign | exponent << 23 | RANDOM.nextInt(1 << 23));
  }

  /** The largest of an exponent: all its digits are set. */
  private static float odd(int exponent) {
    return Float.intBitsToFloat(exponent << 23 | 0x7fffff);
  }

  /** Stretches whose sum one double holds, two doubles, none; and what is at the edge of each. */
  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind("8 bit", () -> RANDOM.nextInt(256)),
        new Kind("16 bit", () -> RANDOM.nextInt(65536)),
        new Kind("normal", RANDOM::nextGaussian),
        new Kind("largest", () -> Float.MAX_VALUE),
        new Kind("least", () -> Float.MIN_VALUE),
        new Kind("subnormal", () -> ofExponents(0, 0)),
        new Kind("around normal", () -> ofExponents(0, 2)),
        new Kind("20 exponents", () -> ofExponents(100, 119)),
        new Kind("21 exponents", () -> ofExponents(99, 119)),
        new Kind("20 exponents and 0", () -> RANDOM.nextInt(9) == 0 ? 0 : ofExponents(100, 119)),
        new Kind("64 exponents", () -> ofExponents(100, 163)),
        new Kind("65 exponents", () -> ofExponents(99, 163)),
        new Kind("64 exponents and 0", () -> RANDOM.nextInt(9) == 0 ? 0 : ofExponents(100, 163)),
        new Kind("low 64 exponents", () -> ofExponents(0, 63)),
        new Kind("high 64 exponents", () -> ofExponents(188, 251)),
        new Kind("highest", () -> ofExponents(240, 254)),
        new Kind("just too far for one", () -> RANDOM.nextInt(9) == 0 ? odd(100) : odd(123)),
        new Kind(
            "just too far for two",
            () -> RANDOM.nextInt(9) == 0 ? odd(100) : odd(RANDOM.nextInt(3) == 0 ? 167 : 147)),
        new Kind("all exponents", () -> ofExponents(0, 254)),
        new Kind("sparse", () -> RANDOM.nextInt(50) == 0 ? ofExponents(0, 254) : 0),
        new Kind("negative zero", () -> -0f),
        new Kind("full digits", () -> Math.scalb(16777215.0, RANDOM.nextInt(41))));
  }

  private static float[] values(Kind kind, int n) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) kind.value().getAsDouble();
    }
    return v;
  }

  private static ExactSum of(float... v) {
    ExactSum sum = new ExactSum();
    sum.add(RowSum.create(), v, 0, v.length);
    return sum;
  }

  /** The nearest float, found by comparing exact distances. */
  private static float oracle(float[] v, long count) {
    BigDecimal sum = BigDecimal.ZERO;
    for (float x : v) {
      sum = sum.add(new BigDecimal(x));
    }
    BigDecimal divisor = BigDecimal.valueOf(count);
    float near = sum.divide(divisor, new MathContext(400)).floatValue();
    if (Float.isInfinite(near)) {
      return near;
    }
    float best = near;
    for (float f : new float[] {Math.nextDown(near), Math.nextUp(near)}) {
      int c = distance(f, sum, divisor).compareTo(distance(best, sum, divisor));
      boolean even = (Float.floatToRawIntBits(f) & 1) == 0;
      best = c < 0 || c == 0 && even ? f : best;
    }
    return sum.signum() < 0 && best == 0 ? -0f : best;
  }

  private static BigDecimal distance(float f, BigDecimal sum, BigDecimal divisor) {
    return Float.isInfinite(f)
        ? BigDecimal.TEN.pow(400)
        : new BigDecimal(f).multiply(divisor).subtract(sum).abs();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isTheNearestFloatOfTheExactQuotient(Kind kind) {
    for (int n : new int[] {1, 2, 3, 5, 64, 1023, 1024, 1025, 5000}) {
      float[] v = values(kind, n);
      for (long count : new long[] {1, n, 3, 1L << 40, (1L << 53) - 1}) {
        String what = kind + " " + n + " / " + count;
        assertBits(oracle(v, count), of(v).dividedBy(count), what);
      }
    }
  }

  private static void assertBits(float expected, float got, String what) {
    assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(got), what);
  }

  /** No digit is lost, also of those that a rounded mean does not show. */
  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsTakenAwayAgainLeavesNothing(Kind kind) {
    float[] v = values(kind, 5000);
    ExactSum sum = of(v);
    for (float x : v) {
      sum.add(RowSum.create(), new float[] {-x}, 0, 1);
    }
    double[] numbers = new double[ExactSum.NUMBERS];
    sum.numbers(numbers, 0);
    assertEquals(0, Arrays.stream(numbers).map(Math::abs).sum());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void orderAndPartsDoNotShow(Kind kind) {
    float[] v = values(kind, 3000);
    float expected = of(v).dividedBy(v.length);
    for (int run = 0; run < 20; run++) {
      for (int i = v.length - 1; i > 0; i--) {
        int j = RANDOM.nextInt(i + 1);
        float keep = v[i];
        v[i] = v[j];
        v[j] = keep;
      }
      ExactSum[] parts = Stream.generate(ExactSum::new).limit(4).toArray(ExactSum[]::new);
      int from = 0;
      while (from < v.length) {
        int to = Math.min(v.length, from + 1 + RANDOM.nextInt(run < 10 ? 50 : 2000));
        parts[RANDOM.nextInt(parts.length)].add(RowSum.create(), v, from, to);
        from = to;
      }
      ExactSum all = new ExactSum();
      for (int i = 0; i < parts.length; i++) {
        if (i % 2 == 0) {
          all.add(parts[i]);
        } else {
          double[] numbers = new double[ExactSum.NUMBERS + 3];
          parts[i].numbers(numbers, 3);
          all.addNumbers(numbers, 3);
        }
      }
      assertBits(expected, all.dividedBy(v.length), kind + " run " + run);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, NaN", "Infinity, 1, Infinity", "-Infinity, 1, -Infinity",
    "Infinity, -Infinity, NaN", "NaN, Infinity, NaN", "-Infinity, NaN, NaN",
    "Infinity, Infinity, Infinity",
  })
  void nanAndInfinitiesAddAsTheyDo(float a, float b, float expected) {
    assertEquals(expected, of(a, b, 3).dividedBy(3));
    ExactSum parts = of(a);
    parts.add(of(b));
    double[] numbers = new double[ExactSum.NUMBERS];
    of(3).numbers(numbers, 0);
    parts.addNumbers(numbers, 0);
    assertEquals(expected, parts.dividedBy(3));
  }

  @Test
  void whatCancelsIsGone() {
    float big = Float.MAX_VALUE;
    assertEquals(Float.MIN_VALUE, of(big, Float.MIN_VALUE, big, -big, -big).dividedBy(1));
    assertEquals(-1e-30f, of(1e30f, -1e-30f, -1e30f).dividedBy(1));
    assertBits(0, of(big, -big).dividedBy(7), "zero");
    assertBits(0, of(-0f, -0f).dividedBy(2), "negative zeros, after the 0 that a sum begins with");
  }

  @Test
  void roundsOnceAndHalvesToEven() {
    assertEquals(16777216f, of(16777216f, 1).dividedBy(1));
    assertEquals(16777220f, of(16777218f, 1).dividedBy(1));
    // Just above the half: what decides is 2^-149.
    assertEquals(16777218f, of(16777216f, 1, Float.MIN_VALUE).dividedBy(1));
    assertEquals(0f, of(Float.MIN_VALUE).dividedBy(2));
    assertEquals(Float.MIN_VALUE, of(Float.MIN_VALUE, Float.MIN_VALUE).dividedBy(3));
    assertEquals(Float.MAX_VALUE, of(Float.MAX_VALUE, Float.MAX_VALUE).dividedBy(2));
    assertEquals(Float.POSITIVE_INFINITY, of(Float.MAX_VALUE, Float.MAX_VALUE).dividedBy(1));
  }

  /** As many additions as fill the limbs more than once, doubled rather than made one by one. */
  @Test
  void countsAsManyAsAVolumeHas() {
    ExactSum sum = of(Float.MAX_VALUE, 1, -Float.MIN_VALUE);
    for (int i = 0; i < 60; i++) {
      ExactSum twice = new ExactSum();
      twice.add(sum);
      twice.add(sum);
      sum = twice;
    }
    BigDecimal exact =
        new BigDecimal(Float.MAX_VALUE)
            .add(BigDecimal.ONE)
            .subtract(new BigDecimal(Float.MIN_VALUE))
            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(60)));
    long count = Long.MAX_VALUE;
    assertEquals(
        exact.divide(BigDecimal.valueOf(count), 60, RoundingMode.HALF_EVEN).floatValue(),
        sum.dividedBy(count));
  }

  @Test
  void carriesBeforeALimbIsFull() {
    // 2^31 additions of the largest digits would fill a limb without a carry.
    ExactSum sum = new ExactSum();
    float[] one = {-0x1.fffffep127f};
    double[] numbers = new double[ExactSum.NUMBERS];
    Arrays.fill(numbers, 0, ExactSum.NUMBERS - 2, 0xffffffffL);
    for (int i = 0; i < 1 << 30; i++) {
      sum.addNumbers(numbers, 0);
    }
    for (int i = 0; i < 10; i++) {
      sum.addNumbers(numbers, 0);
    }
    assertTrue(sum.dividedBy(Long.MAX_VALUE) > 0);
    sum.add(RowSum.create(), one, 0, 1);
    BigInteger all =
        BigInteger.ONE
            .shiftLeft(320)
            .subtract(BigInteger.ONE)
            .multiply(BigInteger.valueOf((1 << 30) + 10));
    BigDecimal unit = new BigDecimal(Float.MIN_VALUE);
    BigDecimal exact = new BigDecimal(all).multiply(unit).add(new BigDecimal(one[0]));
    assertEquals(
        exact.divide(BigDecimal.valueOf(Long.MAX_VALUE), 60, RoundingMode.HALF_EVEN).floatValue(),
        sum.dividedBy(Long.MAX_VALUE));
  }
}
