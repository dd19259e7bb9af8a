package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.graph.Waiting;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * What a dialog starts with, found in a thread of its own while the window is being made: the first
 * time most of it is the loading of classes, which is half of what an opening takes.
 */
final class DialogStart {
  /** What fields say, and the line about it. */
  record Reading(Values values, String note) {
    /**
     * Reads the texts of all fields.
     *
     * @throws IllegalArgumentException with the line that a macro would give
     */
    static Reading of(ImageCommand command, ImagePlus image, Map<String, String> texts) {
      Values values = command.spec().ofFields(texts);
      return new Reading(values, command.describe(image, values));
    }
  }

  private final FutureTask<Map<String, String>> texts;
  private final FutureTask<String> help;
  private final FutureTask<Reading> reading;

  /** Starts the thread. */
  DialogStart(ImageCommand command, ImagePlus image) {
    texts = new FutureTask<>(() -> texts(command));
    help = new FutureTask<>(() -> HelpPage.html(command));
    Callable<Reading> look = () -> Reading.of(command, image, texts());
    reading = new FutureTask<>(look);
    // No lambda: the first one that a thread of the dialog runs is slower than a class.
    Thread thread =
        new Thread("AtrousJ dialog") {
          @Override
          public void run() {
            texts.run();
            help.run();
            reading.run();
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  /** The values of last time, else those to begin with. */
  private static Map<String, String> texts(ImageCommand command) {
    ParamSpec spec = command.spec();
    Values remembered = Remembered.load(command.title(), spec);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Param<?> p : spec.params()) {
      texts.put(p.key(), remembered == null ? p.initialText() : spec.text(remembered, p.key()));
    }
    return texts;
  }

  /** The first text of every field, by key. */
  Map<String, String> texts() {
    return Waiting.result(texts);
  }

  /** The page of the Help button. */
  String help() {
    return Waiting.result(help);
  }

  /**
   * Reads the texts of all fields; those that this began with have been read. Returns when the
   * thread is at its end, so that the command is never asked twice at once.
   *
   * @throws IllegalArgumentException with the line that a macro would give
   */
  Reading reading(ImageCommand command, ImagePlus image, Map<String, String> shown) {
    Reading first = null;
    IllegalArgumentException refusal = null;
    try {
      first = Waiting.result(reading);
    } catch (IllegalArgumentException e) {
      refusal = e;
    }
    if (!shown.equals(texts())) {
      return Reading.of(command, image, shown);
    }
    if (refusal != null) {
      throw refusal;
    }
    return first;
  }
}
