package io.github.atrousj.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between documents lead somewhere, and every page and picture is linked. */
class LinksTest {
  private static final Path GUIDE = Path.of("src", "site", "markdown");
  private static final Path PICTURES = Path.of("src", "site", "resources", "images");

  @Test
  void everyLinkLeadsToAFileAndASection() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Markdown page : Markdown.all()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*") && !resolves(page, link)) {
          dead.add(page.file() + ": " + link);
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  private static boolean resolves(Markdown page, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    return Files.exists(target)
        && (hash < 0 || Markdown.read(target).anchors().contains(link.substring(hash + 1)));
  }

  @Test
  void everyPageAndPictureIsLinked() throws IOException {
    Set<Path> linked = new HashSet<>();
    for (Markdown page : Markdown.all()) {
      for (String link : page.links()) {
        linked.add(page.file().resolveSibling(link.replaceFirst("#.*", "")).normalize());
      }
    }
    for (Path folder : List.of(GUIDE, PICTURES)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(f -> assertTrue(linked.contains(f), "nothing links to " + f));
      }
    }
  }
}
