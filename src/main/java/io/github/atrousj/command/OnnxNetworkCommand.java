package io.github.atrousj.command;

import io.github.atrousj.plugin.ImageCommand;
import io.github.atrousj.plugin.OnnxNetwork;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link OnnxNetwork} for SciJava. */
@Plugin(type = Command.class, label = "Run ONNX Network")
public final class OnnxNetworkCommand extends AtrousCommand {
  @Parameter(persist = false)
  private String model;

  @Parameter(persist = false, required = false)
  private String input = "";

  @Parameter(persist = false, required = false)
  private String tensor = "";

  @Parameter(persist = false)
  private double scale = 1;

  @Parameter(persist = false)
  private String mean = "0";

  @Parameter(persist = false)
  private String std = "1";

  @Parameter(persist = false)
  private boolean labels = false;

  @Parameter(persist = false)
  private boolean stack = false;

  @Parameter(persist = false, required = false)
  private String folder = "";

  @Override
  ImageCommand operation() {
    return new OnnxNetwork();
  }
}
