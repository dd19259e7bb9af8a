package io.github.atrousj.classify;

/**
 * How often pixels of one class were taken for another, and what follows from it. Counted with
 * weights where classes are balanced. Not safe for several threads.
 */
public final class Confusion {
  private final double[][] counts;

  /**
   * @param classes how many there are
   */
  public Confusion(int classes) {
    counts = new double[classes][classes];
  }

  /** Counts one pixel. */
  public void add(int truth, int answer) {
    counts[truth][answer]++;
  }

  void add(Confusion other) {
    for (int t = 0; t < counts.length; t++) {
      for (int a = 0; a < counts.length; a++) {
        counts[t][a] += other.counts[t][a];
      }
    }
  }

  /** Pixels of a class. */
  public long pixels(int truth) {
    double sum = 0;
    for (double n : counts[truth]) {
      sum += n;
    }
    return (long) sum;
  }

  /** Pixels of class {@code truth} that were taken for {@code answer}. */
  public long count(int truth, int answer) {
    return (long) counts[truth][answer];
  }

  /** Share of all pixels that got their own class; NaN without pixels. */
  public double accuracy() {
    double right = 0;
    double all = 0;
    for (int c = 0; c < counts.length; c++) {
      right += counts[c][c];
      all += pixels(c);
    }
    return right / all;
  }

  /** Share of a class's pixels that were found; NaN when it has none. */
  public double recall(int c) {
    return counts[c][c] / pixels(c);
  }

  /** Share of the pixels called a class that are of it; NaN when none was. */
  public double precision(int c) {
    double called = 0;
    for (double[] row : counts) {
      called += row[c];
    }
    return counts[c][c] / called;
  }

  /** Mean recall of the classes that have pixels: large classes do not outweigh small ones. */
  public double balancedAccuracy() {
    double sum = 0;
    int n = 0;
    for (int c = 0; c < counts.length; c++) {
      if (pixels(c) > 0) {
        sum += recall(c);
        n++;
      }
    }
    return sum / n;
  }
}
