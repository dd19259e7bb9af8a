package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.docs.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Help of every command says what its keys are and leads to a section that exists. */
class HelpPageTest {
  static Stream<DeclaredCommand> commands() throws IOException, ReflectiveOperationException {
    List<DeclaredCommand> commands = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("plugins.config"))) {
      String name = line.substring(line.lastIndexOf(' ') + 1);
      if (name.startsWith("io.github.")
          && Class.forName(name).getDeclaredConstructor().newInstance()
              instanceof DeclaredCommand c) {
        commands.add(c);
      }
    }
    return commands.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void leadsToASectionOfTheDocuments(DeclaredCommand command) {
    String[] section = HelpPage.section(command.title()).split("#");
    assertEquals(2, section.length);
    assertTrue(
        Markdown.read(Path.of(section[0])).anchors().contains(section[1]),
        command.title() + ": " + String.join("#", section));
    assertTrue(HelpPage.html(command).contains("href=\"" + HelpPage.SITE + section[0]));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void namesEveryKey(DeclaredCommand command) {
    String help = HelpPage.html(command);
    command
        .spec()
        .params()
        .forEach(p -> assertTrue(help.contains("<code>" + p.key() + "</code>"), p.key()));
  }

  /** A border's word alone does not say which pixels are read. */
  @ParameterizedTest
  @MethodSource("commands")
  void definesBordersByTheirPixels(DeclaredCommand command) {
    boolean border = command.spec().params().stream().anyMatch(p -> p.key().equals("border"));
    boolean starlet = command.title().startsWith("Starlet");
    if (border && !starlet) {
      assertTrue(HelpPage.html(command).contains("c b | a b c d | c b"), command.title());
    }
  }
}
