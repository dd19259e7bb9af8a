package io.github.atrousj.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document of the project, taken apart. */
public record Markdown(Path file, List<String> lines) {
  private static final Pattern FENCE = Pattern.compile("```(\\w*)");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

  /**
   * A fenced block.
   *
   * @param language the word after the fence, empty for none
   * @param line number of its first line, for messages
   */
  record Block(Path file, int line, String language, String text) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  public static Markdown read(Path file) {
    try {
      return new Markdown(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a user reads: the pages beside the build and the guide. */
  static List<Markdown> all() throws IOException {
    List<Markdown> pages = new ArrayList<>();
    for (Path folder :
        List.of(Path.of(""), Path.of("sample-images"), Path.of("src", "site", "markdown"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(f -> f.toString().endsWith(".md"))
            .sorted()
            .map(Markdown::read)
            .forEach(pages::add);
      }
    }
    return pages;
  }

  /** The fenced blocks in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String language = null;
    StringBuilder text = new StringBuilder();
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (language != null && lines.get(i).equals("```")) {
        blocks.add(new Block(file, first, language, text.toString()));
        language = null;
      } else if (language != null) {
        text.append(lines.get(i)).append('\n');
      } else if (fence.matches()) {
        language = fence.group(1);
        text.setLength(0);
        first = i + 2;
      }
    }
    return blocks;
  }

  /** Targets of links and pictures outside fenced blocks. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    Matcher m = LINK.matcher(String.join("\n", prose()));
    while (m.find()) {
      links.add(m.group(1));
    }
    return links;
  }

  /** The anchors that GitHub gives to headings. */
  public Set<String> anchors() {
    return prose().stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").trim().toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      fenced ^= line.startsWith("```");
      if (!fenced) {
        prose.add(line);
      }
    }
    return prose;
  }
}
