package io.github.atrousj.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LowRankTest {
  private final Random rnd = new Random(3);

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 9, 11, 15, 21, 31})
  void aGaussianOfRoundedProductsIsOneTerm(int size) {
    Kernel k = Sums.gaussian(size, 1);
    assertFalse(k.separate().isPresent());
    assertEquals(1, k.lowRank().size());
    // Nothing but rounding is lost: of two factors and of the weight.
    assertTrue(error(k, k.lowRank()) < 0x1p-23, () -> "error " + error(k, k.lowRank()));
    Kernel deep = Sums.gaussian(size, 3);
    assertEquals(1, deep.lowRank().size());
    assertTrue(error(deep, deep.lowRank()) < 0x1p-22);
  }

  @Test
  void randomKernelsAreSumsOfAsManyTermsAsTheyWereMadeOf() {
    for (int i = 0; i < 2000; i++) {
      int rank = 1 + rnd.nextInt(8);
      Kernel k = Sums.random(rnd, rank, rank + 1 + rnd.nextInt(15), rank + 1 + rnd.nextInt(15), 1);
      assertServes(k, rank);
    }
  }

  @Test
  void volumesAreSplitAlongXAndThenPlaneByPlane() {
    for (int i = 0; i < 500; i++) {
      int rank = 1 + rnd.nextInt(3);
      Kernel k = Sums.random(rnd, rank, 4 + rnd.nextInt(4), 4 + rnd.nextInt(4), 4);
      assertServes(k, rank * rank);
      List<Separated> terms = k.lowRank();
      for (int r = 1; r < terms.size(); r++) {
        boolean same = same(terms.get(r - 1), terms.get(r));
        assertEquals(r % rank != 0, same, "factors along x of terms " + (r - 1) + " and " + r);
      }
    }
  }

  @Test
  void anyAxisMayBeOfOneTap() {
    for (int[] size : new int[][] {{1, 9, 8}, {9, 1, 8}, {9, 8, 1}}) {
      assertServes(Sums.random(rnd, 2, size[0], size[1], size[2]), 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "log-0.5, 2", "log-1, 2", "log-1.5, 2", "log-2, 2", "log-4.3, 2", "log-16, 2", "dog-0.5, 2",
    "dog-1, 2", "dog-1.5, 2", "dog-2.2, 2", "dog-16, 2", "gabor-0, 1", "gabor-45, 3", "gabor-30, 3"
  })
  void bandPassKernelsOfTheLibrary(String name, int terms) {
    assertServes(KernelLibrary.find(name), terms);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1, 1e30})
  void theSizeOfTheWeightsDoesNotMatter(double scale) {
    assertServes(Sums.random(rnd, 2, 9, 7, 1).scaled(scale), 2);
  }

  @Test
  void kernelsOfShortWeightsAreLeftAlone() {
    // Rank 2, whole numbers to 4095 and then to 4097, times a power of two.
    float[] w = new float[15 * 15];
    for (int last : new int[] {4095, 4097}) {
      for (int i = 0; i < w.length; i++) {
        boolean end = i % 15 == 14 && i / 15 == 14;
        w[i] = (end ? last : 1 + (i % 15) * (i / 15)) / 8f;
      }
      assertEquals(last == 4095 ? 0 : 3, Kernel.of(15, 15, w).lowRank().size());
    }
  }

  @Test
  void zerosThatAreWholeLinesStayZeros() {
    Kernel k = Sums.random(rnd, 3, 9, 9, 1);
    float[] w = k.weights();
    for (int i = 0; i < 9; i++) {
      w[i * 9 + 4] = 0;
      w[2 * 9 + i] = 0;
    }
    assertServes(Kernel.of(9, 9, w), 3);
  }

  @Test
  void otherZerosAreNotRead() {
    for (int i = 0; i < 20; i++) {
      float[] w = Sums.gaussian(9, 1).weights();
      w[rnd.nextInt(w.length)] = 0;
      assertEquals(List.of(), Kernel.of(9, 9, w).lowRank());
    }
  }

  @Test
  void kernelsOfFullRankHaveNoTerms() {
    for (int i = 0; i < 50; i++) {
      assertEquals(List.of(), Sums.random(rnd, 20, 12, 12, 1).lowRank());
    }
    assertEquals(List.of(), Kernel.of(3, 3, new float[9]).lowRank());
  }

  /** Rows of a Hadamard matrix: their products cancel to a quarter at most places. */
  @Test
  void termsThatCancelAreRefused() {
    double[] even = new double[32 * 32];
    double[] uneven = new double[32 * 32];
    for (int i = 0; i < even.length; i++) {
      for (int r = 0; r < 8; r++) {
        int sign = Integer.bitCount(r & (i % 32 ^ i / 32)) % 2 == 0 ? 1 : -1;
        even[i] += sign * Math.pow(1.25, r) / 3;
        uneven[i] += sign * Math.pow(1.5, r) / 3;
      }
    }
    assertEquals(List.of(), Sums.rounded(32, 32, 1, even).lowRank());
    assertServes(Sums.rounded(32, 32, 1, uneven), 8);
  }

  private static void assertServes(Kernel k, int count) {
    List<Separated> terms = k.lowRank();
    assertEquals(count, terms.size(), k + " " + k.text());
    assertTrue(error(k, terms) <= 0x1p-19, () -> "error " + error(k, terms) + " of " + k.text());
    double growth = 0;
    for (Separated s : terms) {
      assertTrue(sum(s.alongX()) <= 1 + 1e-6, "a pass along x makes values larger");
      growth += sum(s.alongX()) * sum(s.alongY()) * sum(s.alongZ());
    }
    assertTrue(growth <= 4 * sum(k.weights()), "terms cancel");
    boolean[] read = new boolean[k.size()];
    boolean[] nonZero = new boolean[k.size()];
    for (int i = 0; i < read.length; i++) {
      nonZero[i] = k.weights()[i] != 0;
      for (Separated s : terms) {
        float[] x = s.alongX();
        float[] y = s.alongY();
        int rest = i / x.length;
        read[i] |=
            x[i % x.length] != 0 && y[rest % y.length] != 0 && s.alongZ()[rest / y.length] != 0;
      }
    }
    assertArrayEquals(nonZero, read, "taps that are read");
  }

  private static boolean same(Separated a, Separated b) {
    return Kernel.row(a.alongX()).equals(Kernel.row(b.alongX()));
  }

  /** Σ|w − Σ u·v·t| / Σ|w|. */
  private static double error(Kernel k, List<Separated> terms) {
    double error = 0;
    for (int z = 0; z < k.depth(); z++) {
      for (int y = 0; y < k.height(); y++) {
        for (int x = 0; x < k.width(); x++) {
          double rest = k.weight(x, y, z);
          for (Separated s : terms) {
            rest -= (double) s.alongX()[x] * s.alongY()[y] * s.alongZ()[z];
          }
          error += Math.abs(rest);
        }
      }
    }
    return error / sum(k.weights());
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += Math.abs((double) v);
    }
    return sum;
  }
}
