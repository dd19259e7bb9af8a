package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.number;
import static io.github.atrousj.param.Params.numbers;
import static io.github.atrousj.param.Params.text;

import ij.ImagePlus;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.LabelTable;
import io.github.atrousj.image.NetworkBlocks;
import io.github.atrousj.image.NetworkJob;
import io.github.atrousj.image.Operation;
import io.github.atrousj.image.OutputKind;
import io.github.atrousj.onnx.Network;
import io.github.atrousj.onnx.OnnxModel;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.param.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network trained elsewhere, from an ONNX file, run on the open image. */
public final class OnnxNetwork extends CommandPlugIn implements VolumeCommand {
  private static final int MOST_LABELS = 256;

  private static final ParamSpec SPEC =
      ParamSpec.of(
              text("model", "the path of an ONNX file", t -> null)
                  .required()
                  .file()
                  .help("The ONNX file of the trained network."),
              text("input")
                  .def("")
                  .help("Name of the network's input that is the image; empty for the only one."),
              text("tensor")
                  .def("")
                  .help("Name of the network's output that is shown; empty for the first."),
              number("scale")
                  .def(1.0)
                  .help("What pixel values are multiplied by, such as 0.00392157 for 0 to 1."),
              numbers("mean")
                  .def(List.of(0.0))
                  .help("Subtracted after scaling: one number, or one for each channel."),
              numbers("std")
                  .def(List.of(1.0))
                  .help("Divided by at last: one number, or one for each channel."),
              flag("labels")
                  .help("A label image: for each pixel the channel, from 0, that is largest."),
              flag("stack").help("Every slice and frame, not just the one shown."),
              CommonParams.folder())
          .check(OnnxNetwork::problem);

  private static String problem(Values v) {
    return v.numbers("std").stream().anyMatch(s -> s == 0)
        ? "std=0: values cannot be divided by 0"
        : null;
  }

  /** What the values amount to on an image. */
  private record Prepared(
      NetworkJob job,
      Network network,
      NetworkJob.Normalization norm,
      NetworkJob.Extent extent,
      Map<String, String> legend,
      List<Integer> colours) {}

  @Override
  public String title() {
    return "Run ONNX Network...";
  }

  @Override
  public String about() {
    return "Runs a network that was trained elsewhere and saved as an ONNX file, tile by tile with"
        + " exact halos. The channels of the image, or the components of RGB, are the network's;"
        + " a network of one channel is run on each channel by itself. Whether it works on planes,"
        + " on volumes or on rows is up to the network. Sizes that the network computes are those of the"
        + " open image. Values are (v \u00b7 scale \u2212 mean) / std.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  public String describe(ImagePlus image, Values values) {
    Prepared p = prepare(image, values);
    Shape out = p.job().outputShape(p.network().outputShape());
    return "Result of "
        + out.width()
        + " x "
        + out.height()
        + (out.depth() > 1 ? " x " + out.depth() : "")
        + " pixels, "
        + out.channels()
        + (out.channels() == 1 ? " channel." : " channels.");
  }

  @Override
  public ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
    Prepared p = prepare(image, values);
    boolean labels = values.flag("labels");
    NetworkJob.Result result =
        new NetworkJob.Result(
            labels, labels ? "labels" : "network", values.text("folder"), p.legend());
    ImagePlus made = p.job().run(p.network().graph(), p.norm(), result, monitor);
    if (!p.colours().isEmpty()) {
      LabelTable.show(made, p.colours());
    }
    return made;
  }

  @Override
  public Work onVolume(ImagePlus image, Values values) {
    Prepared p = prepare(image, values);
    if (p.extent() == NetworkJob.Extent.LINE) {
      throw new IllegalArgumentException(
          "a network of rows is run on open images, not from volume to volume");
    }
    Network network = p.network();
    Operation operation = Operation.of(network.graph(), NetworkJob.runner());
    boolean threeD = p.extent() == NetworkJob.Extent.VOLUME;
    Scales scales = VolumeCommand.scalesOf(operation);
    return new Work(
        new NetworkBlocks(operation.blocks(), p.norm(), threeD),
        // Planes are the network's one by one, whatever the depth of the volume.
        (axis, input) ->
            axis == 'z' && !threeD ? AxisScale.IDENTITY : scales.of(axis, network.inputShape()),
        'z',
        network.inputShape().channels(),
        values.flag("labels") ? OutputKind.LABELS : OutputKind.FLOAT,
        List.of(),
        FileDigest.of("model", values.text("model")));
  }

  private static Prepared prepare(ImagePlus image, Values values) {
    OnnxModel model = ModelFile.read(values.text("model"));
    OnnxModel.Value input = ModelFile.input(model, values.text("input"));
    int rank = input.dims() == null ? 4 : input.dims().length;
    if (rank < 3 || rank > 5) {
      throw new IllegalArgumentException(
          "input=" + input.name() + ": has " + rank + " dimensions; an image has 3 to 5");
    }
    int channels = input.dims() == null ? 0 : Math.max(0, input.dims()[1]);
    NetworkJob.Extent extent = NetworkJob.Extent.values()[rank - 3];
    NetworkJob job = new NetworkJob(image, channels, extent, values.flag("stack"));
    String result = ModelFile.output(model, values.text("tensor"));
    Network network = model.network(input.name(), result, job.inputShape(), rank);
    Map<String, String> legend = new LinkedHashMap<>();
    List<Integer> colours = List.of();
    if (values.flag("labels") && network.isReal()) {
      int classes = network.outputShape().channels();
      if (classes < 2 || classes > MOST_LABELS) {
        throw new IllegalArgumentException(
            "labels: needs 2 to " + MOST_LABELS + " channels, the result has " + classes);
      }
      List<String> names = Classifier.classNames(model.metadata());
      for (int c = 0; c < classes; c++) {
        legend.put("Label_" + c, names.size() == classes ? names.get(c) : "channel " + c);
      }
      List<Integer> own = Classifier.classColours(model.metadata());
      colours = own.size() == classes ? own : List.of();
      network = network.labelled();
    }
    NetworkJob.Normalization norm = norm(values, job.inputShape().channels());
    return new Prepared(job, network, norm, extent, legend, colours);
  }

  private static NetworkJob.Normalization norm(Values values, int channels) {
    double[] mean = perChannel(values, "mean", channels);
    double[] std = perChannel(values, "std", channels);
    return new NetworkJob.Normalization(values.number("scale"), mean, std);
  }

  private static double[] perChannel(Values values, String key, int channels) {
    double[] all = values.numbers(key).stream().mapToDouble(Double::doubleValue).toArray();
    if (all.length != 1 && all.length != channels) {
      throw new IllegalArgumentException(
          Wording.pair(key, SPEC.text(values, key))
              + ": give one number, or one for each of the network's "
              + channels
              + " channels");
    }
    return all;
  }
}
