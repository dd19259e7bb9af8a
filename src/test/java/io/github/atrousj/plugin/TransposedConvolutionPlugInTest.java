package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.param.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposedConvolutionPlugInTest {
  private static final String COMMAND = "Transposed Convolution...";
  private static final String CHECKERBOARD =
      "Transposed Convolution: checkerboard. 3 taps do not go evenly into stride 2, so a result is"
          + " the sum of 1 to 4 taps; an even area of 1 becomes 1 to 4. Instead enlarge the image"
          + " (Image > Scale..., interpolation=Bilinear) and then run Dilated Convolution, or take"
          + " a kernel whose size is divisible by the stride.";

  private final ImagePlus image = Subjects.noise(12, 9, 1, 1, 1);

  @Test
  void aPixelBecomesTheKernelWithItsTapsApart() {
    ImagePlus dot = Subjects.empty(5, 4, 1, 1, 1);
    dot.getProcessor().setf(2, 1, 10);
    ImagePlus result = Subjects.run(dot, COMMAND, "kernel=[1 2; 3 4] rate=3 stride=2,5 bias=7");
    assertEquals(10, result.getWidth());
    assertEquals(20, result.getHeight());
    // same: pads are (4 - 2) / 2 along x; along y E < stride, so nothing is cut before
    int[][] expected = {{3, 5, 17}, {6, 5, 27}, {3, 8, 37}, {6, 8, 47}};
    for (int[] e : expected) {
      assertEquals(e[2], result.getProcessor().getf(e[0], e[1]));
      result.getProcessor().setf(e[0], e[1], 7);
    }
    for (float v : (float[]) result.getProcessor().getPixels()) {
      assertEquals(7, v);
    }
  }

  @Test
  void theDefaultOfTheDialogDoublesAnImageEvenly() {
    ParamFacts kernel = new ParamFacts(new TransposedConvolutionPlugIn(), "kernel");
    ImagePlus flat = Subjects.empty(8, 8, 1, 1, 1);
    flat.getProcessor().add(5);
    HeadlessImageJ.Outcome outcome =
        HeadlessImageJ.run(flat, COMMAND, "kernel=[" + kernel.initial() + "]");
    ImageProcessor result = outcome.ok().result().getProcessor();
    assertEquals(16, result.getWidth());
    for (int y = 1; y < 15; y++) {
      for (int x = 1; x < 15; x++) {
        assertEquals(5, result.getf(x, y));
      }
    }
    assertFalse(outcome.log().contains("checkerboard"), outcome.log());
  }

  private record ParamFacts(ImageCommand command, String key) {
    String initial() {
      return command.spec().param(key).initialText();
    }
  }

  @Test
  void warnsOfCheckerboardsInTheLogAndTheDialog() {
    String log = HeadlessImageJ.run(image, COMMAND, "kernel=[1 1 1; 1 1 1; 1 1 1]").ok().log();
    assertEquals(CHECKERBOARD, log.lines().filter(l -> l.contains("board")).findFirst().get());
    TransposedConvolutionPlugIn command = new TransposedConvolutionPlugIn();
    assertEquals(
        "Effective kernel 3 \u00d7 3 px; result 24 \u00d7 18 px. Checkerboard: 3 taps do not go"
            + " evenly into stride 2. Better enlarge the image, then convolve (see Help).",
        command.describe(image, values("kernel=mean-3")));
    assertEquals(
        "Effective kernel 3 \u00d7 5 px; result 24 \u00d7 27 px. Checkerboard: 2 \u00d7 3 taps do"
            + " not go evenly into stride 2 \u00d7 3. Better enlarge the image, then convolve (see"
            + " Help).",
        command.describe(image, values("kernel=[1 1; 1 1; 1 1] rate=2 stride=2,3")));
    assertEquals(
        "Effective kernel 3 \u00d7 3 px; result 36 \u00d7 27 px.",
        command.describe(image, values("kernel=mean-3 stride=3")));
  }

  private static Values values(String options) {
    return new TransposedConvolutionPlugIn().spec().parse(options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gaussian-3 | 2 | with these weights even areas stay even, noise does not",
        "mean-3 | 3 | ",
        "mean-3 | 1 | ",
        "mean-5 | 3 | 5 taps do not go evenly into stride 3",
        "mean-3 rate=2 | 2 | 3 taps at rate 2 do not go evenly into stride 2",
      })
  void saysWhatComesOfIt(String kernel, String stride, String words) {
    String log =
        HeadlessImageJ.run(image, COMMAND, "kernel=" + kernel + " stride=" + stride).ok().log();
    assertEquals(words != null, log.contains("checkerboard"), log);
    assertTrue(words == null || log.contains(words), log);
  }

  @Test
  void aRefusedRunLogsNothing() {
    HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(image, COMMAND, "kernel=mean-3 padding=99");
    assertFalse(outcome.log().contains("checkerboard"), outcome.log());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "extra=2 | extra=2: must be less than the stride or the rate, here at most 1",
        "stride=3,1 rate=1,2 extra=2 |"
            + " extra=2: must be less than the stride or the rate, here at most 1",
        "stride=1024 rate=65535 extra=65535 |"
            + " extra=65535: must be a whole number from 0 to 65534 px, or one per axis"
            + " (x,y or x,y,z)",
        "padding=13 | padding=13: cuts off all of the 25 px that the result has along x; take less,"
            + " or padding=same",
        "stride=1,2,3 | stride=1,2,3: dimensions=2D takes one number, or 2 (x,y)",
        "padding=1,2 | padding=1,2: dimensions=2D takes one number, or 4 (before,after for each"
            + " axis)",
        "dimensions=3D | dimensions=3D: needs at least 2 slices, this image has 1 slice",
      })
  void refusesWithOneLine(String options, String line) {
    String kernel = "kernel=[1 1 1; 1 1 1; 1 1 1] ";
    assertEquals(line, Subjects.error(image, COMMAND, kernel + options));
  }

  @Test
  void aResultThatNothingCanHoldIsRefusedBeforeItIsMade() {
    ImagePlus wide = new ImagePlus("wide", new ij.process.ByteProcessor(3_000_000, 1));
    assertEquals(
        "stride=1024: the result would be 3072000000 px along x, more than ImageJ can hold; take a"
            + " smaller stride or rate",
        Subjects.error(wide, COMMAND, "kernel=identity stride=1024"));
    ImagePlus large = new ImagePlus("large", new ij.process.ByteProcessor(500, 500));
    String line = Subjects.error(large, COMMAND, "kernel=identity stride=128");
    assertTrue(line.contains("the result would be 64000 x 64000 pixels"), line);
    line = Subjects.error(large, COMMAND, "kernel=identity stride=92");
    assertTrue(
        line.matches("not enough memory: this needs [\\d.]+ GB, [\\d.]+ .B is available; .*"),
        line);
  }

  @Test
  void placesStayWhereTheyAre() {
    ImagePlus stack = Subjects.noise(12, 9, 1, 3, 1);
    for (String padding : new String[] {"same", "valid", "1,0,0,2,1,1"}) {
      ImagePlus dots = Subjects.empty(12, 9, 1, 3, 1);
      Subjects.plane(dots, 1, 2, 1).setf(4, 5, 1);
      dots.setCalibration(stack.getCalibration());
      String centre = "0 0 0; 0 0 0; 0 0 0";
      ImagePlus result =
          Subjects.run(
              dots,
              COMMAND,
              "kernel=["
                  + centre
                  + " / 0 0 0; 0 1 0; 0 0 0 / "
                  + centre
                  + "] stride=2,3,4"
                  + " dimensions=3D padding="
                  + padding);
      Calibration before = dots.getCalibration();
      Calibration after = result.getCalibration();
      assertEquals(0.25, after.pixelWidth);
      assertEquals(0.25 / 3, after.pixelHeight, 1e-12);
      assertEquals(0.5, after.pixelDepth);
      int[] at = find(result);
      assertEquals(before.getX(4), after.getX(at[0]), 1e-9, padding);
      assertEquals(before.getY(5), after.getY(at[1]), 1e-9, padding);
      assertEquals(before.getZ(1), after.getZ(at[2]), 1e-9, padding);
      assertEquals("c1 z2 t1", result.getStack().getSliceLabel(at[2] + 1));
    }
  }

  private static int[] find(ImagePlus image) {
    for (int z = 0; z < image.getStackSize(); z++) {
      ImageProcessor ip = image.getStack().getProcessor(z + 1);
      for (int i = 0; i < ip.getPixelCount(); i++) {
        if (ip.getf(i) == 1) {
          return new int[] {i % ip.getWidth(), i / ip.getWidth(), z};
        }
      }
    }
    throw new AssertionError("no pixel is 1");
  }

  @Test
  void sameTypeRoundsAndClamps() {
    ImagePlus bytes =
        new ImagePlus("b", new ij.process.ByteProcessor(2, 1, new byte[] {3, (byte) 200}));
    HeadlessImageJ.Outcome outcome =
        HeadlessImageJ.run(bytes, COMMAND, "kernel=[0.5 2] stride=2,1 output=same");
    ImagePlus result = outcome.ok().result();
    assertArrayEquals(
        new byte[] {2, 6, 100, (byte) 255}, (byte[]) result.getProcessor().getPixels());
    assertTrue(
        outcome.log().contains("b-transposed2x1: 1 value did not fit 0 to 255 and was clipped"),
        outcome.log());
  }
}
