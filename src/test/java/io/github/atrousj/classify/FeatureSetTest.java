package io.github.atrousj.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Atrous;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Features of images whose derivatives are known. */
class FeatureSetTest {
  private static Volume image(DoubleBinaryOperator of) {
    Volume v = new Volume(new Shape(1, 1, 41, 41));
    for (int i = 0; i < 41 * 41; i++) {
      v.plane(0, 0)[i] = (float) of.applyAsDouble(i % 41 - 20, i / 41 - 20);
    }
    return v;
  }

  /** The value of each feature at the middle. */
  private static float[] middle(FeatureSet set, Volume image) {
    Volume out = Atrous.run(set.graph(), image);
    float[] at = new float[out.shape().channels()];
    for (int c = 0; c < at.length; c++) {
      at[c] = out.plane(c, 0)[20 * 41 + 20];
    }
    assertEquals(set.size(1), at.length);
    return at;
  }

  @Test
  void ratesAndFeaturesAreOrderedAndNamed() {
    FeatureSet set =
        new FeatureSet(
            List.of(4, 1, 4), List.of(Feature.EIGENVALUES, Feature.SMOOTH, Feature.SMOOTH), true);
    assertEquals(
        List.of(
            "smooth, rate 1",
            "larger eigenvalue, rate 1",
            "smaller eigenvalue, rate 1",
            "smooth, rate 4",
            "larger eigenvalue, rate 4",
            "smaller eigenvalue, rate 4",
            "mean of the image"),
        set.names(1));
    assertArrayEquals(new int[] {1, 1, 1, 4, 4, 4, 0}, set.rateOfChannels(1));
    assertEquals("smooth, rate 1, channel 2", set.names(2).get(1));
    assertEquals(14, set.rateOfChannels(2).length);
  }

  @Test
  void badSetsAreRefused() {
    List<Feature> one = List.of(Feature.SMOOTH);
    assertThrows(IllegalArgumentException.class, () -> new FeatureSet(List.of(), one, false));
    assertThrows(
        IllegalArgumentException.class, () -> new FeatureSet(List.of(1), List.of(), false));
    assertThrows(IllegalArgumentException.class, () -> new FeatureSet(List.of(0), one, false));
  }

  @Test
  void featuresAreFoundByTheirKeys() {
    for (Feature f : Feature.values()) {
      assertEquals(f, Feature.of(f.key()));
    }
    String line =
        assertThrows(IllegalArgumentException.class, () -> Feature.of("edge")).getMessage();
    assertTrue(line.contains("edge"), line);
  }

  @Test
  void derivativesOfARampAndABowl() {
    FeatureSet set =
        new FeatureSet(
            List.of(2), List.of(Feature.SMOOTH, Feature.GRADIENT, Feature.LAPLACIAN), true);
    // Slopes 3 and 4: a gradient of 5 to the pixel, over two pixels 10.
    float[] ramp = middle(set, image((x, y) -> 3 * x + 4 * y + 6));
    assertArrayEquals(new float[] {6, 10, 0, 6}, ramp, 1e-4f);
    // Second derivatives 2 and 4, over 2² pixels.
    float[] bowl = middle(set, image((x, y) -> x * x + 2 * y * y));
    assertEquals(0, bowl[1], 1e-3f);
    assertEquals(24, bowl[2], 1e-3f);
  }

  @Test
  void eigenvaluesDoNotTurnWithTheImage() {
    FeatureSet set = new FeatureSet(List.of(1), List.of(Feature.EIGENVALUES), false);
    float[] along = middle(set, image((x, y) -> 3 * x * x - y * y));
    assertArrayEquals(new float[] {6, -2}, along, 1e-3f);
    // The same form turned by 45 degrees.
    float[] turned = middle(set, image((x, y) -> x * x + y * y + 4 * x * y));
    assertArrayEquals(along, turned, 1e-3f);
  }

  @Test
  void contrastIsTheDeviationAboutTheLocalMean() {
    FeatureSet set = new FeatureSet(List.of(1), List.of(Feature.CONTRAST), false);
    assertEquals(0, middle(set, image((x, y) -> 1000))[0], 0.1f);
    float board = middle(set, image((x, y) -> (Math.floorMod((int) (x + y), 2) * 2 - 1) * 5))[0];
    assertEquals(5, board, 0.5f);
  }
}
