package io.github.atrousj.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeparabilityTest {
  @ParameterizedTest
  @CsvSource({
    "gaussian-3, 1 2 1, 0.0625 0.125 0.0625, 1",
    "mean-3, 1 1 1, 0.11111111 0.11111111 0.11111111, 1",
    "sobel-x, -1 0 1, 1 2 1, 1",
    "sobel-y, 1 2 1, -1 0 1, 1",
    "scharr-x, -1 0 1, 3 10 3, 1",
    "prewitt-y, 1 1 1, -1 0 1, 1",
    "gaussian-3-3d, 1 2 1, 1 2 1, 0.015625 0.03125 0.015625",
    "identity, 1, 1, 1",
    "diff-row, -1 1, 1, 1"
  })
  void factorsOfTheLibrary(String name, String x, String y, String z) {
    Separated separated = KernelLibrary.find(name).separate().orElseThrow();
    assertEquals(x, Kernel.row(separated.alongX()).text());
    assertEquals(y, Kernel.row(separated.alongY()).text());
    assertEquals(z, Kernel.row(separated.alongZ()).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "laplacian-4",
        "laplacian-8",
        "sharpen",
        "centre-surround",
        "blob",
        "log-1",
        "dog-1",
        "gabor-45",
        "laplacian-6-3d",
        "centre-surround-3d"
      })
  void kernelsOfHigherRankAreNotSeparable(String name) {
    assertFalse(KernelLibrary.find(name).separate().isPresent());
  }

  @Test
  void aOneAxisKernelIsItsOwnFactor() {
    float[] any = {0.1f, -3, 0, 1e-30f, 7e30f};
    float[] one = {1};
    assertFactors(any, one, one, Kernel.volume(5, 1, 1, any));
    assertFactors(one, any, one, Kernel.volume(1, 5, 1, any));
    assertFactors(one, one, any, Kernel.volume(1, 1, 5, any));
    assertFactors(new float[] {-0.3f}, one, one, Kernel.row(-0.3f));
  }

  @Test
  void aKernelOfZerosIsSeparable() {
    Kernel zeros = Kernel.volume(2, 3, 2, new float[12]);
    assertReproduces(zeros, zeros.separate().orElseThrow());
  }

  @Test
  void outerProductsOfAnyFactorsAreFoundExactly() {
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      boolean flat = random.nextBoolean();
      float[] x = factors(random, 1 + random.nextInt(5), 12);
      float[] y = factors(random, 1 + random.nextInt(5), flat ? 12 : 6);
      float[] z = factors(random, flat ? 1 : 1 + random.nextInt(4), flat ? 0 : 6);
      float[] weights = new float[x.length * y.length * z.length];
      int n = 0;
      for (float c : z) {
        for (float b : y) {
          for (float a : x) {
            weights[n] = a * b * c;
            assertEquals((double) a * b * c, weights[n++]);
          }
        }
      }
      Kernel kernel = Kernel.volume(x.length, y.length, z.length, weights);
      assertReproduces(kernel, kernel.separate().orElseThrow());
    }
  }

  @Test
  void aKernelOneRoundingAwayIsNotSeparable() {
    Random random = new Random(6);
    for (int i = 0; i < 2000; i++) {
      float[] weights = KernelLibrary.find("gaussian-5").weights();
      int changed = random.nextInt(weights.length);
      weights[changed] =
          random.nextBoolean() ? Math.nextUp(weights[changed]) : Math.nextDown(weights[changed]);
      assertFalse(Kernel.of(5, 5, weights).separate().isPresent());
    }
  }

  @Test
  void oneMissingWeightBreaksTheProduct() {
    assertFalse(Kernel.of(2, 2, 1f, 1, 1, 0).separate().isPresent());
    assertFalse(Kernel.of(2, 2, 0f, 1, 1, 1).separate().isPresent());
    assertFalse(Kernel.of(2, 2, 0f, 1, 1, 0).separate().isPresent());
    assertFalse(Kernel.volume(2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0).separate().isPresent());
    assertTrue(Kernel.of(2, 2, 0f, 1, 0, 1).separate().isPresent());
  }

  @Test
  void randomWeightsAreNotSeparable() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      int w = 2 + random.nextInt(4);
      int h = 2 + random.nextInt(4);
      float[] weights = new float[w * h];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = random.nextFloat() - 0.5f;
      }
      assertFalse(Kernel.of(w, h, weights).separate().isPresent());
    }
  }

  @Test
  void roundedProductsAreNotSeparable() {
    float[] g = {0.0545f, 0.2442f, 0.4026f, 0.2442f, 0.0545f};
    float[] weights = new float[25];
    for (int i = 0; i < 25; i++) {
      weights[i] = g[i / 5] * g[i % 5];
    }
    assertFalse(Kernel.of(5, 5, weights).separate().isPresent());
  }

  @Test
  void extremeExponentsAreFoundOrRefusedButNeverWrong() {
    Random random = new Random(8);
    int found = 0;
    for (int i = 0; i < 5000; i++) {
      float[] weights = new float[8];
      int base = random.nextInt(270) - 149;
      int dx = random.nextInt(40) - 20;
      int dy = random.nextInt(40) - 20;
      int dz = random.nextInt(40) - 20;
      for (int j = 0; j < 8; j++) {
        int exponent = base + dx * (j & 1) + dy * (j >> 1 & 1) + dz * (j >> 2);
        weights[j] = Math.scalb(1f, Math.max(-149, Math.min(127, exponent)));
      }
      Kernel kernel = Kernel.volume(2, 2, 2, weights);
      if (kernel.separate().isPresent()) {
        assertReproduces(kernel, kernel.separate().get());
        found++;
      }
    }
    assertTrue(found > 3000, found + " found");
  }

  @Test
  void weightsThatSpanTooMuchCountAsNotSeparable() {
    float least = Float.MIN_VALUE;
    float most = 0x1p100f;
    assertFalse(Kernel.of(2, 2, least, most, least, most).separate().isPresent());
  }

  /** Whole numbers of at most that many bits times powers of two, some zero, not all. */
  private static float[] factors(Random random, int n, int bits) {
    float[] factors = new float[n];
    for (int i = 0; i < n; i++) {
      int whole = random.nextInt(2 << bits) - (1 << bits);
      factors[i] = random.nextInt(5) == 0 ? 0 : Math.scalb((float) whole, random.nextInt(20) - 10);
    }
    factors[random.nextInt(n)] = bits == 0 ? 0.25f : 3;
    return factors;
  }

  private static void assertFactors(float[] x, float[] y, float[] z, Kernel kernel) {
    Separated separated = kernel.separate().orElseThrow();
    assertArrayEquals(x, separated.alongX());
    assertArrayEquals(y, separated.alongY());
    assertArrayEquals(z, separated.alongZ());
  }

  private static void assertReproduces(Kernel kernel, Separated separated) {
    for (int k = 0; k < kernel.depth(); k++) {
      for (int j = 0; j < kernel.height(); j++) {
        for (int i = 0; i < kernel.width(); i++) {
          BigDecimal product =
              new BigDecimal(separated.alongX()[i])
                  .multiply(new BigDecimal(separated.alongY()[j]))
                  .multiply(new BigDecimal(separated.alongZ()[k]));
          assertEquals(0, product.compareTo(new BigDecimal(kernel.weight(i, j, k))));
        }
      }
    }
  }
}
