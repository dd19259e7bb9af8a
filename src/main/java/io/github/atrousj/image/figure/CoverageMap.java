package io.github.atrousj.image.figure;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import io.github.atrousj.geometry.FanCoverage;

/** The coverage map: how many paths lead from each pixel of the field to one output. */
public final class CoverageMap {
  private CoverageMap() {}

  /**
   * Draws the map, 32-bit, one pixel per pixel of the field, 0 where no path leads.
   *
   * @param log log₁₀(1 + paths) instead of paths
   * @param calibration of the image that the field belongs to, or null; the map's origin is the
   *     output's own position, so its coordinates are offsets
   * @throws IllegalArgumentException when the counts leave the range of 32-bit pixels
   */
  public static ImagePlus of(FieldModel model, boolean log, Calibration calibration) {
    FanCoverage cover = model.whole();
    int n = cover.field();
    float[] pixels = new float[n * n];
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        double paths = cover.count(x, y);
        double value = log ? Math.log10(1 + paths) : paths;
        if (value > Float.MAX_VALUE) {
          throw new IllegalArgumentException(
              "rates="
                  + model.rates()
                  + ": path counts go beyond what a 32-bit pixel holds"
                  + (log ? "" : "; give log"));
        }
        pixels[y * n + x] = (float) value;
      }
    }
    FloatProcessor ip = new FloatProcessor(n, n, pixels);
    ip.setLut(Palette.coverage());
    ip.resetMinAndMax();
    ip.setMinAndMax(0, ip.getMax());
    ImagePlus map =
        new ImagePlus((log ? "Coverage (log10) of " : "Coverage of ") + model.title(), ip);
    Calibration c = calibration == null ? new Calibration() : calibration.copy();
    c.xOrigin = cover.before();
    c.yOrigin = cover.before();
    c.setFunction(Calibration.NONE, null, log ? "log10(1+paths)" : "paths");
    map.setCalibration(c);
    return map;
  }
}
