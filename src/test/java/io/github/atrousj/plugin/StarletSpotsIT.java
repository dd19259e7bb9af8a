package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import ij.process.FloatProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.DialogRobot;
import io.github.atrousj.host.Gui;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spots in ImageJ with a screen: table and ROI manager. */
@Timeout(60)
class StarletSpotsIT {
  private Gui gui;

  @BeforeEach
  void open() {
    gui = Gui.start();
    ResultsTable.getResultsTable().reset();
  }

  @AfterEach
  void close() {
    if (RoiManager.getInstance() != null) {
      RoiManager.getInstance().reset();
      RoiManager.getInstance().close();
    }
    if (gui != null) {
      gui.closeAll();
    }
  }

  @Test
  void outlinesAreInTheManagerAndRowsInTheTable() {
    ImagePlus image = new ImagePlus("two", new FloatProcessor(60, 50));
    for (int i = 0; i < 3000; i++) {
      double a = Math.pow(i % 60 - 15, 2) + Math.pow(i / 60 - 20, 2);
      double b = Math.pow(i % 60 - 42, 2) + Math.pow(i / 60 - 30, 2);
      double grain = (i * 7919L % 101) / 50.0;
      image
          .getProcessor()
          .setf(i, (float) (300 * Math.exp(-a / 8) + 200 * Math.exp(-b / 8) + grain));
    }
    gui.show(image);
    DialogRobot dialog = gui.command("Starlet Spots...");
    dialog.type("threshold", "6");
    dialog.type("minimum", "8");
    dialog.ok();
    gui.waitForCommand();
    RoiManager manager = RoiManager.getInstance();
    assertNotNull(manager);
    assertEquals(2, manager.getCount());
    Roi first = manager.getRoi(0);
    assertEquals("Spot 1", first.getName());
    assertTrue(first.contains(15, 20) && first.isArea());
    double pixels = ResultsTable.getResultsTable().getValue("Pixels", 0);
    assertEquals(pixels, first.getStatistics().pixelCount);
    gui.screenshot("starlet-spots-manager");
  }

  @Test
  void aVolumeGivesPointsAtTheirSlices() {
    ImagePlus stack = IJ.openImage(Path.of("sample-images", "blobs-3d.tif").toString());
    gui.show(stack);
    StarletSpots command = new StarletSpots();
    command.process(
        stack, command.spec().parse("threshold=5 minimum=8 dimensions=3D"), Monitor.NONE);
    ResultsTable table = ResultsTable.getResultsTable();
    RoiManager manager = RoiManager.getInstance();
    assertEquals(table.size(), manager.getCount());
    Roi first = manager.getRoi(0);
    assertTrue(first instanceof PointRoi);
    double slice = table.getValue("Z", 0) / stack.getCalibration().pixelDepth;
    assertEquals(slice + 0.5, first.getPosition(), 0.51);
  }
}
