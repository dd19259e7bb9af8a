package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.atrousj.image.ImageScan;
import io.github.atrousj.starlet.Spot;
import java.awt.GraphicsEnvironment;
import java.util.List;

/** Tells of spots in ImageJ's results table and, where there is a screen, in its ROI manager. */
final class SpotReport {
  private SpotReport() {}

  /**
   * Whether there is or can be a ROI manager. It is a window, so not without a screen; in batch
   * mode a macro has a hidden one.
   */
  static boolean hasManager() {
    return !GraphicsEnvironment.isHeadless()
        && (!Interpreter.isBatchMode() || RoiManager.getInstance2() != null);
  }

  /** Adds to what is in the table and in the manager, as Analyze Particles does. */
  static void show(ImagePlus image, List<SpotScan.Found> found, boolean threeD) {
    ResultsTable table = ResultsTable.getResultsTable();
    for (SpotScan.Found f : found) {
      addRow(table, image, f, threeD);
    }
    if (!found.isEmpty()) {
      table.show("Results");
    }
    if (hasManager() && !found.isEmpty()) {
      RoiManager open = RoiManager.getInstance2();
      RoiManager manager = open == null ? new RoiManager() : open;
      found.forEach(f -> manager.addRoi(f.outline()));
    }
  }

  private static void addRow(
      ResultsTable table, ImagePlus image, SpotScan.Found f, boolean threeD) {
    Calibration cal = image.getCalibration();
    Spot spot = f.spot();
    ImageScan.Position at = f.at();
    table.addRow();
    table.addLabel(image.getTitle());
    table.addValue("Spot", spot.label());
    // ImageJ's centroids count from the corner of the first pixel.
    table.addValue("X", cal.getX(spot.x() + 0.5));
    table.addValue("Y", cal.getY(spot.y() + 0.5, image.getHeight()));
    if (threeD) {
      table.addValue("Z", cal.getZ(spot.z() + 0.5));
    }
    if (image.getNChannels() > 1 || image.isRGB()) {
      table.addValue("Ch", at.channel());
    }
    if (image.getNSlices() > 1 && !threeD) {
      table.addValue("Slice", at.slice());
    }
    if (image.getNFrames() > 1) {
      table.addValue("Frame", at.frame());
    }
    double area = spot.size() * cal.pixelWidth * cal.pixelHeight;
    table.addValue(threeD ? "Volume" : "Area", threeD ? area * cal.pixelDepth : area);
    table.addValue("Pixels", spot.size());
    table.addValue("Mean", spot.mean());
    table.addValue("Max", spot.max());
  }
}
