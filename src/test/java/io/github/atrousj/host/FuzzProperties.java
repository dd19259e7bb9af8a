package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.param.Values;
import java.nio.file.Path;
import java.util.List;

/** What holds of the results of commands that have no plain reference. */
final class FuzzProperties {
  private FuzzProperties() {}

  static void check(String label, ImagePlus before, Values v, Outcome outcome) {
    switch (label) {
      case "Starlet Transform..." -> transform(before, v, outcome.result());
      case "Starlet Denoise..." -> denoised(before, v, outcome);
      case "Starlet Spots..." -> spots(v, outcome);
      case "Apply ASPP Classifier..." -> classified(before, v, outcome.result());
      case "Train ASPP Classifier..." -> trained(v);
      case "Open Zarr Volume..." -> assertTrue(outcome.result().getStack().isVirtual());
      case "Process Zarr Volume..." -> processed(v);
      case "Rate Designer..." -> assertTrue(table().size() > 0);
      case "Receptive Field Explorer..." ->
          assertTrue(table().size() >= v.integers("rates").size());
      default -> {
        return;
      }
    }
  }

  private static ResultsTable table() {
    return ResultsTable.getResultsTable();
  }

  /** One plane more than scales, and in the first generation they sum to the image. */
  private static void transform(ImagePlus before, Values v, ImagePlus result) {
    int planes = v.integer("scales") + 1;
    assertEquals(0, result.getNChannels() % planes);
    if (before.isRGB() || before.getNChannels() > 1 || !v.text("generation").equals("1")) {
      return;
    }
    boolean all =
        result.getNSlices() == before.getNSlices() && result.getNFrames() == before.getNFrames();
    if (!all
        || before.getStackSize() > 1
            && !v.stack()
            && v.choice("dimensions", Dimensions.class) != Dimensions.D3) {
      return;
    }
    for (int t = 1; t <= before.getNFrames(); t++) {
      for (int z = 1; z <= before.getNSlices(); z++) {
        ImageProcessor own = before.getStack().getProcessor(before.getStackIndex(1, z, t));
        for (int i = 0; i < own.getPixelCount(); i++) {
          double sum = 0;
          double largest = Math.abs(own.getf(i));
          for (int c = 1; c <= planes; c++) {
            float w = result.getStack().getProcessor(result.getStackIndex(c, z, t)).getf(i);
            sum += w;
            largest = Math.max(largest, Math.abs(w));
          }
          boolean finite = Double.isFinite(sum) && largest < 1e30;
          assertTrue(!finite || Math.abs(sum - own.getf(i)) <= 1e-4 * Math.max(1, largest), "sum");
        }
      }
    }
  }

  private static void denoised(ImagePlus before, Values v, Outcome outcome) {
    if (outcome.images().isEmpty()) {
      return;
    }
    ImagePlus result = outcome.result();
    assertEquals(before.getWidth(), result.getWidth());
    assertEquals(before.getHeight(), result.getHeight());
    boolean whole = before.getRoi() == null || !before.getRoi().isArea();
    for (int i = 1; v.flag("positive") && whole && i <= result.getStackSize(); i++) {
      ImageProcessor ip = result.getStack().getProcessor(i);
      for (int k = 0; k < ip.getPixelCount(); k++) {
        assertTrue(!(ip.getf(k) < 0), "a value below 0 in spite of positive");
      }
    }
  }

  /** As many labels as rows, of areas that were asked for. */
  private static void spots(Values v, Outcome outcome) {
    ResultsTable rows = table();
    if (!v.flag("labels")) {
      return;
    }
    ImagePlus labels = outcome.result();
    long[] areas = new long[rows.size() + 1];
    for (int i = 1; i <= labels.getStackSize(); i++) {
      ImageProcessor ip = labels.getStack().getProcessor(i);
      for (int k = 0; k < ip.getPixelCount(); k++) {
        areas[(int) ip.getf(k)]++;
      }
    }
    for (int i = 1; i < areas.length; i++) {
      assertTrue(areas[i] >= Math.max(1, v.integer("minimum")), "spot " + i + " is too small");
      assertTrue(!v.has("maximum") || areas[i] <= v.integer("maximum"), "too large");
    }
  }

  private static void trained(Values v) {
    assertEquals(
        List.of("bright", "dark"),
        Classifier.read(Path.of(v.text("model"))).classes().stream().sorted().toList());
  }

  private static void classified(ImagePlus before, Values v, ImagePlus result) {
    assertEquals(before.getWidth(), result.getWidth());
    boolean labels = v.text("output").equals("labels");
    assertEquals(labels ? 8 : 32, result.getBitDepth());
    for (int i = 1; labels && i <= result.getStackSize(); i++) {
      ImageProcessor ip = result.getStack().getProcessor(i);
      for (int k = 0; k < ip.getPixelCount(); k++) {
        assertTrue(ip.get(k) < 2, "a class that there is not");
      }
    }
  }

  /** The store holds what the command gives on the volume opened as an image. */
  private static void processed(Values v) {
    ImagePlus in = open(v.text("path"));
    ImagePlus got = open(v.text("to"));
    String[] command = v.text("command").split("\\.\\.\\. ", 2);
    Outcome outcome = HeadlessImageJ.run(in, command[0] + "...", command[1] + " stack");
    assertNull(outcome.error(), outcome.error());
    ImagePlus expected = outcome.result();
    assertArrayEquals(expected.getDimensions(), got.getDimensions());
    assertTrue(TestImages.same(expected, got), "the volume and the image differ");
  }

  private static ImagePlus open(String path) {
    return HeadlessImageJ.run(null, "Open Zarr Volume...", "path=[" + path + "]").ok().result();
  }
}
