package io.github.atrousj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.param.Values;
import java.awt.GraphicsEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;

/**
 * How ImageJ runs an {@link ImageCommand}: finds the image, takes the values from the macro's
 * options or from a dialog, runs, shows the result and records. Every failure ends as one line by
 * {@code IJ.error}, which also stops a macro; nothing else is thrown at ImageJ.
 */
public abstract class CommandPlugIn implements PlugIn, ImageCommand {
  /** Runs on the current image. */
  @Override
  public final void run(String arg) {
    String problem = problemOfRun();
    if (problem != null) {
      RecorderLine.drop(title());
      IJ.error(title(), problem);
    }
  }

  /** Runs and gives the line to show, null when there is none. */
  private String problemOfRun() {
    // Not IJ.getImage, which ends the whole process where there is neither image nor window.
    ImagePlus image = WindowManager.getCurrentImage();
    if (image == null || image.getProcessor() == null) {
      return "No image is open. Open an image, then run \"" + title() + "\".";
    }
    if (!image.lockSilently()) {
      return "\"" + image.getTitle() + "\" is in use by another command. Wait until that is done.";
    }
    try {
      Values values = values(image);
      if (values == null) {
        cancelled();
      } else {
        execute(image, values);
      }
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    } catch (OutOfMemoryError e) {
      return "Out of memory. Close other images, or give ImageJ more memory in"
          + " Edit > Options > Memory & Threads.";
    } catch (CancellationException e) {
      cancelled();
      return null;
    } catch (RuntimeException | Error e) {
      if (Macro.MACRO_CANCELED.equals(e.getMessage()) || e instanceof ThreadDeath) {
        throw e; // how ImageJ itself stops a macro
      }
      if (IJ.debugMode) {
        IJ.log(trace(e));
      }
      return "Internal error: " + e + ". Details are in the log in ImageJ's debug mode.";
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
    if (GraphicsEnvironment.isHeadless()) {
      return spec().defaults();
    }
    return new SpecDialog(this, image).ask();
  }

  private void execute(ImagePlus image, Values values) {
    ImagePlus result;
    try (ImageJMonitor monitor = ImageJMonitor.of(name())) {
      result = process(image, values, monitor);
    }
    if (result == image) {
      image.updateAndDraw();
    } else {
      result.show();
    }
    RecorderLine.write(title(), spec(), values);
  }

  /** Ends quietly, but stops a macro: it must not go on with an image that is no result. */
  private void cancelled() {
    RecorderLine.drop(title());
    String line = name() + " cancelled";
    IJ.showStatus(line);
    Interpreter macro = Interpreter.getInstance();
    if (macro != null && Thread.currentThread().getName().startsWith("Run$_")) {
      macro.setIgnoreErrors(true); // no window for what the user wanted
      macro.abort(line);
    }
    Macro.abort();
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private String name() {
    return title().replace("...", "");
  }
}
