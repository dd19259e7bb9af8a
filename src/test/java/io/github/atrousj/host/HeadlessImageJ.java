package io.github.atrousj.host;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs commands and macros in this JVM's ImageJ, which the agent named in the build has made to
 * work without a screen. Commands are found through plugins.config, as in ImageJ's menus.
 */
public final class HeadlessImageJ {
  private HeadlessImageJ() {}

  /**
   * What came of a run.
   *
   * @param error the error that stopped the macro, null if it ended by itself
   * @param images the images open at the end that were not open before, in the order opened
   * @param current the current image at the end, null if none
   * @param log what was printed, in the log as well as on standard output and error
   */
  public record Outcome(String error, List<ImagePlus> images, ImagePlus current, String log) {
    /** The single new image of a run that went well. */
    public ImagePlus result() {
      if (error != null || images.size() != 1) {
        throw new AssertionError(
            (error == null ? images.size() + " new images: " + images : error) + "\n" + log);
      }
      return images.get(0);
    }

    /** This outcome, after making sure that nothing went wrong. */
    public Outcome ok() {
      if (error != null || log.contains("Exception")) {
        throw new AssertionError(error + "\n" + log);
      }
      return this;
    }
  }

  /** Runs a command on an image (null for none), as {@code run(label, options)} in a macro does. */
  public static Outcome run(ImagePlus image, String label, String options) {
    String macro = "run(" + quoted(label) + ", " + quoted(options) + ");";
    return image == null ? macro(macro, "") : macro(macro, "", image);
  }

  /** Runs a macro with some images open, the last of them being the current one. */
  public static Outcome macro(String text, String argument, ImagePlus... open) {
    reset();
    Interpreter interpreter = new Interpreter();
    interpreter.setIgnoreErrors(true);
    Interpreter.batchMode = true;
    for (ImagePlus image : open) {
      Interpreter.addBatchModeImage(image);
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    String failure = null;
    try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      interpreter.run(text, argument);
    } catch (RuntimeException e) {
      failure = e.toString();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    String error = interpreter.getErrorMessage();
    List<ImagePlus> images = new ArrayList<>();
    for (int id : Interpreter.getBatchModeImageIDs()) {
      ImagePlus image = Interpreter.getBatchModeImage(id);
      if (!Arrays.asList(open).contains(image)) {
        images.add(image);
      }
    }
    ImagePlus current = WindowManager.getCurrentImage();
    reset();
    return new Outcome(
        error == null ? failure : error, images, current, printed.toString(StandardCharsets.UTF_8));
  }

  /** Closes whatever a macro has left open. */
  private static void reset() {
    WindowManager.setTempCurrentImage(null);
    new Interpreter().runBatchMacro("", null);
  }

  /** A text as a string literal of the macro language. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
