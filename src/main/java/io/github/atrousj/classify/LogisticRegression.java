package io.github.atrousj.classify;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One-vs-rest logistic regression with an L2 penalty, solved by LIBLINEAR's trust region Newton
 * method (Lin, Weng and Keerthi 2008, JMLR 9:627), in which nothing is left to chance: the same
 * pixels in the same order give the same weights. Minimises, for every class by itself, the mean
 * logistic loss + λ/2 · (‖w‖² + bias²) on standardised features.
 */
final class LogisticRegression {
  private static final double TOLERANCE = 0.001;

  static {
    Linear.disableDebugOutput();
  }

  private LogisticRegression() {}

  /**
   * Trains.
   *
   * @param lambda strength of the penalty, above 0
   * @param balance whether a class weighs the same however many pixels it has
   * @return a layer for the features as they are: the standardisation is folded into it
   */
  static Head train(Samples s, double lambda, boolean balance) {
    Scaling scaling = Scaling.of(s);
    Feature[][] x = nodes(s, scaling);
    int classes = s.classes().size();
    // Two classes are one problem seen from both sides.
    int problems = classes == 2 ? 1 : classes;
    double[][] solved = new double[problems][];
    IntStream.range(0, problems)
        .parallel()
        .forEach(c -> solved[c] = solve(s, x, c, lambda, balance));
    List<double[]> rows = new ArrayList<>(List.of(solved));
    if (classes == 2) {
      double[] other = new double[solved[0].length];
      for (int k = 0; k < other.length; k++) {
        other[k] = -solved[0][k];
      }
      rows.add(other);
    }
    return fold(rows, scaling);
  }

  private static Feature[][] nodes(Samples s, Scaling scaling) {
    int width = s.width();
    Feature[][] x = new Feature[s.size()][width + 1];
    for (int i = 0; i < x.length; i++) {
      float[] f = s.features()[i];
      for (int k = 0; k < width; k++) {
        x[i][k] = new FeatureNode(k + 1, scaling.apply(f[k], k));
      }
      x[i][width] = new FeatureNode(width + 1, 1);
    }
    return x;
  }

  /** The weights of one class against the rest, its bias last. */
  private static double[] solve(
      Samples s, Feature[][] x, int positive, double lambda, boolean balance) {
    int n = s.size();
    double[] y = new double[n];
    int own = 0;
    for (int i = 0; i < n; i++) {
      y[i] = s.classOf()[i] == positive ? 1 : -1;
      own += y[i] > 0 ? 1 : 0;
    }
    if (own == 0 || own == n) {
      double[] constant = new double[s.width() + 1];
      constant[s.width()] = own == 0 ? -1 : 1;
      return constant;
    }
    Problem problem = new Problem();
    problem.l = n;
    problem.n = s.width() + 1;
    problem.x = x;
    problem.y = y;
    problem.bias = 1; // the last feature of every row
    Parameter parameter = new Parameter(SolverType.L2R_LR, 1 / (lambda * n), TOLERANCE);
    if (balance) {
      double[] weights = {n / (2.0 * own), n / (2.0 * (n - own))};
      parameter.setWeights(weights, new int[] {1, -1});
    }
    Model model = Linear.train(problem, parameter);
    double[] w = model.getFeatureWeights();
    boolean first = model.getLabels()[0] == 1;
    double[] weights = new double[s.width() + 1];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = first ? w[k] : -w[k];
    }
    return weights;
  }

  /** w·(f − mean)/deviation + b as w'·f + b'. */
  private static Head fold(List<double[]> rows, Scaling scaling) {
    int width = scaling.mean().length;
    double[][] weights = new double[rows.size()][width];
    double[] bias = new double[rows.size()];
    for (int c = 0; c < weights.length; c++) {
      bias[c] = rows.get(c)[width];
      for (int k = 0; k < width; k++) {
        weights[c][k] = rows.get(c)[k] / scaling.deviation()[k];
        bias[c] -= weights[c][k] * scaling.mean()[k];
      }
    }
    return new Head(weights, bias);
  }
}
