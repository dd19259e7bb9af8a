package io.github.atrousj.command;

import io.github.atrousj.plugin.ImageCommand;
import io.github.atrousj.plugin.StarletSpots;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * {@link StarletSpots} for SciJava. Its result is the label image, or the image where none is made.
 */
@Plugin(type = Command.class, label = "Starlet Spots")
public final class StarletSpotsCommand extends AtrousCommand {
  @Parameter(persist = false)
  private String planes = "2,3";

  @Parameter(persist = false, min = "0", max = "1000")
  private double threshold = 3;

  @Parameter(persist = false, min = "0")
  private double level = 1;

  @Parameter(persist = false, min = "0")
  private int minimum = 0;

  @Parameter(persist = false)
  private String maximum = "none";

  @Parameter(
      persist = false,
      choices = {"2D", "3D"})
  private String dimensions = "2D";

  @Parameter(persist = false)
  private boolean labels = false;

  @Parameter(persist = false)
  private boolean stack = false;

  @Override
  ImageCommand operation() {
    return new StarletSpots();
  }
}
