package io.github.atrousj.command;

import io.github.atrousj.plugin.ApplyClassifier;
import io.github.atrousj.plugin.ImageCommand;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link ApplyClassifier} for SciJava. */
@Plugin(type = Command.class, label = "Apply ASPP Classifier")
public final class ApplyClassifierCommand extends AtrousCommand {
  @Parameter(persist = false)
  private String model;

  @Parameter(
      persist = false,
      choices = {"labels", "probabilities"})
  private String output = "labels";

  @Parameter(persist = false)
  private boolean stack = false;

  @Parameter(persist = false, required = false)
  private String folder = "";

  @Override
  ImageCommand operation() {
    return new ApplyClassifier();
  }
}
