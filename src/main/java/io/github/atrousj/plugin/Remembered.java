package io.github.atrousj.plugin;

import ij.Prefs;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.util.Locale;

/**
 * The values that a dialog was last left with by OK, kept in ImageJ's preferences as the text that
 * the recorder writes. Dialogs alone come here: a macro never sees what was remembered.
 */
final class Remembered {
  private static final int LONGEST = 4000;

  private Remembered() {}

  /** The values of last time, or null when there are none that still read. */
  static Values load(String title, ParamSpec spec) {
    String text = Prefs.get(key(title), null);
    if (text == null) {
      return null;
    }
    try {
      return spec.parse(text);
    } catch (IllegalArgumentException e) {
      return null; // written by another version
    }
  }

  static void save(String title, ParamSpec spec, Values values) {
    try {
      String text = spec.record(values);
      if (text.length() <= LONGEST) {
        Prefs.set(key(title), text);
      }
    } catch (IllegalArgumentException e) {
      return; // what cannot be written is not remembered
    }
  }

  /** {@code atrousj.dilated-convolution} for {@code Dilated Convolution...}. */
  static String key(String title) {
    String words = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return "atrousj." + words.replaceAll("^-|-$", "");
  }
}
