package io.github.atrousj.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on receptive fields: its examples run and say what is true. */
class ReceptiveFieldsPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "receptive-fields.md");

  @Test
  void everyMacroFunctionHasALineThatIsTrue() throws IOException {
    Matcher line =
        Pattern.compile("\\| `(Ext\\.(\\w+)\\([^`]*\\))` \\| `([^`]*)` \\|")
            .matcher(Files.readString(PAGE));
    int count = 0;
    while (line.find()) {
      Interpreter interpreter = new Interpreter();
      interpreter.setIgnoreErrors(true);
      String value =
          interpreter.run(
              "run(\"AtrousJ Macro Extensions\");\nv = " + line.group(1) + ";\nreturn v;", "");
      assertNull(interpreter.getErrorMessage(), line.group());
      assertEquals(line.group(3), value.split("\n")[0], line.group(1));
      count++;
    }
    assertEquals(14, count);
  }

  @Test
  void everyCommandLineRuns() throws IOException {
    List<String> commands =
        Files.readAllLines(PAGE).stream().filter(l -> l.startsWith("run(\"")).toList();
    assertTrue(commands.size() >= 4);
    ImagePlus image = IJ.openImage("sample-images/microaneurysms.png");
    for (String command : commands) {
      Outcome outcome = HeadlessImageJ.macro(command, "", image);
      assertNull(outcome.error(), command + ": " + outcome.error());
    }
  }
}
