package io.github.atrousj.plugin;

import ij.IJ;
import ij.ImagePlus;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.Operation;
import io.github.atrousj.image.Preview;
import io.github.atrousj.param.Values;
import java.util.function.Supplier;

/** A command that is an operation, most often a graph, run over an image. */
public abstract class JobCommand extends CommandPlugIn implements VolumeCommand {
  /**
   * What is to be run.
   *
   * @param job on which planes, and what becomes of the values
   * @param operation what is computed
   * @param note a line that says what the values amount to
   * @param warning a line for the log once the result is there, null for none
   * @param finding gives a line for a new image's Info once the image is there, or null for none
   */
  protected record Work(
      ImageJob job, Operation operation, String note, String warning, Supplier<String> finding) {
    /** Work that is a graph. */
    protected Work(ImageJob job, Graph graph, String note, String warning) {
      this(job, Operation.of(graph), note, warning, () -> null);
    }

    /** Work that there is nothing to be warned of. */
    protected Work(ImageJob job, Graph graph, String note) {
      this(job, graph, note, null);
    }
  }

  /**
   * Turns values into work; computes no pixel.
   *
   * @throws IllegalArgumentException when the values do not suit the image, with one line
   */
  protected abstract Work prepare(ImagePlus image, Values values);

  @Override
  public final ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
    Work work = prepare(image, values);
    ImagePlus result = work.job().run(shape -> work.operation(), monitor);
    if (work.warning() != null) {
      IJ.log(work.warning());
    }
    String finding = work.finding().get();
    if (finding != null && result != image) {
      String info = result.getInfoProperty();
      result.setProperty(
          "Info", (info == null ? "" : info.stripTrailing() + "\n") + finding + "\n");
    }
    return result;
  }

  @Override
  public final VolumeCommand.Work onVolume(ImagePlus image, Values values) {
    Work work = prepare(image, values);
    return VolumeCommand.Work.of(work.job(), work.operation(), "");
  }

  @Override
  public final String describe(ImagePlus image, Values values) {
    return prepare(image, values).note();
  }

  @Override
  public final boolean previews(Values values) {
    return true;
  }

  @Override
  public final void preview(Preview preview, ImagePlus image, Values values, Monitor monitor) {
    Work work = prepare(image, values);
    preview.show(work.job(), shape -> work.operation(), monitor);
  }
}
