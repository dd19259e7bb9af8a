package io.github.atrousj.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the quick start keeps working. */
class DemoTest {
  @Test
  void everyJobLeavesAResultAndASheetShowsThemAll(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Demo.run(Demo.HEADLESS, folder, new PrintStream(said, true));
    List<Path> results;
    try (Stream<Path> files = Files.list(folder)) {
      results = files.filter(file -> file.toString().endsWith(".tif")).sorted().toList();
    }
    assertEquals(10, results.size());
    for (Path result : results) {
      ImagePlus image = IJ.openImage(result.toString());
      assertEquals(32, image.getBitDepth());
      assertTrue(said.toString().contains(result.getFileName().toString()));
    }
    BufferedImage sheet = ImageIO.read(folder.resolve("contact-sheet.png").toFile());
    assertTrue(sheet.getWidth() > 1000 && sheet.getHeight() > 1000);
    assertTrue(said.toString().contains("contact-sheet.png"));
    for (String picture : List.of("why-dilation.png", "rate-stride-transposed.png")) {
      assertTrue(ImageIO.read(folder.resolve(picture).toFile()).getWidth() > 1000);
      assertTrue(said.toString().contains(picture));
    }
  }
}
