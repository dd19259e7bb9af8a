package io.github.atrousj.command;

import io.github.atrousj.plugin.ImageCommand;
import io.github.atrousj.plugin.StarletDenoise;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link StarletDenoise} for SciJava. */
@Plugin(type = Command.class, label = "Starlet Denoise")
public final class StarletDenoiseCommand extends AtrousCommand {
  @Parameter(persist = false, min = "1", max = "12")
  private int scales = 4;

  @Parameter(persist = false, min = "0", max = "1000")
  private double threshold = 3;

  @Parameter(
      persist = false,
      choices = {"hard", "soft"})
  private String rule = "hard";

  @Parameter(persist = false)
  private String noise = "auto";

  @Parameter(persist = false)
  private boolean poisson = false;

  @Parameter(persist = false, min = "1.0E-6")
  private double gain = 1;

  @Parameter(persist = false)
  private double offset = 0;

  @Parameter(persist = false, min = "0")
  private double readnoise = 0;

  @Parameter(persist = false)
  private String gains = "1";

  @Parameter(persist = false)
  private boolean positive = false;

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
    return new StarletDenoise();
  }
}
