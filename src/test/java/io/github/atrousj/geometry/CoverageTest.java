package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static Coverage of(Integer... rates) {
    return Coverage.of(Layer.stack(3, List.of(rates)));
  }

  private static double[] counts(Coverage c) {
    double[] out = new double[c.field()];
    for (int i = 0; i < out.length; i++) {
      out[i] = c.count(i);
    }
    return out;
  }

  /** Walks every path from output position 0 down to the input. */
  private static void walk(List<Layer> layers, int layer, long position, double[] counts) {
    if (layer < 0) {
      counts[(int) position]++;
      return;
    }
    Layer l = layers.get(layer);
    for (int t = 0; t < l.taps(); t++) {
      walk(layers, layer - 1, position * l.stride() + (long) t * l.rate(), counts);
    }
  }

  @Test
  void countsAreThoseOfWalkingEveryPath() {
    Random random = new Random(5);
    for (int run = 0; run < 300; run++) {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        layers.add(new Layer(1 + random.nextInt(4), 1 + random.nextInt(6), 1 + random.nextInt(3)));
      }
      Coverage c = Coverage.of(layers);
      double[] expected = new double[c.field()];
      walk(layers, layers.size() - 1, 0, expected);
      assertArrayEquals(expected, counts(c), layers.toString());
      assertArrayEquals(expected, counts(Coverage.ofEach(layers).get(layers.size() - 1)));
      int reached = 0;
      double sum = 0;
      double mean = 0;
      double square = 0;
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i] > 0, c.reaches(i));
        reached += expected[i] > 0 ? 1 : 0;
        sum += expected[i];
        mean += expected[i] * i;
        square += expected[i] * i * i;
      }
      assertEquals(reached, c.reachedCount());
      assertEquals(expected.length - reached, c.gaps());
      assertEquals(sum, c.paths());
      double variance = square / sum - mean / sum * (mean / sum);
      assertEquals(Math.sqrt(Math.max(0, variance)), c.standardDeviation(), 1e-6);
    }
  }

  @Test
  void coverageAfterEachLayerIsThatOfTheLayersSoFar() {
    List<Layer> layers = Layer.stack(List.of(3, 2, 4), List.of(2, 1, 3), List.of(2, 1, 1));
    List<Coverage> each = Coverage.ofEach(layers);
    assertEquals(3, each.size());
    for (int i = 0; i < 3; i++) {
      Coverage alone = Coverage.of(layers.subList(0, i + 1));
      assertArrayEquals(counts(alone), counts(each.get(i)));
      assertEquals(alone.gaps(), each.get(i).gaps());
      assertEquals(alone.standardDeviation(), each.get(i).standardDeviation());
      assertEquals(alone.receptiveField().jump(), each.get(i).receptiveField().jump());
    }
  }

  @Test
  void twoTwoTwoReachesSevenOfThirteen() {
    Coverage c = of(2, 2, 2);
    assertEquals(13, c.field());
    assertEquals(7, c.reachedCount());
    assertEquals(6, c.gaps());
    assertFalse(c.gapFree());
    assertEquals(49.0 / 169, c.reachedShare(2), 1e-15);
    assertEquals(29.0, Math.round(1000 * c.reachedShare(2)) / 10.0);
    assertEquals(343.0 / 2197, c.reachedShare(3), 1e-15);
  }

  @Test
  void countsByHand() {
    assertArrayEquals(new double[] {1, 3, 6, 7, 6, 3, 1}, counts(of(1, 1, 1)));
    assertArrayEquals(new double[] {1, 0, 2, 0, 3, 0, 2, 0, 1}, counts(of(2, 2)));
    assertArrayEquals(new double[] {1, 1, 2, 2, 3, 3, 3, 3, 3, 2, 2, 1, 1}, counts(of(1, 2, 3)));
    assertArrayEquals(counts(of(1, 2, 3)), counts(of(3, 1, 2)), "order does not matter");
    assertEquals(0, of(1).count(-1));
    assertEquals(0, of(1).count(3));
    assertFalse(of(1).reaches(-1));
    assertFalse(of(1).reaches(3));
  }

  @Test
  void ratesThatAreNotHolesStayReachedWhenCountsLeaveTheExactRange() {
    Coverage c = Coverage.of(Layer.stack(3, Collections.nCopies(700, 1)));
    assertTrue(c.gapFree());
    assertTrue(Double.isFinite(c.flatness()));
    assertEquals(1, c.evenness(), 1e-9);
    assertEquals(Double.POSITIVE_INFINITY, c.count(700));
    // the centre of a Gaussian of 3^700 paths
    double sigma = Math.sqrt(700 * 2 / 3.0);
    double expected = 700 * Math.log10(3) - Math.log10(sigma * Math.sqrt(2 * Math.PI));
    assertEquals(expected, c.logCount(700), 1e-3);
    assertEquals(Math.log10(7), of(1, 1, 1).logCount(3), 1e-15);
    assertEquals(Double.NEGATIVE_INFINITY, of(2).logCount(1));
    assertEquals(Double.NEGATIVE_INFINITY, of(2).logCount(-1));
    Coverage gapped = Coverage.of(Layer.stack(3, Collections.nCopies(700, 2)));
    assertEquals(1400, gapped.gaps());
  }

  @Test
  void evennessIsOneForOneSummitAndFallsWithRipples() {
    assertEquals(1, of(1, 1, 1).evenness());
    assertEquals(1, of(1, 2, 3).evenness());
    assertEquals(1, of(1, 3, 9).evenness(), "flat");
    // 1 1 2 1 3 2 3 1 3 2 3 1 2 1 1: rises 1 + 1 + 2 + 1 + 2 + 1 + 1, summit 3
    assertEquals(3.0 / 9, of(1, 2, 4).evenness(), 1e-15);
    // 1 0 3 0 6 0 7 0 6 0 3 0 1: rises are all counts
    assertEquals(7.0 / 27, of(2, 2, 2).evenness(), 1e-15);
  }

  @Test
  void flatnessIsTheShareOfEquallyUsedPixels() {
    assertEquals(1, of(1, 3, 9).flatness(), 1e-15);
    assertEquals(729.0 / (7 * 141), of(1, 1, 1).flatness(), 1e-15);
    assertEquals(729.0 / (13 * 141), of(2, 2, 2).flatness(), 1e-15);
  }

  @Test
  void standardDeviationIsTheSumOfTheLayersVariances() {
    // a uniform kernel of 3 taps at rate r has variance 2r²/3
    assertEquals(Math.sqrt((1 + 4 + 16) * 2 / 3.0), of(1, 2, 4).standardDeviation(), 1e-12);
    assertEquals(0, Coverage.of(List.of(Layer.of(1, 5))).standardDeviation());
  }

  @Test
  void gaussianHasTheCountsTotalAndSpread() {
    Coverage c = Coverage.of(Layer.stack(3, Collections.nCopies(40, 1)));
    double sum = 0;
    for (int i = 0; i < c.field(); i++) {
      assertEquals(c.count(i) / c.peak(), c.gaussian(i) / c.peak(), 0.01);
      sum += c.gaussian(i);
    }
    assertEquals(1, sum / c.paths(), 1e-9);
  }

  @Test
  void stridesMayStepOverPixelsOfTheImage() {
    assertEquals(0, of(1, 2).neverRead());
    assertEquals(0.5, Coverage.of(List.of(new Layer(1, 1, 2))).neverRead());
    assertEquals(0.5, Coverage.of(List.of(new Layer(3, 2, 2))).neverRead());
    assertEquals(0.25, Coverage.of(List.of(new Layer(3, 1, 4))).neverRead());
    assertEquals(0, Coverage.of(List.of(new Layer(3, 1, 3))).neverRead());
    Coverage huge = Coverage.of(List.of(new Layer(1, 1, 100_000), new Layer(1, 1, 100_000)));
    assertThrows(IllegalArgumentException.class, huge::neverRead);
  }

  @Test
  void fieldsThatAreTooLongAreRefusedInOneLine() {
    List<Layer> layers = List.of(Layer.of(3, Coverage.LIMIT));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Coverage.of(layers)).getMessage();
    assertEquals(
        "the receptive field is 33554433 px; coverage is worked out up to 16777216 px", message);
  }

  @Test
  void theFieldLiesAroundTheOutput() {
    Coverage c = of(1, 2, 4);
    assertEquals(7, c.before());
    assertEquals(15, c.receptiveField().field());
  }

  @Test
  void parallelBranchesAreASumOfProducts() {
    FanCoverage fan = FanCoverage.ofBranches(List.of(Layer.of(1, 1), Layer.of(3, 2)));
    assertEquals(5, fan.field());
    assertEquals(2, fan.before());
    assertEquals(2, fan.count(2, 2));
    assertEquals(2, fan.peak());
    assertEquals(1, fan.count(0, 2));
    assertEquals(0, fan.count(1, 2));
    assertEquals(2, fan.count(2));
    assertEquals(1, fan.count(4));
    assertEquals(3, fan.reachedCount(1));
    assertEquals(9, fan.reachedCount(2));
    assertEquals(27, fan.reachedCount(3));
    assertEquals(2, fan.gaps());
    assertEquals(9.0 / 25, fan.reachedShare(2), 1e-15);
  }

  @Test
  void aFanReachesTheUnionOfItsBranches() {
    FanCoverage v2 = FanCoverage.ofBranches(Presets.DEEPLAB_V2.layers());
    assertEquals(49, v2.field());
    // each branch has 9 taps; only the centre is common to the four
    assertEquals(4 * 8 + 1, v2.reachedCount(2));
    assertEquals(9, v2.reachedCount(1));
    double reached = 0;
    for (int y = 0; y < 49; y++) {
      for (int x = 0; x < 49; x++) {
        reached += v2.count(x, y) > 0 ? 1 : 0;
      }
    }
    assertEquals(reached, v2.reachedCount(2));
    assertEquals(4, v2.count(24, 24));
    assertThrows(IllegalArgumentException.class, () -> FanCoverage.ofBranches(List.of()));
  }

  @Test
  void aFanOfOneStackIsTheStack() {
    Coverage c = of(2, 2, 2);
    FanCoverage fan = FanCoverage.of(c);
    assertEquals(c.field(), fan.field());
    assertEquals(c.gaps(), fan.gaps());
    assertEquals(c.reachedShare(2), fan.reachedShare(2), 1e-15);
    assertEquals(c.count(4) * c.count(6), fan.count(4, 6));
  }

  @Test
  void evenKernelsInAFanKeepTheirPlaceAroundTheOutput() {
    // taps 2 at rate 3: effective 4, one before (⌊3/2⌋) and two after
    FanCoverage fan = FanCoverage.ofBranches(List.of(Layer.of(1, 1), Layer.of(2, 3)));
    assertEquals(4, fan.field());
    assertEquals(1, fan.before());
    assertEquals(1, fan.count(0));
    assertEquals(1, fan.count(1));
    assertEquals(0, fan.count(2));
    assertEquals(1, fan.count(3));
  }
}
