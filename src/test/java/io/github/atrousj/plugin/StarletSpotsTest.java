package io.github.atrousj.plugin;

import static io.github.atrousj.plugin.StarletImages.assertRefused;
import static io.github.atrousj.plugin.StarletImages.blobs;
import static io.github.atrousj.plugin.StarletImages.noise;
import static io.github.atrousj.plugin.StarletImages.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.measure.ResultsTable;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.image.Preview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** <i>Starlet Spots</i> in ImageJ without a screen. */
class StarletSpotsTest {
  private static final String SPOTS = "Starlet Spots...";
  private static final String SURE = "threshold=6 minimum=8 ";

  @BeforeEach
  void emptyTable() {
    ResultsTable.getResultsTable().reset();
  }

  @Test
  void spotsComeInTheResultsTableByCalibratedPlace() {
    ImagePlus image = blobs();
    Outcome outcome =
        HeadlessImageJ.macro(
                "run('Starlet Spots...', '" + SURE + "'); print(nResults, getResult('X', 1));",
                "",
                image)
            .ok();
    assertTrue(outcome.images().isEmpty());
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals(2, table.size());
    assertEquals("blobs.tif", table.getLabel(0));
    assertEquals((15.5 - 2) * 0.5, table.getValue("X", 0), 0.05);
    assertEquals(20.5 * 0.5, table.getValue("Y", 0), 0.05);
    assertEquals((43 - 2) * 0.5, table.getValue("X", 1), 0.05);
    assertEquals(31.5 * 0.5, table.getValue("Y", 1), 0.05);
    assertEquals(2, table.getValue("Slice", 0));
    assertEquals(table.getValue("Pixels", 0) * 0.25, table.getValue("Area", 0), 1e-9);
    assertTrue(table.getValue("Max", 0) > table.getValue("Mean", 0));
    assertEquals(400, table.getValue("Max", 0), 20);
    assertTrue(outcome.log().startsWith("2 "), outcome.log());
  }

  @Test
  void tablesAddUpAndSlicesAreCounted() {
    HeadlessImageJ.run(blobs(), SPOTS, SURE + "stack").ok();
    HeadlessImageJ.run(blobs(), SPOTS, SURE).ok();
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals(8, table.size());
    assertEquals(1, table.getValue("Slice", 1));
    assertEquals(3, table.getValue("Slice", 5));
    assertEquals(6, table.getValue("Spot", 5));
  }

  @Test
  void labelsAreTheNumbersOfTheSpots() {
    ImagePlus labels = run(blobs(), SPOTS, SURE + "labels stack");
    assertEquals(16, labels.getBitDepth());
    assertEquals("blobs-spots", labels.getTitle());
    assertEquals(blobs().getStack().getSliceLabel(2), labels.getStack().getSliceLabel(2));
    assertEquals(3, labels.getNSlices());
    assertEquals(0.5, labels.getCalibration().pixelWidth);
    assertEquals(1, labels.getStack().getVoxel(15, 20, 0));
    assertEquals(4, labels.getStack().getVoxel(42, 31, 1));
    assertEquals(5, labels.getStack().getVoxel(15, 20, 2));
    assertEquals(0, labels.getStack().getVoxel(30, 5, 1));
    ResultsTable table = ResultsTable.getResultsTable();
    int counted = 0;
    for (int i = 0; i < 3000; i++) {
      counted += ((short[]) labels.getStack().getPixels(2))[i] == 3 ? 1 : 0;
    }
    assertEquals(table.getValue("Pixels", 2), counted);
  }

  @Test
  void labelsOfASinglePlaneKeepItsSliceLabel() {
    ImagePlus labels = run(noise(8, 40, 30, 1, 1, 1), SPOTS, "labels");
    assertEquals("plane 0", labels.getStack().getSliceLabel(1));
  }

  @Test
  void spotsOfAVolumeHaveAPlaceInDepth() {
    ImagePlus labels = run(blobs(), SPOTS, "threshold=5 minimum=20 dimensions=3D labels");
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals(2, table.size());
    assertEquals(1.5 * 2, table.getValue("Z", 0), 0.3);
    assertEquals(table.getValue("Pixels", 0) * 0.5, table.getValue("Volume", 0), 1e-9);
    assertEquals(1, labels.getStack().getVoxel(15, 20, 0));
    assertEquals(1, labels.getStack().getVoxel(15, 20, 2));
  }

  @Test
  void onlySpotsCentredInTheSelectionCount() {
    ImagePlus image = blobs();
    image.setRoi(new OvalRoi(8, 12, 16, 16));
    ImagePlus labels = run(image, SPOTS, SURE + "labels");
    assertEquals(1, ResultsTable.getResultsTable().size());
    assertEquals(1, labels.getProcessor().get(15, 20));
    assertEquals(0, labels.getProcessor().get(42, 31));
  }

  @Test
  void hyperstackAndRgbNameTheChannel() {
    ImagePlus hyper = blobs();
    hyper.setDimensions(3, 1, 1);
    hyper.setOpenAsHyperStack(true);
    ImagePlus labels = run(hyper, SPOTS, SURE + "labels stack");
    assertEquals(3, labels.getNChannels());
    assertEquals(3, ResultsTable.getResultsTable().getValue("Ch", 5));
    ResultsTable.getResultsTable().reset();
    ImagePlus rgb = blobs();
    rgb.setDisplayRange(0, 500);
    IJ.run(rgb, "RGB Color", "");
    ImagePlus components = run(rgb, SPOTS, SURE + "labels slice");
    assertEquals(3, components.getNChannels());
    String own = rgb.getStack().getSliceLabel(1);
    assertEquals(own == null ? "Green" : "Green - " + own, components.getStack().getSliceLabel(2));
    assertEquals(3, ResultsTable.getResultsTable().getValue("Ch", 5));
  }

  @Test
  void previewOutlinesTheSpotsAndGoesAway() {
    ImagePlus image = blobs();
    image.setDisplayRange(90, 450);
    short[] before = (short[]) image.getProcessor().getPixelsCopy();
    StarletSpots command = new StarletSpots();
    Preview preview = new Preview(image);
    command.preview(preview, image, command.spec().parse(SURE), Monitor.NONE);
    int painted = 0;
    for (int i = 0; i < before.length; i++) {
      int now = image.getProcessor().get(i);
      assertTrue(now == before[i] || now == 450);
      painted += now == before[i] ? 0 : 1;
    }
    assertTrue(painted > 10 && painted < 150, painted + " pixels");
    preview.restore();
    assertArrayEquals(before, (short[]) image.getProcessor().getPixels());
    assertTrue(command.previews(command.spec().defaults()));
    assertNull(image.getOverlay());
  }

  @Test
  void badValuesGetOneLine() {
    ImagePlus image = noise(8, 20, 3, 1, 1, 1);
    assertRefused(image, SPOTS, "planes=2,2", "planes=2,2");
    assertRefused(image, SPOTS, "planes=7", "planes=7: for a height of 3 pixels at most 4");
    assertRefused(image, SPOTS, "minimum=9 maximum=5", "maximum=5");
    assertRefused(image, SPOTS, "maximum=-5", "maximum=-5");
  }
}
