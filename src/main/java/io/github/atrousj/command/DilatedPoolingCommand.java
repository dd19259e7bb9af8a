package io.github.atrousj.command;

import io.github.atrousj.plugin.DilatedPooling;
import io.github.atrousj.plugin.ImageCommand;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link DilatedPooling} for SciJava. */
@Plugin(type = Command.class, label = "Dilated Pooling")
public final class DilatedPoolingCommand extends AtrousCommand {
  @Parameter(
      persist = false,
      choices = {"max", "min", "mean", "median"})
  private String type = "max";

  @Parameter(persist = false)
  private String window = "3";

  @Parameter(persist = false)
  private String rate = "1";

  @Parameter(persist = false)
  private String stride = "1";

  @Parameter(persist = false)
  private String padding = "same";

  @Parameter(
      persist = false,
      choices = {"ignore", "zero", "constant", "replicate", "reflect", "symmetric", "circular"})
  private String border = "ignore";

  @Parameter(persist = false)
  private double value = 0;

  @Parameter(
      persist = false,
      choices = {"2D", "3D"})
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
    return new DilatedPooling();
  }
}
