package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.kernel;
import static io.github.atrousj.param.Params.number;
import static io.github.atrousj.param.Params.padding;
import static io.github.atrousj.param.Params.perAxis;
import static io.github.atrousj.param.Params.rates;

import ij.ImagePlus;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.ImageKernels;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelText;
import io.github.atrousj.param.Pads;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.PerAxis;
import io.github.atrousj.param.Values;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Convolution with a kernel whose taps stand {@code rate} pixels apart. */
public final class DilatedConvolution extends JobCommand {
  private static final ParamSpec SPEC =
      ParamSpec.of(
              kernel("kernel")
                  .required()
                  .suggest("centre-surround")
                  .help("The weights; applied without flipping, as a correlation."),
              rates("rate").def(PerAxis.of(1)).help("Distance between neighbouring taps."),
              perAxis("stride")
                  .unit("px")
                  .range(1, 1024)
                  .def(PerAxis.of(1))
                  .help("Step between outputs; above 1 the result is smaller."),
              padding("padding")
                  .def(Pads.SAME)
                  .help("Pixels added around the image: same keeps the size, valid adds none."),
              CommonParams.border(),
              CommonParams.value(),
              number("bias").def(0.0).help("Added to every result."),
              flag("normalize").help("Divide the weights by their sum unless that is 0."),
              CommonParams.dimensions(Dimensions.values()),
              flag("causal")
                  .activeWhen(v -> axes(v).length == 1)
                  .help(
                      "All padding before, none after (dimensions X, Y, Z or T); padding=valid leaves"
                          + " out the results that would need any."),
              CommonParams.output(),
              CommonParams.stack(),
              CommonParams.folder())
          .check(DilatedConvolution::problem);

  private static int[] axes(Values v) {
    return AxisKeys.axes(v.choice(CommonParams.DIMENSIONS, Dimensions.class));
  }

  private static String problem(Values v) {
    if (!v.flag("causal")) {
      return null;
    }
    if (axes(v).length > 1) {
      return "causal: works along one axis; give dimensions=X, Y, Z or T";
    }
    Pads pads = v.pads("padding");
    return pads.equals(Pads.SAME) || pads.equals(Pads.VALID)
        ? null
        : "padding=" + pads + ": must be same or valid together with causal";
  }

  @Override
  public String title() {
    return "Dilated Convolution...";
  }

  @Override
  public String about() {
    return "Each result is the sum of weight times pixel over a kernel whose taps stand <i>rate</i>"
        + " pixels apart, plus the bias. A kernel of k taps at rate r covers r(k\u22121)+1 pixels"
        + " and costs the same at every rate. Exactly, on every axis, with stride s and p pixels of"
        + " padding before the image: out(x) = bias + \u03a3 w(t) \u00b7 in(s\u00b7x + r\u00b7t"
        + " \u2212 p), t = 0 \u2026 k\u22121.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = values.choice(CommonParams.DIMENSIONS, Dimensions.class);
    String text = values.text("kernel");
    Kernel given = AxisKeys.laid(KernelText.parse(text, new ImageKernels()), text, d);
    Kernel kernel = values.flag("normalize") ? given.normalized() : given;
    PerAxis rate = values.perAxis("rate");
    Convolution c = convolution(kernel, values, d);
    ImageJob job = CommonParams.job(image, values, d, "rate" + rate.toString().replace(',', 'x'));
    AxisKeys.checkFit("rate", rate, c, job.inputShape());
    return new Work(job, Graph.of(c), note(c, d, job.inputShape()));
  }

  private static Convolution convolution(Kernel kernel, Values values, Dimensions d) {
    int[] rate = AxisKeys.spread("rate", values.perAxis("rate"), d, 1);
    int[] stride = AxisKeys.spread("stride", values.perAxis("stride"), d, 1);
    Padding[] pad = AxisKeys.spread("padding", values.pads("padding"), d);
    if (values.flag("causal")) {
      Arrays.fill(pad, Padding.VALID);
      boolean padded = !values.pads("padding").equals(Pads.VALID);
      pad[axes(values)[0]] = padded ? Padding.CAUSAL : Padding.VALID;
    }
    Border border = values.choice(CommonParams.BORDER, Border.class);
    Convolution c =
        Convolution.of(kernel)
            .rate(rate[0], rate[1], rate[2])
            .stride(stride[0], stride[1], stride[2])
            .padding(pad[0], pad[1], pad[2])
            .bias((float) values.number("bias"));
    return border == Border.CONSTANT
        ? c.constantBorder((float) values.number(CommonParams.VALUE))
        : c.border(border);
  }

  private static String note(Convolution c, Dimensions d, Shape in) {
    return "Effective kernel "
        + AxisKeys.effective(c, d)
        + "; sum of the weights "
        + rounded(c.kernel().sum())
        + AxisKeys.resultSize(in, c.outputShape(in), d)
        + ".";
  }

  /** A number with four digits. */
  static String rounded(double v) {
    return new BigDecimal(v).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
