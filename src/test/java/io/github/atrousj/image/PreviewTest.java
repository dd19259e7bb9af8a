package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewTest {
  private static final Function<Shape, Operation> DOUBLE = s -> Simple.map(1, v -> 2 * v);

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void showsWhatTheRunInPlaceWouldMake(int bits) {
    for (Dimensions d : Dimensions.values()) {
      ImagePlus imp = Images.hyper(bits, 1, 3, 2);
      imp.setPosition(1, 2, 2);
      imp.setRoi(1, 1, 4, 3);
      Object before = imp.getProcessor().getPixelsCopy();
      ImageJob job = ImageJob.of(imp).withDimensions(d).withOutput(OutputKind.SAME);
      Function<Shape, Operation> f = d.planewise() ? DOUBLE : s -> Simple.alongZ();
      ImageProcessor preview = job.preview(f, Monitor.NONE);
      assertTrue(same(before, imp.getProcessor().getPixels()));
      job.run(f, Monitor.NONE);
      assertTrue(same(imp.getProcessor().getPixels(), preview.getPixels()), bits + " " + d);
    }
  }

  private static boolean same(Object a, Object b) {
    return Objects.deepEquals(a, b);
  }

  @ParameterizedTest
  @EnumSource(
      value = Dimensions.class,
      names = {"D2", "Z"})
  void aFloatResultIsSpreadOverTheDisplayRange(Dimensions d) {
    ImagePlus imp = Images.hyper(8, 1, 2, 1);
    imp.setDisplayRange(20, 220);
    ImageProcessor preview =
        ImageJob.of(imp)
            .withDimensions(d)
            .preview(s -> Simple.map(1, v -> -1000 * v), Monitor.NONE);
    assertEquals(220, preview.get(0, 0));
    assertEquals(20, preview.get(6, 4));
    assertEquals(8, preview.getBitDepth());
  }

  @Test
  void aResultOfAnotherSizeIsStretched() {
    ImagePlus imp = Images.single(32);
    ImageProcessor preview = ImageJob.of(imp).preview(s -> Simple.every(3, 1, 1), Monitor.NONE);
    assertEquals(7, preview.getWidth());
    float[] row = new float[7];
    preview.getRow(0, 0, row, 7);
    // Outputs are at columns 1 and 4.
    assertArrayEquals(new float[] {1, 1, 1, 4, 4, 4, 4}, row);
  }

  @Test
  void comesAndGoesWithoutATrace() {
    for (int bits : new int[] {8, 32}) {
      ImagePlus imp = Images.single(bits);
      imp.setDisplayRange(3, 17);
      Object before = imp.getProcessor().getPixelsCopy();
      Preview preview = new Preview(imp);
      ImageJob job = ImageJob.of(imp).withOutput(OutputKind.SAME);
      preview.restore();
      for (int i = 0; i < 2; i++) {
        // The second is made of the original again, not of the first.
        preview.show(job, DOUBLE, Monitor.NONE);
        assertEquals(2 * Images.value(0, 2, 3), imp.getProcessor().getf(3, 2));
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> preview.show(job, s -> Simple.every(9, 9, 1), Monitor.NONE));
      assertTrue(same(before, imp.getProcessor().getPixels()));
      preview.show(job, DOUBLE, Monitor.NONE);
      preview.restore();
      assertTrue(same(before, imp.getProcessor().getPixels()));
      assertEquals(3, imp.getDisplayRangeMin());
      assertEquals(17, imp.getDisplayRangeMax());
    }
  }

  @Test
  void worksOnAVirtualStack() {
    ImagePlus plain = Images.hyper(16, 1, 4, 1);
    ImagePlus imp = Images.virtual(plain);
    imp.setSlice(3);
    ImageProcessor preview =
        ImageJob.of(imp)
            .withDimensions(Dimensions.Z)
            .withOutput(OutputKind.SAME)
            .preview(s -> Simple.alongZ(), Monitor.NONE);
    assertEquals(10, preview.get(2, 2));
  }
}
