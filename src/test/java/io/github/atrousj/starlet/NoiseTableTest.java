package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import org.junit.jupiter.api.Test;

/** The noise of the planes against published numbers, brute force and drawn noise. */
class NoiseTableTest {
  private static void matches(double[] sigma, double... expected) {
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], sigma[j], 1e-5, "w" + (j + 1));
    }
  }

  @Test
  void agreesWithTheExactTable() {
    matches(NoiseTable.of(7, 1, 0), .723490, .285450, .177948, .122223, .085811, .060570, .042811);
    matches(
        NoiseTable.of(Starlet.planes(7)),
        .890796,
        .200664,
        .085508,
        .041217,
        .020425,
        .010190,
        .005092);
    matches(
        NoiseTable.of(Starlet.volumes(7)),
        .956544,
        .120336,
        .034950,
        .011816,
        .004132,
        .001457,
        .000515);
    matches(
        NoiseTable.of(new Starlet(7, 2, false, 0, Border.REFLECT)),
        .942883,
        .229989,
        .100292,
        .048610,
        .024121,
        .012038,
        .006016);
  }

  @Test
  void twelveScalesHalveAtEachStepInTheEnd() {
    double[] sigma = NoiseTable.of(Starlet.planes(12));
    assertEquals(13, sigma.length);
    assertEquals(0.5, sigma[11] / sigma[10], 1e-3);
    assertEquals(0.5, sigma[12] / NoiseTable.of(Starlet.planes(11))[11], 1e-3);
  }

  @Test
  void firstGenerationPlanesAddUpToTheImage() {
    // Σ over planes of ⟨plane, image⟩ = 1, and c_J alone has the squares of its own filter.
    double[] sigma = NoiseTable.of(1, 1, 0);
    double squares = (1 + 16 + 36 + 16 + 1) / 256.0;
    assertEquals(Math.sqrt(squares), sigma[1], 1e-15);
    assertEquals(Math.sqrt(1 - 2 * 6 / 16.0 + squares), sigma[0], 1e-15);
  }

  @Test
  void drawnNoiseHasTheseDeviations() {
    // Circular borders make the finite image as good as an unbounded one.
    draws(new Starlet(4, 1, false, 0, Border.CIRCULAR), Samples.noise(1, 1, 512, 512, 1));
    draws(new Starlet(4, 2, false, 0, Border.CIRCULAR), Samples.noise(2, 1, 512, 512, 1));
    draws(new Starlet(3, 1, true, 0, Border.CIRCULAR), Samples.noise(3, 64, 64, 64, 1));
    draws(new Starlet(3, 2, true, 0, Border.CIRCULAR), Samples.noise(4, 64, 64, 64, 1));
    draws(new Starlet(3, 1, true, 2, Border.CIRCULAR), Samples.noise(5, 64, 64, 64, 1));
    draws(new Starlet(3, 2, true, 1, Border.CIRCULAR), Samples.noise(6, 64, 64, 64, 1));
  }

  private static void draws(Starlet starlet, Volume noise) {
    Volume planes = new StarletTransform(starlet, new Runner(2)).forward(noise, Monitor.NONE);
    double[] sigma = NoiseTable.of(starlet);
    int depth = noise.shape().depth();
    double pixels = noise.shape().size();
    for (int j = 0; j <= starlet.scales(); j++) {
      double variance = 0;
      for (int z = 0; z < depth; z++) {
        for (float v : planes.plane(j, z)) {
          variance += v * v / pixels;
        }
      }
      // A plane of scale j has about pixels / 2^(axes · j) independent values.
      double scale = Math.pow(2, j * (starlet.threeD() ? 3 : 2));
      double error = Math.sqrt(scale / (2 * pixels));
      double relative = Math.sqrt(variance) / sigma[j] - 1;
      assertTrue(Math.abs(relative) < 5 * error, starlet + " plane " + j + ": " + relative);
    }
  }
}
