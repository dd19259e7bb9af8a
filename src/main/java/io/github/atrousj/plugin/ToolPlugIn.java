package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.PlugIn;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.param.Values;
import java.awt.GraphicsEnvironment;

/**
 * A command that needs no image: with options (a macro) it does its work at once, with a screen it
 * opens a window that stays, without either it takes the defaults.
 */
public abstract class ToolPlugIn implements PlugIn, DeclaredCommand {
  /**
   * Does the work and shows what comes of it.
   *
   * @param image the current image or null
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  abstract void execute(Values values, ImagePlus image, Monitor monitor);

  /** Opens the window. */
  abstract void open();

  @Override
  public final void run(String arg) {
    RunGuard.run(title(), this::runOrOpen);
  }

  private boolean runOrOpen() {
    String options = Macro.getOptions();
    boolean given = options != null && !options.isBlank();
    if (!given && !GraphicsEnvironment.isHeadless()) {
      RecorderLine.drop(title());
      open();
      return true;
    }
    Values values = given ? spec().parse(options, new MacroVariables()) : spec().defaults();
    ImagePlus image = WindowManager.getCurrentImage();
    try (ImageJMonitor monitor = ImageJMonitor.of(title().replace("...", ""))) {
      execute(values, image, monitor);
    }
    RecorderLine.write(title(), spec(), values);
    return true;
  }
}
