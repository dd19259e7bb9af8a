package io.github.atrousj.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The menu entries declared in plugins.config. */
final class PluginsConfig {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<menu>[^,]+),\\s*\"(?<label>[^\"]+)\",\\s*(?<class>[\\w.$]+)(\\((?<arg>.*)\\))?");

  /**
   * One menu entry.
   *
   * @param argument what stands in the brackets after the class, quotes removed; empty if none
   */
  record Entry(String menu, String label, String className, String argument) {
    @Override
    public String toString() {
      return label;
    }
  }

  private PluginsConfig() {}

  /** All entries in the order of the file; separators and comments left out. */
  static List<Entry> entries() {
    try {
      return Files.readAllLines(Path.of("plugins.config")).stream()
          .map(String::trim)
          .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.endsWith(", \"-\""))
          .map(PluginsConfig::entry)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      throw new IllegalStateException("plugins.config: ImageJ would not read this line: " + line);
    }
    String argument = m.group("arg") == null ? "" : m.group("arg").replace("\"", "");
    return new Entry(m.group("menu").trim(), m.group("label"), m.group("class"), argument);
  }
}
