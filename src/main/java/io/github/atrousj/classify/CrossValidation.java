package io.github.atrousj.classify;

import java.util.List;
import java.util.stream.IntStream;

/** What a classifier makes of pixels that it was not trained on, fold by fold. */
final class CrossValidation {
  private CrossValidation() {}

  /** Every pixel classified by the regression that was trained without its fold. */
  static Confusion run(Samples s, Folds folds, double lambda, boolean balance) {
    List<Confusion> parts =
        IntStream.range(0, folds.count())
            .parallel()
            .mapToObj(fold -> fold(s, folds, fold, lambda, balance))
            .toList();
    Confusion all = new Confusion(s.classes().size());
    parts.forEach(all::add);
    return all;
  }

  private static Confusion fold(Samples s, Folds folds, int fold, double lambda, boolean balance) {
    Head head = LogisticRegression.train(s.rows(folds.outside(fold)), lambda, balance);
    Confusion confusion = new Confusion(s.classes().size());
    for (int i : folds.inside(fold)) {
      confusion.add(s.classOf()[i], head.classOf(s.features()[i]));
    }
    return confusion;
  }
}
