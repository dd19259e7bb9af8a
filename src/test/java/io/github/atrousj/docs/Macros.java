package io.github.atrousj.docs;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The macros beside the sample images. What a macro leaves open under a title that ends in {@code
 * .png} is a picture of the documents, of that file name.
 */
public final class Macros {
  /** Where the documents' pictures lie. */
  public static final Path PICTURES = Path.of("src", "site", "resources", "images");

  private static final Path SAMPLES = Path.of("sample-images");
  private static final Path FOLDER = SAMPLES.resolve("macros");

  private static final Map<String, Outcome> RUNS = new ConcurrentHashMap<>();

  private Macros() {}

  /** The names of all macros, without {@code .ijm}, in order. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ijm"))
          .map(name -> name.replace(".ijm", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a macro as it runs where there is no screen to show images on. */
  public static String text(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name + ".ijm"));
    assertTrue(text.chars().allMatch(c -> c < 128), "ImageJ reads macros as Latin-1");
    return text.replace("setBatchMode(\"exit and display\");", "");
  }

  /** Runs a macro; it must end without an error. */
  public static Outcome runAnew(String name) throws IOException {
    Outcome outcome = HeadlessImageJ.macro(text(name), SAMPLES.toAbsolutePath().toString());
    assertNull(outcome.error(), name + ": " + outcome.error() + "\n" + outcome.log());
    assertTrue(!outcome.log().contains("Exception"), name + ": " + outcome.log());
    return outcome;
  }

  /** What came of a macro, run once for all tests. */
  public static Outcome run(String name) throws IOException {
    Outcome outcome = RUNS.get(name);
    if (outcome == null) {
      outcome = runAnew(name);
      RUNS.put(name, outcome);
    }
    return outcome;
  }

  /** The pictures that a macro made, by file name. */
  public static Map<String, ImagePlus> pictures(Outcome outcome) {
    Map<String, ImagePlus> pictures = new TreeMap<>();
    for (ImagePlus image : outcome.images()) {
      if (image.getTitle().endsWith(".png") && !Files.exists(SAMPLES.resolve(image.getTitle()))) {
        pictures.put(image.getTitle(), image);
      }
    }
    return pictures;
  }
}
