package io.github.atrousj.plugin;

import static io.github.atrousj.plugin.StarletImages.assertRefused;
import static io.github.atrousj.plugin.StarletImages.noise;
import static io.github.atrousj.plugin.StarletImages.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.measure.ResultsTable;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** <i>Starlet Transform</i> in ImageJ without a screen. */
class StarletTransformTest {
  private static final String TRANSFORM = "Starlet Transform...";

  @BeforeEach
  void emptyTable() {
    ResultsTable.getResultsTable().reset();
  }

  @Test
  void planesAreLabelledChannels() {
    ImagePlus planes = run(noise(8, 40, 30, 1, 3, 1), TRANSFORM, "scales=2 stack");
    assertArrayEquals(new int[] {40, 30, 3, 3, 1}, planes.getDimensions());
    assertEquals("w1 - plane 0", planes.getStack().getSliceLabel(1));
    assertEquals("c2 - plane 2", planes.getStack().getSliceLabel(9));
    assertEquals(0.5, planes.getCalibration().pixelWidth);
    assertEquals("noise-starlet", planes.getTitle());
  }

  @Test
  void aSelectionPlaysNoPartInTheTransform() {
    ImagePlus image = noise(16, 40, 30, 1, 1, 1);
    ImagePlus whole = run(image, TRANSFORM, "scales=3");
    image.setRoi(new OvalRoi(5, 5, 20, 20));
    ImagePlus selected = run(image, TRANSFORM, "scales=3");
    for (int i = 1; i <= 4; i++) {
      assertArrayEquals(
          (float[]) whole.getStack().getPixels(i), (float[]) selected.getStack().getPixels(i));
    }
  }

  @Test
  void zBeginsLaterWhereVoxelsAreDeep() {
    ImagePlus image = noise(16, 24, 24, 1, 6, 1);
    ImagePlus planes = run(image, TRANSFORM, "scales=3 dimensions=3D anisotropic");
    ImagePlus flat = run(image, TRANSFORM, "scales=3 stack");
    ImagePlus deep = run(image, TRANSFORM, "scales=3 dimensions=3D");
    // The ratio is 4: w1 and w2 are those of the planes by themselves.
    assertArrayEquals(
        (float[]) flat.getStack().getPixels(2), (float[]) planes.getStack().getPixels(2));
    assertFalse(same(flat, planes, 3));
    assertFalse(same(deep, planes, 1));
  }

  private static boolean same(ImagePlus a, ImagePlus b, int n) {
    return Arrays.equals((float[]) a.getStack().getPixels(n), (float[]) b.getStack().getPixels(n));
  }

  @Test
  void badValuesGetOneLine() {
    ImagePlus image = noise(8, 20, 3, 1, 1, 1);
    assertRefused(image, TRANSFORM, "scales=13", "scales=13: must be");
    assertRefused(image, TRANSFORM, "scales=6", "scales=6: for a height of 3 pixels at most 4");
    assertRefused(image, TRANSFORM, "generation=3", "generation=3");
    assertRefused(image, TRANSFORM, "anisotropic", "anisotropic: is about the z axis");
    assertRefused(image, TRANSFORM, "dimensions=3D", "dimensions=3D: needs at least 2 slices");
  }
}
