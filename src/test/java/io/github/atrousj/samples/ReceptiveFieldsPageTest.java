package io.github.atrousj.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on receptive fields: its macro and its examples run, its pictures are the macro's. */
class ReceptiveFieldsPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "receptive-fields.md");
  private static final Path PICTURES = Path.of("src", "site", "resources", "images");
  private static final Path MACRO = Path.of("sample-images", "macros", "receptive-fields.ijm");

  private static final Map<String, String> FILES =
      Map.of(
          "Receptive field of 3x3 at rates 1,2,4", "field-figure-1.png",
          "Receptive field of 3x3 at rates 2,2,2", "field-gridding.png",
          "Growth of the field of Sizes 3,3,3,3,3,3,3,1 at rates 1,1,2,4,8,16,1,1",
              "field-growth.png",
          "Gridding enlarged", "field-gridding-on-image.png");

  @Test
  void thePicturesAreTheMacros() throws IOException {
    String text = Files.readString(MACRO);
    assertTrue(text.chars().allMatch(c -> c < 128), "ImageJ reads macros as Latin-1");
    // Everything stays in batch mode here, where there is no screen to exit to.
    String macro = text.replace("setBatchMode(\"exit and display\");", "");
    Outcome outcome =
        HeadlessImageJ.macro(macro, Path.of("sample-images").toAbsolutePath().toString());
    assertNull(outcome.error(), outcome.log());
    String page = Files.readString(PAGE);
    for (Map.Entry<String, String> e : FILES.entrySet()) {
      ImagePlus made =
          outcome.images().stream()
              .filter(i -> i.getTitle().equals(e.getKey()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(e.getKey() + " in " + outcome.images()));
      Path file = PICTURES.resolve(e.getValue());
      if (Boolean.getBoolean("atrousj.update")) {
        new FileSaver(made).saveAsPng(file.toString());
      }
      // Letters differ from machine to machine, so sizes are compared.
      ImagePlus shown = IJ.openImage(file.toString());
      assertEquals(made.getWidth(), shown.getWidth(), e.getValue());
      assertEquals(made.getHeight(), shown.getHeight(), e.getValue());
      assertTrue(Files.size(file) < 150_000, e.getValue() + " is too large");
      assertTrue(page.contains("images/" + e.getValue()), e.getValue());
    }
  }

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
