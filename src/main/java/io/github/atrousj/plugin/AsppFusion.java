package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.weightRows;

import ij.ImagePlus;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.Verdicts;
import io.github.atrousj.graph.Aspp;
import io.github.atrousj.graph.Fuse;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.OutputKind;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Atrous spatial pyramid pooling (Chen et al. 2017, doi:10.1109/TPAMI.2017.2699184, section 3.2;
 * image-level pooling as in DeepLab v3, arXiv:1706.05587; pyramid as in PSPNet, Zhao et al. 2017):
 * one image seen at several rates side by side, the branches joined pixel by pixel.
 */
public final class AsppFusion extends JobCommand {
  static final String CONCAT = "concat";
  static final String PROJECT = "project";
  static final String LABELS = "labels";
  private static final String ARGMAX = "argmax";
  private static final int MOST_BINS = 256;

  private static final ParamSpec SPEC =
      ParamSpec.of(
              ManyRates.kernel(
                      "The weights of every branch; or one kernel per rate, split by |."
                          + " centre-surround takes the form that suits dimensions.")
                  .def(KernelLibrary.MULTI_SCALE_DEFAULT),
              ManyRates.rates(
                  "One branch for each: the distance between neighbouring taps.", 6, 12, 18),
              flag("pointwise").help("One more branch, the first: the image itself."),
              flag("pooling").help("One more branch: the mean of the whole image."),
              integers("pyramid")
                  .range(1, MOST_BINS)
                  .optional("none")
                  .help(
                      "More branches: means of 1 x 1, 2 x 2 ... bins, smoothly spread over the"
                          + " image; 1,2,3,6 is PSPNet's."),
              ManyRates.activation("What becomes of every branch before it is fused."),
              choice(
                      "fuse", CONCAT, "sum", "mean", "max", "min", "range", "std", "product",
                      ARGMAX, PROJECT)
                  .def("mean")
                  .help(
                      "How branches become one: concat keeps each as a channel, argmax gives the"
                          + " number of the largest from 0, project makes weighted sums."),
              weightRows("weights")
                  .optional("none")
                  .activeWhen(v -> AsppWeights.takes(v.text("fuse")))
                  .help(
                      "For sum and mean one number per branch (mean divides by their sum); for"
                          + " project a row per output channel, its last number the bias when it"
                          + " has one more than there are branches. Branches: pointwise, rates,"
                          + " pooling, pyramid."),
              flag(LABELS)
                  .activeWhen(v -> v.text("fuse").equals(PROJECT))
                  .help(
                      "The number, from 0, of the channel of project that is largest, as an 8-bit"
                          + " label image; of the whole image, whatever the selection."),
              CommonParams.border(),
              CommonParams.value(),
              CommonParams.dimensions(Dimensions.values()),
              CommonParams.output().activeWhen(v -> !v.flag(LABELS)),
              CommonParams.stack(),
              CommonParams.folder())
          .check(ManyRates::kernelsProblem)
          .check(AsppWeights::problem)
          .preset(
              "Objects of three sizes",
              "kernel=dog-1 rates=1,2,4 fuse=project weights=[0 0 0 8; 1 0 0; 0 1 0; 0 0 1] labels",
              "A label image: bright objects are 1, 2 or 3 by their size (radius about 1.4, 2.8"
                  + " and 5.6 px at their middle); what answers with less than 8 grey levels is 0.")
          .preset(
              "Dark vessels",
              "kernel=log-1.5 rates=1,2,3 activation=relu",
              "Dark lines some 3 to 9 px wide become bright; what is brighter than its surround is 0.")
          .preset(
              "Even background",
              "kernel=mean-15 rates=2,4,6 pointwise fuse=sum weights=[1 -1/3 -1/3 -1/3]",
              "The image minus its background, the mean of three wide means (29, 57 and 85 px).");

  @Override
  public String title() {
    return "ASPP Fusion...";
  }

  @Override
  public String about() {
    return "Atrous spatial pyramid pooling: convolves the image at several rates side by side and"
        + " fuses the branches pixel by pixel, in one pass, without keeping a branch in memory."
        + "<br><b>The default kernel.</b> "
        + KernelLibrary.MULTI_SCALE_REASON;
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = ManyRates.dimensions(values);
    String how = values.text("fuse");
    Aspp aspp = aspp(values, kernels(values, d));
    ImageJob job = CommonParams.job(image, values, d, "aspp");
    Graph graph;
    Map<String, String> legend = Map.of();
    if (how.equals(PROJECT)) {
      AsppWeights weights = AsppWeights.of(values, aspp.branches());
      if (values.flag(LABELS)) {
        graph = aspp.labelled(weights.rows(), weights.bias());
        job = job.withOutput(OutputKind.LABELS).withSuffix(LABELS);
        legend = weights.legend(aspp.branchNames());
      } else {
        graph = aspp.projected(weights.rows(), weights.bias());
        job = job.withLabels(weights.channelNames());
      }
    } else if (how.equals(CONCAT)) {
      graph = aspp.concat();
      job = job.withLabels(aspp.branchNames());
    } else if (values.has("weights")) {
      graph = aspp.weighted(AsppWeights.of(values, aspp.branches()).rows()[0]);
    } else {
      graph = aspp.fused(Fuse.valueOf(how.toUpperCase(Locale.ROOT)));
      legend = how.equals(ARGMAX) ? legend(aspp.branchNames()) : legend;
    }
    String lost = lost(values, aspp, job.inputShape());
    String note = note(values, aspp, job.inputShape()) + (lost == null ? "" : " " + lost);
    String warning = lost == null ? null : "ASPP Fusion: " + lost;
    return new Work(job.withProperties(legend), graph, note, warning);
  }

  private static List<Kernel> kernels(Values values, Dimensions d) {
    List<String> texts = new ArrayList<>(ManyRates.texts(values));
    boolean usual = texts.get(0).equalsIgnoreCase(KernelLibrary.MULTI_SCALE_DEFAULT);
    if (texts.size() == 1 && usual && d != Dimensions.D2) {
      texts.set(0, texts.get(0) + (d == Dimensions.D3 ? "-3d" : "-row"));
    }
    return ManyRates.kernelsOf(texts, d);
  }

  private static Aspp aspp(Values values, List<Kernel> kernels) {
    return new Aspp(
        kernels,
        values.integers(ManyRates.RATES),
        values.flag("pointwise"),
        values.flag("pooling"),
        values.has("pyramid") ? values.integers("pyramid") : List.of(),
        ManyRates.activation(values),
        ManyRates.filter(values));
  }

  private static Map<String, String> legend(List<String> branches) {
    Map<String, String> legend = new LinkedHashMap<>();
    for (int i = 0; i < branches.size(); i++) {
      legend.put("Label_" + i, branches.get(i));
    }
    return legend;
  }

  private static String note(Values values, Aspp aspp, Shape in) {
    List<String> names = aspp.branchNames();
    int first = aspp.pointwise() ? 1 : 0;
    StringJoiner branches = new StringJoiner(", ");
    for (int b = 0; b < names.size(); b++) {
      int i = b - first;
      boolean dilated = i >= 0 && i < aspp.rates().size();
      branches.add(
          dilated
              ? ManyRates.fitted(ManyRates.pick(aspp.kernels(), i), aspp.rates().get(i), values, in)
              : names.get(b));
    }
    return names.size() + (names.size() == 1 ? " branch: " : " branches: ") + branches + ".";
  }

  /**
   * What Chen et al. 2017b, section 3.3, saw: beyond the image's size a branch has become 1×1. A
   * sentence for each that has, null when none has.
   */
  private static String lost(Values values, Aspp aspp, Shape in) {
    if (values.choice(CommonParams.BORDER, Border.class) != Border.ZERO) {
      return null;
    }
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < aspp.rates().size(); i++) {
      Kernel k = ManyRates.pick(aspp.kernels(), i);
      int rate = aspp.rates().get(i);
      if (k.depth() == 1 && k.width() == k.height()) {
        List<Layer> layer = List.of(Layer.of(k.width(), rate));
        lost.addAll(Verdicts.onImage(layer, true, in.width(), in.height()));
      } else if (isPointwise(k, rate, in)) {
        lost.add(
            k.width()
                + "×"
                + k.height()
                + (k.depth() > 1 ? "×" + k.depth() : "")
                + " at rate "
                + rate
                + ": this branch is a 1×1 on this image: with zero padding only its centre"
                + " weight meets a pixel.");
      }
    }
    return lost.isEmpty() ? null : String.join(" ", lost);
  }

  /** Whether along every axis on which the kernel has taps only the centre one meets a pixel. */
  private static boolean isPointwise(Kernel k, int rate, Shape in) {
    int[] sides = {in.width(), in.height(), in.depth()};
    return IntStream.range(0, sides.length)
        .filter(axis -> AxisKeys.taps(k, axis) > 1)
        .allMatch(axis -> Layer.of(AxisKeys.taps(k, axis), rate).isPointwiseOn(sides[axis]));
  }
}
