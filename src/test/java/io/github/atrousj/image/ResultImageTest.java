package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageConverter;
import ij.process.LUT;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.awt.Color;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultImageTest {
  private static final Function<Shape, Operation> NEGATIVE = s -> Simple.map(1, v -> -v);

  private static ImagePlus calibrated(ImagePlus imp) {
    Calibration cal = imp.getCalibration();
    cal.pixelWidth = 0.5;
    cal.pixelHeight = 0.25;
    cal.pixelDepth = 2;
    cal.setUnit("\u00b5m");
    cal.frameInterval = 3;
    cal.setTimeUnit("min");
    cal.xOrigin = 5;
    cal.yOrigin = 1;
    cal.zOrigin = 1;
    return imp;
  }

  @Test
  void calibrationIsKept() {
    ImagePlus imp = calibrated(Images.hyper(8, 2, 2, 2));
    Calibration cal =
        ImageJob.of(imp).withScope(Scope.STACK).run(NEGATIVE, Monitor.NONE).getCalibration();
    assertTrue(cal.equals(imp.getCalibration()));
    assertEquals(3, cal.frameInterval);
    assertEquals("min", cal.getTimeUnit());
    assertEquals(5, cal.xOrigin);
  }

  @Test
  void pixelSizeFollowsTheStrideAndPlacesStayWhereTheyAre() {
    ImagePlus imp = calibrated(Images.hyper(8, 1, 5, 1));
    Calibration before = imp.getCalibration();
    ImagePlus result =
        ImageJob.of(imp)
            .withDimensions(Dimensions.D3)
            .run(s -> Simple.every(3, 2, 2), Monitor.NONE);
    Calibration after = result.getCalibration();
    assertEquals(1.5, after.pixelWidth);
    assertEquals(0.5, after.pixelHeight);
    assertEquals(4, after.pixelDepth);
    assertEquals(3, after.frameInterval);
    assertEquals("\u00b5m", after.getUnit());
    // Output 1 is the value at 3 * 1 + 1, 2 * 1 + 1, 2 * 1 + 1.
    assertEquals(before.getX(4), after.getX(1), 1e-12);
    assertEquals(before.getY(3), after.getY(1), 1e-12);
    assertEquals(before.getZ(3), after.getZ(1), 1e-12);
    assertEquals("plane 3", result.getStack().getSliceLabel(2));
  }

  @Test
  void frameIntervalFollowsTheStrideInTime() {
    ImagePlus imp = calibrated(Images.hyper(8, 1, 2, 6));
    ImagePlus result =
        ImageJob.of(imp).withDimensions(Dimensions.T).run(s -> Simple.every(1, 1, 3), Monitor.NONE);
    assertArrayEquals(new int[] {7, 5, 1, 2, 2}, result.getDimensions());
    assertEquals(9, result.getCalibration().frameInterval);
    assertEquals(2, result.getCalibration().pixelDepth);
    assertEquals(1, result.getCalibration().zOrigin);
    int from = imp.getStackIndex(1, 2, 5);
    assertEquals(
        imp.getStack().getSliceLabel(from),
        result.getStack().getSliceLabel(result.getStackIndex(1, 2, 2)));
  }

  @Test
  void densityCalibrationIsDroppedWhereValuesAreNewAndKeptInPlace() {
    ImagePlus imp = Images.single(8);
    imp.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {10, 2}, "OD");
    ImagePlus result = ImageJob.of(imp).run(NEGATIVE, Monitor.NONE);
    assertFalse(result.getCalibration().calibrated());
    assertEquals(-Images.value(0, 1, 2), result.getProcessor().getf(2, 1));
    ImageJob.of(imp).withOutput(OutputKind.SAME).run(s -> Simple.map(1, v -> v), Monitor.NONE);
    assertTrue(imp.getCalibration().calibrated());
  }

  @Test
  void channelsKeepTheirColoursModeAndPosition() {
    CompositeImage imp = Images.composite(16, 3, 2, 2);
    LUT magenta = LUT.createLutFromColor(Color.magenta);
    magenta.min = 3;
    magenta.max = 40;
    imp.setChannelLut(magenta, 2);
    imp.setMode(IJ.COLOR);
    imp.setPosition(2, 1, 2);
    ImagePlus result = ImageJob.of(imp).withScope(Scope.STACK).run(NEGATIVE, Monitor.NONE);
    CompositeImage composite = (CompositeImage) result;
    assertEquals(IJ.COLOR, composite.getMode());
    assertArrayEquals(magenta.getBytes(), composite.getChannelLut(2).getBytes());
    assertArrayEquals(new int[] {2, 1, 2}, new int[] {result.getC(), result.getZ(), result.getT()});
    double[] range = ResultImage.range(result.getStack().getProcessor(result.getCurrentSlice()));
    assertTrue(range[0] < range[1] && range[1] <= 0);
    assertEquals(range[0], composite.getChannelLut(2).min);
    assertEquals(range[1], composite.getChannelLut(2).max);
    assertEquals(range[0], result.getDisplayRangeMin());

    ImagePlus same =
        ImageJob.of(imp)
            .withScope(Scope.STACK)
            .withOutput(OutputKind.SAME)
            .run(s -> Simple.every(2, 1, 1), Monitor.NONE);
    assertEquals(3, ((CompositeImage) same).getChannelLut(2).min);
    assertEquals(40, ((CompositeImage) same).getChannelLut(2).max);
  }

  @Test
  void aSliceOfACompositeIsASingleChannelInItsColour() {
    CompositeImage imp = Images.composite(8, 3, 2, 1);
    imp.setPosition(3, 2, 1);
    ImagePlus result = ImageJob.of(imp).run(NEGATIVE, Monitor.NONE);
    assertEquals(1, result.getStackSize());
    assertArrayEquals(imp.getChannelLut(3).getBytes(), result.getProcessor().getLut().getBytes());
    assertEquals("plane 5", result.getStack().getSliceLabel(1));
  }

  @Test
  void aSingleColourTableIsKept() {
    ImagePlus imp = Images.single(8);
    imp.setLut(LUT.createLutFromColor(Color.orange));
    ImagePlus result = ImageJob.of(imp).run(NEGATIVE, Monitor.NONE);
    assertArrayEquals(
        LUT.createLutFromColor(Color.orange).getBytes(), result.getProcessor().getLut().getBytes());
  }

  @Test
  void indexedColourCountsAsItsIndices() {
    ImagePlus imp = Images.single(24);
    new ImageConverter(imp).convertRGBtoIndexedColor(16);
    assertEquals(ImagePlus.COLOR_256, imp.getType());
    int index = imp.getProcessor().get(4, 3);
    ImagePlus result = ImageJob.of(imp).run(NEGATIVE, Monitor.NONE);
    assertEquals(-index, result.getProcessor().getf(4, 3));
    assertEquals(imp.getProcessor().getLut().getRGB(9), result.getProcessor().getLut().getRGB(9));
  }

  @Test
  void propertiesAreCopiedOverlayIsNot() {
    ImagePlus imp = Images.single(16);
    imp.setProperty("Info", "from a microscope");
    imp.setProp("objective", "63x");
    imp.setOverlay(new Overlay(new Roi(0, 0, 2, 2)));
    imp.setRoi(1, 1, 2, 2);
    ImagePlus result = ImageJob.of(imp).run(NEGATIVE, Monitor.NONE);
    assertEquals("from a microscope", result.getInfoProperty());
    assertEquals("63x", result.getProp("objective"));
    assertNull(result.getOverlay());
    assertNull(result.getRoi());
  }

  @ParameterizedTest
  @CsvSource({
    "cell.tif, cell-s",
    "a.b.ome.tiff, a.b.ome-s",
    "no extension, no extension-s",
    "dose 0.5, dose 0.5-s",
    "x.1, x.1-s",
    "t.v1, t.v1-s",
    "t.V2.tif, t.V2-s",
    "stack.zip, stack-s"
  })
  void titlesLoseTheirFileExtension(String title, String expected) {
    ImagePlus imp = Images.single(8);
    imp.setTitle(title);
    assertEquals(expected, ResultImage.title(imp, "s"));
  }

  @Test
  void aSmoothedImageIsShownAsTheSourceWas() {
    ImagePlus imp = Images.single(16);
    imp.setDisplayRange(0, 30);
    ImagePlus smooth = ImageJob.of(imp).run(s -> Simple.map(1, v -> v * 0.9), Monitor.NONE);
    assertEquals(30, smooth.getDisplayRangeMax());
    ImagePlus weak = ImageJob.of(imp).run(s -> Simple.map(1, v -> v * 0.01), Monitor.NONE);
    assertEquals(0.18, weak.getDisplayRangeMax(), 1e-6);
    ImagePlus signed = ImageJob.of(imp).run(s -> Simple.map(1, v -> v - 9), Monitor.NONE);
    assertEquals(-9, signed.getDisplayRangeMin());
  }

  @Test
  void theComponentsOfRgbShareTheirRange() {
    CompositeImage result =
        (CompositeImage)
            ImageJob.of(Images.single(24)).run(s -> Simple.map(1, v -> -v), Monitor.NONE);
    for (int c = 1; c <= 3; c++) {
      assertEquals(-20, result.getChannelLut(c).min);
      assertEquals(0, result.getChannelLut(c).max);
    }
  }

  @Test
  void infiniteValuesDoNotSpoilTheDisplayRange() {
    ImageStack stack = new ImageStack(3, 1);
    stack.addSlice(null, new float[] {Float.POSITIVE_INFINITY, 2, Float.NaN});
    stack.addSlice(null, new float[] {5, 6, 7});
    ImagePlus result =
        ImageJob.of(new ImagePlus("x", stack)).run(s -> Simple.map(1, v -> v), Monitor.NONE);
    assertEquals(2, result.getDisplayRangeMin());
    assertEquals(2, result.getDisplayRangeMax());
  }

  @Test
  void theLegendOfOtherLabelsIsLeftBehind() {
    ImagePlus imp = Images.hyper(8, 1, 1, 1);
    imp.setProp("Label_0", "rock");
    imp.setProp("Label_12", "sand");
    imp.setProp("Label_maker", "kept");
    ImageJob job =
        ImageJob.of(imp).withOutput(OutputKind.LABELS).withProperties(Map.of("Label_0", "sky"));
    ImagePlus labels = job.run(NEGATIVE, Monitor.NONE);
    assertEquals("sky", labels.getProp("Label_0"));
    assertNull(labels.getProp("Label_12"));
    assertEquals("kept", labels.getProp("Label_maker"));
  }
}
