package io.github.atrousj.image.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.graph.Monitor;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GriddingComparisonTest {
  private static final FieldModel GAPPED = FieldModel.stack(Layer.stack(3, List.of(2, 2, 2)));
  private static final FieldModel REPAIRED = FieldModel.stack(Layer.stack(3, List.of(1, 2, 3)));

  @Test
  void aPointBecomesTheCoverageMapOfEachStack() {
    FloatProcessor point = new FloatProcessor(40, 30);
    point.setf(20, 15, 27 * 27);
    GriddingComparison.Pictures p =
        GriddingComparison.of(new ImagePlus("p", point), GAPPED, REPAIRED, Monitor.NONE);
    ImageProcessor both = p.sideBySide().getProcessor();
    assertEquals(80, both.getWidth());
    assertEquals(30, both.getHeight());
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        double a = GAPPED.whole().count(x - 14) * GAPPED.whole().count(y - 9);
        double b = REPAIRED.whole().count(x - 14) * REPAIRED.whole().count(y - 9);
        assertEquals(a, both.getf(x, y), 1e-4);
        assertEquals(b, both.getf(x + 40, y), 1e-4);
        assertEquals(a - b, p.residual().getProcessor().getf(x, y), 1e-4);
      }
    }
    assertEquals(-p.residual().getProcessor().getMax(), p.residual().getProcessor().getMin(), 1e-6);
  }

  @Test
  void theSourceStaysAndItsScaleGoesAlong() {
    ImagePlus image = new ImagePlus("cells.tif", new ByteProcessor(20, 20));
    image.getProcessor().set(3, 3, 200);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().setUnit("mm");
    byte[] before = ((byte[]) image.getProcessor().getPixels()).clone();
    GriddingComparison.Pictures p = GriddingComparison.of(image, GAPPED, REPAIRED, Monitor.NONE);
    assertEquals(0.5, p.sideBySide().getCalibration().pixelWidth);
    assertEquals("mm", p.residual().getCalibration().getUnit());
    assertEquals("Gridding of cells: 2,2,2 | 1,2,3", p.sideBySide().getTitle());
    assertArrayEquals(before, (byte[]) image.getProcessor().getPixels());
  }

  @Test
  void stridesAreRefused() {
    FieldModel strided = FieldModel.stack(Layer.stack(List.of(3), List.of(1), List.of(2)));
    ImagePlus image = new ImagePlus("", new ByteProcessor(5, 5));
    assertThrows(
        IllegalArgumentException.class,
        () -> GriddingComparison.of(image, strided, REPAIRED, Monitor.NONE));
  }

  @Test
  void theMonitorIsAskedAndTold() {
    ImagePlus image = new ImagePlus("", new ByteProcessor(50, 50));
    double[] last = {0};
    GriddingComparison.of(
        image,
        GAPPED,
        REPAIRED,
        new Monitor() {
          @Override
          public void progress(double done) {
            assertTrue(done >= last[0]);
            last[0] = done;
          }
        });
    assertEquals(1, last[0], 1e-9);
    Monitor stop =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(
        CancellationException.class, () -> GriddingComparison.of(image, GAPPED, REPAIRED, stop));
  }
}
