package io.github.atrousj.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every macro beside the sample images runs, and the documents' pictures are what the macros make.
 * {@code mvn -Ppictures} writes them anew.
 */
class PicturesTest {
  /** Letters differ from machine to machine: so many pixels may, of a thousand. */
  private static final int LETTERS = 25;

  /** A difference of grey levels that an eye sees. */
  private static final int SEEN = 24;

  private static final int LARGEST = 300_000;

  /** Not of a family of commands on images: measurements, and programs beside ImageJ. */
  private static final Set<String> PAGES_OF_OTHERS = Set.of("benchmarks.md", "spark.md");

  static List<String> macros() {
    return Macros.names();
  }

  @ParameterizedTest
  @MethodSource("macros")
  void theMacroRunsAndItsPicturesAreTheDocuments(String name) throws IOException {
    Map<String, ImagePlus> pictures = Macros.pictures(Macros.run(name));
    if (Boolean.getBoolean("atrousj.update")) {
      pictures.forEach(
          (title, image) -> save(image.getProcessor(), Macros.PICTURES.resolve(title)));
    }
    for (Map.Entry<String, ImagePlus> made : pictures.entrySet()) {
      Path file = Macros.PICTURES.resolve(made.getKey());
      assertTrue(Files.exists(file), file + " is not there: mvn -Ppictures makes it");
      ImagePlus shown = IJ.openImage(file.toString());
      assertAlike(made.getKey(), shown.getProcessor(), made.getValue().getProcessor());
      assertTrue(Files.size(file) < LARGEST, file + " is too large");
    }
  }

  @Test
  void everyPictureIsMadeByAMacro() throws IOException {
    Set<String> made = new TreeSet<>();
    for (String name : Macros.names()) {
      made.addAll(Macros.pictures(Macros.run(name)).keySet());
    }
    Set<String> lacking = new TreeSet<>();
    for (Markdown page : Markdown.all()) {
      if (!PAGES_OF_OTHERS.contains(page.file().getFileName().toString())) {
        page.links().stream()
            .filter(link -> link.endsWith(".png"))
            .map(link -> Path.of(link).getFileName().toString())
            .filter(picture -> !made.contains(picture))
            .forEach(lacking::add);
      }
    }
    assertEquals(Set.of(), lacking);
  }

  /** A family of commands is shown in a picture and by a macro. */
  @Test
  void everyPageOfTheGuideHasAPicture() throws IOException {
    Set<String> without = new TreeSet<>();
    try (Stream<Path> pages = Files.list(Path.of("src", "site", "markdown"))) {
      for (Path page : pages.toList()) {
        boolean others = PAGES_OF_OTHERS.contains(page.getFileName().toString());
        if (!others
            && Markdown.read(page).links().stream().noneMatch(l -> l.matches(".*\\.(png|svg)"))) {
          without.add(page.getFileName().toString());
        }
      }
    }
    assertEquals(Set.of(), without);
  }

  /** The comparison sees a shifted tile, a changed contrast, a blank picture. */
  @Test
  void theComparisonSeesWhatAnEyeSees() {
    ImageProcessor picture = IJ.openImage("sample-images/hubble_deep_field.png").getProcessor();
    picture = picture.resize(400);
    ImageProcessor same = picture.duplicate();
    same.setColor(java.awt.Color.BLACK);
    same.drawString("A caption", 10, 20);
    assertAlike("caption", picture, same);
    ImageProcessor shifted = picture.duplicate();
    shifted.translate(3, 0);
    ImageProcessor brighter = picture.duplicate();
    brighter.add(30);
    ImageProcessor blank = picture.createProcessor(picture.getWidth(), picture.getHeight());
    for (ImageProcessor other : List.of(shifted, brighter, blank)) {
      ImageProcessor truth = picture;
      assertThrows(AssertionError.class, () -> assertAlike("other", truth, other));
    }
    assertFalse(macros().isEmpty());
  }

  /** Pictures without colour take a third of the room. */
  private static void save(ImageProcessor made, Path file) {
    ImageProcessor rgb = made.convertToRGB();
    int most = 0;
    for (int i = 0; i < rgb.getPixelCount(); i++) {
      int c = rgb.get(i);
      int green = c >> 8 & 255;
      most =
          Math.max(most, Math.max(Math.abs((c & 255) - green), Math.abs((c >> 16 & 255) - green)));
    }
    boolean grey = most < 4; // letters are not quite grey
    ImagePlus image = new ImagePlus("", grey ? ((ColorProcessor) rgb).getChannel(2, null) : rgb);
    new FileSaver(image).saveAsPng(file.toString());
  }

  private static void assertAlike(String name, ImageProcessor shown, ImageProcessor made) {
    assertEquals(shown.getWidth(), made.getWidth(), name);
    assertEquals(shown.getHeight(), made.getHeight(), name);
    int[] a = (int[]) shown.convertToRGB().getPixels();
    int[] b = (int[]) made.convertToRGB().getPixels();
    int different = 0;
    for (int i = 0; i < a.length; i++) {
      if (apart(a[i], b[i])) {
        different++;
      }
    }
    assertTrue(
        1000L * different <= (long) LETTERS * a.length,
        name
            + ": "
            + different
            + " of "
            + a.length
            + " pixels differ; mvn -Ppictures makes it anew");
  }

  private static boolean apart(int a, int b) {
    for (int shift = 0; shift < 24; shift += 8) {
      if (Math.abs((a >> shift & 255) - (b >> shift & 255)) > SEEN) {
        return true;
      }
    }
    return false;
  }
}
