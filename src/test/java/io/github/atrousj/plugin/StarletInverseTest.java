package io.github.atrousj.plugin;

import static io.github.atrousj.plugin.StarletImages.assertRefused;
import static io.github.atrousj.plugin.StarletImages.noise;
import static io.github.atrousj.plugin.StarletImages.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** <i>Starlet Inverse</i> in ImageJ without a screen. */
class StarletInverseTest {
  private static final String TRANSFORM = "Starlet Transform...";
  private static final String INVERSE = "Starlet Inverse";

  @BeforeEach
  void emptyTable() {
    ResultsTable.getResultsTable().reset();
  }

  private static void assertComesBack(ImagePlus image, ImagePlus back, int components) {
    for (int t = 1; t <= image.getNFrames(); t++) {
      for (int z = 1; z <= image.getNSlices(); z++) {
        for (int c = 1; c <= image.getNChannels(); c++) {
          ImageProcessor own = image.getStack().getProcessor(image.getStackIndex(c, z, t));
          for (int k = 0; k < components; k++) {
            int channel = (c - 1) * components + k + 1;
            FloatProcessor expected = own.toFloat(k, null);
            ImageProcessor actual = back.getStack().getProcessor(back.getStackIndex(channel, z, t));
            for (int i = 0; i < expected.getPixelCount(); i++) {
              assertEquals(expected.getf(i), actual.getf(i), 1e-4);
            }
          }
        }
      }
    }
  }

  @Test
  void inverseNeedsNoKeysWhateverTheImage() {
    for (String options :
        new String[] {
          "scales=3 stack", "scales=2 generation=2 border=circular stack",
          "scales=2 generation=2 dimensions=3D anisotropic", "scales=3 dimensions=3D"
        }) {
      for (int bits : new int[] {8, 16, 24, 32}) {
        ImagePlus image = noise(bits, 31, 26, bits == 24 ? 1 : 2, 4, 2);
        ImagePlus planes = run(image, TRANSFORM, options);
        ImagePlus back = run(planes, INVERSE, "");
        int components = bits == 24 ? 3 : 1;
        assertEquals(bits == 24 ? 3 : 2, back.getNChannels());
        assertEquals(4, back.getNSlices());
        assertEquals(2, back.getNFrames());
        assertEquals(0.5, back.getCalibration().pixelWidth);
        assertComesBack(image, back, components);
        String label = back.getStack().getSliceLabel(1);
        assertEquals(bits == 24 ? "Red - plane 0" : "plane 0", label);
      }
    }
  }

  @Test
  void inverseOfASinglePlaneHasItsLabel() {
    ImagePlus planes = run(noise(32, 31, 26, 1, 1, 1), TRANSFORM, "scales=2");
    assertEquals("plane 0", run(planes, INVERSE, "").getStack().getSliceLabel(1));
  }

  @Test
  void manyChannelsMadeOfEachPlaneAreNoTransform() {
    ImagePlus planes = run(noise(32, 31, 26, 1, 1, 1), TRANSFORM, "scales=2");
    ImagePlus bank = run(planes, "Dilated Filter Bank...", "kernel=mean-3 rates=1,2 stack");
    assertRefused(bank, INVERSE, "", "\"noise-starlet-bank\" is not a starlet transform");
  }

  @Test
  void inverseWorksAfterSavingAndOpening(@TempDir Path folder) {
    ImagePlus image = noise(16, 33, 20, 1, 2, 1);
    ImagePlus planes = run(image, TRANSFORM, "scales=3 generation=2 border=symmetric stack");
    String file = folder.resolve("planes.tif").toString();
    assertTrue(new FileSaver(planes).saveAsTiff(file));
    ImagePlus opened = new Opener().openImage(file);
    assertComesBack(image, run(opened, INVERSE, ""), 1);
    assertComesBack(image, run(IJ.openVirtual(file), INVERSE, ""), 1);
  }

  @Test
  void inverseOfAnythingElseAsksForATransform() {
    ImagePlus image = noise(8, 20, 20, 1, 1, 1);
    Outcome outcome = HeadlessImageJ.run(image, INVERSE, "");
    assertTrue(outcome.error().startsWith("\"noise.tif\" is not a starlet transform: run Starlet"));
    ImagePlus planes = run(image, TRANSFORM, "scales=3");
    ImagePlus one = new ImagePlus("one", planes.getStack().getProcessor(1));
    one.setProperties(planes.getPropertiesAsArray());
    assertTrue(HeadlessImageJ.run(one, INVERSE, "").error().contains("not a starlet transform"));
    ImagePlus back = run(planes, INVERSE, "");
    assertTrue(HeadlessImageJ.run(back, INVERSE, "").error().contains("not a starlet transform"));
  }

  @Test
  void changedPlanesGiveTheChangedImage() {
    ImagePlus image = noise(32, 40, 40, 1, 1, 1);
    ImagePlus planes = run(image, TRANSFORM, "scales=2");
    ImageProcessor w1 = planes.getStack().getProcessor(1);
    float[] taken = (float[]) w1.getPixelsCopy();
    w1.multiply(0);
    ImagePlus back = run(planes, INVERSE, "");
    for (int i = 0; i < taken.length; i++) {
      float expected = image.getProcessor().getf(i) - taken[i];
      assertEquals(expected, back.getProcessor().getf(i), 1e-4);
    }
  }
}
