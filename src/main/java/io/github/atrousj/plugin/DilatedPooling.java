package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.padding;
import static io.github.atrousj.param.Params.perAxis;
import static io.github.atrousj.param.Params.rates;

import ij.ImagePlus;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.param.Pads;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Params;
import io.github.atrousj.param.PerAxis;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maximum, minimum, mean or median over a window whose pixels stand {@code rate} apart. */
public final class DilatedPooling extends JobCommand {
  private static final String IGNORE = "ignore";

  /** Pixels in a median's window; the other types do not grow with theirs. */
  private static final long MOST_IN_A_MEDIAN = 1 << 20;

  private static final ParamSpec SPEC =
      ParamSpec.of(
              choice("type", Pooling.Type.class)
                  .def(Pooling.Type.MAX)
                  .help("What becomes of a window's pixels; NaN among them gives NaN."),
              perAxis("window")
                  .unit("px")
                  .range(1, 65535)
                  .def(PerAxis.of(3))
                  .help("Pixels of the window along each axis."),
              rates("rate").def(PerAxis.of(1)).help("Distance between the window's pixels."),
              perAxis("stride")
                  .unit("px")
                  .range(1, 1024)
                  .def(PerAxis.of(1))
                  .help("Step between outputs; above 1 the result is smaller."),
              padding("padding")
                  .def(Pads.SAME)
                  .help("Pixels added around the image: same keeps the size, valid adds none."),
              border(),
              CommonParams.value().activeWhen(v -> borderOf(v) == Border.CONSTANT),
              CommonParams.dimensions(Dimensions.D2, Dimensions.D3),
              CommonParams.output(),
              CommonParams.stack(),
              CommonParams.folder())
          .check(DilatedPooling::problem);

  private static Param<String> border() {
    List<String> words = new ArrayList<>(List.of(IGNORE));
    for (Border b : Border.values()) {
      words.add(b.name().toLowerCase(Locale.ROOT));
    }
    return Params.choice(CommonParams.BORDER, words.toArray(new String[0]))
        .def(IGNORE)
        .help("What stands for the pixels outside the image; ignore leaves them out of the window.")
        .glossary(CommonParams.BORDERS);
  }

  /** The border, null for none. */
  private static Border borderOf(Values v) {
    String word = v.text(CommonParams.BORDER);
    return word.equals(IGNORE) ? null : Border.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String problem(Values v) {
    PerAxis window = v.perAxis("window");
    boolean volume = v.choice(CommonParams.DIMENSIONS, Dimensions.class) == Dimensions.D3;
    if (v.choice("type", Pooling.Type.class) != Pooling.Type.MEDIAN
        || !window.fits(volume ? 3 : 2)) {
      return null;
    }
    long pixels = (long) window.get(0) * window.get(1) * (volume ? window.get(2) : 1);
    return pixels <= MOST_IN_A_MEDIAN
        ? null
        : "window="
            + window
            + ": a median is taken of at most "
            + MOST_IN_A_MEDIAN
            + " pixels, this window has "
            + pixels;
  }

  @Override
  public String title() {
    return "Dilated Pooling...";
  }

  @Override
  public String about() {
    return "The maximum, minimum, mean or median of a window whose pixels stand <i>rate</i> pixels"
        + " apart. A window of k pixels at rate r covers r(k\u22121)+1 pixels. Maximum, minimum"
        + " and mean cost the same for every window. The median of an even number of pixels is"
        + " the mean of the middle two; a window with no pixel in it gives NaN (0 in integer"
        + " images).";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = values.choice(CommonParams.DIMENSIONS, Dimensions.class);
    Pooling.Type type = values.choice("type", Pooling.Type.class);
    PerAxis window = values.perAxis("window");
    PerAxis rate = values.perAxis("rate");
    AxisRule[] rules = rules(values, d);
    String suffix = type.name().toLowerCase(Locale.ROOT) + window.toString().replace(',', 'x');
    ImageJob job = CommonParams.job(image, values, d, suffix);
    Shape in = job.inputShape();
    AxisKeys.checkFit("window", "rate", rate, rules, in);
    Border border = borderOf(values);
    float value = border == Border.CONSTANT ? (float) values.number(CommonParams.VALUE) : 0;
    Pooling pooling = new Pooling(type, rules[0], rules[1], rules[2], border, value);
    Graph.Builder g = Graph.builder();
    Graph graph = g.build(g.pool(g.input(), pooling));
    String note =
        "Window over "
            + AxisKeys.effective(rules, d)
            + AxisKeys.resultSize(in, pooling.outputShape(in), d)
            + ".";
    return new Work(job, graph, note);
  }

  private static AxisRule[] rules(Values values, Dimensions d) {
    int[] window = AxisKeys.spread("window", values.perAxis("window"), d, 1);
    int[] rate = AxisKeys.spread("rate", values.perAxis("rate"), d, 1);
    int[] stride = AxisKeys.spread("stride", values.perAxis("stride"), d, 1);
    Padding[] padding = AxisKeys.spread("padding", values.pads("padding"), d);
    AxisRule[] rules = new AxisRule[3];
    for (int axis = 0; axis < 3; axis++) {
      rules[axis] = new AxisRule(window[axis], rate[axis], stride[axis], padding[axis]);
    }
    return rules;
  }
}
