package io.github.atrousj.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.atrousj.samples.Blobs3d.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sample images are what their README says. */
class SampleImagesTest {
  private static final Path FOLDER = Path.of("sample-images");

  @Test
  void generatorMakesTheCommittedStackBitForBit() throws IOException {
    List<Blob> blobs = Blobs3d.blobs();
    assertEquals(Files.readString(FOLDER.resolve("blobs-3d.csv")), Blobs3d.csv(blobs));
    assertArrayEquals(
        Files.readAllBytes(FOLDER.resolve("blobs-3d.tif")),
        Blobs3d.tiff(blobs),
        "run Blobs3d.main when the generator or ImageJ's version has changed");
  }

  @Test
  void blobsStandWhereTheTruthSays() {
    ImagePlus imp = IJ.openImage(FOLDER.resolve("blobs-3d.tif").toString());
    assertEquals(3, imp.getCalibration().pixelDepth / imp.getCalibration().pixelWidth, 1e-9);
    assertEquals("micron", imp.getCalibration().getUnit());
    for (Blob blob : Blobs3d.blobs()) {
      int x = (int) Math.rint(blob.x());
      int y = (int) Math.rint(blob.y());
      int z = (int) Math.rint(blob.z());
      ImageProcessor slice = imp.getStack().getProcessor(z + 1);
      double seen = 0;
      double expected = 0;
      for (int i = 0; i < 9; i++) {
        int px = x - 1 + i % 3;
        int py = y - 1 + i / 3;
        seen += (slice.getf(px, py) - Blobs3d.OFFSET) / Blobs3d.GAIN / 9;
        expected += (Blobs3d.background(px, py, z) + blob.at(px, py, z)) / 9;
      }
      assertEquals(expected, seen, 5 * Math.sqrt(expected / 9), blob.toString());
    }
  }

  @Test
  void everyImageOpensIsListedAndAllAreSmall() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    long total = 0;
    List<Path> files;
    try (Stream<Path> list = Files.list(FOLDER)) {
      files = list.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      total += Files.size(file);
      if (name.endsWith(".tif") || name.endsWith(".png")) {
        ImagePlus imp = IJ.openImage(file.toString());
        assertNotNull(imp, name);
        String size = imp.getWidth() + " x " + imp.getHeight();
        assertTrue(
            readme.lines().anyMatch(line -> line.contains(name) && line.contains(size)),
            name + " of " + size + " is not in the README");
      }
    }
    assertTrue(total < 4_000_000, "sample images take " + total + " bytes");
  }
}
