package io.github.atrousj.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A matrix as a sum of few outer products: about the dominant terms of its singular value
 * decomposition, one after another.
 *
 * <p>A term's column starts as the column of the largest entry that the terms before leave (cross
 * approximation with complete pivoting, Bebendorf 2000, doi:10.1007/PL00005410); a few steps of
 * power iteration (Golub and Van Loan, Matrix Computations, section 8.2.1) bring it to the best
 * one. It is rounded to float, and its row is the least-squares fit to the rounded column, so each
 * term takes one from the rank, up to that rounding. All in double and in a fixed order: the same
 * terms on every machine.
 */
final class MatrixTerms {
  /** More do not pay: each is passes over the image. */
  private static final int MOST = 8;

  private static final int POWER_STEPS = 8;

  /**
   * An outer product.
   *
   * @param left rounded; the sum of its absolute values is from ½ to 1
   */
  record Term(float[] left, double[] right) {}

  private final int n;

  /** The matrix without the terms found: entry (i, j) at j · n + i. */
  private final double[] rest;

  private final int m;

  private MatrixTerms(double[] matrix, int n) {
    this.n = n;
    m = matrix.length / n;
    rest = matrix.clone();
  }

  /**
   * Terms whose sum differs from a matrix by no more than a bound, as few as are found.
   *
   * @param matrix entry (i, j) at j · n + i
   * @param n how many entries the left sides have
   * @param bound of the sum of the absolute differences
   * @return empty when eight terms do not suffice
   */
  static List<Term> of(double[] matrix, int n, double bound) {
    if (n == 1) {
      return List.of(new Term(new float[] {1}, matrix));
    }
    MatrixTerms peeled = new MatrixTerms(matrix, n);
    List<Term> terms = new ArrayList<>();
    while (terms.size() < MOST) {
      terms.add(peeled.peel());
      if (absolute(peeled.rest) <= bound) {
        return terms;
      }
    }
    return List.of();
  }

  /** Sum of the absolute values. */
  static double absolute(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += Math.abs(v);
    }
    return sum;
  }

  /** Takes the next term away. */
  private Term peel() {
    double[] column = new double[n];
    System.arraycopy(rest, largest() / n * n, column, 0, n);
    for (int s = 0; s < POWER_STEPS; s++) {
      scale(column);
      column = times(row(column));
    }
    scale(column);
    float[] left = new float[n];
    double square = 0;
    for (int i = 0; i < n; i++) {
      left[i] = (float) column[i];
      column[i] = left[i];
      square += column[i] * column[i];
    }
    double[] right = row(column);
    for (int j = 0; j < m; j++) {
      right[j] /= square;
      for (int i = 0; i < n; i++) {
        rest[j * n + i] -= column[i] * right[j];
      }
    }
    return new Term(left, right);
  }

  private int largest() {
    int at = 0;
    for (int k = 1; k < rest.length; k++) {
      at = Math.abs(rest[k]) > Math.abs(rest[at]) ? k : at;
    }
    return at;
  }

  /** By a power of two, to a sum of absolute values from ½ to 1: no pass makes values larger. */
  private static void scale(double[] column) {
    int exponent = Math.getExponent(absolute(column)) + 1;
    for (int i = 0; i < column.length; i++) {
      column[i] = Math.scalb(column[i], -exponent);
    }
  }

  private double[] row(double[] column) {
    double[] row = new double[m];
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < n; i++) {
        row[j] += rest[j * n + i] * column[i];
      }
    }
    return row;
  }

  private double[] times(double[] row) {
    double[] column = new double[n];
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < n; i++) {
        column[i] += rest[j * n + i] * row[j];
      }
    }
    return column;
  }
}
