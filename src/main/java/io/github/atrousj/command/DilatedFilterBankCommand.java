package io.github.atrousj.command;

import io.github.atrousj.plugin.DilatedFilterBank;
import io.github.atrousj.plugin.ImageCommand;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link DilatedFilterBank} for SciJava. */
@Plugin(type = Command.class, label = "Dilated Filter Bank")
public final class DilatedFilterBankCommand extends AtrousCommand {
  @Parameter(persist = false)
  private String kernel;

  @Parameter(persist = false)
  private String rates = "1,2,4,8";

  @Parameter(
      persist = false,
      choices = {"zero", "constant", "replicate", "reflect", "symmetric", "circular"})
  private String border = "replicate";

  @Parameter(persist = false)
  private double value = 0;

  @Parameter(
      persist = false,
      choices = {"none", "relu", "abs", "square"})
  private String activation = "none";

  @Parameter(
      persist = false,
      choices = {"2D", "3D"})
  private String dimensions = "2D";

  @Parameter(persist = false)
  private boolean stack = false;

  @Parameter(persist = false, required = false)
  private String folder = "";

  @Override
  ImageCommand operation() {
    return new DilatedFilterBank();
  }
}
