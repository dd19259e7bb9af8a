package io.github.atrousj.image.figure;

import ij.measure.Calibration;
import ij.measure.ResultsTable;
import io.github.atrousj.geometry.Coverage;
import io.github.atrousj.geometry.Hdc;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.ReceptiveField;
import io.github.atrousj.geometry.Verdicts;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The numbers of each layer as rows of a results table. */
public final class FieldTable {
  private FieldTable() {}

  /**
   * Adds one row per layer: rate, effective kernel, field, jump, M_i of HDC, percentage of the 2-D
   * field that is reached, standard deviation of the effective field. For parallel branches every
   * row stands for itself.
   *
   * @param calibration when scaled, the standard deviation is given in its unit too; may be null
   */
  public static void addTo(ResultsTable table, FieldModel model, Calibration calibration) {
    Optional<Hdc> hdc = model.parallel() ? Optional.empty() : Verdicts.hdc(model.layers());
    Iterator<Long> distances = hdc.map(h -> h.distances().iterator()).orElse(null);
    int number = 0;
    for (FieldModel.Part part : model.parts()) {
      Layer layer = part.layer();
      Coverage c = part.coverage();
      List<ReceptiveField.Step> steps = c.receptiveField().steps();
      ReceptiveField.Step step = steps.get(steps.size() - 1);
      table.incrementCounter();
      table.addLabel(model.title());
      table.addValue(model.parallel() ? "Branch" : "Layer", ++number);
      table.addValue("Size", layer.taps());
      table.addValue("Rate", layer.rate());
      table.addValue("Stride", layer.stride());
      table.addValue("Effective", step.effective());
      table.addValue("Field", step.field());
      table.addValue("Jump", step.jump());
      if (distances != null) {
        table.addValue("M_i", layer.taps() == 1 ? Double.NaN : distances.next());
      }
      table.addValue("Gaps", c.gaps());
      table.addValue("Reached_%", 100 * c.reachedShare(2));
      table.addValue("Sigma_px", c.standardDeviation());
      if (calibration != null && calibration.scaled()) {
        table.addValue(
            "Sigma_" + ascii(calibration.getUnit()),
            c.standardDeviation() * calibration.pixelWidth);
      }
    }
  }

  /** A unit as part of a heading that macros can name: they are read as ASCII. */
  private static String ascii(String unit) {
    return unit.replace('\u00b5', 'u')
        .replace('\u03bc', 'u')
        .replace('\u00c5', 'A')
        .replaceAll("[^\\x21-\\x7e]", "_");
  }
}
