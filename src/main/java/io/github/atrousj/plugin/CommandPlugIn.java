package io.github.atrousj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.PlugIn;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.param.Values;
import java.awt.GraphicsEnvironment;

/**
 * How ImageJ runs an {@link ImageCommand}: finds the image, takes the values from the macro's
 * options or from a dialog, runs, shows the result and records. Every failure ends as one line by
 * {@code IJ.error}, which also stops a macro; nothing else is thrown at ImageJ.
 */
public abstract class CommandPlugIn implements PlugIn, ImageCommand {
  /** Runs on the current image. */
  @Override
  public final void run(String arg) {
    RunGuard.run(title(), this::runOnCurrent);
  }

  /** Runs; false when the user cancelled. */
  private boolean runOnCurrent() {
    // Not IJ.getImage, which ends the whole process where there is neither image nor window.
    ImagePlus image = WindowManager.getCurrentImage();
    if (image == null || image.getProcessor() == null) {
      throw new IllegalArgumentException(
          "No image is open. Open an image, then run \"" + title() + "\".");
    }
    if (!image.lockSilently()) {
      throw new IllegalArgumentException(
          "\"" + image.getTitle() + "\" is in use by another command. Wait until that is done.");
    }
    try {
      Values values = values(image);
      if (values != null) {
        execute(image, values);
      }
      return values != null;
    } finally {
      image.unlock();
    }
  }

  /** The values to use, null when the user cancelled the dialog. */
  private Values values(ImagePlus image) {
    String options = Macro.getOptions();
    if (options != null && !options.isBlank()) {
      return spec().parse(options, new MacroVariables());
    }
    if (GraphicsEnvironment.isHeadless() || spec().params().isEmpty()) {
      return spec().defaults();
    }
    return new SpecDialog(this, image).ask();
  }

  private void execute(ImagePlus image, Values values) {
    ImagePlus result;
    try (ImageJMonitor monitor = ImageJMonitor.of(name())) {
      result = process(image, values, monitor);
    }
    try {
      if (result == image) {
        image.updateAndDraw();
      } else {
        result.show();
      }
      RecorderLine.write(title(), spec(), values);
    } catch (OutOfMemoryError e) {
      if (result == image) {
        IJ.showStatus("Memory ran out while the result was drawn"); // its pixels are whole
      } else {
        result.close();
        throw e;
      }
    }
  }

  private String name() {
    return title().replace("...", "");
  }
}
