package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.image.Preview;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starlet commands in ImageJ without a screen. */
class StarletCommandsTest {
  private static final String TRANSFORM = "Starlet Transform...";
  private static final String INVERSE = "Starlet Inverse";
  private static final String DENOISE = "Starlet Denoise...";
  private static final String SPOTS = "Starlet Spots...";

  @BeforeEach
  void emptyTable() {
    ResultsTable.getResultsTable().reset();
  }

  private static ImagePlus noise(int bits, int width, int height, int c, int z, int t) {
    Random random = new Random(bits + width);
    ImageStack stack = new ImageStack(width, height);
    for (int i = 0; i < c * z * t; i++) {
      ImageProcessor ip = IJ.createImage("", width, height, 1, bits).getProcessor();
      for (int k = 0; k < width * height; k++) {
        if (bits == 32) {
          ip.setf(k, (float) random.nextGaussian() * 100);
        } else {
          ip.set(k, bits == 24 ? random.nextInt() & 0xffffff : random.nextInt(200));
        }
      }
      stack.addSlice("plane " + i, ip);
    }
    ImagePlus image = new ImagePlus("noise.tif", stack);
    image.setDimensions(c, z, t);
    image.setOpenAsHyperStack(c > 1 || t > 1);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().pixelHeight = 0.5;
    image.getCalibration().pixelDepth = 2;
    image.getCalibration().setUnit("micron");
    return image;
  }

  private static ImagePlus run(ImagePlus image, String command, String options) {
    return HeadlessImageJ.run(image, command, options).ok().result();
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
    assertRefused(image, TRANSFORM, "dimensions=3D", "dimensions=3D needs at least 2 slices");
    assertRefused(image, DENOISE, "scales=2 gains=1,2,3,4", "gains: 4 numbers for scales=2");
    assertRefused(image, DENOISE, "noise=-1", "noise=-1");
    assertRefused(image, SPOTS, "planes=2,2", "planes=2,2");
    assertRefused(image, SPOTS, "planes=7", "planes=7: for a height of 3 pixels at most 4");
    assertRefused(image, SPOTS, "minimum=9 maximum=5", "maximum=5");
    assertRefused(image, SPOTS, "maximum=-5", "maximum=-5");
  }

  private static void assertRefused(ImagePlus image, String command, String options, String line) {
    Outcome outcome = HeadlessImageJ.run(image, command, options);
    assertNotNull(outcome.error(), command + options);
    assertTrue(outcome.error().startsWith(line), outcome.error());
    assertEquals(0, ResultsTable.getResultsTable().size());
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

  /** A 16-bit image of two blobs on each of three slices. */
  private static ImagePlus blobs() {
    Random random = new Random(4);
    ImageStack stack = new ImageStack(60, 50);
    for (int z = 0; z < 3; z++) {
      ShortProcessor ip = new ShortProcessor(60, 50);
      for (int i = 0; i < 3000; i++) {
        double a = Math.pow(i % 60 - 15, 2) + Math.pow(i / 60 - 20, 2);
        double b = Math.pow(i % 60 - 42.5, 2) + Math.pow(i / 60 - 30 - z, 2);
        double v = 300 * Math.exp(-a / 8) + 200 * Math.exp(-b / 8);
        ip.set(i, (int) (100 + v + 5 * random.nextGaussian()));
      }
      stack.addSlice(ip);
    }
    ImagePlus image = new ImagePlus("blobs.tif", stack);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().pixelHeight = 0.5;
    image.getCalibration().pixelDepth = 2;
    image.getCalibration().xOrigin = 2;
    image.setSlice(2);
    return image;
  }

  private static final String SURE = "threshold=6 minimum=8 ";

  @Test
  void spotsComeInTheResultsTableByCalibratedPlace() {
    ImagePlus image = blobs();
    Outcome outcome =
        HeadlessImageJ.macro(
                "run('Starlet Spots...', '" + SURE + "'); print(nResults, getResult('X', 1));",
                "",
                image)
            .ok();
    assertTrue(outcome.images().isEmpty());
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals(2, table.size());
    assertEquals("blobs.tif", table.getLabel(0));
    assertEquals((15.5 - 2) * 0.5, table.getValue("X", 0), 0.05);
    assertEquals(20.5 * 0.5, table.getValue("Y", 0), 0.05);
    assertEquals((43 - 2) * 0.5, table.getValue("X", 1), 0.05);
    assertEquals(31.5 * 0.5, table.getValue("Y", 1), 0.05);
    assertEquals(2, table.getValue("Slice", 0));
    assertEquals(table.getValue("Pixels", 0) * 0.25, table.getValue("Area", 0), 1e-9);
    assertTrue(table.getValue("Max", 0) > table.getValue("Mean", 0));
    assertEquals(400, table.getValue("Max", 0), 20);
    assertTrue(outcome.log().startsWith("2 "), outcome.log());
  }

  @Test
  void tablesAddUpAndSlicesAreCounted() {
    HeadlessImageJ.run(blobs(), SPOTS, SURE + "stack").ok();
    HeadlessImageJ.run(blobs(), SPOTS, SURE).ok();
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals(8, table.size());
    assertEquals(1, table.getValue("Slice", 1));
    assertEquals(3, table.getValue("Slice", 5));
    assertEquals(6, table.getValue("Spot", 5));
  }

  @Test
  void labelsAreTheNumbersOfTheSpots() {
    ImagePlus labels = run(blobs(), SPOTS, SURE + "labels stack");
    assertEquals(16, labels.getBitDepth());
    assertEquals("blobs-spots", labels.getTitle());
    assertEquals(blobs().getStack().getSliceLabel(2), labels.getStack().getSliceLabel(2));
    assertEquals(3, labels.getNSlices());
    assertEquals(0.5, labels.getCalibration().pixelWidth);
    assertEquals(1, labels.getStack().getVoxel(15, 20, 0));
    assertEquals(4, labels.getStack().getVoxel(42, 31, 1));
    assertEquals(5, labels.getStack().getVoxel(15, 20, 2));
    assertEquals(0, labels.getStack().getVoxel(30, 5, 1));
    ResultsTable table = ResultsTable.getResultsTable();
    int counted = 0;
    for (int i = 0; i < 3000; i++) {
      counted += ((short[]) labels.getStack().getPixels(2))[i] == 3 ? 1 : 0;
    }
    assertEquals(table.getValue("Pixels", 2), counted);
  }

  @Test
  void labelsOfASinglePlaneKeepItsSliceLabel() {
    ImagePlus labels = run(noise(8, 40, 30, 1, 1, 1), SPOTS, "labels");
    assertEquals("plane 0", labels.getStack().getSliceLabel(1));
  }

  @Test
  void spotsOfAVolumeHaveAPlaceInDepth() {
    ImagePlus labels = run(blobs(), SPOTS, "threshold=5 minimum=20 dimensions=3D labels");
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals(2, table.size());
    assertEquals(1.5 * 2, table.getValue("Z", 0), 0.3);
    assertEquals(table.getValue("Pixels", 0) * 0.5, table.getValue("Volume", 0), 1e-9);
    assertEquals(1, labels.getStack().getVoxel(15, 20, 0));
    assertEquals(1, labels.getStack().getVoxel(15, 20, 2));
  }

  @Test
  void onlySpotsCentredInTheSelectionCount() {
    ImagePlus image = blobs();
    image.setRoi(new OvalRoi(8, 12, 16, 16));
    ImagePlus labels = run(image, SPOTS, SURE + "labels");
    assertEquals(1, ResultsTable.getResultsTable().size());
    assertEquals(1, labels.getProcessor().get(15, 20));
    assertEquals(0, labels.getProcessor().get(42, 31));
  }

  @Test
  void hyperstackAndRgbNameTheChannel() {
    ImagePlus hyper = blobs();
    hyper.setDimensions(3, 1, 1);
    hyper.setOpenAsHyperStack(true);
    ImagePlus labels = run(hyper, SPOTS, SURE + "labels stack");
    assertEquals(3, labels.getNChannels());
    assertEquals(3, ResultsTable.getResultsTable().getValue("Ch", 5));
    ResultsTable.getResultsTable().reset();
    ImagePlus rgb = blobs();
    rgb.setDisplayRange(0, 500);
    IJ.run(rgb, "RGB Color", "");
    ImagePlus components = run(rgb, SPOTS, SURE + "labels slice");
    assertEquals(3, components.getNChannels());
    String own = rgb.getStack().getSliceLabel(1);
    assertEquals(own == null ? "Green" : "Green - " + own, components.getStack().getSliceLabel(2));
    assertEquals(3, ResultsTable.getResultsTable().getValue("Ch", 5));
  }

  @Test
  void previewOutlinesTheSpotsAndGoesAway() {
    ImagePlus image = blobs();
    image.setDisplayRange(90, 450);
    short[] before = (short[]) image.getProcessor().getPixelsCopy();
    StarletSpots command = new StarletSpots();
    Preview preview = new Preview(image);
    command.preview(preview, image, command.spec().parse(SURE), Monitor.NONE);
    int painted = 0;
    for (int i = 0; i < before.length; i++) {
      int now = image.getProcessor().get(i);
      assertTrue(now == before[i] || now == 450);
      painted += now == before[i] ? 0 : 1;
    }
    assertTrue(painted > 10 && painted < 150, painted + " pixels");
    preview.restore();
    assertArrayEquals(before, (short[]) image.getProcessor().getPixels());
    assertTrue(command.previews(command.spec().defaults()));
    assertNull(image.getOverlay());
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
}
