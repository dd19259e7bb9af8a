package io.github.atrousj.command;

import io.github.atrousj.plugin.AsppFusion;
import io.github.atrousj.plugin.ImageCommand;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link AsppFusion} for SciJava. */
@Plugin(type = Command.class, label = "ASPP Fusion")
public final class AsppFusionCommand extends AtrousCommand {
  @Parameter(persist = false)
  private String kernel = "centre-surround";

  @Parameter(persist = false)
  private String rates = "6,12,18";

  @Parameter(persist = false)
  private boolean pointwise = false;

  @Parameter(persist = false)
  private boolean pooling = false;

  @Parameter(persist = false)
  private String pyramid = "none";

  @Parameter(
      persist = false,
      choices = {"none", "relu", "abs", "square"})
  private String activation = "none";

  @Parameter(
      persist = false,
      choices = {
        "concat", "sum", "mean", "max", "min", "range", "std", "product", "argmax", "project"
      })
  private String fuse = "mean";

  @Parameter(persist = false)
  private String weights = "none";

  @Parameter(persist = false)
  private boolean labels = false;

  @Parameter(
      persist = false,
      choices = {"zero", "constant", "replicate", "reflect", "symmetric", "circular"})
  private String border = "replicate";

  @Parameter(persist = false)
  private double value = 0;

  @Parameter(
      persist = false,
      choices = {"2D", "3D", "X", "Y", "Z", "T"})
  private String dimensions = "2D";

  @Parameter(
      persist = false,
      choices = {"32-bit", "same"})
  private String output = "32-bit";

  @Parameter(persist = false)
  private boolean stack = false;

  @Parameter(persist = false, required = false)
  private String folder = "";

  @Override
  ImageCommand operation() {
    return new AsppFusion();
  }
}
