package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.integers;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.RateDesigner;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.figure.CoverageMap;
import io.github.atrousj.image.figure.FieldFigure;
import io.github.atrousj.image.figure.FieldModel;
import io.github.atrousj.image.figure.FieldOverlay;
import io.github.atrousj.image.figure.FieldPlots;
import io.github.atrousj.image.figure.FieldTable;
import io.github.atrousj.image.figure.GriddingComparison;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows which pixels a stack of dilated layers, or a fan of branches, reads, and says it in words.
 */
public final class ReceptiveFieldExplorer extends ToolPlugIn {
  static final String TITLE = "Receptive Field Explorer...";
  private static final int FARTHEST = 1_000_000;

  static final ParamSpec SPEC =
      ParamSpec.of(
              integers("size")
                  .label("Size of kernel")
                  .unit("px")
                  .range(1, 255)
                  .def(List.of(3))
                  .help("Taps along an axis: one number, or one per layer."),
              integers("rates")
                  .unit("px")
                  .range(1, RateDesigner.MAX_RATE)
                  .def(List.of(1, 2, 4))
                  .help("Rate of each layer, from the input on."),
              integers("strides")
                  .unit("px")
                  .range(1, 1024)
                  .def(List.of(1))
                  .help("Stride of the layers: one number, or one per layer."),
              flag("parallel")
                  .label("Parallel branches")
                  .help("The rates are those of branches side by side (ASPP), not of a stack."),
              integer("x")
                  .unit("px")
                  .range(0, FARTHEST)
                  .optional("none")
                  .help("Column of the pixel of the open image where the field is drawn."),
              integer("y")
                  .unit("px")
                  .range(0, FARTHEST)
                  .optional("none")
                  .help("Its row. Without x and y a point selection says where."),
              flag("log")
                  .label("Log of path counts")
                  .help("The coverage map shows log10(1 + paths)."),
              flag("plots").help("Plot the growth of the field and the profile of its coverage."),
              flag("compare")
                  .label("Compare on image")
                  .help("Filter the open image with these rates and with repaired ones."))
          .check(ReceptiveFieldExplorer::problem);

  private static String problem(Values v) {
    if (v.has("x") != v.has("y")) {
      return (v.has("x") ? "y" : "x") + " is missing: give both x and y, or neither";
    }
    return null;
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String about() {
    return "Draws the taps and the receptive field of every layer, counts the paths from each pixel"
        + " to one output, and says whether pixels are left out (gridding), why, and which rates"
        + " close the gaps. A point selection on an image shows the field there.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  /** The layers or branches that the values describe. */
  public static FieldModel model(Values v) {
    List<Layer> layers =
        Layer.stack(v.integers("size"), v.integers("rates"), v.integers("strides"));
    return v.flag("parallel") ? FieldModel.fan(layers) : FieldModel.stack(layers);
  }

  /**
   * The pixel where the field is to be drawn, null for none.
   *
   * @throws IllegalArgumentException when it is named and there is no image, or not in it
   */
  static Point point(Values v, ImagePlus image) {
    if (v.has("x")) {
      Point p = new Point(v.integer("x"), v.integer("y"));
      if (image == null) {
        throw new IllegalArgumentException("x=" + p.x + ": no image is open to draw the field on");
      }
      requireInside("x", p.x, image.getWidth());
      requireInside("y", p.y, image.getHeight());
      return p;
    }
    return image == null ? null : point(image.getRoi());
  }

  /** The first point of a point selection, null for any other selection. */
  static Point point(Roi roi) {
    if (!(roi instanceof PointRoi)) {
      return null;
    }
    Point[] points = roi.getContainedPoints();
    return points.length == 0 ? null : points[0];
  }

  private static void requireInside(String key, int at, int length) {
    if (at >= length) {
      throw new IllegalArgumentException(
          key + "=" + at + ": must be a whole number from 0 to " + (length - 1) + " on this image");
    }
  }

  /**
   * All that comes of the values.
   *
   * @param at the pixel where the field is to be drawn, null for none
   * @param plots growth and profile, empty unless asked for
   * @param pictures gridding on the image, null unless asked for
   * @param words the verdicts
   */
  public record Findings(
      FieldModel model,
      Point at,
      ImagePlus figure,
      ImagePlus map,
      List<Plot> plots,
      GriddingComparison.Pictures pictures,
      List<String> words) {}

  /**
   * Works everything out; shows nothing.
   *
   * @param image on which the field is looked at, or null
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  public static Findings explore(Values values, ImagePlus image, Monitor monitor) {
    FieldModel model = model(values);
    Point at = point(values, image);
    Calibration calibration = image == null ? null : image.getCalibration();
    ImagePlus map = CoverageMap.of(model, values.flag("log"), calibration);
    GriddingComparison.Pictures pictures =
        values.flag("compare") ? compare(model, image, monitor) : null;
    List<Plot> plots =
        values.flag("plots") && !model.parallel()
            ? List.of(FieldPlots.growth(model), FieldPlots.profile(model, calibration))
            : List.of();
    return new Findings(
        model, at, FieldFigure.of(model), map, plots, pictures, words(model, image));
  }

  /** The verdicts, with the effective field in the image's unit. */
  static List<String> words(FieldModel model, ImagePlus image) {
    List<String> words = new ArrayList<>(model.words(image));
    if (!model.parallel() && image != null && image.getCalibration().scaled()) {
      words.add(
          "Standard deviation of the effective field on this image: "
              + FieldPlots.sigma(model.whole().branches().get(0), image.getCalibration())
              + ".");
    }
    return words;
  }

  @Override
  void execute(Values values, ImagePlus image, Monitor monitor) {
    Findings found = explore(values, image, monitor);
    IJ.log(found.model().title());
    found.words().forEach(line -> IJ.log("  " + line));
    table(found.model(), image == null ? null : image.getCalibration());
    if (found.at() != null) {
      image.setOverlay(
          FieldOverlay.of(found.model()).at(found.at().x, found.at().y, image.getOverlay()));
    }
    if (found.pictures() != null) {
      found.pictures().residual().show();
      found.pictures().sideBySide().show();
    }
    found.plots().forEach(Plot::show);
    found.map().show();
    found.figure().show();
  }

  private static GriddingComparison.Pictures compare(
      FieldModel model, ImagePlus image, Monitor monitor) {
    if (image == null) {
      throw new IllegalArgumentException("compare: no image is open to filter");
    }
    FieldModel repaired =
        model
            .repaired()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "compare: rates="
                            + model.rates()
                            + " have no gaps to repair, or are not layers of one size and stride"
                            + " 1"));
    return GriddingComparison.of(image, model, repaired, monitor);
  }

  /**
   * Adds to ImageJ's Results table, where macros read values, and shows it if there is a screen.
   */
  private static void table(FieldModel model, Calibration calibration) {
    ResultsTable table = ResultsTable.getResultsTable();
    FieldTable.addTo(table, model, calibration);
    if (!GraphicsEnvironment.isHeadless()) {
      table.show("Results");
    }
  }

  @Override
  void open() {
    ExplorerWindow.open(this);
  }
}
