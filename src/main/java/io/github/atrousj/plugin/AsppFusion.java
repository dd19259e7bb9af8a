package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.kernels;

import ij.ImagePlus;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Fuse;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.ImageKernels;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.kernel.KernelText;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.PerAxis;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Atrous spatial pyramid pooling (Chen et al. 2017, doi:10.1109/TPAMI.2017.2699184, section 3.2):
 * one image convolved at several rates side by side, the branches joined into one result.
 */
public final class AsppFusion extends JobCommand {
  private static final String CONCAT = "concat";

  private static final ParamSpec SPEC =
      ParamSpec.of(
          kernels("kernel")
              .def(KernelLibrary.MULTI_SCALE_DEFAULT)
              .help("The weights of every branch; or one kernel per rate."),
          integers("rates")
              .unit("px")
              .range(1, 65535)
              .def(List.of(6, 12, 18))
              .help("One branch for each: the distance between neighbouring taps."),
          flag("pointwise").help("One more branch, the first: the image itself."),
          choice("fuse", CONCAT, "sum", "mean", "max", "min", "range", "std", "product", "argmax")
              .def("mean")
              .help(
                  "How branches become one; concat keeps each as a channel, argmax gives the number"
                      + " of the largest, from 0."),
          CommonParams.border(),
          CommonParams.value(),
          CommonParams.dimensions(Dimensions.values()),
          CommonParams.output(),
          CommonParams.stack(),
          CommonParams.folder());

  @Override
  public String title() {
    return "ASPP Fusion...";
  }

  @Override
  public String about() {
    return "Atrous spatial pyramid pooling: convolves the image at several rates side by side and"
        + " fuses the branches pixel by pixel.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = values.choice(CommonParams.DIMENSIONS, Dimensions.class);
    ImageJob job = CommonParams.job(image, values, d, "aspp");
    Shape in = job.inputShape();
    List<Integer> rates = values.integers("rates");
    List<Kernel> kernels = kernelsOf(values, rates.size(), d);
    Graph.Builder g = Graph.builder();
    List<Node> branches = new ArrayList<>();
    List<String> names = new ArrayList<>();
    StringJoiner sizes = new StringJoiner(", ");
    if (values.flag("pointwise")) {
      branches.add(g.input());
      names.add("pointwise");
      sizes.add("pointwise");
    }
    for (int i = 0; i < rates.size(); i++) {
      Convolution c = branch(kernels.get(i), rates.get(i), values);
      AxisKeys.checkFit("rates", PerAxis.of(rates.get(i)), c, in);
      branches.add(g.convolve(g.input(), c));
      names.add("rate " + rates.get(i));
      sizes.add(AxisKeys.effective(c, d));
    }
    Graph graph = g.build(fused(g, values.text("fuse"), branches.toArray(new Node[0])));
    String note = "Branches: " + sizes + "." + lost(values, rates, in);
    boolean concat = values.text("fuse").equals(CONCAT);
    return new Work(concat ? job.withLabels(names) : job, graph, note);
  }

  private static List<Kernel> kernelsOf(Values values, int rates, Dimensions d) {
    String text = values.text("kernel");
    List<Kernel> given = KernelText.parseAll(text, new ImageKernels());
    if (given.size() != 1 && given.size() != rates) {
      throw new IllegalArgumentException(
          "kernel: " + given.size() + " kernels for " + rates
              + " rates; give one for all, or one per rate split by |");
    }
    List<Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < rates; i++) {
      kernels.add(AxisKeys.laid(given.get(given.size() == 1 ? 0 : i), text, d));
    }
    return kernels;
  }

  private static Convolution branch(Kernel kernel, int rate, Values values) {
    Border border = values.choice(CommonParams.BORDER, Border.class);
    Convolution c = Convolution.of(kernel).rate(rate, rate, rate);
    return border == Border.CONSTANT
        ? c.constantBorder((float) values.number(CommonParams.VALUE))
        : c.border(border);
  }

  private static Node fused(Graph.Builder g, String how, Node[] branches) {
    return how.equals(CONCAT)
        ? g.concat(branches)
        : g.fuse(Fuse.valueOf(how.toUpperCase(Locale.ROOT)), branches);
  }

  /** What Chen et al. 2017b, section 3.3, saw: beyond the image's size a branch has become 1×1. */
  private static String lost(Values values, List<Integer> rates, Shape in) {
    int size = Math.max(in.width(), in.height());
    if (values.choice(CommonParams.BORDER, Border.class) != Border.ZERO
        || rates.stream().allMatch(r -> r < size)) {
      return "";
    }
    return " With border=zero, branches of rate " + size
        + " or more see the image through their centre tap alone.";
  }
}
