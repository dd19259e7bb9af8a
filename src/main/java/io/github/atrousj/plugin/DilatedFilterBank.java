package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.graph.FilterBank;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.Scope;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.List;

/** Every kernel at every rate, each result a channel. */
public final class DilatedFilterBank extends JobCommand {
  private static final ParamSpec SPEC =
      ParamSpec.of(
              ManyRates.kernel("The weights; several kernels are split by |.")
                  .required()
                  .suggest("centre-surround"),
              ManyRates.rates("Every kernel is applied at each of these rates.", 1, 2, 4, 8),
              CommonParams.border(),
              CommonParams.value(),
              ManyRates.activation("What becomes of every result: relu is max(0, v)."),
              CommonParams.dimensions(Dimensions.D2, Dimensions.D3),
              CommonParams.stack(),
              CommonParams.folder())
          .preset(
              "Lines at four angles and three widths",
              "kernel=[gabor-0|gabor-45|gabor-90|gabor-135] rates=1,2,3 activation=abs",
              "12 channels: how strong lines of that angle and of a width of 2, 4 and 6 px are.");

  @Override
  public String title() {
    return "Dilated Filter Bank...";
  }

  @Override
  public String about() {
    return "Convolves the image with every kernel at every rate. Each channel of the image gives one"
        + " 32-bit channel per kernel and rate, in that order, labelled: features for measuring,"
        + " clustering or training.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    ImageJob job =
        ImageJob.of(image)
            .withDimensions(ManyRates.dimensions(values))
            .withScope(Scope.of(image, values.stack(), values.sliceOnly()))
            .withFolder(values.text("folder"))
            .withSuffix("bank");
    List<Kernel> kernels = ManyRates.kernelsOf(values);
    List<String> texts = ManyRates.texts(values);
    List<Integer> rates = values.integers(ManyRates.RATES);
    List<String> labels = new ArrayList<>();
    List<String> widest = new ArrayList<>();
    int greatest = rates.stream().max(Integer::compare).orElseThrow();
    for (int k = 0; k < kernels.size(); k++) {
      for (int rate : rates) {
        labels.add(ManyRates.name(texts.get(k)) + " rate " + rate);
      }
      widest.add(ManyRates.fitted(kernels.get(k), greatest, values, job.inputShape()));
    }
    String note =
        labels.size()
            + (labels.size() == 1 ? " channel" : " channels")
            + " for each channel of the image; effective kernel at rate "
            + greatest
            + ": "
            + String.join(", ", widest)
            + ".";
    return new Work(
        job.withLabels(labels),
        FilterBank.of(kernels, rates, ManyRates.activation(values), ManyRates.filter(values)),
        note);
  }
}
