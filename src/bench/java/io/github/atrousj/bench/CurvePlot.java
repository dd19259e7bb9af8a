package io.github.atrousj.bench;

import ij.ImagePlus;
import ij.gui.Plot;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Draws a {@link Curve} with ImageJ's plots. */
final class CurvePlot {
  private static final Color[] COLOURS = {
    new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7)
  };
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;

  private CurvePlot() {}

  static void save(Curve curve, Path file) throws IOException {
    Plot plot = new Plot("", curve.quantity(), "Time (ms), least of the iterations");
    plot.setFrameSize(WIDTH, HEIGHT);
    plot.setFontSize(14);
    double[] xs = curve.lines().stream().flatMapToDouble(l -> Arrays.stream(l.column(0))).toArray();
    double[] ys = curve.lines().stream().flatMapToDouble(l -> Arrays.stream(l.column(1))).toArray();
    double least = Arrays.stream(xs).min().orElse(0);
    double most = Arrays.stream(xs).max().orElse(1);
    double slowest = Arrays.stream(ys).max().orElse(1);
    if (curve.logarithmic()) {
      plot.setAxisXLog(true);
      plot.setAxisYLog(true);
      double fastest = Arrays.stream(ys).min().orElse(0.1);
      plot.setLimits(least / 1.2, most * 1.2, fastest / 2, slowest * 2);
    } else {
      double margin = (most - least) / 20;
      plot.setLimits(least - margin, most + margin, 0, slowest * 1.3);
    }
    for (int i = 0; i < curve.lines().size(); i++) {
      Curve.Line line = curve.lines().get(i);
      plot.setColor(COLOURS[i % COLOURS.length], COLOURS[i % COLOURS.length]);
      plot.setLineWidth(2);
      plot.add("connected circle", line.column(0), line.column(1));
      plot.setLabel(-1, line.title());
    }
    plot.setColor(Color.BLACK);
    plot.setLineWidth(1);
    plot.setLegend(null, Plot.TOP_LEFT | Plot.LEGEND_TRANSPARENT);
    ImagePlus image = plot.getImagePlus();
    ImageIO.write(image.getBufferedImage(), "png", file.toFile());
  }
}
