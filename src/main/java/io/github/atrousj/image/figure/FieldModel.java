package io.github.atrousj.image.figure;

import ij.ImagePlus;
import io.github.atrousj.geometry.Coverage;
import io.github.atrousj.geometry.FanCoverage;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.RateRepair;
import io.github.atrousj.geometry.ReceptiveField;
import io.github.atrousj.geometry.Schedule;
import io.github.atrousj.geometry.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the figures show: layers in a row, or parallel branches, with the coverage after each layer
 * or of each branch, and of the whole.
 */
public final class FieldModel {
  /** The largest field that is drawn, in pixels. */
  public static final int MAX_FIELD = 4096;

  /** The most layers or branches that are drawn. */
  public static final int MAX_LAYERS = 64;

  /**
   * One panel: a layer with all before it, or a branch.
   *
   * @param layer the layer or branch
   * @param coverage of the layers up to this one, or of this branch alone
   * @param taps distance in pixels of neighbouring taps of the layer
   * @param before how far the first tap lies before the output's own position, in pixels
   */
  record Part(Layer layer, Coverage coverage, long taps, long before) {}

  private final List<Layer> layers;
  private final boolean parallel;
  private final List<Part> parts = new ArrayList<>();
  private final FanCoverage whole;

  private FieldModel(List<Layer> layers, boolean parallel) {
    this.layers = List.copyOf(layers);
    this.parallel = parallel;
    if (layers.size() > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "rates: must be at most " + MAX_LAYERS + " numbers to be drawn, not " + layers.size());
    }
    long widest =
        parallel
            ? layers.stream().mapToLong(Layer::effective).max().orElse(1)
            : ReceptiveField.of(layers).field();
    if (widest > MAX_FIELD) {
      throw new IllegalArgumentException(
          "rates="
              + rates()
              + ": the receptive field is "
              + widest
              + " px; up to "
              + MAX_FIELD
              + " px are drawn (macro functions go further)");
    }
    List<Coverage> covers =
        parallel
            ? layers.stream().map(l -> Coverage.of(List.of(l))).toList()
            : Coverage.ofEach(layers);
    for (int i = 0; i < layers.size(); i++) {
      List<ReceptiveField.Step> steps = covers.get(i).receptiveField().steps();
      ReceptiveField.Step step = steps.get(steps.size() - 1);
      long earlier = steps.size() == 1 ? 0 : steps.get(steps.size() - 2).before();
      parts.add(new Part(layers.get(i), covers.get(i), step.spacing(), step.before() - earlier));
    }
    this.whole =
        parallel
            ? FanCoverage.ofBranches(layers)
            : FanCoverage.of(parts.get(parts.size() - 1).coverage());
  }

  /** Layers in a row. */
  public static FieldModel stack(List<Layer> layers) {
    return new FieldModel(layers, false);
  }

  /** Parallel branches of one layer each. */
  public static FieldModel fan(List<Layer> branches) {
    return new FieldModel(branches, true);
  }

  /** The layers or branches. */
  public List<Layer> layers() {
    return layers;
  }

  /** Whether the layers are parallel branches. */
  public boolean parallel() {
    return parallel;
  }

  /** Coverage of the whole. */
  public FanCoverage whole() {
    return whole;
  }

  List<Part> parts() {
    return parts;
  }

  /**
   * The verdicts in words.
   *
   * @param image on which the field is looked at, or null
   */
  public List<String> words(ImagePlus image) {
    List<String> words = new ArrayList<>(parallel ? Verdicts.fan(layers) : Verdicts.stack(layers));
    if (image != null) {
      words.addAll(Verdicts.onImage(layers, parallel, image.getWidth(), image.getHeight()));
    }
    return words;
  }

  /** The same layers at rates that leave no holes, when there are holes and a repair is known. */
  public Optional<FieldModel> repaired() {
    Optional<RateRepair.Repair> repair = parallel ? Optional.empty() : Verdicts.repair(layers);
    return repair.map(r -> stack(Layer.stack(r.after().taps(), r.after().rates())));
  }

  /** The rates as typed. */
  public String rates() {
    return Schedule.text(layers.stream().map(Layer::rate).collect(Collectors.toList()));
  }

  /** Size and rates in the plain characters of a window's title: {@code 3x3 at rates 1,2,4}. */
  public String title() {
    return name().replace(" × ", "x").replace(", strides", " strides").replace(", ", ",");
  }

  /** Size and rates in words: {@code 3 × 3 at rates 1, 2, 4}. */
  public String name() {
    boolean oneSize = layers.stream().mapToInt(Layer::taps).distinct().count() == 1;
    String sizes =
        oneSize
            ? layers.get(0).taps() + " × " + layers.get(0).taps()
            : layers.stream().map(l -> String.valueOf(l.taps())).collect(Collectors.joining(", "));
    boolean strided = layers.stream().anyMatch(l -> l.stride() > 1);
    return (oneSize ? sizes : "Sizes " + sizes)
        + (parallel ? " in parallel" : "")
        + (layers.size() == 1 ? " at rate " : " at rates ")
        + rates().replace(",", ", ")
        + (strided
            ? ", strides "
                + layers.stream()
                    .map(l -> String.valueOf(l.stride()))
                    .collect(Collectors.joining(", "))
            : "");
  }

  /** The most important fact in a few words. */
  String summary() {
    String field = "Field " + whole.field() + " × " + whole.field() + ": ";
    if (whole.gaps() == 0) {
      return field + "every pixel is read.";
    }
    return field
        + String.format(
            Locale.ROOT,
            "%,d of %,d pixels are read (%.1f %%).",
            (long) whole.reachedCount(2),
            (long) whole.field() * whole.field(),
            100 * whole.reachedShare(2));
  }
}
