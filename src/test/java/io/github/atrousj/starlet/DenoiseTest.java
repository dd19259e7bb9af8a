package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.starlet.Denoise.Rule;
import io.github.atrousj.starlet.Denoise.Settings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DenoiseTest {
  private static Region all(Shape s) {
    return new Region(0, s.depth(), 0, s.height());
  }

  private static Volume run(Starlet starlet, Settings settings, Volume image, int threads) {
    Volume out = new Volume(image.shape());
    new Denoise(starlet, settings, new Runner(threads))
        .run(image, out, all(image.shape()), Monitor.NONE);
    return out;
  }

  @Test
  void nothingBelowAThresholdOfZeroSoTheImageStaysToTheBit() {
    Volume image = Samples.noise(1, 3, 30, 40, 50);
    Volume out = run(Starlet.planes(3), Settings.hard(0), image, 2);
    for (int z = 0; z < 3; z++) {
      assertArrayEquals(image.plane(0, z), out.plane(0, z));
    }
  }

  @Test
  void equalsTheThresholdedTransformPutTogether() {
    Random random = new Random(3);
    for (int i = 0; i < 24; i++) {
      boolean threeD = i % 2 == 0;
      int scales = 1 + random.nextInt(4);
      Starlet starlet = threeD ? Starlet.volumes(scales) : Starlet.planes(scales);
      double[] gains = new double[i % 3 == 0 ? 0 : scales + i % 2];
      for (int j = 0; j < gains.length; j++) {
        gains[j] = random.nextDouble() * 2;
      }
      Rule rule = i % 4 < 2 ? Rule.HARD : Rule.SOFT;
      Volume image = Samples.noise(i, 9, 30, 35, 10);
      Settings settings = new Settings(1.5, rule, 8, gains, null, i % 5 == 0);
      Volume out = run(starlet, settings, image, 1 + i % 2);

      Volume planes = new StarletTransform(starlet, new Runner(1)).forward(image, Monitor.NONE);
      double[] table = NoiseTable.of(starlet);
      for (int z = 0; z < 9; z++) {
        for (int k = 0; k < 30 * 35; k++) {
          double expected = planes.plane(scales, z)[k];
          if (gains.length > scales) {
            expected *= gains[scales];
          }
          for (int j = 0; j < scales; j++) {
            double w = planes.plane(j, z)[k];
            double t = 1.5 * 8 * table[j];
            double kept = Math.abs(w) < t ? 0 : rule == Rule.HARD ? w : w - Math.signum(w) * t;
            expected += kept * (gains.length > 0 ? gains[j] : 1);
          }
          if (settings.positive()) {
            expected = Math.max(0, expected);
          }
          assertEquals(expected, out.plane(0, z)[k], 2e-4, settings.toString());
        }
      }
    }
  }

  @Test
  void pureNoiseLosesAlmostEverything() {
    Volume image = Samples.noise(4, 2, 256, 256, 7);
    Volume out = run(Starlet.planes(4), Settings.hard(3), image, 2);
    double left = Samples.deviation(out.plane(0, 1)) / 7;
    // c_4 alone keeps 0.031 of it, and 3σ lets 0.27 % of the coefficients through.
    assertTrue(left < 0.17 && left > 0.03, "left " + left);
    Volume strict = run(Starlet.planes(4), Settings.hard(5), image, 2);
    assertEquals(
        NoiseTable.of(Starlet.planes(4))[4], Samples.deviation(strict.plane(0, 1)) / 7, 0.015);
  }

  @Test
  void eachPlaneOfABatchHasItsOwnNoise() {
    Volume two = Samples.noise(5, 2, 64, 64, 1);
    for (int i = 0; i < 64 * 64; i++) {
      two.plane(0, 1)[i] *= 20;
    }
    Volume both = run(Starlet.planes(3), Settings.hard(3), two, 2);
    for (int z = 0; z < 2; z++) {
      Volume one = Volume.plane(two.plane(0, z), 64, 64);
      assertArrayEquals(
          run(Starlet.planes(3), Settings.hard(3), one, 1).plane(0, 0), both.plane(0, z));
    }
  }

  @Test
  void regionsEqualTheWholeToTheBit() {
    for (int i = 0; i < 6; i++) {
      Volume image = Samples.noise(i, 7, 33, 20, 3);
      Starlet starlet = i % 2 == 0 ? Starlet.volumes(2) : Starlet.planes(3);
      Settings settings =
          new Settings(2, Rule.HARD, Double.NaN, new double[0], new Anscombe(1, -20, 1), false);
      Volume whole = run(starlet, settings, image, 2);
      Volume part = new Volume(image.shape());
      Region region = new Region(2, 5, 10, 21);
      new Denoise(starlet, settings, new Runner(1)).run(image, part, region, Monitor.NONE);
      for (int z = 0; z < 7; z++) {
        for (int y = 0; y < 33; y++) {
          boolean inside = z >= 2 && z < 5 && y >= 10 && y < 21;
          for (int x = 0; x < 20; x++) {
            assertEquals(inside ? whole.get(0, z, y, x) : 0, part.get(0, z, y, x));
          }
        }
      }
    }
  }

  @Test
  void photonNoiseKeepsItsMean() {
    // 3 photons at gain 10: the plain inverse would lose about a quarter of a photon.
    Random random = new Random(6);
    Volume image = new Volume(new Shape(1, 1, 300, 300));
    for (int i = 0; i < 90000; i++) {
      image.plane(0, 0)[i] = 100 + 10 * Photons.draw(random, 3);
    }
    Settings settings =
        new Settings(4, Rule.HARD, 1, new double[0], new Anscombe(10, 100, 0), false);
    Volume out = run(Starlet.planes(5), settings, image, 2);
    double mean = 0;
    for (float v : out.plane(0, 0)) {
      mean += v / 90000;
    }
    assertEquals(130, mean, 0.6);
    assertTrue(Samples.deviation(out.plane(0, 0)) < 2);
  }

  @Test
  void memoryDoesNotGrowWithTheScales() {
    Shape s = new Shape(1, 1, 2048, 2048);
    Runner runner = new Runner(1);
    long plane = 4L * 2048 * 2048;
    for (int scales : new int[] {1, 4, 8}) {
      long need = new Denoise(Starlet.planes(scales), Settings.hard(3), runner).memoryNeeded(s);
      long rows = runner.memoryNeeded(Starlet.planes(scales).smoothing(scales - 1), s);
      assertEquals(3 * plane, need - rows);
    }
    Shape stack = new Shape(1, 1000, 512, 512);
    assertTrue(
        new Denoise(Starlet.planes(4), Settings.hard(3), runner).memoryNeeded(stack) < 96L << 20);
  }

  @Test
  void badSettingsAreRefused() {
    assertRefused("threshold=-1", () -> Settings.hard(-1));
    assertRefused("noise=-2", () -> new Settings(3, Rule.HARD, -2, new double[0], null, false));
    Settings two = new Settings(3, Rule.HARD, 1, new double[2], null, false);
    assertRefused(
        "gains: 2 numbers for scales=4", () -> new Denoise(Starlet.planes(4), two, new Runner(1)));
  }

  private static void assertRefused(String start, Runnable r) {
    String line = assertThrows(IllegalArgumentException.class, r::run).getMessage();
    assertTrue(line.startsWith(start), line);
  }
}
