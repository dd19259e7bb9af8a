package io.github.atrousj.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Training on clouds whose best border is known. */
class TrainingTest {
  private static final int[] RATES = {1, 2, 0};

  private static Training.Outcome train(Samples s, Double lambda, boolean balance) {
    return new Training(lambda, 5, balance, 1).run(s, RATES, () -> false);
  }

  /** Where on the first feature two classes score the same, all else at nothing. */
  private static double border(Head h) {
    double slope = h.weights()[1][0] - h.weights()[0][0];
    double rest = (h.weights()[1][2] - h.weights()[0][2]) * 7 + h.bias()[1] - h.bias()[0];
    return -rest / slope;
  }

  @Test
  void twoClassesPartHalfWay() {
    Samples s = LabelledPixels.clouds(new int[] {2000, 2000}, 3, 5);
    Training.Outcome o = train(s, 1e-4, true);
    assertEquals(1.5, border(o.head()), 0.05);
    // Two normal clouds 3 deviations apart: 93.3 % is the best that can be.
    assertEquals(0.933, o.confusion().accuracy(), 0.01);
    assertArrayEquals(
        new double[] {-o.head().weights()[1][0], -o.head().bias()[1]},
        new double[] {o.head().weights()[0][0], o.head().bias()[0]});
  }

  @Test
  void balancingMovesTheBorderBackToTheMiddle() {
    Samples s = LabelledPixels.clouds(new int[] {3600, 400}, 3, 5);
    assertEquals(1.5, border(train(s, 1e-4, true).head()), 0.1);
    // Unbalanced the border is where log odds of 9 : 1 are made up for: ln(9) / 3 further.
    assertEquals(1.5 + Math.log(9) / 3, border(train(s, 1e-4, false).head()), 0.1);
  }

  @Test
  void threeClassesOneAgainstTheRest() {
    Samples s = LabelledPixels.clouds(new int[] {300, 300, 300}, 12, 3);
    // The middle one has no border against the rest in one feature, the outer ones have.
    Training.Outcome o = train(s, null, true);
    assertEquals(3, o.head().weights().length);
    assertTrue(o.confusion().recall(0) > 0.99 && o.confusion().recall(2) > 0.99);
    assertTrue(Training.LAMBDAS.contains(o.lambda()));
    assertEquals(900, o.validated());
  }

  @Test
  void theRateThatTellsIsFound() {
    Samples s = LabelledPixels.clouds(new int[] {500, 500}, 3, 8);
    Training.Outcome o = train(s, null, false);
    List<Training.RateShare> shares = o.rates();
    assertEquals(List.of(1, 2, 0), shares.stream().map(Training.RateShare::rate).toList());
    assertTrue(shares.get(0).norm() > 10 * shares.get(1).norm());
    assertTrue(shares.get(0).drop() > 0.3, shares.toString());
    assertEquals(0, shares.get(1).drop(), 0.02);
    assertEquals(0, shares.get(2).norm(), 1e-9);
    Training.Outcome only = new Training(0.1, 2, false, 1).run(s, new int[] {4, 4, 4}, () -> false);
    assertTrue(Double.isNaN(only.rates().get(0).drop()));
    assertEquals(0.1, only.lambda());
  }

  @Test
  void theSamePixelsGiveTheSameWeights() {
    Samples s = LabelledPixels.clouds(new int[] {200, 150, 100}, 2, 4);
    assertArrayEquals(train(s, null, true).head().weights(), train(s, null, true).head().weights());
  }

  @Test
  void whatCannotBeTrainedIsSaid() {
    assertRefused(new int[] {50, 0}, "class class 1 has no pixels");
    assertRefused(new int[] {50}, "at least two classes");
    assertRefused(new int[] {9, 8}, "too few labelled pixels");
    Samples s = LabelledPixels.clouds(new int[] {50, 50}, 1, 1);
    Training t = new Training(null, 5, true, 1);
    assertThrows(CancellationException.class, () -> t.run(s, RATES, () -> true));
  }

  private static void assertRefused(int[] sizes, String line) {
    Samples s = LabelledPixels.clouds(sizes, 1, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> train(s, null, true)).getMessage();
    assertTrue(message.startsWith(line), message);
  }

  /** A fold may lack a class: its score is constant and below the others' where they are sure. */
  @Test
  void aClassThatAFoldLacksIsNeverAnswered() {
    Samples s = LabelledPixels.clouds(new int[] {100, 100, 0}, 6, 1);
    Head h = LogisticRegression.train(s, 1e-3, true);
    assertArrayEquals(new double[3], h.weights()[2]);
    assertEquals(-1, h.bias()[2]);
    assertEquals(0, h.classOf(s.features()[0]));
    assertEquals(1, h.classOf(s.features()[199]));
  }

  @Test
  void ofEqualScoresTheFirstClassWins() {
    Head h = new Head(new double[][] {{1}, {1}, {-1}}, new double[3]);
    assertEquals(0, h.classOf(new float[] {2}));
    assertEquals(2, h.classOf(new float[] {-2}));
    assertArrayEquals(new float[] {-1}, h.floatWeights()[2]);
    assertArrayEquals(new float[3], h.floatBias());
  }
}
