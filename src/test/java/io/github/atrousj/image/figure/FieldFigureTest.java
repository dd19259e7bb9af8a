package io.github.atrousj.image.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.Presets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Figure, map, plots and table, read back. */
class FieldFigureTest {
  private static final int LEFT = 36;
  private static final int TOP = 92;
  private static final int SIDE = 400;
  private static final int GAP = 30;

  private static FieldModel stack(Integer... rates) {
    return FieldModel.stack(Layer.stack(3, List.of(rates)));
  }

  /** Colour of the figure in a panel, at a part of a pixel of the field (0, 0 = its first). */
  private static int colour(ImagePlus figure, int field, int panel, double u, double v) {
    double cell = (double) SIDE / (field + 2);
    int x = (int) (LEFT + panel * (SIDE + GAP) + (u + 1) * cell);
    int y = (int) (TOP + (v + 1) * cell);
    return figure.getProcessor().getPixel(x, y) & 0xFFFFFF;
  }

  private static final int TAP = 0xD1243B;
  private static final int HOLE = 0xFFF3E4;
  private static final int WHITE = 0xFFFFFF;

  @Test
  void figure1HasItsNineTapsPerPanelInTheRightPlaces() {
    ImagePlus figure = FieldFigure.of(stack(1, 2, 4));
    for (int panel = 0; panel < 3; panel++) {
      int rate = 1 << panel;
      for (int v = 0; v < 15; v++) {
        for (int u = 0; u < 15; u++) {
          boolean tap = on(u - 7, rate) && on(v - 7, rate);
          int c = colour(figure, 15, panel, u + 0.5, v + 0.5);
          assertEquals(tap, c == TAP, "panel " + panel + " at " + u + "," + v);
        }
      }
    }
  }

  private static boolean on(int offset, int rate) {
    return offset % rate == 0 && Math.abs(offset) <= rate;
  }

  @Test
  void onlyTheFieldIsShadedAndItsHolesAreHatched() {
    ImagePlus figure = FieldFigure.of(stack(2, 2, 2));
    for (int panel = 0; panel < 3; panel++) {
      int reach = 2 * (panel + 1);
      for (int v = 0; v < 13; v++) {
        for (int u = 0; u < 13; u++) {
          int c = colour(figure, 13, panel, u + 0.15, v + 0.25);
          boolean inside = Math.abs(u - 6) <= reach && Math.abs(v - 6) <= reach;
          boolean read = inside && (u - 6) % 2 == 0 && (v - 6) % 2 == 0;
          String at = "panel " + panel + " at " + u + "," + v;
          if (!inside) {
            assertEquals(WHITE, c, at);
          } else if (!read) {
            assertEquals(HOLE, c, at);
          } else {
            assertNotEquals(HOLE, c, at);
            assertNotEquals(WHITE, c, at);
          }
        }
      }
    }
  }

  @Test
  void morePathsAreDarker() {
    ImagePlus figure = FieldFigure.of(stack(1, 1, 1));
    int edge = colour(figure, 7, 2, 0.2, 0.2);
    int centre = colour(figure, 7, 2, 3.1, 3.1);
    assertTrue((centre >> 8 & 255) < (edge >> 8 & 255));
  }

  @ParameterizedTest
  @EnumSource(Presets.class)
  void everyPresetCanBeDrawn(Presets preset) {
    FieldModel model =
        preset.parallel() ? FieldModel.fan(preset.layers()) : FieldModel.stack(preset.layers());
    ImagePlus figure = FieldFigure.of(model);
    assertTrue(figure.getWidth() <= 2000 && figure.getHeight() <= 2000);
    assertEquals(24, figure.getBitDepth());
    assertTrue(figure.getTitle().contains(model.title()));
  }

  @Test
  void aFieldThatCannotBeDrawnIsRefusedInOneLine() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> stack(1, 4000)).getMessage();
    assertEquals(
        "rates=1,4000: the receptive field is 8003 px; up to 4096 px are drawn (macro functions go"
            + " further)",
        message);
  }

  @Test
  void tooManyLayersAreRefusedInOneLine() {
    List<Layer> many = Layer.stack(3, Collections.nCopies(65, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> FieldModel.stack(many)).getMessage();
    assertEquals("rates: must be at most 64 numbers to be drawn, not 65", message);
  }

  @Test
  void aGappedStackKnowsItsRepair() {
    assertEquals("1,2,3", stack(2, 2, 2).repaired().orElseThrow().rates());
    assertTrue(stack(1, 2, 4).repaired().isEmpty());
    assertTrue(FieldModel.fan(Presets.DEEPLAB_V2.layers()).repaired().isEmpty());
  }

  @Test
  void wordsKnowTheImage() {
    ImagePlus small = new ImagePlus("", new ByteProcessor(20, 20));
    FieldModel fan = FieldModel.fan(Presets.DEEPLAB_V2.layers());
    assertEquals(2, fan.words(null).size());
    assertEquals(3, fan.words(small).size());
    assertTrue(fan.words(small).get(2).contains("this branch is a 1×1 on this image"));
    assertTrue(stack(1, 30).words(small).stream().anyMatch(w -> w.contains("this layer is")));
  }

  @Test
  void namesSayWhatIsShown() {
    assertEquals("3 × 3 at rates 1, 2, 4", stack(1, 2, 4).name());
    assertEquals("3 × 3 at rate 7", stack(7).name());
    assertEquals("3x3 at rates 1,2,4", stack(1, 2, 4).title());
    assertEquals(
        "Sizes 3,5 at rates 1,2 strides 2,1",
        FieldModel.stack(Layer.stack(List.of(3, 5), List.of(1, 2), List.of(2, 1))).title());
    assertEquals(
        "3 × 3 in parallel at rates 6, 12, 18, 24",
        FieldModel.fan(Presets.DEEPLAB_V2.layers()).name());
    assertEquals(
        "Sizes 3, 5 at rates 1, 2, strides 2, 1",
        FieldModel.stack(Layer.stack(List.of(3, 5), List.of(1, 2), List.of(2, 1))).name());
  }

  @Test
  void theMapHoldsThePathCounts() {
    ImagePlus map = CoverageMap.of(stack(2, 2, 2), false, null);
    float[] line = {1, 0, 3, 0, 6, 0, 7, 0, 6, 0, 3, 0, 1};
    assertEquals(13, map.getWidth());
    assertEquals(32, map.getBitDepth());
    for (int y = 0; y < 13; y++) {
      for (int x = 0; x < 13; x++) {
        assertEquals(line[x] * line[y], map.getProcessor().getf(x, y));
      }
    }
    assertEquals(0, map.getProcessor().getMin());
    assertEquals(49, map.getProcessor().getMax());
    assertEquals(0, map.getProcessor().getLut().getRGB(0) & 0xFFFFFF, "holes are black");
  }

  @Test
  void theLogarithmKeepsZeroAtZero() {
    ImagePlus map = CoverageMap.of(stack(2, 2, 2), true, null);
    assertEquals(0, map.getProcessor().getf(1, 0));
    assertEquals((float) Math.log10(50), map.getProcessor().getf(6, 6));
  }

  @Test
  void theMapsOriginIsTheOutputAndItsPixelsAreTheImages() {
    Calibration image = new Calibration();
    image.pixelWidth = 0.5;
    image.pixelHeight = 0.5;
    image.setUnit("µm");
    Calibration c = CoverageMap.of(stack(1, 2), false, image).getCalibration();
    assertEquals(-1.5, c.getX(0));
    assertEquals(0, c.getX(3));
    assertEquals("µm", c.getUnit());
    assertEquals(0, image.xOrigin, "the image's own calibration is unchanged");
  }

  @Test
  void countsBeyondFloatAreRefused() {
    FieldModel deep = FieldModel.stack(Layer.stack(3, Collections.nCopies(60, 1)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> CoverageMap.of(deep, false, null))
            .getMessage();
    assertTrue(message.endsWith("go beyond what a 32-bit pixel holds; give log"), message);
    assertTrue(CoverageMap.of(deep, true, null).getProcessor().getMax() > 50);
  }

  @Test
  void aFansMapIsTheSumOfItsBranches() {
    ImagePlus map = CoverageMap.of(FieldModel.fan(Presets.DEEPLAB_V2.layers()), false, null);
    assertEquals(49, map.getWidth());
    assertEquals(4, map.getProcessor().getf(24, 24));
    assertEquals(1, map.getProcessor().getf(0, 24));
    assertEquals(0, map.getProcessor().getf(1, 24));
  }

  private static ResultsTable table(FieldModel model, Calibration calibration) {
    ResultsTable table = new ResultsTable();
    FieldTable.addTo(table, model, calibration);
    return table;
  }

  @Test
  void tablesOfSeveralStacksAddUp() {
    ResultsTable t = table(stack(2, 2), null);
    FieldTable.addTo(t, stack(1, 2, 4), null);
    assertEquals(5, t.size());
    assertEquals("3x3 at rates 2,2", t.getLabel(1));
    assertEquals("3x3 at rates 1,2,4", t.getLabel(4));
    assertEquals(15, t.getValue("Field", 4));
  }

  @Test
  void theTableHasARowPerLayer() {
    ResultsTable t = table(FieldModel.stack(Presets.CONTEXT_MODULE.layers()), null);
    double[] fields = {3, 5, 9, 17, 33, 65, 67, 67};
    double[] distances = {1, 1, 2, 4, 8, 15, 1, Double.NaN};
    assertEquals(8, t.size());
    for (int i = 0; i < 8; i++) {
      assertEquals(i + 1, t.getValue("Layer", i));
      assertEquals(fields[i], t.getValue("Field", i));
      assertEquals(100, t.getValue("Reached_%", i));
      assertEquals(0, t.getValue("Gaps", i));
    }
    assertEquals(33, t.getValue("Effective", 5));
    assertEquals(1, t.getValue("M_i", 6));
    assertEquals(distances[7], t.getValue("M_i", 7));
  }

  @Test
  void theTableNamesHolesPerLayerAndTheUnit() {
    Calibration c = new Calibration();
    c.pixelWidth = 0.25;
    c.setUnit("um");
    ResultsTable t = table(stack(2, 2, 2), c);
    assertEquals(6, t.getValue("Gaps", 2));
    assertEquals(4900.0 / 169, t.getValue("Reached_%", 2), 1e-9);
    assertEquals(Math.sqrt(8), t.getValue("Sigma_px", 2), 1e-12);
    assertEquals(Math.sqrt(8) / 4, t.getValue("Sigma_um", 2), 1e-12);
    assertEquals(2, t.getValue("M_i", 2));
  }

  @Test
  void stridesShowAsJump() {
    ResultsTable t =
        table(FieldModel.stack(Layer.stack(List.of(3), List.of(1, 1), List.of(2, 2))), null);
    assertEquals(2, t.getValue("Jump", 0));
    assertEquals(4, t.getValue("Jump", 1));
    assertEquals(ResultsTable.COLUMN_NOT_FOUND, t.getColumnIndex("M_i"), "HDC is for stride 1");
  }

  @Test
  void aFansRowsAreItsBranches() {
    ResultsTable t = table(FieldModel.fan(Presets.DEEPLAB_V3.layers()), null);
    assertEquals(4, t.getValue("Branch", 3));
    assertEquals(37, t.getValue("Field", 3));
    assertEquals(100.0 * 9 / (37 * 37), t.getValue("Reached_%", 3), 1e-9);
  }

  @Test
  void growthIsPlottedAgainstThePlainStack() {
    Plot plot = FieldPlots.growth(stack(1, 2, 4));
    assertEquals(List.of(1f, 3f, 7f, 15f), floats(plot, 0));
    assertEquals(List.of(1f, 3f, 5f, 7f), floats(plot, 1));
    assertTrue(plot.getProcessor().getWidth() > 600);
  }

  @Test
  void theProfileIsPlottedWithItsGaussian() {
    Plot plot = FieldPlots.profile(stack(1, 1, 1), null);
    List<Float> paths = floats(plot, 0);
    assertEquals(7f / 27, paths.get(3));
    List<Float> gauss = floats(plot, 1);
    assertEquals(1 / Math.sqrt(2 * Math.PI * 2), gauss.get(3), 1e-6);
    assertTrue(plot.getProcessor().getWidth() > 600);
    FieldPlots.profile(FieldModel.stack(List.of(Layer.of(1, 1))), null).getProcessor();
  }

  private static List<Float> floats(Plot plot, int object) {
    float[] y = plot.getDataObjectArrays(object)[1];
    List<Float> out = new ArrayList<>();
    for (float v : y) {
      out.add(v);
    }
    return out;
  }

  @Test
  void sigmaIsGivenInPixelsAndInTheUnit() {
    Calibration c = new Calibration();
    c.pixelWidth = 0.1;
    c.setUnit("mm");
    var coverage = stack(2, 2, 2).whole().branches().get(0);
    assertEquals("2.83 px", FieldPlots.sigma(coverage, null));
    assertEquals("2.83 px", FieldPlots.sigma(coverage, new Calibration()));
    assertEquals("2.83 px = 0.2828 mm", FieldPlots.sigma(coverage, c));
  }
}
