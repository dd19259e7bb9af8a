package io.github.atrousj.command;

import io.github.atrousj.plugin.DilatedConvolution;
import io.github.atrousj.plugin.ImageCommand;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link DilatedConvolution} for SciJava. */
@Plugin(type = Command.class, label = "Dilated Convolution")
public final class DilatedConvolutionCommand extends AtrousCommand {
  @Parameter(persist = false)
  private String kernel;

  @Parameter(persist = false)
  private String rate = "1";

  @Parameter(persist = false)
  private String stride = "1";

  @Parameter(persist = false)
  private String padding = "same";

  @Parameter(
      persist = false,
      choices = {"zero", "constant", "replicate", "reflect", "symmetric", "circular"})
  private String border = "replicate";

  @Parameter(persist = false)
  private double value = 0;

  @Parameter(persist = false)
  private double bias = 0;

  @Parameter(persist = false)
  private boolean normalize = false;

  @Parameter(
      persist = false,
      choices = {"2D", "3D", "X", "Y", "Z", "T"})
  private String dimensions = "2D";

  @Parameter(persist = false)
  private boolean causal = false;

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
    return new DilatedConvolution();
  }
}
