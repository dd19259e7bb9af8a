package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.kernels;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Activation;
import io.github.atrousj.graph.Filter;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageKernels;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelText;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.PerAxis;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.List;

/** The parameters of the commands that use several rates, and what they mean for a graph. */
final class ManyRates {
  static final String KERNEL = "kernel";
  static final String RATES = "rates";
  static final String ACTIVATION = "activation";

  private ManyRates() {}

  static Param<String> kernel(String help) {
    return kernels(KERNEL).help(help);
  }

  static Param<List<Integer>> rates(String help, Integer... usual) {
    return integers(RATES).unit("px").range(1, 65535).def(List.of(usual)).help(help);
  }

  static Param<Activation> activation(String help) {
    return choice(ACTIVATION, Activation.class).def(Activation.NONE).help(help);
  }

  static Dimensions dimensions(Values values) {
    return values.choice(CommonParams.DIMENSIONS, Dimensions.class);
  }

  static Activation activation(Values values) {
    return values.choice(ACTIVATION, Activation.class);
  }

  static Filter filter(Values values) {
    return new Filter(
        values.choice(CommonParams.BORDER, Border.class),
        (float) values.number(CommonParams.VALUE),
        !dimensions(values).planewise());
  }

  /**
   * The kernels, laid along the axes of the work.
   *
   * @throws IllegalArgumentException when one is no kernel or has more axes than the work
   */
  static List<Kernel> kernelsOf(Values values) {
    return kernelsOf(texts(values), dimensions(values));
  }

  static List<Kernel> kernelsOf(List<String> texts, Dimensions d) {
    List<Kernel> laid = new ArrayList<>();
    for (String text : texts) {
      laid.add(AxisKeys.laid(KernelText.parse(text, new ImageKernels()), text, d));
    }
    return laid;
  }

  /** What was written for each kernel. */
  static List<String> texts(Values values) {
    List<String> texts = new ArrayList<>();
    for (String text : values.text(KERNEL).split("\\|", -1)) {
      texts.add(text.trim());
    }
    return texts;
  }

  /** The line that refuses kernels that are neither one nor one per rate; null when they are. */
  static String kernelsProblem(Values values) {
    int kernels = texts(values).size();
    int rates = values.integers(RATES).size();
    return kernels == 1 || kernels == rates
        ? null
        : "kernel="
            + name(values.text(KERNEL))
            + ": "
            + kernels
            + " kernels for "
            + rates
            + " rates"
            + "; give one for all, or one per rate split by |";
  }

  /** The kernel of a rate: the only one, or its own. */
  static Kernel pick(List<Kernel> kernels, int i) {
    return kernels.get(kernels.size() == 1 ? 0 : i);
  }

  /**
   * The effective kernel in words.
   *
   * @throws IllegalArgumentException when it is longer than arithmetic allows
   */
  static String fitted(Kernel kernel, int rate, Values values, Shape image) {
    Convolution c = filter(values).at(kernel, rate);
    AxisKeys.checkFit(RATES, PerAxis.of(rate), c, image);
    return AxisKeys.effective(c, dimensions(values));
  }

  /** What was written for a kernel, short enough for a label. */
  static String name(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= 24 ? line : line.substring(0, 21) + "...";
  }
}
