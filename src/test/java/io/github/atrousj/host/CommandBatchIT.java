package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.atrousj.host.Commands.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every command as a macro runs it in ImageJ as released: the same pixels as from Java. */
class CommandBatchIT {
  private static final Path FOLDER = Path.of("target", "batch").toAbsolutePath();

  private record Run(Subject subject, String options, Path result) {}

  @Test
  void currentImageJGivesTheSamePixels() throws IOException {
    check(Installation.currentJar(), "current");
  }

  @Test
  void debiansImageJGivesTheSamePixels() throws IOException {
    check(Installation.debianJar(), "debian");
  }

  @Test
  void unknownKeyStopsTheMacroWithALine() {
    Subject s = Commands.filters().get(0);
    String macro = "newImage(\"x\", \"8-bit ramp\", 30, 30, 1);" + call(s, s.with("nosuchkey=1"));
    String error = BatchImageJ.run(macro, "").error();
    assertTrue(error.contains("nosuchkey"), error);
  }

  private static void check(Path ijJar, String name) throws IOException {
    Files.createDirectories(FOLDER);
    ImagePlus source = TestImages.noise(16, 3);
    Path input = FOLDER.resolve("input.tif");
    assertTrue(new FileSaver(source).saveAsTiffStack(input.toString()));
    List<Run> runs = new ArrayList<>();
    StringBuilder macro = new StringBuilder("setBatchMode(true);\n");
    for (Subject s : Commands.filters()) {
      // Without any option a macro would open the dialog.
      List<String> ways =
          s.offers("output", "same") ? List.of("stack", "output=same") : List.of("stack");
      for (String more : ways) {
        Path result = FOLDER.resolve(name + "-" + runs.size() + ".tif");
        Files.deleteIfExists(result);
        runs.add(new Run(s, s.with(more), result));
        macro.append("open(").append(HeadlessImageJ.quoted(input.toString())).append(");\n");
        macro.append(call(s, s.with(more)));
        macro.append("saveAs(\"Tiff\", ").append(HeadlessImageJ.quoted(result.toString()));
        macro.append(");\nwhile (nImages > 0) close();\n");
      }
    }
    BatchImageJ.run(ijJar, macro.toString(), "").ok();
    for (Run run : runs) {
      ImagePlus result = IJ.openImage(run.result().toString());
      assertNotNull(result, run.toString());
      ImagePlus expected = run.subject().process(TestImages.copy(source), run.options());
      assertTrue(TestImages.same(expected, result), run.toString());
    }
  }

  private static String call(Subject s, String options) {
    return "run("
        + HeadlessImageJ.quoted(s.label())
        + ", "
        + HeadlessImageJ.quoted(options)
        + ");\n";
  }
}
