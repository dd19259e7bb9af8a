package io.github.atrousj.command;

import io.github.atrousj.plugin.ImageCommand;
import io.github.atrousj.plugin.StarletForward;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link StarletForward} for SciJava. */
@Plugin(type = Command.class, label = "Starlet Transform")
public final class StarletTransformCommand extends AtrousCommand {
  @Parameter(persist = false, min = "1", max = "12")
  private int scales = 4;

  @Parameter(
      persist = false,
      choices = {"1", "2"})
  private String generation = "1";

  @Parameter(
      persist = false,
      choices = {"2D", "3D"})
  private String dimensions = "2D";

  @Parameter(
      persist = false,
      choices = {"zero", "replicate", "reflect", "symmetric", "circular"})
  private String border = "reflect";

  @Parameter(persist = false)
  private boolean anisotropic = false;

  @Parameter(persist = false)
  private boolean stack = false;

  @Parameter(persist = false, required = false)
  private String folder = "";

  @Override
  ImageCommand operation() {
    return new StarletForward();
  }
}
