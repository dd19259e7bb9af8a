package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AboutTest {
  @Test
  void withoutAScreenItIsPrinted() {
    Outcome outcome = HeadlessImageJ.run(null, About.TITLE, "").ok();
    assertTrue(outcome.images().isEmpty());
    assertTrue(outcome.log().contains("AtrousJ " + About.version()), outcome.log());
    assertTrue(
        outcome.log().contains(Accelerator.isActive() ? "Accelerator there" : "Accelerator off"));
    assertTrue(outcome.log().contains("CITATION.cff"));
  }

  @Test
  void standsAmongTheAboutsOfPlugins() throws Exception {
    assertEquals(
        List.of("Help>About Plugins, \"AtrousJ...\", " + About.class.getName()),
        Files.readAllLines(Path.of("plugins.config")).stream()
            .filter(line -> line.startsWith("Help>"))
            .toList());
  }

  /** The citation file, the build and the README name one version. */
  @Test
  void versionsAgree() throws Exception {
    String version =
        Files.readString(Path.of("pom.xml"))
            .replaceFirst("(?s).*<artifactId>AtrousJ_</artifactId>\\s*<version>([^<]*)<.*", "$1");
    assertTrue(Files.readString(Path.of("CITATION.cff")).contains("\nversion: " + version + "\n"));
    assertTrue(Files.readString(Path.of("README.md")).contains("`AtrousJ_-" + version + ".jar`"));
  }
}
