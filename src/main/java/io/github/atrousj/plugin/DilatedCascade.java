package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.flag;

import ij.ImagePlus;
import io.github.atrousj.geometry.GapTest;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.ReceptiveField;
import io.github.atrousj.graph.Cascade;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Dilated layers one upon the other (Yu and Koltun 2016, arXiv:1511.07122, section 2): at doubled
 * rates the receptive field grows exponentially and no resolution is lost.
 */
public final class DilatedCascade extends JobCommand {
  private static final ParamSpec SPEC =
      ParamSpec.of(
              ManyRates.kernel("The weights of every layer; or one kernel per layer, split by |.")
                  .required()
                  .suggest("gaussian-3"),
              ManyRates.rates("One layer for each, the first on the image itself.", 1, 2, 4),
              ManyRates.activation("What becomes of the result of every layer but the last."),
              flag("residual").help("Each layer gives its input + activation(its convolution)."),
              flag("layers").help("Every layer as a channel, not just the last."),
              CommonParams.border(),
              CommonParams.value(),
              CommonParams.dimensions(Dimensions.values()),
              CommonParams.output(),
              CommonParams.stack(),
              CommonParams.folder())
          .check(ManyRates::kernelsProblem)
          .preset(
              "Texture energy",
              "kernel=[log-1.5|gaussian-5|gaussian-5|gaussian-5|gaussian-5|gaussian-5]"
                  + " rates=1,1,2,4,8,16 activation=abs",
              "How much fine structure there is around each pixel (within some 18 px): a threshold"
                  + " then parts rough from smooth.")
          .preset(
              "Smooth without losing resolution",
              "kernel=b3-spline rates=1,2,4,8",
              "A Gaussian of standard deviation 9.2 px by 4 layers of 5 x 5.");

  @Override
  public String title() {
    return "Dilated Cascade...";
  }

  @Override
  public String about() {
    return "Convolves the image, then the result at the next rate, and so on. Layers of 3 taps at"
        + " rates 1, 2, 4 see 15 pixels, at 1, 2, 4, 8 already 31: the receptive field doubles with"
        + " every layer, the cost does not. The border applies to every layer.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = ManyRates.dimensions(values);
    List<Kernel> kernels = ManyRates.kernelsOf(values);
    List<Integer> rates = values.integers(ManyRates.RATES);
    ImageJob job = CommonParams.job(image, values, d, "cascade");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      ManyRates.fitted(ManyRates.pick(kernels, i), rates.get(i), values, job.inputShape());
      names.add("layer " + (i + 1) + " rate " + rates.get(i));
    }
    boolean layers = values.flag("layers");
    Graph graph =
        Cascade.of(
            kernels,
            rates,
            ManyRates.activation(values),
            values.flag("residual"),
            layers,
            ManyRates.filter(values));
    return new Work(layers ? job.withLabels(names) : job, graph, note(kernels, rates, d));
  }

  private static String note(List<Kernel> kernels, List<Integer> rates, Dimensions d) {
    StringBuilder field = new StringBuilder();
    boolean gaps = false;
    for (int axis : AxisKeys.axes(d)) {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < rates.size(); i++) {
        layers.add(Layer.of(AxisKeys.taps(ManyRates.pick(kernels, i), axis), rates.get(i)));
      }
      field.append(field.length() == 0 ? "" : " \u00d7 ").append(ReceptiveField.of(layers).field());
      gaps |= !GapTest.of(layers).gapFree();
    }
    return "Receptive field "
        + field
        + " px, "
        + (gaps ? "with gaps that no layer reads (gridding)." : "without gaps.");
  }
}
