package io.github.atrousj.plugin;

import io.github.atrousj.param.Values;
import io.github.atrousj.param.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command given as text: its name and then its options, as in {@code Dilated Convolution...
 * kernel=gaussian-3 rate=4}, or the whole line that the recorder wrote.
 *
 * @param command that is meant
 * @param values of its options; always for the whole stack
 * @param text the same command written anew, whatever blanks and defaults were given
 */
record CommandText(VolumeCommand command, Values values, String text) {
  private static final Pattern MENU =
      Pattern.compile("Plugins>AtrousJ, \"(.+)\", (io\\.github\\.atrousj\\.plugin\\.\\w+)");
  private static final Pattern RECORDED =
      Pattern.compile(
          "(?:IJ\\.)?run\\((?:imp, *)?\"([^\"]+)\"(?:, *\"(.*)\")?\\);?", Pattern.DOTALL);

  /**
   * Reads a command.
   *
   * @throws IllegalArgumentException when it is none that makes an image of an image plane by plane
   *     or volume by volume, or its options are wrong, with one line
   */
  static CommandText parse(String given) {
    Matcher recorded = RECORDED.matcher(given.trim());
    String name = given.trim();
    String options = null;
    if (recorded.matches()) {
      name = recorded.group(1);
      options = recorded.group(2) == null ? "" : recorded.group(2).replaceAll("\\\\(.)", "$1");
    }
    for (DeclaredCommand c : commands()) {
      String rest = rest(name, c.title());
      if (rest != null) {
        return of(c, options == null ? rest : options);
      }
    }
    throw new IllegalArgumentException(
        Wording.pair("command", given)
            + ": begins with no command's name; these can be given: "
            + String.join(", ", names()));
  }

  private static CommandText of(DeclaredCommand c, String options) {
    if (c instanceof StarletInverse) {
      throw new IllegalArgumentException(
          "command="
              + c.title()
              + ": a store does not keep which transform made its channels; run it on the"
              + " image that Starlet Transform made");
    }
    if (!(c instanceof VolumeCommand command)) {
      throw new IllegalArgumentException(
          "command="
              + c.title()
              + ": is no graph of pixels and works on open images only; these can be given: "
              + String.join(", ", names()));
    }
    Values values;
    try {
      values = command.spec().parse(options);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("command=" + c.title() + ": " + e.getMessage(), e);
    }
    if (command.spec().param("folder") != null && !values.text("folder").isBlank()) {
      throw new IllegalArgumentException(
          "command="
              + c.title()
              + ": "
              + Wording.path("folder", values.text("folder"))
              + ": the result goes to the store that to names; leave folder out");
    }
    // A store has no plane that is shown.
    Values all = command.spec().with(values, "stack", true);
    if (command.spec().params().stream().anyMatch(p -> p.key().equals("slice"))) {
      all = command.spec().with(all, "slice", false);
    }
    String text = (command.title() + " " + command.spec().record(all)).trim();
    return new CommandText(command, all, text);
  }

  /** What follows a title, with or without its dots; null when the text begins otherwise. */
  private static String rest(String text, String title) {
    for (String name : List.of(title, title.replace("...", ""))) {
      if (text.regionMatches(true, 0, name, 0, name.length())) {
        String rest = text.substring(name.length());
        if (rest.isEmpty() || Character.isWhitespace(rest.charAt(0))) {
          return rest.trim();
        }
      }
    }
    return null;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (DeclaredCommand c : commands()) {
      if (c instanceof VolumeCommand) {
        names.add(c.title());
      }
    }
    return names;
  }

  /** The commands of the plugin's menu, which is the one list of them. */
  private static List<DeclaredCommand> commands() {
    List<DeclaredCommand> commands = new ArrayList<>();
    ClassLoader loader = CommandText.class.getClassLoader();
    try {
      for (URL menu : Collections.list(loader.getResources("plugins.config"))) {
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(menu.openStream(), StandardCharsets.UTF_8))) {
          lines.lines().forEach(line -> addTo(commands, line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return commands;
  }

  private static void addTo(List<DeclaredCommand> commands, String line) {
    Matcher entry = MENU.matcher(line.trim());
    if (!entry.matches()) {
      return;
    }
    try {
      Object command = Class.forName(entry.group(2)).getConstructor().newInstance();
      if (command instanceof DeclaredCommand c) {
        commands.add(c);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(line, e);
    }
  }
}
