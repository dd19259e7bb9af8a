package io.github.atrousj.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
  @Test
  void weightsAreStoredXFastest() {
    Kernel kernel = Kernel.volume(3, 2, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertEquals(5, kernel.weight(2, 1, 0));
    assertEquals(7, kernel.weight(1, 0, 1));
    assertEquals(66, kernel.sum());
  }

  @Test
  void aKernelDoesNotChangeWithTheArraysGivenOrReturned() {
    float[] weights = {1, 2};
    Kernel kernel = Kernel.row(weights);
    weights[0] = 9;
    kernel.weights()[1] = 9;
    assertEquals(Kernel.row(1, 2), kernel);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsAreFinite(float bad) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Kernel.of(2, 2, 1f, 2, bad, 4));
    assertEquals("kernel: weight 3 is " + bad + "; weights are finite numbers", e.getMessage());
  }

  @Test
  void sizesMustMatchTheWeights() {
    assertThrows(IllegalArgumentException.class, () -> Kernel.of(2, 2, 1f, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> Kernel.of(0, 2));
    assertThrows(IllegalArgumentException.class, Kernel::row);
  }

  @Test
  void negativeZeroIsZero() {
    assertEquals(Kernel.row(0, 1), Kernel.row(-0f, 1));
    assertEquals("0 1", Kernel.row(-0f, 1).text());
  }

  @Test
  void normalizedWeightsAreRoundedOnce() {
    assertEquals(Kernel.row(1 / 10f, 2 / 10f, 7 / 10f), Kernel.row(1, 2, 7).normalized());
    float[] ones = new float[49];
    Arrays.fill(ones, 1);
    assertEquals(1 / 49f, Kernel.of(7, 7, ones).normalized().weight(3, 3, 0));
  }

  @Test
  void aKernelOfSumZeroIsNotNormalized() {
    Kernel zeroSum = Kernel.row(1, -2, 1);
    assertSame(zeroSum, zeroSum.normalized());
    Kernel zeroSumButForRounding = Kernel.row(0.1f, 0.2f, -0.3f);
    assertNotEquals(0, zeroSumButForRounding.sum());
    assertSame(zeroSumButForRounding, zeroSumButForRounding.normalized());
  }

  @Test
  void aSmallSumIsStillASum() {
    assertEquals(Kernel.row(-1023, 1024), Kernel.row(-1023, 1024).normalized());
    assertEquals(Kernel.row(-1023, 1024), Kernel.row(-1023 / 1024f, 1).normalized());
    assertEquals(Kernel.row(0.5f, 0.5f), Kernel.row(1e-30f, 1e-30f).normalized());
  }

  @Test
  void transposedExchangesXAndYInEveryPlane() {
    assertEquals(
        Kernel.volume(2, 3, 2, 1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12),
        Kernel.volume(3, 2, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).transposed());
  }

  @Test
  void equalKernelsHaveEqualSizesAndWeights() {
    assertNotEquals(Kernel.of(2, 3, new float[6]), Kernel.of(3, 2, new float[6]));
    assertEquals(Kernel.row(1, 2).hashCode(), Kernel.row(1, 2).hashCode());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0625, 0.0625",
    "0.11111111, 0.11111111",
    "1000000, 1000000",
    "123456.7, 123456.7",
    "16777216, 1.6777216e7",
    "1e10, 1e10",
    "0.0001, 0.0001",
    "0.00001, 1e-5",
    "2.0E-3, 0.002",
    "-1.5e-7, -1.5e-7",
    "2e-45, 1e-45",
    "3.4028235e38, 3.4028235e38"
  })
  void numbersHaveAsFewDigitsAsIdentifyThem(String number, String text) {
    assertEquals(text, Kernel.row(Float.parseFloat(number)).text());
  }

  @Test
  void textSplitsRowsAndPlanes() {
    assertEquals(
        "1 2; 3 4; 5 6 / 7 8; 9 10; 11 12",
        Kernel.volume(2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).text());
  }

  @Test
  void textMakesTheIdenticalKernelAgain() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      int w = 1 + random.nextInt(4);
      int h = 1 + random.nextInt(4);
      int d = 1 + random.nextInt(3);
      float[] weights = new float[w * h * d];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = anyFloat(random);
      }
      Kernel kernel = Kernel.volume(w, h, d, weights);
      String text = kernel.text();
      assertEquals(kernel, KernelText.parse(text, KernelText.Images.NONE), text);
      assertEquals(text, KernelText.parse(text, KernelText.Images.NONE).text());
    }
  }

  /** Any finite float, of any magnitude, or a short decimal. */
  private static float anyFloat(Random random) {
    if (random.nextInt(4) == 0) {
      return (random.nextInt(2001) - 1000) / 100f;
    }
    float any = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(any) ? any : 0;
  }
}
