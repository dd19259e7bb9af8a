package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageJobTest {
  private static final Function<Shape, Operation> DOUBLE = s -> Simple.map(1, v -> 2 * v);

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void aPlaneBecomesANewFloatImage(int bits) {
    ImagePlus imp = Images.single(bits);
    ImagePlus result = ImageJob.of(imp).withSuffix("twice").run(DOUBLE, Monitor.NONE);
    assertNotSame(imp, result);
    assertEquals(32, result.getBitDepth());
    assertEquals("sample-twice", result.getTitle());
    assertEquals(2 * Images.value(0, 3, 4), result.getProcessor().getf(4, 3));
    assertEquals(Images.value(0, 3, 4), imp.getProcessor().getf(4, 3));
    assertEquals(0, result.getDisplayRangeMin());
    assertEquals(2 * Images.value(0, 4, 6), result.getDisplayRangeMax());
  }

  @Test
  void rgbBecomesThreeChannels() {
    ImagePlus imp = Images.hyper(24, 1, 2, 1);
    ImagePlus result = ImageJob.of(imp).withScope(Scope.STACK).run(DOUBLE, Monitor.NONE);
    assertArrayEquals(new int[] {7, 5, 3, 2, 1}, result.getDimensions());
    CompositeImage composite = (CompositeImage) result;
    for (int c = 1; c <= 3; c++) {
      assertEquals(2 * (Images.value(1, 2, 3) + c - 1), Images.floats(result, c, 2, 1)[2 * 7 + 3]);
      int strongest = 0xff << (24 - 8 * c);
      assertEquals(strongest, composite.getChannelLut(c).getRGB(255) & 0xffffff);
    }
    assertEquals("Green - plane 1", result.getStack().getSliceLabel(5));
    assertEquals(CompositeImage.COMPOSITE, composite.getMode());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void sameReplacesThePixelsThatAreThere(int bits) {
    ImagePlus imp = Images.hyper(bits, 1, 2, 2);
    Object pixels = imp.getStack().getPixels(3);
    int[] before = imp.getStack().getProcessor(3).getPixel(4, 3, null);
    ImagePlus result =
        ImageJob.of(imp)
            .withScope(Scope.STACK)
            .withOutput(OutputKind.SAME)
            .run(DOUBLE, Monitor.NONE);
    assertSame(imp, result);
    assertSame(pixels, imp.getStack().getPixels(3));
    int[] after = imp.getStack().getProcessor(3).getPixel(4, 3, null);
    if (bits == 32) {
      assertEquals(2 * Float.intBitsToFloat(before[0]), Float.intBitsToFloat(after[0]));
    } else {
      for (int i = 0; i < (bits == 24 ? 3 : 1); i++) {
        assertEquals(2 * before[i], after[i]);
      }
    }
    assertTrue(imp.changes);
  }

  @Test
  void aSingleSliceInPlaceLeavesTheOthersAndCanBeUndone() {
    ImagePlus imp = Images.hyper(8, 1, 3, 1);
    imp.setSlice(2);
    byte[] before = (byte[]) imp.getProcessor().getPixelsCopy();
    byte[] other = ((byte[]) imp.getStack().getPixels(3)).clone();
    ImageJob.of(imp).withOutput(OutputKind.SAME).run(DOUBLE, Monitor.NONE);
    assertEquals(2 * Images.value(1, 1, 1), imp.getProcessor().get(1, 1));
    assertArrayEquals(other, (byte[]) imp.getStack().getPixels(3));
    assertArrayEquals(before, (byte[]) imp.getProcessor().getSnapshotPixels());
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void scopesTakeTheirPlanesAndKeepTheRest(Scope scope) {
    ImagePlus imp = Images.composite(16, 2, 3, 2);
    imp.setPosition(2, 3, 2);
    ImagePlus before = imp.duplicate();
    ImageJob.of(imp).withScope(scope).withOutput(OutputKind.SAME).run(DOUBLE, Monitor.NONE);
    for (int i = 1; i <= imp.getStackSize(); i++) {
      int[] at = imp.convertIndexToPosition(i);
      boolean taken =
          scope == Scope.STACK
              || at[1] == 3 && at[2] == 2 && (scope == Scope.CHANNELS || at[0] == 2);
      assertEquals(
          (taken ? 2 : 1) * before.getStack().getProcessor(i).get(3, 3),
          imp.getStack().getProcessor(i).get(3, 3));
    }
  }

  @Test
  void hyperstackOrderHoldsForVolumes() {
    ImagePlus imp = Images.hyper(32, 2, 3, 4);
    for (Dimensions d : new Dimensions[] {Dimensions.Z, Dimensions.D3, Dimensions.T}) {
      ImagePlus result = ImageJob.of(imp).withDimensions(d).run(s -> Simple.alongZ(), Monitor.NONE);
      assertArrayEquals(imp.getDimensions(), result.getDimensions());
      for (int t = 1; t <= 4; t++) {
        for (int z = 1; z <= 3; z++) {
          int z0 = d == Dimensions.T ? z : Math.max(1, z - 1);
          int t0 = d == Dimensions.T ? Math.max(1, t - 1) : t;
          float expected = Images.floats(imp, 2, z, t)[9] - Images.floats(imp, 2, z0, t0)[9];
          assertEquals(expected, Images.floats(result, 2, z, t)[9]);
        }
      }
    }
  }

  @Test
  void severalOutputsNestInTheChannelsOutputFastest() {
    ImagePlus imp = Images.composite(8, 2, 2, 1);
    ImagePlus result =
        ImageJob.of(imp)
            .withScope(Scope.STACK)
            .withLabels(List.of("a", "b", "c"))
            .run(s -> Simple.map(3, v -> v), Monitor.NONE);
    assertArrayEquals(new int[] {7, 5, 6, 2, 1}, result.getDimensions());
    for (int c = 0; c < 2; c++) {
      for (int k = 0; k < 3; k++) {
        assertEquals(
            Images.floats(imp, c + 1, 2, 1)[8] + k, Images.floats(result, c * 3 + k + 1, 2, 1)[8]);
      }
    }
    int index = result.getStackIndex(5, 2, 1);
    assertEquals("b - plane 3", result.getStack().getSliceLabel(index));
    assertEquals(CompositeImage.COLOR, ((CompositeImage) result).getMode());
  }

  @Test
  void severalOutputsOfTheSameTypeAreANewImage() {
    ImagePlus imp = Images.single(8);
    ImagePlus result =
        ImageJob.of(imp).withOutput(OutputKind.SAME).run(s -> Simple.map(2, v -> v), Monitor.NONE);
    assertNotSame(imp, result);
    assertEquals(8, result.getBitDepth());
    assertEquals(2, result.getNChannels());
    ImagePlus rgb = Images.single(24);
    ImagePlus two =
        ImageJob.of(rgb).withOutput(OutputKind.SAME).run(s -> Simple.map(2, v -> v), Monitor.NONE);
    assertEquals(24, two.getBitDepth());
    assertEquals(2, two.getStackSize());
    assertArrayEquals(
        new int[] {1, 2, 3}, two.getStack().getProcessor(2).getPixel(0, 0, new int[3]));
  }

  @Test
  void anotherSizeIsANewImageOfTheSameType() {
    ImagePlus imp = Images.hyper(24, 1, 2, 1);
    ImagePlus result =
        ImageJob.of(imp)
            .withScope(Scope.STACK)
            .withOutput(OutputKind.SAME)
            .run(s -> Simple.every(2, 2, 1), Monitor.NONE);
    assertEquals(24, result.getBitDepth());
    assertArrayEquals(new int[] {3, 2, 1, 2, 1}, result.getDimensions());
    assertEquals(
        imp.getStack().getProcessor(2).get(5, 3) & 0xffffff,
        result.getStack().getProcessor(2).get(2, 1) & 0xffffff);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void outsideTheSelectionStayTheSourcesValues(boolean oval) {
    for (int bits : new int[] {8, 24, 32}) {
      for (OutputKind kind : new OutputKind[] {OutputKind.FLOAT, OutputKind.SAME}) {
        ImagePlus imp = Images.hyper(bits, 1, 2, 1);
        // Partly outside the image.
        Roi roi = oval ? new OvalRoi(-2, 1, 7, 3) : new Roi(-2, 1, 5, 2);
        imp.setRoi(roi);
        ImagePlus before = Images.hyper(bits, 1, 2, 1);
        ImagePlus result =
            ImageJob.of(imp).withScope(Scope.STACK).withOutput(kind).run(DOUBLE, Monitor.NONE);
        boolean split = kind == OutputKind.FLOAT && bits == 24;
        for (int y = 0; y < 5; y++) {
          for (int x = 0; x < 7; x++) {
            float own = split ? Images.value(1, y, x) + 1 : sample(before, 2, x, y);
            float got = split ? Images.floats(result, 2, 2, 1)[y * 7 + x] : sample(result, 2, x, y);
            assertEquals(roi.contains(x, y) ? 2 * own : own, got, bits + " " + kind + x + "," + y);
          }
        }
      }
    }
  }

  private static float sample(ImagePlus imp, int n, int x, int y) {
    return imp.getBitDepth() == 24
        ? imp.getStack().getProcessor(n).getPixel(x, y, null)[0]
        : imp.getStack().getProcessor(n).getf(x, y);
  }

  @Test
  void aSelectionIsIgnoredWhenTheSizeChangesAndWhenItHasNoArea() {
    ImagePlus imp = Images.single(8);
    imp.setRoi(1, 1, 2, 2);
    ImagePlus half = ImageJob.of(imp).run(s -> Simple.every(2, 2, 1), Monitor.NONE);
    assertEquals(3, half.getWidth());
    imp.setRoi(new Line(0, 0, 3, 3));
    ImagePlus twice = ImageJob.of(imp).run(DOUBLE, Monitor.NONE);
    assertEquals(2 * Images.value(0, 4, 0), twice.getProcessor().getf(0, 4));
    imp.setRoi(new Roi(20, 20, 3, 3));
    assertThrows(IllegalArgumentException.class, () -> ImageJob.of(imp).run(DOUBLE, Monitor.NONE));
  }

  @Test
  void stoppedOrFailedRunsLeaveTheImageAsItWas() {
    ImagePlus imp = Images.hyper(8, 1, 4, 1);
    byte[] before = ((byte[]) imp.getStack().getPixels(1)).clone();
    ImageJob job = ImageJob.of(imp).withScope(Scope.STACK).withOutput(OutputKind.SAME);
    Monitor stop =
        new Monitor() {
          private boolean late;

          @Override
          public void progress(double done) {
            late = done > 0.5;
          }

          @Override
          public boolean cancelled() {
            return late;
          }
        };
    assertThrows(CancellationException.class, () -> job.run(DOUBLE, stop));
    assertArrayEquals(before, (byte[]) imp.getStack().getPixels(1));
    assertThrows(
        ArithmeticException.class,
        () ->
            job.run(
                s -> Simple.of(1, 1, 1, 1, (in, c, z, y, x) -> 1 / (3 - z) > 5 ? 0 : 1),
                Monitor.NONE));
    assertArrayEquals(before, (byte[]) imp.getStack().getPixels(1));
  }

  @Test
  void clippedValuesAreCounted() {
    ImagePlus imp = Images.single(8);
    assertEquals(
        "sample.tif: 1 value did not fit 0 to 255 and was clipped",
        ImageJob.clippedLine(imp, 1, PixelType.BYTE));
    assertEquals(
        "sample.tif: 20 values did not fit 0 to 65535 and were clipped",
        ImageJob.clippedLine(imp, 20, PixelType.SHORT));
  }

  @Test
  void labelsAreAnEightBitImageWithColours() {
    ImagePlus result =
        ImageJob.of(Images.single(32))
            .withOutput(OutputKind.LABELS)
            .run(s -> Simple.map(1, v -> v % 3), Monitor.NONE);
    assertEquals(8, result.getBitDepth());
    assertTrue(result.getProcessor().isColorLut());
    assertEquals(Images.value(0, 1, 1) % 3, result.getProcessor().get(1, 1));
    assertEquals(255, result.getDisplayRangeMax());
  }

  @Test
  void progressRunsOverAllVolumes() {
    double[] last = {0};
    Monitor rising =
        new Monitor() {
          @Override
          public void progress(double done) {
            assertTrue(done >= last[0] && done <= 1);
            last[0] = done;
          }
        };
    ImageJob.of(Images.hyper(8, 3, 2, 1)).withDimensions(Dimensions.Z).run(DOUBLE, rising);
    assertEquals(1, last[0], 1e-9);
  }

  @Test
  void refusesWhatLeavesNothing() {
    ImagePlus imp = Images.single(8);
    String line =
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageJob.of(imp).run(s -> Simple.every(9, 1, 1), Monitor.NONE))
            .getMessage();
    assertTrue(line.startsWith("nothing is left of an image of 7 x 5"), line);
    assertThrows(IllegalArgumentException.class, () -> ImageJob.of(new ImagePlus()));
    assertThrows(IllegalArgumentException.class, () -> ImageJob.of(null));
  }
}
