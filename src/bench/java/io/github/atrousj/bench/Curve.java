package io.github.atrousj.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One plot: how the time depends on one quantity.
 *
 * @param name of the benchmark and of the picture
 * @param quantity what is varied, for the axis
 * @param logarithmic whether both axes are
 * @param lines the measured times
 */
record Curve(String name, String quantity, boolean logarithmic, List<Line> lines) {
  /** Times in ms, least, mean and largest of the iterations, at rising x. */
  record Line(String title, List<double[]> points) {
    Line(String title) {
      this(title, new ArrayList<>());
    }

    void add(double x, double least, double mean, double largest) {
      points.add(new double[] {x, least, mean, largest});
      points.sort((a, b) -> Double.compare(a[0], b[0]));
    }

    double[] column(int i) {
      return points.stream().mapToDouble(p -> p[i]).toArray();
    }
  }

  /** The numbers as a Markdown table, one row for each line. */
  String markdown() {
    StringBuilder text = new StringBuilder("| " + quantity + " |");
    StringBuilder rule = new StringBuilder("|---|");
    for (double[] p : lines.get(0).points()) {
      text.append(String.format(Locale.ROOT, " %.0f |", p[0]));
      rule.append("---|");
    }
    text.append('\n').append(rule).append('\n');
    for (Line line : lines) {
      text.append("| ").append(line.title()).append(" |");
      for (double[] p : line.points()) {
        text.append(String.format(Locale.ROOT, p[1] < 10 ? " %.2f |" : " %.1f |", p[1]));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
