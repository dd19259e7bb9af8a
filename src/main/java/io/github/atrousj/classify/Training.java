package io.github.atrousj.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Training of the final layer: regularisation by cross-validation over groups, then all pixels.
 *
 * @param regularisation λ of {@link LogisticRegression}, or null to choose it
 * @param folds parts of the cross-validation, at least 2
 * @param balance whether classes count the same however many pixels they have
 * @param seed of the order in which groups are dealt out to folds
 */
public record Training(Double regularisation, int folds, boolean balance, long seed) {
  /** Tried in this order; among equals the strongest wins. */
  static final List<Double> LAMBDAS = List.of(1.0, 0.1, 0.01, 0.001, 0.0001);

  /** Pixels of a cross-validation, at most: it is run some twenty times. */
  private static final int VALIDATED = 4000;

  /** By so much must a weaker penalty be better: less is chance. */
  private static final double CLEAR = 0.002;

  /**
   * What came of it.
   *
   * @param lambda the penalty used
   * @param confusion of pixels of groups that were left out in turn
   * @param validated how many pixels that were; all, or evenly thinned
   * @param rates which rates mattered
   */
  public record Outcome(
      Head head, double lambda, Confusion confusion, int validated, List<RateShare> rates) {}

  /**
   * What one rate gives.
   *
   * @param rate in pixels; 0 stands for the mean of the image
   * @param norm root of the sum of squares of its standardised weights over all classes
   * @param drop by how much the balanced accuracy falls without its features; NaN where there is no
   *     other rate
   */
  public record RateShare(int rate, double norm, double drop) {}

  /**
   * Trains.
   *
   * @param rateOf the rate of every feature
   * @param stopped asked between steps
   * @throws IllegalArgumentException when fewer than two classes have pixels, or so few that none
   *     can be left out for validation
   * @throws CancellationException when it was stopped
   */
  public Outcome run(Samples all, int[] rateOf, BooleanSupplier stopped) {
    int[] counts = all.counts();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        throw new IllegalArgumentException("class " + all.classes().get(c) + " has no pixels");
      }
    }
    if (counts.length < 2) {
      throw new IllegalArgumentException("at least two classes are needed");
    }
    Samples few = all.thinned(VALIDATED);
    Folds parts = Folds.of(few, folds, seed);
    if (parts.count() < 2) {
      throw new IllegalArgumentException(
          "too few labelled pixels to leave some out in turn: draw larger selections, or two or"
              + " more per class");
    }
    double lambda = regularisation == null ? 0 : regularisation;
    Confusion best = null;
    for (double candidate : regularisation == null ? LAMBDAS : List.of(lambda)) {
      check(stopped);
      Confusion c = CrossValidation.run(few, parts, candidate, balance);
      if (best == null || c.balancedAccuracy() > best.balancedAccuracy() + CLEAR) {
        best = c;
        lambda = candidate;
      }
    }
    check(stopped);
    Head head = LogisticRegression.train(all, lambda, balance);
    List<RateShare> shares = new ArrayList<>();
    Scaling scaling = Scaling.of(all);
    for (int rate : IntStream.of(rateOf).distinct().toArray()) {
      check(stopped);
      int[] others = IntStream.range(0, rateOf.length).filter(k -> rateOf[k] != rate).toArray();
      double without =
          others.length == 0
              ? Double.NaN
              : CrossValidation.run(few.columns(others), parts, lambda, balance).balancedAccuracy();
      shares.add(
          new RateShare(
              rate, norm(head, scaling, rateOf, rate), best.balancedAccuracy() - without));
    }
    return new Outcome(head, lambda, best, few.size(), shares);
  }

  private static void check(BooleanSupplier stopped) {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("training stopped");
    }
  }

  private static double norm(Head head, Scaling scaling, int[] rateOf, int rate) {
    double sum = 0;
    for (double[] row : head.weights()) {
      for (int k = 0; k < row.length; k++) {
        double w = rateOf[k] == rate ? row[k] * scaling.deviation()[k] : 0;
        sum += w * w;
      }
    }
    return Math.sqrt(sum);
  }
}
