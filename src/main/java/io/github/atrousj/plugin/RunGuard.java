package io.github.atrousj.plugin;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import io.github.atrousj.engine.Fma;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.param.Wording;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How every command ends: well, cancelled, or with one line by {@code IJ.error}, which also stops a
 * macro. Nothing else is thrown at ImageJ.
 */
final class RunGuard {
  private static final FmaNotice NOTICE = new FmaNotice();

  /** Given up when memory has run out, so that there is enough to say so. */
  private static volatile byte[] reserve = new byte[1 << 17];

  /** Causes that are looked at: they may go round in a circle. */
  private static final int MOST_CAUSES = 20;

  private RunGuard() {}

  /**
   * Runs a command's work.
   *
   * @param title the command's label
   * @param work gives false when the user cancelled
   */
  static void run(String title, BooleanSupplier work) {
    NOTICE.say(Fma.FAST, IJ::log);
    String problem = problemOf(title, work);
    if (problem != null) {
      boolean exhausted = problem.equals(ImageJob.MEMORY_RAN_OUT);
      if (exhausted) {
        reserve = null;
      }
      try {
        RecorderLine.drop(title);
        IJ.error(title, Wording.line(problem));
      } finally {
        if (exhausted) {
          refill();
        }
      }
    }
  }

  private static void refill() {
    try {
      reserve = new byte[1 << 17];
    } catch (OutOfMemoryError e) {
      reserve = null; // until the next time
    }
  }

  /** Runs and gives the line to show, null when there is none. */
  private static String problemOf(String title, BooleanSupplier work) {
    try {
      if (!work.getAsBoolean()) {
        cancelled(title);
      }
      return null;
    } catch (IllegalArgumentException e) {
      return isExhausted(e) ? ImageJob.MEMORY_RAN_OUT : e.getMessage();
    } catch (CancellationException e) {
      cancelled(title);
      return null;
    } catch (RuntimeException | Error e) {
      if (isExhausted(e)) {
        return ImageJob.MEMORY_RAN_OUT;
      }
      if (Macro.MACRO_CANCELED.equals(e.getMessage()) || e instanceof ThreadDeath) {
        throw e; // how ImageJ itself stops a macro
      }
      if (IJ.debugMode) {
        IJ.log(trace(e));
      }
      return "Internal error: " + e + ". Details are in the log in ImageJ's debug mode.";
    }
  }

  /**
   * Whether memory ran out. Java may wrap that: as "self-suppression" where it runs out once more
   * while a resource is closed, as the target of a reflective call, as a class that does not start.
   */
  private static boolean isExhausted(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; depth < MOST_CAUSES && cause != null; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Ends quietly, but stops a macro: it must not go on with an image that is no result. */
  private static void cancelled(String title) {
    RecorderLine.drop(title);
    String line = title.replace("...", "") + " cancelled";
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
}
