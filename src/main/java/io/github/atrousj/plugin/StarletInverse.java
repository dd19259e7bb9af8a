package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.ChannelMerge;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.starlet.Starlet;
import io.github.atrousj.starlet.StarletTransform;

/**
 * Puts the planes of a starlet transform together, always for the whole stack; the image itself
 * remembers which transform it was.
 */
public final class StarletInverse extends CommandPlugIn {
  private static final ParamSpec SPEC = ParamSpec.of();

  @Override
  public String title() {
    return "Starlet Inverse";
  }

  @Override
  public String about() {
    return "Puts the planes of Starlet Transform... together again.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  public String describe(ImagePlus image, Values values) {
    Starlet starlet = StarletKeys.remembered(image);
    return "Starlet of " + starlet.scales() + " scales, generation " + starlet.generation() + ".";
  }

  @Override
  public ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
    Starlet starlet = StarletKeys.remembered(image);
    StarletTransform transform = new StarletTransform(starlet, StarletKeys.runner());
    ImagePlus result =
        new ChannelMerge(image, starlet.scales() + 1, starlet.threeD())
            .run(
                new ChannelMerge.Merger() {
                  @Override
                  public long memoryNeeded(Shape shape) {
                    return transform.inverseMemoryNeeded(shape);
                  }

                  @Override
                  public void run(RowSource source, RowSink sink, Monitor m) {
                    transform.inverse(source, sink, m);
                  }
                },
                "inverse",
                StarletInverse::withoutPlane,
                monitor);
    StarletKeys.forget(result);
    return result;
  }

  /** "Red - w1 - slice 3" becomes "Red - slice 3". */
  private static String withoutPlane(String label) {
    return label
        .replaceFirst("(^| - )w1( - |$)", "$1$2")
        .replaceFirst("^ - | - $", "")
        .replace(" -  - ", " - ");
  }
}
