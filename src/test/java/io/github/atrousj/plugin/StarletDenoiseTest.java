package io.github.atrousj.plugin;

import static io.github.atrousj.plugin.StarletImages.assertRefused;
import static io.github.atrousj.plugin.StarletImages.blobs;
import static io.github.atrousj.plugin.StarletImages.noise;
import static io.github.atrousj.plugin.StarletImages.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ShortProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.image.Preview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** <i>Starlet Denoise</i> in ImageJ without a screen. */
class StarletDenoiseTest {
  private static final String DENOISE = "Starlet Denoise...";

  private final StarletDenoise denoise = new StarletDenoise();

  @BeforeEach
  void emptyTable() {
    ResultsTable.getResultsTable().reset();
  }

  @ParameterizedTest
  @CsvSource({"gain,2", "offset,-100.25", "readnoise,0.5"})
  void cameraKeysAreRefusedWithoutPoisson(String key, String value) {
    String options = key + "=" + value;
    String line =
        assertThrows(IllegalArgumentException.class, () -> denoise.spec().parse(options))
            .getMessage();
    assertEquals(
        options + ": has an effect only with poisson; add poisson, or leave " + key + " out", line);
    denoise.spec().parse(options + " poisson");
  }

  @Test
  void theirDefaultsNeedNoPoisson() {
    denoise.spec().parse("gain=1 offset=0 readnoise=0");
  }

  @Test
  void denoisesInPlaceInsideTheSelection() {
    ImagePlus image = noise(8, 60, 50, 1, 1, 1);
    byte[] before = (byte[]) image.getProcessor().getPixelsCopy();
    Roi roi = new Roi(10, 10, 30, 20);
    image.setRoi(roi);
    assertTrue(HeadlessImageJ.run(image, DENOISE, "output=same").ok().images().isEmpty());
    int changed = 0;
    for (int i = 0; i < before.length; i++) {
      boolean same = before[i] == ((byte[]) image.getProcessor().getPixels())[i];
      assertTrue(same || roi.contains(i % 60, i / 60));
      changed += same ? 0 : 1;
    }
    assertTrue(changed > 500);
  }

  @Test
  void aSingleGainIsForAllPlanes() {
    ImagePlus image = noise(32, 40, 40, 1, 1, 1);
    ImagePlus half = run(image, DENOISE, "scales=2 threshold=0 gains=0.5");
    ImagePlus each = run(image, DENOISE, "scales=2 threshold=0 gains=0.5,0.5,1");
    assertArrayEquals(
        (float[]) half.getProcessor().getPixels(), (float[]) each.getProcessor().getPixels());
    ImagePlus same = run(image, DENOISE, "threshold=0");
    assertArrayEquals(
        (float[]) image.getProcessor().getPixels(), (float[]) same.getProcessor().getPixels());
  }

  @Test
  void theInfoSaysWhatNoiseWasFound() {
    ImagePlus image = noise(32, 200, 200, 1, 1, 1);
    double sigma = image.getStatistics().stdDev;
    image.setProperty("Info", "from the camera\n");
    String info = run(image, DENOISE, "scales=2").getInfoProperty();
    String title = image.getTitle();
    assertTrue(info.startsWith("from the camera\nNoise found in " + title + ": "), info);
    double found = Double.parseDouble(info.substring(info.lastIndexOf(": ") + 2));
    assertEquals(sigma, found, 0.25 * sigma); // noise() is not quite normal
    assertEquals("from the camera\n", run(image, DENOISE, "noise=2").getInfoProperty());
    ImagePlus stack = noise(32, 60, 60, 1, 3, 1);
    String each = run(stack, DENOISE, "scales=2 stack").getInfoProperty();
    assertTrue(each.matches("Noise found in .*: \\S+ to \\S+\n"), each);
    String solid = run(stack, DENOISE, "scales=2 dimensions=3D").getInfoProperty();
    assertTrue(solid.matches("Noise found in .*: [0-9.]+\n"), solid);
    // Of photons that make hundreds of grey levels each there would be less noise than theirs.
    String photons = run(image, DENOISE, "scales=2 poisson gain=1e6").getInfoProperty();
    assertTrue(photons.endsWith("Noise found in " + title + ", transformed: 1.000\n"), photons);
    ImagePlus same = noise(8, 60, 60, 1, 1, 1);
    denoise.process(same, denoise.spec().parse("scales=2 output=same"), Monitor.NONE);
    assertNull(same.getInfoProperty());
  }

  @Test
  void denoisePreviewsThePlaneInView() {
    ImagePlus image = blobs();
    short[] before = (short[]) image.getProcessor().getPixelsCopy();
    StarletDenoise command = new StarletDenoise();
    Preview preview = new Preview(image);
    command.preview(preview, image, command.spec().parse("output=same"), Monitor.NONE);
    ImagePlus copy = new ImagePlus("", new ShortProcessor(60, 50, before.clone(), null));
    ImagePlus expected = command.process(copy, command.spec().parse("output=same"), Monitor.NONE);
    assertArrayEquals(
        (short[]) expected.getProcessor().getPixels(), (short[]) image.getProcessor().getPixels());
    preview.restore();
    assertArrayEquals(before, (short[]) image.getProcessor().getPixels());
  }

  @Test
  void badValuesGetOneLine() {
    ImagePlus image = noise(8, 20, 3, 1, 1, 1);
    assertRefused(image, DENOISE, "scales=2 gains=1,2,3,4", "gains: 4 numbers for scales=2");
    assertRefused(image, DENOISE, "noise=-1", "noise=-1");
    assertRefused(image, DENOISE, "poisson gain=0", "gain=0: must be a number from 1e-6 to 3.4e38");
  }
}
