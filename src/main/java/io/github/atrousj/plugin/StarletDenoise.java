package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.number;
import static io.github.atrousj.param.Params.numbers;

import ij.ImagePlus;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.Operation;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.starlet.Anscombe;
import io.github.atrousj.starlet.Denoise;
import io.github.atrousj.starlet.NoiseTable;
import io.github.atrousj.starlet.Starlet;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** Takes from an image what does not stand out from its noise; see {@link Denoise}. */
public final class StarletDenoise extends JobCommand {
  private static final Predicate<Values> POISSON = v -> v.flag("poisson");

  /** What poisson's keys are when they are not given. */
  private static final List<Map.Entry<String, Double>> CAMERA =
      List.of(Map.entry("gain", 1.0), Map.entry("offset", 0.0), Map.entry("readnoise", 0.0));

  private static final ParamSpec SPEC =
      ParamSpec.of(
              StarletKeys.scales(),
              number("threshold")
                  .range(0, 1000)
                  .def(3.0)
                  .help(
                      "Coefficients below so many standard deviations of their plane's noise go."),
              choice("rule", Denoise.Rule.class)
                  .def(Denoise.Rule.HARD)
                  .help("hard keeps the others as they are; soft moves them by the threshold too."),
              number("noise")
                  .range(0, Float.MAX_VALUE)
                  .optional("auto")
                  .help(
                      "Standard deviation of the noise in grey levels; auto finds it in every plane, and"
                          + " the Info of a new image says it. With poisson it is that of the"
                          + " transformed image, 1 when gain, offset and readnoise are right; auto"
                          + " is never below that."),
              flag("poisson").help("The noise is photons' and a camera's; see gain."),
              number("gain")
                  .range(1e-6, Float.MAX_VALUE)
                  .def(1.0)
                  .activeWhen(POISSON)
                  .help("Grey levels per photon."),
              number("offset").def(0.0).activeWhen(POISSON).help("Grey level of no light."),
              number("readnoise")
                  .range(0, Float.MAX_VALUE)
                  .def(0.0)
                  .activeWhen(POISSON)
                  .help("Standard deviation of the camera's own noise in grey levels."),
              numbers("gains")
                  .def(List.of(1.0))
                  .help(
                      "Factors for what is kept: one for all planes, or one for each of w1 to wJ, or for"
                          + " cJ too."),
              flag("positive").help("Values below 0 become 0."),
              StarletKeys.dimensions(),
              CommonParams.output(),
              CommonParams.stack(),
              CommonParams.folder())
          .check(StarletDenoise::problem);

  /** The line for what a camera's keys ask of noise that is not a camera's; null when none does. */
  private static String problem(Values v) {
    if (v.flag("poisson")) {
      return null;
    }
    for (Map.Entry<String, Double> usual : CAMERA) {
      if (v.number(usual.getKey()) != usual.getValue()) {
        return usual.getKey()
            + "="
            + SPEC.text(v, usual.getKey())
            + ": has an effect only with poisson; add poisson, or leave "
            + usual.getKey()
            + " out";
      }
    }
    return null;
  }

  @Override
  public String title() {
    return "Starlet Denoise...";
  }

  @Override
  public String about() {
    return "Removes starlet coefficients that do not stand out from the noise. A pixel none of whose"
        + " coefficients is touched keeps its value, without poisson. For photon noise (poisson) the"
        + " generalised Anscombe transform goes before and its exact unbiased inverse after; that"
        + " inverse corrects a bias, so there every pixel changes.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = values.choice(CommonParams.DIMENSIONS, Dimensions.class);
    int scales = values.integer("scales");
    Starlet starlet = d == Dimensions.D3 ? Starlet.volumes(scales) : Starlet.planes(scales);
    ImageJob job = CommonParams.job(image, values, d, "denoised");
    starlet.check(job.inputShape());
    Denoise denoise = new Denoise(starlet, settings(values, scales), StarletKeys.runner());
    Denoising denoising =
        new Denoising(denoise, image.getTitle() + (values.flag("poisson") ? ", transformed" : ""));
    return new Work(job, denoising, note(values, starlet), null, denoising::found);
  }

  private static Denoise.Settings settings(Values values, int scales) {
    Anscombe anscombe =
        values.flag("poisson")
            ? new Anscombe(
                values.number("gain"), values.number("offset"), values.number("readnoise"))
            : null;
    return new Denoise.Settings(
        values.number("threshold"),
        values.choice("rule", Denoise.Rule.class),
        values.has("noise") ? values.number("noise") : Double.NaN,
        gains(values.numbers("gains"), scales),
        anscombe,
        values.flag("positive"));
  }

  /** A single number is for every detail plane. */
  private static double[] gains(List<Double> given, int scales) {
    double[] gains = given.stream().mapToDouble(g -> g).toArray();
    if (gains.length != 1) {
      return gains;
    }
    double[] all = new double[scales];
    Arrays.fill(all, gains[0]);
    return all;
  }

  private static String note(Values values, Starlet starlet) {
    double[] table = NoiseTable.of(starlet);
    StringJoiner thresholds = new StringJoiner(", ");
    for (int j = 0; j < starlet.scales(); j++) {
      thresholds.add(String.format(Locale.ROOT, "%.3g", values.number("threshold") * table[j]));
    }
    return "Thresholds of w1 to w"
        + starlet.scales()
        + ": "
        + thresholds
        + " times the image's noise.";
  }

  /** Keeps in mind what noise it has found. */
  private static final class Denoising implements Operation {
    private final Denoise denoise;
    private final String where;
    private final DoubleSummaryStatistics noise = new DoubleSummaryStatistics();

    /**
     * @param where what the noise is in, in words
     */
    Denoising(Denoise denoise, String where) {
      this.denoise = denoise;
      this.where = where;
    }

    /** A line with the noise of all planes, null if it was given. */
    String found() {
      if (noise.getCount() == 0) {
        return null;
      }
      String least = String.format(Locale.ROOT, "%.4g", noise.getMin());
      String most = String.format(Locale.ROOT, "%.4g", noise.getMax());
      return "Noise found in "
          + where
          + ": "
          + (least.equals(most) ? least : least + " to " + most);
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public Blockwise blocks() {
      return denoise.blocks();
    }

    @Override
    public long memoryNeeded(Shape input) {
      return denoise.memoryNeeded(input);
    }

    @Override
    public void run(RowSource source, RowSink sink, Region region, Monitor monitor) {
      denoise.run(source, sink, region, monitor, noise);
    }
  }
}
