package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.kernel.KernelLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** COMMANDS.md says what the declarations say, since it is made from them. */
class CommandsPageTest {
  private static final Path PAGE = Path.of("COMMANDS.md");

  private static final String HEAD =
      """
      # Commands and macro keys

      In a macro: `run("NAME", "keys")`. A key is `key=value`, or the bare word for a flag. A value
      with blanks stands in brackets: `kernel=[1 2 1]`. `rate=&r` takes the macro variable `r`.
      `stack` and `slice` are read by every command.
      """;

  private static final String KERNELS =
      """

      ## Kernel names

      N, S and A stand for numbers, as in `mean-5`.

      | name | weights and use |
      |---|---|
      """;

  @Test
  void isUpToDate() throws Exception {
    String page = page();
    if (Boolean.getBoolean("atrousj.update")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.readString(PAGE).replace("\r\n", "\n"),
        "write it anew: mvn test -Dtest=CommandsPageTest -Datrousj.update=true");
  }

  private static String page() throws IOException, ReflectiveOperationException {
    StringBuilder page = new StringBuilder(HEAD);
    for (String line : Files.readAllLines(Path.of("plugins.config"))) {
      String name = line.substring(line.lastIndexOf(' ') + 1);
      if (name.startsWith("io.github.")
          && Class.forName(name).getDeclaredConstructor().newInstance()
              instanceof DeclaredCommand c) {
        page.append("\n## " + c.title() + "\n\n" + plain(c.about()) + "\n\n")
            .append(c.spec().markdown());
      }
    }
    page.append(KERNELS);
    for (KernelLibrary.Entry e : KernelLibrary.entries()) {
      page.append("| `" + e.pattern() + "` | " + e.help().replace("|", "\\|") + " |\n");
    }
    return page.toString();
  }

  /** The few tags of the Help, as Markdown. */
  private static String plain(String html) {
    return html.replaceAll("</?i>", "*")
        .replaceAll("</?b>", "**")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
  }
}
