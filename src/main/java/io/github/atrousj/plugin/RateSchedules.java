package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.integers;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.atrousj.geometry.RateDesigner;
import io.github.atrousj.geometry.RateRepair;
import io.github.atrousj.geometry.Schedule;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;

/** Finds rates that fill a wanted receptive field, and repairs rates that leave holes. */
public final class RateSchedules extends ToolPlugIn {
  static final String TITLE = "Rate Designer...";

  /** Schedules given of each depth. */
  private static final int KEEP = 10;

  static final ParamSpec SPEC =
      ParamSpec.of(
              integer("field")
                  .label("Field wanted")
                  .unit("px")
                  .range(2, RateDesigner.MAX_FIELD)
                  .optional("none")
                  .help(
                      "Receptive field that the schedules must at least have; required unless"
                          + " repair is given."),
              integer("size")
                  .label("Size of kernel")
                  .unit("px")
                  .range(2, 255)
                  .def(3)
                  .help("Taps along an axis, the same in every layer."),
              integer("layers")
                  .label("Layers at most")
                  .range(1, RateDesigner.MAX_LAYERS)
                  .def(8)
                  .help("Schedules of the fewest possible layers up to so many are given."),
              integers("repair")
                  .label("Repair rates")
                  .unit("px")
                  .range(1, RateDesigner.MAX_RATE)
                  .optional("none")
                  .help(
                      "Rates with holes, to be changed as little as possible until there are"
                          + " none, with no smaller field where that can be: fewest rates, then"
                          + " smallest change, then most even."))
          .check(RateSchedules::problem);

  /**
   * What was found.
   *
   * @param repair null when none was asked for
   * @param design null when none was asked for
   */
  public record Answer(RateRepair.Repair repair, RateDesigner.Design design) {
    /** The repaired list, if any, and the schedules in their ranking. */
    public List<Schedule> schedules() {
      List<Schedule> all = new ArrayList<>();
      if (repair != null) {
        all.add(repair.after());
      }
      if (design != null) {
        all.addAll(design.schedules());
      }
      return all;
    }
  }

  private static String problem(Values v) {
    return v.has("field") || v.has("repair")
        ? null
        : "field is missing: give field=a whole number from 2 to "
            + RateDesigner.MAX_FIELD
            + " px, or rates to repair";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String about() {
    return "Lists rates of layers of one size and stride 1 whose receptive field has the wanted"
        + " size and no holes: fewest layers first, then the most even use of the field, each with"
        + " the verdict of the HDC rule. The order of the layers does not matter to the field;"
        + " rates are given in ascending order.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  /** Works out the schedules and the repair. */
  public static Answer answer(Values v) {
    int size = v.integer("size");
    RateRepair.Repair repair =
        v.has("repair") ? RateRepair.repair(size, v.integers("repair")) : null;
    RateDesigner.Design design =
        v.has("field")
            ? RateDesigner.design(v.integer("field"), size, v.integer("layers"), KEEP)
            : null;
    return new Answer(repair, design);
  }

  /** What was found in sentences, the most important first. */
  public static List<String> words(Answer answer) {
    List<String> out = new ArrayList<>();
    RateRepair.Repair r = answer.repair();
    if (r != null && r.changed() == 0) {
      out.add("Rates " + r.before().text() + " leave no gaps: nothing to repair.");
    } else if (r != null) {
      out.add(
          "Rates "
              + r.before().text()
              + " leave gaps; "
              + r.after().text()
              + " do not ("
              + r.changed()
              + " of "
              + r.after().rates().size()
              + " rates changed, by "
              + r.totalChange()
              + " px in all; field "
              + r.before().field()
              + " px before, "
              + r.after().field()
              + " px after).");
      if (!r.fieldKept()) {
        int layers = RateDesigner.fewestLayers(r.before().field(), r.after().taps());
        out.add(
            "No gap-free stack of "
                + r.after().rates().size()
                + " layers keeps the field: "
                + layers
                + " are needed.");
      }
      if (!r.exhaustive()) {
        out.add("The search was cut short: a smaller change of as many rates may exist.");
      }
    }
    RateDesigner.Design d = answer.design();
    if (d != null) {
      out.add(
          d.schedules().size()
              + " gap-free schedules, fewest layers first, then most even; best: "
              + d.best().text()
              + " (field "
              + d.best().field()
              + " px).");
      out.add(
          d.exhaustive()
              ? "All schedules with the smallest sufficient field were compared."
              : "Not every schedule was compared: there are too many; these are the best found.");
    }
    return out;
  }

  @Override
  void execute(Values values, ImagePlus image, Monitor monitor) {
    Answer answer = answer(values);
    IJ.log(TITLE.replace("...", ""));
    words(answer).forEach(line -> IJ.log("  " + line));
    ResultsTable table = ResultsTable.getResultsTable();
    answer.schedules().forEach(s -> addTo(table, s));
    if (!GraphicsEnvironment.isHeadless()) {
      table.show("Results");
    }
  }

  private static void addTo(ResultsTable table, Schedule s) {
    table.incrementCounter();
    table.addValue("Rates", s.text());
    table.addValue("Layers", s.rates().size());
    table.addValue("Size", s.taps());
    table.addValue("Field", s.field());
    table.addValue("Evenness", s.evenness());
    table.addValue("Flatness", s.flatness());
    table.addValue("M_2", s.hdc().secondDistance());
    table.addValue("Common_factor", s.hdc().commonFactor());
    table.addValue("HDC", s.hdc().passes() ? "passes" : "fails");
  }

  @Override
  void open() {
    ScheduleWindow.open(this);
  }
}
