package io.github.atrousj.bench;

import ij.ImageJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.image.Preview;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.DilatedConvolution;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Locale;

/** How long a preview of a 2048² image takes, from the request to the pixels on the screen. */
final class PreviewTiming {
  private static final int SIDE = 2048;
  private static final int UPDATES = 40;

  private PreviewTiming() {}

  /** Prints one Markdown row for each type of image. */
  public static void main(String[] args) throws Exception {
    if (!GraphicsEnvironment.isHeadless()) {
      new ImageJ();
    }
    DilatedConvolution command = new DilatedConvolution();
    ImageProcessor bytes = new ByteProcessor(SIDE, SIDE, Data.bytes(1, SIDE * SIDE));
    ImageProcessor[] types = {
      bytes, bytes.convertToShort(false), bytes.convertToFloat(), bytes.convertToRGB()
    };
    for (ImageProcessor ip : types) {
      ImagePlus image = new ImagePlus("preview", ip);
      if (!GraphicsEnvironment.isHeadless()) {
        image.show();
      }
      double[] millis = new double[UPDATES];
      Preview preview = new Preview(image);
      for (int i = 0; i < UPDATES; i++) {
        // Another rate every time, as when a slider is drawn.
        Values values = command.spec().parse("kernel=laplacian-8 rate=" + (i % 20 + 1));
        long start = System.nanoTime();
        command.preview(preview, image, values, ImageJMonitor.silent());
        if (!GraphicsEnvironment.isHeadless()) {
          EventQueue.invokeAndWait(() -> {});
        }
        millis[i] = (System.nanoTime() - start) * 1e-6;
      }
      preview.restore();
      double first = millis[0];
      double[] warm = Arrays.copyOfRange(millis, UPDATES / 2, UPDATES);
      Arrays.sort(warm);
      System.out.printf(
          Locale.ROOT,
          "preview\t| %s | %.0f | %.1f | %.1f | %.1f |%n",
          image.getBitDepth() == 24 ? "RGB" : image.getBitDepth() + "-bit",
          first,
          warm[0],
          warm[warm.length / 2],
          warm[warm.length - 1]);
      image.changes = false;
      image.close();
    }
    Runtime.getRuntime().halt(0);
  }
}
