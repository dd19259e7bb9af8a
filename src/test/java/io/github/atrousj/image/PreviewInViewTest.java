package io.github.atrousj.image;

import static io.github.atrousj.image.PreviewSamples.DOUBLE;
import static io.github.atrousj.image.PreviewSamples.HEIGHT;
import static io.github.atrousj.image.PreviewSamples.WIDTH;
import static io.github.atrousj.image.PreviewSamples.assertSame;
import static io.github.atrousj.image.PreviewSamples.noise;
import static io.github.atrousj.image.PreviewSamples.pixels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a preview shows in a window that shows part of the image. */
class PreviewInViewTest {
  private static final Kernel KERNEL = Kernel.of(3, 3, 0f, 1, 0, 1, -4, 1, 0, 1, 0);
  private static final Kernel FLAT = Kernel.volume(3, 3, 3, filled(27));

  private static final Convolution ALONG_ALL =
      Convolution.of(FLAT).rate(2, 3, 1).border(Border.REFLECT);

  /** The rectangle that the window is said to show. */
  private Rectangle source;

  private static float[] filled(int n) {
    float[] all = new float[n];
    Arrays.fill(all, 1f / n);
    return all;
  }

  private Preview preview(ImagePlus imp) {
    return new Preview(imp, i -> source);
  }

  private static Operation graph(Graph g) {
    return Operation.of(g, new Runner(2).tiles(1, 5));
  }

  /** A Laplacian less the mean of the whole image, which no part of the image knows. */
  private static Operation imageLevel() {
    Graph.Builder b = Graph.builder();
    Node in = b.input();
    Node laplacian = b.convolve(in, Convolution.of(KERNEL).rate(3).border(Border.REFLECT));
    return graph(b.build(b.add(laplacian, b.globalMean(in))));
  }

  private Rectangle random(Random r) {
    int y = r.nextInt(HEIGHT);
    int x = r.nextInt(WIDTH);
    return new Rectangle(x, y, 1 + r.nextInt(WIDTH - x), 1 + r.nextInt(HEIGHT - y));
  }

  /**
   * Shows random parts in turn; every time the rows in view are the result's, others the image's.
   */
  private void assertShows(
      ImagePlus imp, ImageJob job, Function<Shape, Operation> f, Object whole, String what) {
    Object before = pixels(imp);
    double min = imp.getDisplayRangeMin();
    double max = imp.getDisplayRangeMax();
    Preview preview = preview(imp);
    Random r = new Random(5);
    for (int i = 0; i < 6; i++) {
      source = random(r);
      preview.show(job, f, Monitor.NONE);
      Object shown = pixels(imp);
      String where = what + " " + source;
      int bottom = source.y + source.height;
      assertSame(before, shown, 0, source.y, where);
      assertSame(whole, shown, source.y, bottom, where);
      assertSame(before, shown, bottom, HEIGHT, where);
    }
    preview.restore();
    assertSame(before, pixels(imp), 0, HEIGHT, what);
    assertEquals(min, imp.getDisplayRangeMin(), what);
    assertEquals(max, imp.getDisplayRangeMax(), what);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void rowsInViewAreThoseOfTheWholeResult(int bits) {
    for (Dimensions d : new Dimensions[] {Dimensions.D2, Dimensions.Z, Dimensions.D3}) {
      Function<Shape, Operation> f =
          d.planewise() ? s -> imageLevel() : s -> graph(Graph.of(ALONG_ALL));
      for (boolean selected : new boolean[] {false, true}) {
        ImagePlus imp = noise(bits, 5);
        imp.setSlice(3);
        if (selected) {
          imp.setRoi(new OvalRoi(7, 9, 30, 25));
        }
        ImageJob job = ImageJob.of(imp).withDimensions(d).withOutput(OutputKind.SAME);
        ImagePlus copy = imp.duplicate();
        copy.setSlice(3);
        copy.setRoi(imp.getRoi());
        ImageJob.of(copy).withDimensions(d).withOutput(OutputKind.SAME).run(f, Monitor.NONE);
        assertShows(imp, job, f, pixels(copy), bits + " " + d + " " + selected);
      }
    }
  }

  /** Of 32-bit results a 32-bit window shows the values themselves. */
  @Test
  void aFloatWindowShowsTheValuesAndFitsItsRangeToTheRowsInView() {
    ImagePlus imp = noise(32, 1);
    Function<Shape, Operation> f = s -> imageLevel();
    float[] whole = (float[]) ImageJob.of(imp).run(f, Monitor.NONE).getProcessor().getPixelsCopy();
    assertShows(imp, ImageJob.of(imp), f, whole, "float");
    Preview preview = preview(imp);
    source = new Rectangle(3, 11, 20, 9);
    for (int i = 0; i < 2; i++) {
      // The second time the image's own range counts again, not that of the first preview.
      preview.show(ImageJob.of(imp), f, Monitor.NONE);
      float[] seen = Arrays.copyOfRange(whole, 11 * WIDTH, 20 * WIDTH);
      Arrays.sort(seen);
      assertEquals(seen[0], imp.getDisplayRangeMin());
      assertEquals(seen[seen.length - 1], imp.getDisplayRangeMax());
    }
    preview.restore();
    assertEquals(10, imp.getDisplayRangeMin());
    assertEquals(240, imp.getDisplayRangeMax());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24})
  void aFloatResultIsSpreadFromTheLeastToTheLargestValueInView(int bits) {
    for (boolean selected : new boolean[] {false, true}) {
      ImagePlus imp = noise(bits, 1);
      if (selected) {
        imp.setRoi(7, 9, 30, 25);
      }
      Object before = pixels(imp);
      Function<Shape, Operation> f = s -> imageLevel();
      ImagePlus result = ImageJob.of(imp).run(f, Monitor.NONE);
      Preview preview = preview(imp);
      Random r = new Random(6);
      for (int i = 0; i < 8; i++) {
        source = random(r);
        preview.show(ImageJob.of(imp), f, Monitor.NONE);
        String where = bits + " " + selected + " " + source;
        Rectangle rows = new Rectangle(0, source.y, WIDTH, source.height);
        Rectangle part = selected ? rows.intersection(imp.getRoi().getBounds()) : rows;
        Object expected = processor(before).duplicate().getPixels();
        spread(result, part, expected, bits == 24 ? 0 : 10, bits == 24 ? 255 : 240);
        assertSame(expected, pixels(imp), 0, HEIGHT, where);
      }
      preview.restore();
      assertSame(before, pixels(imp), 0, HEIGHT, "restored");
    }
  }

  private static void spread(ImagePlus result, Rectangle part, Object into, int low, int high) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = 1; c <= result.getStackSize(); c++) {
      ImageProcessor ip = result.getStack().getProcessor(c);
      for (int y = part.y; y < part.y + part.height; y++) {
        for (int x = part.x; x < part.x + part.width; x++) {
          least = Math.min(least, ip.getf(x, y));
          largest = Math.max(largest, ip.getf(x, y));
        }
      }
    }
    for (int c = 1; c <= result.getStackSize(); c++) {
      ImageProcessor ip = result.getStack().getProcessor(c);
      for (int y = part.y; y < part.y + part.height; y++) {
        for (int x = part.x; x < part.x + part.width; x++) {
          float factor = (high - low) / (largest - least);
          float[] v = {(float) Math.rint(low + factor * (ip.getf(x, y) - least))};
          PixelRows.write(v, 0, into, c - 1, y * WIDTH + x, 1);
        }
      }
    }
  }

  @Test
  void valuesThatAreNoNumbersAreShownAtTheEnds() {
    for (int bits : new int[] {8, 16, 24}) {
      ImagePlus imp = noise(bits, 1);
      float[] odd = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -3, 5, 1};
      Operation f = Simple.of(1, 1, 1, 1, (in, c, z, y, x) -> odd[Math.min(x, 5)]);
      preview(imp).show(ImageJob.of(imp), s -> f, Monitor.NONE);
      int low = bits == 24 ? 0 : 10;
      int high = bits == 24 ? 255 : 240;
      int top = bits == 16 ? 65535 : 255;
      float[] row = new float[6];
      PixelRows.read(imp.getProcessor().getPixels(), 0, 0, row, 0, 6);
      int middle = Math.round(low + (high - low) / 2f);
      assertArrayEquals(new float[] {0, 0, top, low, high, middle}, row, 1f, bits + " bits");
    }
  }

  private static ImageProcessor processor(Object pixels) {
    ImageStack one = new ImageStack(WIDTH, HEIGHT);
    one.addSlice("", pixels);
    return one.getProcessor(1);
  }

  @Test
  void aResultOfAnotherSizeIsStretchedAsTheWholeOneIs() {
    for (int stride : new int[] {2, 3, 7}) {
      ImagePlus imp = noise(32, 1);
      Function<Shape, Operation> f =
          s -> graph(Graph.of(Convolution.of(KERNEL).stride(stride).border(Border.REFLECT)));
      Object whole = ImageJob.of(imp).preview(f, Monitor.NONE).getPixels();
      ImageProcessor small = ImageJob.of(imp).run(f, Monitor.NONE).getProcessor();
      assertEquals(small.getf(2, 1), ((float[]) whole)[stride * WIDTH + 2 * stride]);
      assertShows(imp, ImageJob.of(imp), f, whole, "stride " + stride);
    }
  }

  @Test
  void nothingIsComputedButTheRowsInView() {
    List<Region> asked = new ArrayList<>();
    ImagePlus imp = noise(8, 1);
    Preview preview = preview(imp);
    source = new Rectangle(5, 12, 9, 10);
    preview.show(ImageJob.of(imp), s -> spy(asked), Monitor.NONE);
    imp.setRoi(2, 18, 9, 20);
    preview.show(ImageJob.of(imp), s -> spy(asked), Monitor.NONE);
    source = null;
    preview.show(ImageJob.of(imp), s -> spy(asked), Monitor.NONE);
    imp.deleteRoi();
    preview.show(ImageJob.of(imp), s -> spy(asked), Monitor.NONE);
    source = new Rectangle(0, 0, WIDTH, 5);
    imp.setRoi(2, 18, 9, 20);
    preview.show(ImageJob.of(imp), s -> spy(asked), Monitor.NONE); // nothing of it is in view
    assertEquals(
        List.of(
            new Region(0, 1, 12, 22),
            new Region(0, 1, 18, 22),
            new Region(0, 1, 18, 38),
            new Region(0, 1, 0, HEIGHT)),
        asked);
  }

  private static Operation spy(List<Region> asked) {
    Operation own = Simple.map(1, v -> v);
    return new Operation() {
      @Override
      public Shape outputShape(Shape input) {
        return own.outputShape(input);
      }

      @Override
      public long memoryNeeded(Shape input) {
        return 0;
      }

      @Override
      public void run(RowSource in, RowSink out, Region region, Monitor monitor) {
        asked.add(region);
        own.run(in, out, region, monitor);
      }
    };
  }

  @Test
  void tellsWhenTheWindowHasMovedOn() {
    ImagePlus imp = noise(8, 3);
    Preview preview = preview(imp);
    assertFalse(preview.isOutOfDate());
    source = new Rectangle(0, 10, WIDTH, 10);
    ImageJob job = ImageJob.of(imp).withOutput(OutputKind.SAME);
    preview.show(job, DOUBLE, Monitor.NONE);
    assertFalse(preview.isOutOfDate());
    List<Runnable> changes =
        List.of(
            () -> source.y++, // as ImageJ scrolls: in place
            () -> source = new Rectangle(0, 10, WIDTH, 5),
            () -> imp.setSlice(2),
            () -> imp.setRoi(3, 3, 20, 20),
            () -> imp.setRoi(new OvalRoi(3, 3, 20, 20))); // within the same bounds
    for (Runnable change : changes) {
      change.run();
      assertTrue(preview.isOutOfDate());
      preview.show(job, DOUBLE, Monitor.NONE);
      assertFalse(preview.isOutOfDate());
    }
    source.x = 3; // rows are whole
    assertFalse(preview.isOutOfDate());
    preview.restore();
    assertFalse(preview.isOutOfDate());
    preview.refuse();
    assertFalse(preview.isOutOfDate());
    imp.setSlice(3);
    assertTrue(preview.isOutOfDate());
    preview.restore();
    assertFalse(preview.isOutOfDate());
  }

  @Test
  void aStoppedOneLeavesWhatWasShown() {
    ImagePlus imp = noise(8, 1);
    Object before = pixels(imp);
    Preview preview = preview(imp);
    ImageJob job = ImageJob.of(imp).withOutput(OutputKind.SAME);
    preview.show(job, s -> Simple.map(1, v -> v / 2), Monitor.NONE);
    Object shown = pixels(imp);
    Monitor stopping =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(CancellationException.class, () -> preview.show(job, DOUBLE, stopping));
    assertSame(shown, pixels(imp), 0, HEIGHT, "shown");
    preview.restore();
    assertSame(before, pixels(imp), 0, HEIGHT, "restored");
  }
}
