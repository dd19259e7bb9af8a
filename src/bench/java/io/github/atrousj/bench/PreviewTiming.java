package io.github.atrousj.bench;

import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.image.Preview;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.AsppFusion;
import io.github.atrousj.plugin.DilatedConvolution;
import io.github.atrousj.plugin.ImageCommand;
import io.github.atrousj.plugin.StarletDenoise;
import java.awt.Graphics;
import java.awt.Toolkit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/**
 * How long a preview of a 2048² image takes, from the request until ImageJ has drawn the pixels in
 * the window. What ImageJ takes to draw an image of which nothing has changed is timed beside it.
 */
final class PreviewTiming {
  private static final int SIDE = 2048;
  private static final int UPDATES = 80;
  private static final int ZOOM_STEPS = 3;

  /** ImageJ's canvas, which tells when it has painted. */
  private static final class Watched extends ImageCanvas {
    private static final long serialVersionUID = 1L;
    private final transient Semaphore painted = new Semaphore(0);

    Watched(ImagePlus image) {
      super(image);
    }

    @Override
    public void paint(Graphics g) {
      super.paint(g);
      Toolkit.getDefaultToolkit().sync();
      painted.release();
    }

    void awaitPaint() throws InterruptedException {
      painted.acquire();
      painted.drainPermits();
    }
  }

  private PreviewTiming() {}

  /** Prints one Markdown row for each type of image, view and command. Needs a display. */
  public static void main(String[] args) {
    int status = 1; // ImageJ's windows would keep the process alive, also after a failure
    try {
      timeAll();
      status = 0;
    } catch (InterruptedException | RuntimeException | Error e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(status);
  }

  private static void timeAll() throws InterruptedException {
    new ImageJ();
    ImageProcessor bytes = new ByteProcessor(SIDE, SIDE, Data.bytes(1, SIDE * SIDE));
    ImageProcessor[] types = {
      bytes, bytes.convertToShort(false), bytes.convertToFloat(), bytes.convertToRGB()
    };
    for (ImageProcessor ip : types) {
      for (int zoom : new int[] {0, ZOOM_STEPS}) {
        time(ip, zoom, new DilatedConvolution(), i -> "kernel=laplacian-8 rate=" + (i % 20 + 1));
      }
    }
    // A number that changes the values, so that it is a new request, and not the work.
    time(bytes, 0, new AsppFusion(), i -> "");
    time(bytes, ZOOM_STEPS, new AsppFusion(), i -> "");
    time(bytes, 0, new StarletDenoise(), i -> "threshold=" + (3 + i % 20 / 10.0));
    time(bytes, ZOOM_STEPS, new StarletDenoise(), i -> "threshold=" + (3 + i % 20 / 10.0));
  }

  private static void time(
      ImageProcessor ip, int zoomSteps, ImageCommand command, IntFunction<String> options)
      throws InterruptedException {
    ImagePlus image = new ImagePlus("preview", ip.duplicate());
    Watched canvas = new Watched(image);
    new ImageWindow(image, canvas).setVisible(true);
    canvas.awaitPaint();
    for (int i = 0; i < zoomSteps; i++) {
      canvas.zoomIn(canvas.getWidth() / 2, canvas.getHeight() / 2);
      Thread.sleep(300);
    }
    Thread.sleep(500);
    double[] drawn = new double[UPDATES];
    for (int i = 0; i < UPDATES; i++) {
      canvas.painted.drainPermits();
      long start = System.nanoTime();
      image.updateAndDraw();
      canvas.awaitPaint();
      drawn[i] = (System.nanoTime() - start) * 1e-6;
    }
    double[] computed = new double[UPDATES];
    double[] shown = new double[UPDATES];
    Preview preview = new Preview(image);
    for (int i = 0; i < UPDATES; i++) {
      // Other values every time, as when a slider is drawn.
      Values values = command.spec().parse(options.apply(i));
      canvas.painted.drainPermits();
      long start = System.nanoTime();
      command.preview(preview, image, values, ImageJMonitor.silent());
      computed[i] = (System.nanoTime() - start) * 1e-6;
      canvas.awaitPaint();
      shown[i] = (System.nanoTime() - start) * 1e-6;
      Thread.sleep(20);
    }
    preview.restore();
    System.out.printf(
        Locale.ROOT,
        "preview\t| %s | %s | %.0f %%: %d rows | %.0f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        command.title().replace("...", ""),
        image.getBitDepth() == 24 ? "RGB" : image.getBitDepth() + "-bit",
        100 * canvas.getMagnification(),
        canvas.getSrcRect().height,
        shown[0],
        warm(shown, 0),
        warm(shown, 0.5),
        warm(shown, 1),
        warm(computed, 0.5),
        warm(drawn, 0.5));
    image.changes = false;
    image.close();
  }

  private static double warm(double[] times, double quantile) {
    double[] later = Arrays.copyOfRange(times, times.length / 2, times.length);
    Arrays.sort(later);
    return later[(int) Math.min(later.length - 1, quantile * later.length)];
  }
}
