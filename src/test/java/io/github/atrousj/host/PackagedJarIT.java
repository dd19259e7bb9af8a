package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.host.PluginsConfig.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The packaged jar alone in the plugins folder of ImageJ as released. */
class PackagedJarIT {
  private static final String LIST_COMMANDS = "List.setCommands; print(List.getList);";

  @Test
  void jarIsOneThatImageJReads() throws IOException {
    Path jar = Installation.pluginJar();
    assertTrue(jar.getFileName().toString().matches("AtrousJ_-.+\\.jar"), jar.toString());
    try (JarFile file = new JarFile(jar.toFile())) {
      byte[] packed = file.getInputStream(file.getEntry("plugins.config")).readAllBytes();
      assertEquals(Files.readString(Path.of("plugins.config")), new String(packed));
      List<String> foreign =
          file.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith(".class") && !name.startsWith("io/github/atrousj/"))
              .toList();
      assertEquals(List.of(), foreign);
    }
  }

  @Test
  void menusHoldEveryCommandOnce() {
    checkMenus(Installation.currentJar());
  }

  @Test
  void menusHoldEveryCommandInDebiansImageJ() {
    checkMenus(Installation.debianJar());
  }

  @Test
  void errorDialogIsReportedAndDoesNotHang() {
    String error = BatchImageJ.run("run(\"No Such Command\");", "").error();
    assertTrue(error.contains("No Such Command"), error);
  }

  @Test
  void macroReceivesItsArgument() {
    assertEquals("<a b>", BatchImageJ.run("print(\"<\" + getArgument + \">\");", "a b").ok());
  }

  private static void checkMenus(Path ijJar) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (String line : BatchImageJ.run(ijJar, LIST_COMMANDS, "").ok().split("\n")) {
      int equals = line.lastIndexOf('=');
      if (equals > 0 && line.contains("io.github.atrousj.")) {
        shown.put(line.substring(0, equals), line.substring(equals + 1).trim());
      }
    }
    Map<String, String> declared =
        PluginsConfig.entries().stream()
            .collect(Collectors.toMap(Entry::label, PackagedJarIT::shownClass));
    assertEquals(new TreeMap<>(declared), new TreeMap<>(shown));
  }

  private static String shownClass(Entry entry) {
    return entry.argument().isEmpty()
        ? entry.className()
        : entry.className() + "(\"" + entry.argument() + "\")";
  }
}
