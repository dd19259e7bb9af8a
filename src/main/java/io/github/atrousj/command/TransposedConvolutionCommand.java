package io.github.atrousj.command;

import io.github.atrousj.plugin.ImageCommand;
import io.github.atrousj.plugin.TransposedConvolutionPlugIn;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link TransposedConvolutionPlugIn} for SciJava. */
@Plugin(type = Command.class, label = "Transposed Convolution")
public final class TransposedConvolutionCommand extends AtrousCommand {
  @Parameter(persist = false)
  private String kernel;

  @Parameter(persist = false)
  private String rate = "1";

  @Parameter(persist = false)
  private String stride = "2";

  @Parameter(persist = false)
  private String padding = "same";

  @Parameter(persist = false)
  private String extra = "0";

  @Parameter(persist = false)
  private double bias = 0;

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
    return new TransposedConvolutionPlugIn();
  }
}
