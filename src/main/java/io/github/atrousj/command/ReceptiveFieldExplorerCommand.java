package io.github.atrousj.command;

import ij.ImagePlus;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.image.figure.FieldModel;
import io.github.atrousj.image.figure.FieldOverlay;
import io.github.atrousj.plugin.ReceptiveFieldExplorer;
import java.awt.Point;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link ReceptiveFieldExplorer} for SciJava; works with an image or without. */
@Plugin(type = Command.class, label = "Receptive Field Explorer")
public final class ReceptiveFieldExplorerCommand extends SciJavaCommand {
  @Parameter(required = false)
  private ImagePlus image;

  @Parameter(persist = false)
  private String size = "3";

  @Parameter(persist = false)
  private String rates = "1,2,4";

  @Parameter(persist = false)
  private String strides = "1";

  @Parameter(persist = false)
  private boolean parallel = false;

  @Parameter(persist = false)
  private String x = "none";

  @Parameter(persist = false)
  private String y = "none";

  @Parameter(persist = false)
  private boolean log = false;

  @Parameter(persist = false)
  private boolean plots = false;

  @Parameter(persist = false)
  private boolean compare = false;

  /** One panel per layer. */
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus figure;

  /** Path counts. */
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus map;

  /** Growth of the field, null unless plots are asked for. */
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus growth;

  /** Profile of the coverage, null unless plots are asked for. */
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus profile;

  /** Both results side by side, null unless a comparison is asked for. */
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus comparison;

  /** Their difference, null unless a comparison is asked for. */
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus residual;

  /** Receptive field along an axis in pixels. */
  @Parameter(type = ItemIO.OUTPUT)
  private int field;

  /** Offsets along an axis that are never reached. */
  @Parameter(type = ItemIO.OUTPUT)
  private int gaps;

  /** Percentage of the two-dimensional field that is reached. */
  @Parameter(type = ItemIO.OUTPUT)
  private double reached;

  /** Rates that leave no gaps, empty where there is nothing to repair. */
  @Parameter(type = ItemIO.OUTPUT)
  private String repair;

  /** The verdicts, one a line. */
  @Parameter(type = ItemIO.OUTPUT)
  private String verdict;

  @Override
  ReceptiveFieldExplorer operation() {
    return new ReceptiveFieldExplorer();
  }

  @Override
  void compute() {
    // An image that is missing comes as an empty one.
    ImagePlus on = image == null || image.getProcessor() == null ? null : image;
    ReceptiveFieldExplorer.Findings found;
    try (ImageJMonitor monitor = ImageJMonitor.of("Receptive Field Explorer")) {
      found = ReceptiveFieldExplorer.explore(values(), on, monitor);
    }
    FieldModel model = found.model();
    Point at = found.at();
    if (at != null) {
      on.setOverlay(FieldOverlay.of(model).at(at.x, at.y, on.getOverlay()));
    }
    figure = found.figure();
    map = found.map();
    if (!found.plots().isEmpty()) {
      growth = found.plots().get(0).getImagePlus();
      profile = found.plots().get(1).getImagePlus();
    }
    if (found.pictures() != null) {
      comparison = found.pictures().sideBySide();
      residual = found.pictures().residual();
    }
    field = model.whole().field();
    gaps = model.whole().gaps();
    reached = 100 * model.whole().reachedShare(2);
    repair = model.repaired().map(FieldModel::rates).orElse("");
    verdict = String.join("\n", found.words());
  }
}
