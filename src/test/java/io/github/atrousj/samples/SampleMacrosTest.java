package io.github.atrousj.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The macros beside the sample images run, and the pictures in the documents are theirs. */
class SampleMacrosTest {
  private static final Path SAMPLES = Path.of("sample-images");
  private static final Path PICTURES = Path.of("src", "site", "resources", "images");

  private static final Map<String, Outcome> RUNS = new HashMap<>();

  /** Each macro runs once. */
  private static Outcome run(String name) throws IOException {
    if (!RUNS.containsKey(name)) {
      RUNS.put(name, runAnew(name));
    }
    return RUNS.get(name);
  }

  private static Outcome runAnew(String name) throws IOException {
    String text = Files.readString(SAMPLES.resolve("macros").resolve(name + ".ijm"));
    assertTrue(text.chars().allMatch(c -> c < 128), "ImageJ reads macros as Latin-1");
    Outcome outcome = HeadlessImageJ.macro(text, SAMPLES.toAbsolutePath().toString());
    assertNull(outcome.error(), outcome.log());
    return outcome;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate-stride-transposed", "why-dilation"})
  void thePictureIsTheMacros(String name) throws IOException {
    ImagePlus made = run(name).current();
    Path file = PICTURES.resolve(name + ".png");
    if (Boolean.getBoolean("atrousj.update")) {
      Files.createDirectories(PICTURES);
      new FileSaver(made).saveAsPng(file.toString());
    }
    ImagePlus shown = IJ.openImage(file.toString());
    assertEquals(made.getWidth(), shown.getWidth());
    assertArrayEquals(
        (int[]) made.getProcessor().getPixels(),
        (int[]) shown.getProcessor().convertToRGB().getPixels(),
        "make it anew: mvn test -Dtest=SampleMacrosTest -Datrousj.update=true");
    assertTrue(Files.size(file) < 200_000, "pictures stay small");
  }

  /** What the README says of the picture. */
  @Test
  void poolingLosesEveryBlobAndTheCascadeKeepsThem() throws IOException {
    List<String> table =
        run("why-dilation").log().lines().filter(line -> line.contains("/50")).toList();
    assertEquals(4, table.size());
    assertEquals(0, found(table.get(1)));
    assertEquals(0, found(table.get(2)));
    assertEquals(49, found(table.get(3)));
    for (String line : table) {
      assertTrue(line.endsWith(" 0/50"), "found where there is none: " + line);
    }
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("49 of the 50"));
  }

  /** Blobs found of all 50. */
  private static int found(String line) {
    return Integer.parseInt(line.replaceFirst(".* (\\d+)/50 .*", "$1"));
  }
}
