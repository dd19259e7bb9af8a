package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DilatedPoolingTest {
  private static final String COMMAND = "Dilated Pooling...";

  private static float[] pooled(String options, float... row) {
    ImagePlus image = new ImagePlus("row", new FloatProcessor(row.length, 1, row));
    return (float[]) Subjects.run(image, COMMAND, options).getProcessor().getPixels();
  }

  @Test
  void theFourTypes() {
    float[] row = {5, 1, 4, 2, 8, 3};
    assertArrayEquals(new float[] {5, 2, 8, 3, 8, 3}, pooled("window=3,1 rate=2", row));
    assertArrayEquals(new float[] {4, 1, 4, 1, 4, 2}, pooled("type=min window=3,1 rate=2", row));
    assertArrayEquals(
        new float[] {4.5f, 1.5f, 17 / 3f, 2, 6, 2.5f}, pooled("type=mean window=3,1 rate=2", row));
    assertArrayEquals(
        new float[] {4.5f, 1.5f, 5, 2, 6, 2.5f}, pooled("type=median window=3,1 rate=2", row));
  }

  @Test
  void strideBordersAndPaddingPerSide() {
    float[] row = {5, 1, 4, 2, 8, 3};
    assertArrayEquals(new float[] {5, 4, 8}, pooled("window=2,1 stride=2,1 padding=valid", row));
    assertArrayEquals(
        new float[] {9, 9, 8, 9},
        pooled("window=3,1 stride=3,1 padding=4,4,0,0 border=constant value=9", row));
    assertArrayEquals(
        new float[] {2, 5 / 3f, 1},
        pooled("type=mean window=3,1 stride=2,1 border=zero padding=1,0,0,0", 5, 1, 4, 0, -1, 4));
  }

  @Test
  void aWindowWithNothingInItIsNaNAndZeroInIntegers() {
    assertArrayEquals(
        new float[] {Float.NaN, Float.NaN, 1, 2},
        pooled("window=1 padding=2,0,0,0 stride=1", 1, 2));
    ImagePlus bytes = new ImagePlus("b", new ByteProcessor(2, 1, new byte[] {7, 9}));
    HeadlessImageJ.Outcome outcome =
        HeadlessImageJ.run(bytes, COMMAND, "window=1 padding=2,0,0,0 output=same");
    assertArrayEquals(
        new byte[] {0, 0, 7, 9}, (byte[]) outcome.ok().result().getProcessor().getPixels());
    assertTrue(outcome.log().contains("2 values did not fit 0 to 255"), outcome.log());
  }

  @Test
  void windowsLargerThanTheImage() {
    ImagePlus image = Subjects.noise(30, 20, 1, 4, 1);
    float least = Float.POSITIVE_INFINITY;
    for (int i = 1; i <= 4; i++) {
      for (float v : (float[]) image.getStack().getPixels(i)) {
        least = Math.min(least, v);
      }
    }
    ImagePlus result = Subjects.run(image, COMMAND, "type=min window=4001,3001,2001 dimensions=3D");
    for (int i = 1; i <= 4; i++) {
      for (float v : (float[]) result.getStack().getPixels(i)) {
        assertEquals(least, v);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window=0 | window=0: must be a whole number from 1 to 65535 px, or one per axis (x,y or"
            + " x,y,z)",
        "window=7 rate=9 padding=valid | rate=9: the window is 55 px along x at this rate, more"
            + " than the image's 30 px with padding=valid; take a smaller rate or padding=same",
        "window=60000 rate=60000 | rate=60000: the window would be 3599940001 px along x; at most"
            + " 2147483647 px are allowed",
        "type=median window=2000 | window=2000: a median is taken of at most 1048576 pixels, this"
            + " window has 4000000",
        "type=median window=90,90,1000 dimensions=3D | window=90,90,1000: a median is taken of at"
            + " most 1048576 pixels, this window has 8100000",
        "type=middle | type=middle: must be one of max, min, mean, median",
        "window=3,3,3 | window=3,3,3: dimensions=2D takes one number, or 2 (x,y)",
      })
  void refusesWithOneLine(String options, String line) {
    ImagePlus image = Subjects.noise(30, 20, 1, 2, 1);
    assertEquals(line, Subjects.error(image, COMMAND, options));
  }

  @Test
  void theDialogSaysWhatTheWindowCovers() {
    DilatedPooling command = new DilatedPooling();
    assertEquals(
        "Window over 5 \u00d7 9 px; result 15 \u00d7 10 px.",
        command.describe(
            Subjects.noise(30, 20, 1, 1, 1), command.spec().parse("window=3,5 rate=2 stride=2")));
  }
}
