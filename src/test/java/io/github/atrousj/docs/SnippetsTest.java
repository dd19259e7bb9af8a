package io.github.atrousj.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.process.ImageProcessor;
import io.github.atrousj.docs.Markdown.Block;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The code in the documents, word for word, compiles, runs and does what is said of it. */
class SnippetsTest {
  private static final Pattern INPUT = Pattern.compile("(?m)^#@ (\\w+) (\\w+)$");
  private static final String SAMPLE = "sample-images/microaneurysms.png";

  private static Stream<Block> blocks(String language) throws IOException {
    return Markdown.all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals(language));
  }

  static Stream<Block> java() throws IOException {
    return blocks("java");
  }

  static Stream<Block> groovy() throws IOException {
    return blocks("groovy");
  }

  static Stream<Block> macros() throws IOException {
    return blocks("").filter(block -> block.text().matches("(?s)(open|run)\\(\".*"));
  }

  private static float[] pixels() {
    return (float[]) IJ.openImage(SAMPLE).getProcessor().convertToFloat().getPixels();
  }

  private static float[] laplacian(int rate) {
    Kernel kernel = Kernel.of(3, 3, 0, 1, 0, 1, -4, 1, 0, 1, 0);
    Volume in = Volume.plane(pixels(), 102, 102);
    return Reference.convolve(in, Convolution.of(kernel).rate(rate)).plane(0, 0);
  }

  @ParameterizedTest
  @MethodSource("java")
  void javaRuns(Block block, @TempDir Path folder) throws Exception {
    float[] result = JavaSnippet.run(block, folder, pixels(), 102, 102);
    assertEquals(102 * 102, result.length, block.toString());
  }

  @Test
  void theFirstJavaExampleIsFiveLinesAndGivesALaplacian(@TempDir Path folder) throws Exception {
    Block first = java().findFirst().orElseThrow();
    assertTrue(first.text().lines().filter(line -> !line.isBlank()).count() <= 5);
    assertArrayEquals(laplacian(8), JavaSnippet.run(first, folder, pixels(), 102, 102));
  }

  @Test
  void theSecondKeepsTheLargerOfTwoRates(@TempDir Path folder) throws Exception {
    Block second = java().skip(1).findFirst().orElseThrow();
    float[] expected = laplacian(1);
    float[] coarse = laplacian(8);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.max(expected[i], coarse[i]);
    }
    assertArrayEquals(expected, JavaSnippet.run(second, folder, pixels(), 102, 102));
  }

  @Test
  void aCascadeComesBackFromItsFile(@TempDir Path folder) throws Exception {
    Block onnx = java().filter(b -> b.file().endsWith("onnx.md")).findFirst().orElseThrow();
    Kernel laplacian = Kernel.of(3, 3, 0, 1, 0, 1, -4, 1, 0, 1, 0);
    Volume v = Volume.plane(pixels(), 102, 102);
    for (int rate : new int[] {1, 2, 4}) {
      v = Reference.convolve(v, Convolution.of(laplacian).rate(rate));
      float[] plane = v.plane(0, 0);
      for (int i = 0; rate < 4 && i < plane.length; i++) {
        plane[i] = Math.max(0, plane[i]);
      }
    }
    float[] result = JavaSnippet.run(onnx, folder, pixels(), 102, 102);
    assertArrayEquals(v.plane(0, 0), result, 1e-2f);
  }

  @ParameterizedTest
  @MethodSource("groovy")
  void groovyRuns(Block block) {
    ImagePlus image = IJ.openImage(SAMPLE);
    Interpreter.batchMode = true; // images are shown without windows
    try (Context context = new Context(CommandService.class)) {
      Binding binding = new Binding();
      Matcher input = INPUT.matcher(block.text());
      while (input.find()) {
        Object value =
            switch (input.group(1)) {
              case "CommandService" -> context.service(CommandService.class);
              case "ImagePlus" -> image;
              default -> throw new AssertionError(block + ": " + input.group());
            };
        binding.setVariable(input.group(2), value);
      }
      new GroovyShell(binding).evaluate(INPUT.matcher(block.text()).replaceAll(""));
      ImagePlus shown = WindowManager.getCurrentImage();
      assertNotNull(shown, block + " shows nothing");
      assertEquals(32, shown.getBitDepth());
      assertArrayEquals(laplacian(8), (float[]) shown.getProcessor().getPixels());
    } finally {
      WindowManager.setTempCurrentImage(null);
      new Interpreter().runBatchMacro("", null);
    }
  }

  /** On the images that a block opens, else on a sample image. */
  @ParameterizedTest
  @MethodSource("macros")
  void macrosRun(Block block) {
    ImagePlus[] open =
        block.text().contains("open(") ? new ImagePlus[0] : new ImagePlus[] {IJ.openImage(SAMPLE)};
    Outcome outcome = HeadlessImageJ.macro(block.text(), "", open);
    assertNull(outcome.error(), block + ": " + outcome.error());
    assertTrue(!outcome.log().contains("Exception"), block + ": " + outcome.log());
  }

  /** What is shown of a commit is in the code still. */
  @Test
  void linesOfDiffsAreInTheCode() throws IOException {
    List<String> code = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        code.addAll(Files.readAllLines(file));
      }
    }
    List<Block> diffs = blocks("diff").toList();
    assertTrue(diffs.size() >= 2);
    for (Block block : diffs) {
      block
          .text()
          .lines()
          .forEach(l -> assertTrue(code.contains(l.substring(1)), block + ": " + l));
    }
  }

  @Test
  void thereAreSnippetsOfEveryKind() throws IOException {
    assertTrue(java().count() >= 2 && groovy().count() >= 1 && macros().count() >= 12);
  }

  /** Menu and macro of the first result are the same. */
  @Test
  void theFirstMacroFindsBrightStructuresDark() throws IOException {
    Block first = macros().findFirst().orElseThrow();
    ImageProcessor result =
        HeadlessImageJ.macro(first.text(), "").ok().current().getStack().getProcessor(1);
    ImageProcessor image =
        IJ.openImage("sample-images/hubble_deep_field.png").getProcessor().convertToByte(false);
    double bright = 0;
    int count = 0;
    for (int i = 0; i < image.getPixelCount(); i++) {
      if (image.get(i) > 150) {
        bright += result.getf(i);
        count++;
      }
    }
    assertTrue(bright / count < -100, "mean over bright pixels: " + bright / count);
  }
}
