package io.github.atrousj.image.figure;

import ij.gui.Plot;
import ij.measure.Calibration;
import io.github.atrousj.geometry.Coverage;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.ReceptiveField;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;

/** The plots of a stack of layers: growth of the field, and the profile of its coverage. */
public final class FieldPlots {
  private FieldPlots() {}

  /** Field after each layer, beside that of an undilated stack of the same sizes. */
  public static Plot growth(FieldModel model) {
    List<Layer> layers = model.layers();
    List<ReceptiveField.Step> steps = ReceptiveField.of(layers).steps();
    int n = layers.size();
    double[] x = new double[n + 1];
    double[] dilated = new double[n + 1];
    double[] plain = new double[n + 1];
    dilated[0] = 1;
    plain[0] = 1;
    for (int i = 1; i <= n; i++) {
      x[i] = i;
      dilated[i] = steps.get(i - 1).field();
      plain[i] = plain[i - 1] + layers.get(i - 1).taps() - 1;
    }
    Plot plot = frame("Growth of the field of " + model.title(), "layers", "field (px)");
    plot.setLimits(0, n, 0, 1.05 * Math.max(dilated[n], plain[n]));
    curve(plot, "dilated (field " + (long) dilated[n] + " px)", Palette.read(0.75), x, dilated);
    curve(plot, "undilated (field " + (long) plain[n] + " px)", Palette.PLAIN, x, plain);
    plot.setColor(Palette.INK);
    plot.addLegend("", "top-left");
    return plot;
  }

  /**
   * Paths along one axis with the Gaussian of the same spread, to which the effective field tends
   * (Luo et al. 2016).
   *
   * @param calibration gives the standard deviation in its unit too; may be null
   */
  public static Plot profile(FieldModel model, Calibration calibration) {
    Coverage c = model.whole().branches().get(0);
    int n = c.field();
    double[] x = new double[n];
    double[] paths = new double[n];
    double[] gauss = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i - c.before();
      paths[i] = c.count(i) / c.paths();
      gauss[i] = n == 1 ? 1 : c.gaussian(i) / c.paths();
    }
    double top = c.peak() / c.paths();
    for (double v : gauss) {
      top = Math.max(top, v);
    }
    Plot plot =
        frame(
            "Coverage profile of " + model.title(),
            "offset from the output (px)",
            "share of paths");
    plot.setLimits(x[0] - 1, x[n - 1] + 1, 0, 1.3 * top);
    plot.setColor(Palette.read(0.6), Palette.read(0.35));
    plot.setLineWidth(1);
    plot.add("separated bar", x, paths);
    plot.setLabel(-1, "paths");
    plot.setLineWidth(3);
    plot.setColor(Palette.TAP);
    plot.add("line", x, gauss);
    plot.setLabel(-1, "Gaussian, σ = " + sigma(c, calibration));
    plot.setLineWidth(1);
    plot.setColor(Palette.INK);
    plot.addLegend("", "top-right");
    return plot;
  }

  /** Standard deviation of the effective field in pixels and, if calibrated, in the unit. */
  public static String sigma(Coverage c, Calibration calibration) {
    String px = String.format(Locale.ROOT, "%.2f px", c.standardDeviation());
    if (calibration == null || !calibration.scaled()) {
      return px;
    }
    double unit = c.standardDeviation() * calibration.pixelWidth;
    return px + " = " + String.format(Locale.ROOT, "%.4g ", unit) + calibration.getUnits();
  }

  private static Plot frame(String title, String x, String y) {
    Plot plot = new Plot(title, x, y);
    plot.setFrameSize(620, 380);
    plot.setFont(Font.PLAIN, 15);
    plot.setXYLabels(x, y);
    plot.setAxisLabelFont(Font.PLAIN, 17);
    return plot;
  }

  private static void curve(Plot plot, String label, Color colour, double[] x, double[] y) {
    plot.setColor(colour, colour);
    plot.setLineWidth(3);
    plot.add("connected circle", x, y);
    plot.setLabel(-1, label);
    plot.setLineWidth(1);
  }
}
