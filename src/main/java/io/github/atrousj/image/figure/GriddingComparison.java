package io.github.atrousj.image.figure;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.process.FloatProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;

/**
 * Gridding made visible on an image: its current plane filtered with the coverage kernel of one
 * stack of layers (a mean at every rate, one after the other) and with that of another, side by
 * side, and the difference. Rows of dots around small bright objects are what the holes leave.
 */
public final class GriddingComparison {
  /**
   * The pictures.
   *
   * @param sideBySide 32-bit: the first stack's result, and right of it the second's, with one
   *     display range
   * @param residual 32-bit: first minus second, grey being 0
   */
  public record Pictures(ImagePlus sideBySide, ImagePlus residual) {}

  private GriddingComparison() {}

  /**
   * Filters the current plane (brightness of RGB) with both stacks; the border is replicated.
   *
   * @throws IllegalArgumentException when a layer has a stride other than 1
   * @throws java.util.concurrent.CancellationException when the monitor stops the run
   */
  public static Pictures of(ImagePlus image, FieldModel first, FieldModel second, Monitor monitor) {
    FloatProcessor plane = image.getProcessor().convertToFloatProcessor();
    float[] a = filtered(plane, first.layers(), half(monitor, 0));
    float[] b = filtered(plane, second.layers(), half(monitor, 0.5));
    int w = plane.getWidth();
    int h = plane.getHeight();
    float[] both = new float[2 * w * h];
    float[] difference = new float[w * h];
    float widest = 0;
    for (int y = 0; y < h; y++) {
      System.arraycopy(a, y * w, both, 2 * y * w, w);
      System.arraycopy(b, y * w, both, (2 * y + 1) * w, w);
    }
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
      widest = Math.max(widest, Math.abs(difference[i]));
    }
    String rates = first.rates() + " | " + second.rates();
    ImagePlus pair =
        new ImagePlus(
            "Gridding of " + image.getShortTitle() + ": " + rates,
            new FloatProcessor(2 * w, h, both));
    pair.setOverlay(labels(w, h, first.rates(), second.rates()));
    FloatProcessor ip = new FloatProcessor(w, h, difference);
    ip.setMinAndMax(-widest, widest);
    ImagePlus residual = new ImagePlus("Gridding residual: " + rates, ip);
    pair.setCalibration(image.getCalibration().copy());
    residual.setCalibration(image.getCalibration().copy());
    return new Pictures(pair, residual);
  }

  private static float[] filtered(FloatProcessor plane, List<Layer> layers, Monitor monitor) {
    Graph.Builder g = Graph.builder();
    Node node = g.input();
    for (Layer layer : layers) {
      if (layer.stride() != 1) {
        throw new IllegalArgumentException(
            "strides: the comparison on an image is for stride 1, not " + layer.stride());
      }
      Convolution mean =
          Convolution.of(mean(layer.taps())).rate(layer.rate()).border(Border.REPLICATE);
      node = g.convolve(node, mean);
    }
    Volume in = Volume.plane((float[]) plane.getPixels(), plane.getWidth(), plane.getHeight());
    Volume out = new Volume(in.shape());
    new Runner().run(g.build(node), in, out, monitor);
    return out.plane(0, 0);
  }

  private static Kernel mean(int taps) {
    float[] weights = new float[taps * taps];
    Arrays.fill(weights, 1f / weights.length);
    return Kernel.of(taps, taps, weights);
  }

  private static Monitor half(Monitor monitor, double from) {
    return new Monitor() {
      @Override
      public void progress(double done) {
        monitor.progress(from + done / 2);
      }

      @Override
      public boolean cancelled() {
        return monitor.cancelled();
      }
    };
  }

  private static Overlay labels(int w, int h, String left, String right) {
    Overlay overlay = new Overlay();
    Line line = new Line(w, 0, w, h);
    line.setStrokeColor(Color.WHITE);
    overlay.add(line);
    Font font = new Font(Font.SANS_SERIF, Font.BOLD, Math.max(9, Math.min(24, w / 24)));
    for (int i = 0; i < 2; i++) {
      TextRoi text = new TextRoi(i * w + 4, 4, "rates " + (i == 0 ? left : right), font);
      text.setStrokeColor(Color.YELLOW);
      overlay.add(text);
    }
    return overlay;
  }
}
