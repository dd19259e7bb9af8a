package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.awt.event.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's commands, by macro text, on stacks, time lapses and images of every kind. */
class OperatorOnStacksTest {
  private static final String CONVOLUTION = "Dilated Convolution...";

  @Test
  void causalOnATimeLapseSeesThePastOnly() {
    ImagePlus lapse = Subjects.noise(5, 4, 2, 2, 9);
    ImagePlus result =
        Subjects.run(
            lapse, CONVOLUTION, "kernel=[2 3] rate=4 dimensions=T causal border=zero bias=1");
    assertArrayEquals(lapse.getDimensions(), result.getDimensions());
    for (int t = 1; t <= 9; t++) {
      for (int i = 1; i <= 4; i++) {
        int c = 1 + i % 2;
        int z = 1 + i / 2 % 2;
        float past = t > 4 ? Subjects.plane(lapse, c, z, t - 4).getf(i) : 0;
        float now = Subjects.plane(lapse, c, z, t).getf(i);
        float seen = Subjects.plane(result, c, z, t).getf(i);
        assertEquals(Math.fma(3f, now, Math.fma(2f, past, 1f)), seen);
      }
    }
    // WaveNet's block: kernels of two taps at rates 1, 2, 4 see 8 frames, all before their own.
    ImagePlus spark = Subjects.empty(2, 2, 1, 1, 12);
    Subjects.plane(spark, 1, 1, 3).setf(0, 0, 1);
    ImagePlus out = spark;
    for (int rate = 1; rate <= 4; rate *= 2) {
      out = Subjects.run(out, CONVOLUTION, "kernel=[1 1] dimensions=T causal rate=" + rate);
    }
    for (int t = 1; t <= 12; t++) {
      assertEquals(t >= 3 && t <= 10 ? 1 : 0, Subjects.plane(out, 1, 1, t).getf(0, 0), "t " + t);
    }
  }

  @Test
  void aStrideInTimeStretchesTheFrameInterval() {
    ImagePlus lapse = Subjects.noise(5, 4, 2, 2, 9);
    ImagePlus result =
        Subjects.run(lapse, CONVOLUTION, "kernel=[0 1 0] stride=4 dimensions=T padding=same");
    assertArrayEquals(new int[] {5, 4, 2, 2, 3}, result.getDimensions());
    assertEquals(16, result.getCalibration().frameInterval);
    assertEquals(0.5, result.getCalibration().pixelWidth);
    assertEquals(2, result.getCalibration().pixelDepth);
    for (int t = 0; t < 3; t++) {
      int index = result.getStackIndex(2, 1, t + 1);
      // same of stride 4 on 9 frames: total pad 2, one before, so output t is frame 4t.
      assertEquals("c2 z1 t" + (4 * t + 1), result.getStack().getSliceLabel(index));
      assertEquals(
          Subjects.plane(lapse, 2, 1, 4 * t + 1).getf(7),
          result.getStack().getProcessor(index).getf(7));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dilated Convolution...", "Dilated Pooling..."})
  void strideMovesTheOriginToTheFirstTapsCentre(String command) {
    ImagePlus stack = Subjects.noise(23, 17, 1, 11, 1);
    String what = command.equals(CONVOLUTION) ? "kernel=[0 0 0; 0 1 0; 0 0 0]" : "window=1";
    boolean flat = command.equals(CONVOLUTION);
    String options =
        what + " stride=2,3,4 dimensions=3D rate=3,2,1 padding=" + (flat ? "valid" : "1,1,0,2,3,0");
    ImagePlus result = Subjects.run(stack, command, options);
    Calibration before = stack.getCalibration();
    Calibration after = result.getCalibration();
    assertEquals(1, after.pixelWidth);
    assertEquals(0.75, after.pixelHeight);
    assertEquals(8, after.pixelDepth);
    assertEquals("micron", after.getUnit());
    assertEquals(4, after.frameInterval);
    // Where the value of output 1, 1, 1 came from.
    int[] from = flat ? new int[] {5, 5, 4} : new int[] {1, 3, 1};
    assertEquals(
        Subjects.plane(stack, 1, from[2] + 1, 1).getf(from[0], from[1]),
        Subjects.plane(result, 1, 2, 1).getf(1, 1));
    assertEquals(before.getX(from[0]), after.getX(1), 1e-9);
    assertEquals(before.getY(from[1]), after.getY(1), 1e-9);
    assertEquals(before.getZ(from[2]), after.getZ(1), 1e-9);
    assertEquals("c1 z" + (from[2] + 1) + " t1", result.getStack().getSliceLabel(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dilated Convolution... | kernel=sharpen dimensions=2D stride=2",
        "Dilated Convolution... | kernel=[1 -2 1] dimensions=Z",
        "Transposed Convolution... | kernel=mean-3",
        "Dilated Pooling... | window=3 dimensions=3D stride=2,2,1",
      })
  void channelsKeepTheirColoursAndGetTheirOwnDisplayRange(String command, String options) {
    CompositeImage image = Subjects.coloured(Subjects.noise(11, 8, 2, 3, 2));
    image.setPosition(2, 2, 2);
    ImagePlus result = Subjects.run(image, command, options + " stack");
    assertTrue(result instanceof CompositeImage);
    assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) result).getMode());
    for (int c = 1; c <= 2; c++) {
      assertArrayEquals(
          image.getChannelLut(c).getBytes(), ((CompositeImage) result).getChannelLut(c).getBytes());
      ImageProcessor shown = Subjects.plane(result, c, result.getZ(), result.getT());
      shown.resetMinAndMax();
      assertEquals(shown.getMin(), ((CompositeImage) result).getChannelLut(c).min, 1e-6);
      assertEquals(shown.getMax(), ((CompositeImage) result).getChannelLut(c).max, 1e-6);
    }
    assertEquals(2, result.getC());
    assertEquals(2, result.getT());
  }

  @Test
  void roundsHalfUpClampsAndSaysHowManyWereClipped() {
    byte[] pixels = {0, 1, 2, 3, (byte) 200, (byte) 255};
    ImagePlus image = new ImagePlus("six", new ByteProcessor(6, 1, pixels));
    Outcome outcome = HeadlessImageJ.run(image, CONVOLUTION, "kernel=[1.5] bias=-1 output=same");
    assertNull(outcome.error());
    // -1, 0.5, 2, 3.5, 299, 381.5
    assertArrayEquals(
        new byte[] {0, 1, 2, 4, (byte) 255, (byte) 255}, (byte[]) image.getProcessor().getPixels());
    assertTrue(
        outcome.log().contains("six: 3 values did not fit 0 to 255 and were clipped"),
        outcome.log());
    outcome = HeadlessImageJ.run(image, CONVOLUTION, "kernel=identity output=same");
    assertFalse(outcome.log().contains("fit"), outcome.log());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dilated Convolution... | kernel=[1 0 2; 0 0 0; 3 0 4] rate=4,3",
        "Dilated Convolution... | kernel=gaussian-5 rate=3 border=circular",
        "Dilated Pooling... | window=14,9 rate=2,3 border=reflect",
        "Dilated Pooling... | type=min window=14,9 rate=2,3",
        "Dilated Pooling... | type=mean window=14,9 rate=3,2 stride=2",
        "Dilated Pooling... | type=median window=3 rate=5",
        "Transposed Convolution... | kernel=[1 0; 2 3] stride=3 rate=2",
      })
  void nanAndInfinityStayInTheReceptiveField(String command, String options) {
    float[] clean = withMiddle(0, command, options);
    float[] more = withMiddle(1000, command, options);
    float[] less = withMiddle(-1000, command, options);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] got = withMiddle(bad, command, options);
      int reached = 0;
      for (int i = 0; i < got.length; i++) {
        if (more[i] != clean[i] || less[i] != clean[i]) {
          reached++;
          assertTrue(Float.isNaN(got[i]) || !Float.isNaN(bad));
        } else {
          assertEquals(clean[i], got[i], "value " + i + " for " + bad);
        }
      }
      assertTrue(reached > 0 && reached < got.length, reached + " of " + got.length);
    }
  }

  /** What comes of noise whose middle pixel has the given value. */
  private static float[] withMiddle(float value, String command, String options) {
    ImagePlus image = Subjects.noise(43, 37, 1, 1, 1);
    image.getProcessor().setf(20, 18, value);
    return (float[]) Subjects.run(image, command, options).getProcessor().getPixels();
  }

  /** A stack of planes that are one and the same array, so that it takes no memory. */
  private static ImagePlus huge(boolean virtual) {
    float[] plane = new float[2000 * 2000];
    if (virtual) {
      VirtualStack stack =
          new VirtualStack(2000, 2000, null, null) {
            @Override
            public ImageProcessor getProcessor(int n) {
              return new FloatProcessor(2000, 2000, plane);
            }

            @Override
            public int getSize() {
              return 5000;
            }

            @Override
            public String getSliceLabel(int n) {
              return null;
            }
          };
      stack.setBitDepth(32);
      return new ImagePlus("huge", stack);
    }
    ImageStack stack = new ImageStack(2000, 2000);
    for (int i = 0; i < 5000; i++) {
      stack.addSlice(null, plane);
    }
    return new ImagePlus("huge", stack);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dilated Convolution... | kernel=mean-3 stack",
        "Dilated Convolution... | kernel=[1 1] dimensions=Z",
        "Transposed Convolution... | kernel=mean-3 stride=1 stack",
        "Dilated Pooling... | type=median dimensions=3D",
      })
  void whatDoesNotFitInMemoryIsRefusedWithTheFigures(String command, String options) {
    for (boolean virtual : new boolean[] {false, true}) {
      String line = Subjects.error(huge(virtual), command, options);
      assertTrue(
          line.matches(
              "not enough memory: this needs (7[4-9]|8\\d)\\.\\d GB, [\\d.]+ .B is available; name"
                  + " a folder for the result \\(key folder\\), close images or give ImageJ more"
                  + " memory \\(Edit > Options > Memory & Threads\\)"),
          line);
    }
  }

  @Test
  void aFolderIsNotAdvisedWhereItWouldNotHelp() {
    ImagePlus image = Subjects.noise(300, 300, 1, 1, 1);
    String line = Subjects.error(image, "Dilated Pooling...", "window=65000 rate=16000 folder=x");
    assertTrue(line.contains("the work alone does not fit, so a folder would not help"), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dilated Convolution... | kernel=mean-3",
        "Dilated Convolution... | kernel=mean-3 output=same",
        "Transposed Convolution... | kernel=mean-3",
        "Dilated Pooling... | type=median output=same",
      })
  void escStopsTheRunAndTheMacroAndChangesNothing(String command, String options) {
    ImagePlus plain = Subjects.noise(64, 64, 1, 40, 1);
    // The key is pressed while the third plane is read.
    VirtualStack pressing =
        new VirtualStack(64, 64, null, null) {
          private int reads;

          @Override
          public ImageProcessor getProcessor(int n) {
            if (++reads == 3) {
              IJ.setKeyDown(KeyEvent.VK_ESCAPE);
            }
            return plain.getStack().getProcessor(n).duplicate();
          }

          @Override
          public int getSize() {
            return 40;
          }

          @Override
          public String getSliceLabel(int n) {
            return null;
          }
        };
    pressing.setBitDepth(32);
    ImagePlus image = new ImagePlus("pressing", pressing);
    try {
      Outcome outcome =
          HeadlessImageJ.macro(
              "run('" + command + "', '" + options + " stack'); print('went on');", "", image);
      assertEquals(command.replace("...", "") + " cancelled", outcome.error());
      assertFalse(outcome.log().contains("went on"), outcome.log());
      assertTrue(outcome.images().isEmpty());
      assertFalse(image.isLocked());
    } finally {
      IJ.resetEscape();
    }
  }
}
