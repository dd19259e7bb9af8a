package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.kernel;
import static io.github.atrousj.param.Params.number;
import static io.github.atrousj.param.Params.padding;
import static io.github.atrousj.param.Params.perAxis;
import static io.github.atrousj.param.Params.rates;

import ij.ImagePlus;
import io.github.atrousj.engine.Checkerboard;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
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

/**
 * The transposed (fractionally strided) convolution: every pixel adds a copy of the kernel to a
 * result that is {@code stride} times as fine (Dumoulin and Visin 2016, A guide to convolution
 * arithmetic for deep learning, arXiv:1603.07285, section 4).
 */
public final class TransposedConvolutionPlugIn extends JobCommand {
  /** Linear interpolation at stride 2, and divisible by it. */
  private static final String BILINEAR =
      "1/16 3/16 3/16 1/16; 3/16 9/16 9/16 3/16; 3/16 9/16 9/16 3/16; 1/16 3/16 3/16 1/16";

  private static final ParamSpec SPEC =
      ParamSpec.of(
              kernel("kernel")
                  .required()
                  .suggest(BILINEAR)
                  .help("The weights that every pixel spreads over the result."),
              rates("rate").def(PerAxis.of(1)).help("Distance between neighbouring taps."),
              perAxis("stride")
                  .unit("px")
                  .range(1, 1024)
                  .def(PerAxis.of(2))
                  .help("Distance in the result between neighbouring pixels of the image."),
              padding("padding")
                  .def(Pads.SAME)
                  .help(
                      "Pixels cut off the result's sides: same makes it stride times as large, valid"
                          + " cuts none."),
              perAxis("extra")
                  .label("Extra output padding")
                  .unit("px")
                  .range(0, 65534)
                  .def(PerAxis.of(0))
                  .help(
                      "Pixels computed beyond the end of the result, fewer than the stride or the"
                          + " rate."),
              number("bias").def(0.0).help("Added to every result."),
              CommonParams.dimensions(Dimensions.D2, Dimensions.D3),
              CommonParams.output(),
              CommonParams.stack(),
              CommonParams.folder())
          .check(TransposedConvolutionPlugIn::problem);

  private static String problem(Values v) {
    PerAxis extra = v.perAxis("extra");
    for (int axis = 0; axis < 3; axis++) {
      int stride = along(v.perAxis("stride"), axis);
      int rate = along(v.perAxis("rate"), axis);
      if (along(extra, axis) >= Math.max(stride, rate)) {
        return "extra="
            + extra
            + ": must be less than the stride or the rate, here at most "
            + (Math.max(stride, rate) - 1);
      }
    }
    return null;
  }

  /** The number along an axis; the first one where none is given for it. */
  private static int along(PerAxis numbers, int axis) {
    return numbers.get(axis < numbers.numbers().size() ? axis : 0);
  }

  @Override
  public String title() {
    return "Transposed Convolution...";
  }

  @Override
  public String about() {
    return "Fractionally strided convolution, also called deconvolution though it inverts nothing:"
        + " each pixel, times the kernel, is added to a result <i>stride</i> times as fine. It is"
        + " the adjoint of the dilated convolution with the same kernel, rate, stride and padding."
        + " <b>Checkerboards:</b> when the kernel's size is not divisible by the stride,"
        + " neighbouring results are sums of different numbers of taps (Odena et al. 2016). Then"
        + " take a kernel whose size is, or enlarge the image first (Image &gt; Scale...,"
        + " interpolation bilinear) and use Dilated Convolution.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = values.choice(CommonParams.DIMENSIONS, Dimensions.class);
    String text = values.text("kernel");
    Kernel kernel = AxisKeys.laid(KernelText.parse(text, new ImageKernels()), text, d);
    String stride = values.perAxis("stride").toString().replace(',', 'x');
    ImageJob job = CommonParams.job(image, values, d, "transposed" + stride);
    Shape in = job.inputShape();
    TransposedAxis[] axes = new TransposedAxis[3];
    for (int axis = 0; axis < 3; axis++) {
      axes[axis] = axis(axis, kernel, values, d, AxisKeys.sizes(in)[axis]);
    }
    TransposedConvolution t =
        new TransposedConvolution(kernel, axes[0], axes[1], axes[2], (float) values.number("bias"));
    Graph.Builder g = Graph.builder();
    Graph graph = g.build(g.transposed(g.input(), t));
    int[] covered = {axes[0].effective(), axes[1].effective(), axes[2].effective()};
    String note =
        "Effective kernel "
            + AxisKeys.times(covered, d)
            + " px"
            + AxisKeys.resultSize(in, t.outputShape(in), d)
            + ".";
    Checkerboard board = Checkerboard.of(t);
    if (!board.isUneven()) {
      return new Work(job, graph, note);
    }
    CheckerboardWarning warning = new CheckerboardWarning(t, board, d);
    return new Work(job, graph, note + " " + warning.shortLine(), warning.line());
  }

  /** The geometry along one of the volume's axes, which a result of some extent must come of. */
  private static TransposedAxis axis(int axis, Kernel kernel, Values v, Dimensions d, int n) {
    int taps = axis == 0 ? kernel.width() : axis == 1 ? kernel.height() : kernel.depth();
    int rate = AxisKeys.spread("rate", v.perAxis("rate"), d, 1)[axis];
    int stride = AxisKeys.spread("stride", v.perAxis("stride"), d, 1)[axis];
    int extra = AxisKeys.spread("extra", v.perAxis("extra"), d, 0)[axis];
    Padding padding = AxisKeys.spread("padding", v.pads("padding"), d)[axis];
    AxisKeys.checkLength("kernel", "rate", v.perAxis("rate"), axis, taps, rate);
    TransposedAxis a = TransposedAxis.resolve(taps, rate, stride, padding, extra);
    long size =
        (long) (n - 1) * stride
            - a.padBefore()
            - a.padAfter()
            + Axis.effective(taps, rate)
            + a.extra();
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "stride="
              + v.perAxis("stride")
              + ": the result would be "
              + size
              + " px along "
              + AxisKeys.name(axis)
              + ", more than ImageJ can hold; take a smaller stride or rate");
    }
    if (size < 1) {
      throw new IllegalArgumentException(
          "padding="
              + v.pads("padding")
              + ": cuts off all of the "
              + (size + a.padBefore() + a.padAfter())
              + " px that the result has along "
              + AxisKeys.name(axis)
              + "; take less, or padding=same");
    }
    return a;
  }
}
