package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.Menus;
import ij.plugin.PlugIn;
import ij.plugin.filter.PlugInFilter;
import io.github.atrousj.host.Commands.Subject;
import io.github.atrousj.host.PluginsConfig.Entry;
import io.github.atrousj.param.Param;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of plugins.config is one that ImageJ can use. */
class MenuEntriesTest {
  private static final Pattern OWN_COMMAND = Pattern.compile("\"([^\"]+)\",ij\\.");

  static List<Entry> entries() {
    return PluginsConfig.entries();
  }

  static List<Subject> commands() {
    return Commands.all();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void classIsAPlugInThatImageJCanMake(Entry entry) throws ReflectiveOperationException {
    Class<?> type = Commands.type(entry);
    assertTrue(PlugIn.class.isAssignableFrom(type) || PlugInFilter.class.isAssignableFrom(type));
    assertTrue(Modifier.isPublic(type.getModifiers()));
    assertTrue(Modifier.isPublic(type.getConstructor().getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void imageJHasReadTheEntry(Entry entry) {
    HeadlessImageJ.run(TestImages.noise(8, 1), "Invert", "").ok(); // makes ImageJ read its menus
    assertTrue(
        String.valueOf(Menus.getCommands().get(entry.label())).startsWith(entry.className()));
  }

  /** A label is a global key: one of ImageJ's own would replace ImageJ's command. */
  @Test
  void labelsAreUniqueAndNoneOfImageJsOwn() throws IOException {
    Set<String> taken = new HashSet<>();
    try (InputStream in = IJ.class.getResourceAsStream("/IJ_Props.txt")) {
      Matcher own = OWN_COMMAND.matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      while (own.find()) {
        taken.add(own.group(1));
      }
    }
    assertTrue(taken.contains("Gaussian Blur..."));
    for (Entry entry : entries()) {
      assertTrue(taken.add(entry.label()), entry.label() + " is taken");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void labelIsTheCommandsTitle(Subject s) {
    assertEquals(s.label(), s.command().title());
    assertEquals(s.label().endsWith("..."), !s.spec().params().isEmpty());
    assertFalse(s.command().about().isBlank());
  }

  /** ImageJ finds a field by the first word of its label. */
  @ParameterizedTest
  @MethodSource("commands")
  void firstWordsOfLabelsAreUnique(Subject s) {
    Set<String> words = new HashSet<>();
    for (Param<?> p : s.spec().params()) {
      assertTrue(words.add(p.label().split("[ :]")[0]), p.label());
    }
  }
}
