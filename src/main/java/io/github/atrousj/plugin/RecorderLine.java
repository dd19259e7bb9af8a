package io.github.atrousj.plugin;

import ij.plugin.frame.Recorder;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.awt.GraphicsEnvironment;

/**
 * Writes a command to ImageJ's recorder. ImageJ would build the options field by field from a
 * dialog, which fails for values that hold keys of their own, so the whole line is written here.
 */
final class RecorderLine {
  private RecorderLine() {}

  /** Records the command if it is the one that ImageJ is recording. */
  static void write(String title, ParamSpec spec, Values values) {
    if (isRecording(title)) {
      Recorder.recordString(line(title, spec, values));
      Recorder.disableCommandRecording();
    }
  }

  /** Records what a window that stays open has done, apart from the command that opened it. */
  static void append(String title, ParamSpec spec, Values values) {
    if (isRecording()) {
      Recorder.recordString(line(title, spec, values));
    }
  }

  private static String line(String title, ParamSpec spec, Values values) {
    try {
      return call(Recorder.scriptMode(), title, spec.record(values)) + "\n";
    } catch (IllegalArgumentException e) {
      return "// " + title + " cannot be recorded: " + e.getMessage() + "\n";
    }
  }

  /** Leaves no line for a command that did nothing. */
  static void drop(String title) {
    if (isRecording(title)) {
      Recorder.disableCommandRecording();
    }
  }

  private static boolean isRecording(String title) {
    return isRecording() && title.equals(Recorder.getCommand());
  }

  /** As {@code IJ.recording}, which ImageJ 1.53t does not have. */
  private static boolean isRecording() {
    return !GraphicsEnvironment.isHeadless() && Recorder.record;
  }

  /** The statement, in the macro language or, as JavaScript, Python and Java agree on it. */
  static String call(boolean script, String title, String options) {
    String quoted = "\"" + Recorder.fixString(options) + "\"";
    String name = "\"" + Recorder.fixString(title) + "\"";
    if (script) {
      return "IJ.run(imp, " + name + ", " + quoted + ");";
    }
    return options.isEmpty() ? "run(" + name + ");" : "run(" + name + ", " + quoted + ");";
  }
}
