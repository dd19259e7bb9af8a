package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.flag;

import ij.ImagePlus;
import ij.measure.Calibration;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.Operation;
import io.github.atrousj.image.Scope;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.starlet.Starlet;
import io.github.atrousj.starlet.StarletTransform;

/** Splits an image into planes of details of doubling size; see {@link StarletTransform}. */
public final class StarletForward extends JobCommand {
  private static final String ANISOTROPIC = "anisotropic";

  private static final ParamSpec SPEC =
      ParamSpec.of(
              StarletKeys.scales(),
              StarletKeys.generation(),
              StarletKeys.dimensions(),
              StarletKeys.border(),
              flag(ANISOTROPIC)
                  .activeWhen(StarletKeys::isThreeD)
                  .help("3D: begin along z later, by the ratio of voxel depth to width."),
              CommonParams.stack(),
              CommonParams.folder())
          .check(StarletForward::problem);

  private static String problem(Values v) {
    return v.flag(ANISOTROPIC) && !StarletKeys.isThreeD(v)
        ? "anisotropic: is about the z axis; give dimensions=3D"
        : null;
  }

  @Override
  public String title() {
    return "Starlet Transform...";
  }

  @Override
  public String about() {
    return "The starlet (isotropic undecimated wavelet) transform: planes <i>w1</i> to <i>wJ</i>"
        + " hold details of doubling size, <i>cJ</i> what is left. Starlet Inverse puts them"
        + " together again, also after they were changed. A selection plays no part.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  protected Work prepare(ImagePlus image, Values values) {
    Dimensions d = values.choice(CommonParams.DIMENSIONS, Dimensions.class);
    Calibration cal = image.getCalibration();
    boolean matched = values.flag(ANISOTROPIC);
    Starlet starlet =
        new Starlet(
            values.integer("scales"),
            Integer.parseInt(values.text("generation")),
            d == Dimensions.D3,
            matched ? Starlet.zStart(cal.pixelDepth / cal.pixelWidth) : 0,
            values.choice(CommonParams.BORDER, Border.class));
    StarletTransform transform = new StarletTransform(starlet, StarletKeys.runner());
    ImageJob job =
        ImageJob.of(image)
            .withDimensions(d)
            .withScope(Scope.of(image, values.stack(), values.sliceOnly()))
            .withFolder(values.text("folder"))
            .withSuffix("starlet")
            .withLabels(transform.labels())
            .withProperties(StarletKeys.memory(starlet));
    starlet.check(job.inputShape());
    String note =
        "Planes "
            + String.join(", ", transform.labels())
            + "; widest filter "
            + ((4 << (starlet.scales() - 1)) + 1)
            + " px"
            + (matched ? "; z begins at w" + (starlet.zStart() + 1) : "")
            + ".";
    return new Work(job, new Planes(transform), note, null, () -> null);
  }

  private record Planes(StarletTransform transform) implements Operation {
    @Override
    public Shape outputShape(Shape input) {
      return transform.outputShape(input);
    }

    @Override
    public boolean heedsSelection() {
      return false;
    }

    @Override
    public Blockwise blocks() {
      return transform.blocks();
    }

    @Override
    public long memoryNeeded(Shape input) {
      return transform.memoryNeeded(input);
    }

    @Override
    public void run(RowSource source, RowSink sink, Region region, Monitor monitor) {
      transform.forward(source, sink, region, monitor);
    }
  }
}
