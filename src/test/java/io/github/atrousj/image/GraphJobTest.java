package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on real graphs, held against the plain reference. */
class GraphJobTest {
  private static final Convolution LAPLACIAN =
      Convolution.of(Kernel.of(3, 3, 0f, 1, 0, 1, -4, 1, 0, 1, 0)).rate(2).border(Border.REFLECT);

  private static final int WIDTH = 61;
  private static final int HEIGHT = 37;

  private static ImagePlus noise(int bits, int channels, int slices, int frames) {
    Random random = new Random(7);
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int i = 0; i < channels * slices * frames; i++) {
      float[] values = new float[WIDTH * HEIGHT];
      for (int j = 0; j < values.length; j++) {
        values[j] = random.nextInt(200);
      }
      ImageProcessor ip = new FloatProcessor(WIDTH, HEIGHT, values);
      ip.setMinAndMax(0, 255);
      ip =
          switch (bits) {
            case 8 -> ip.convertToByte(false);
            case 16 -> ip.convertToShort(false);
            case 24 -> ip.convertToRGB();
            default -> ip;
          };
      stack.addSlice(ip);
    }
    ImagePlus imp = new ImagePlus("noise", stack);
    imp.setDimensions(channels, slices, frames);
    return imp;
  }

  private static float[] reference(float[][] planes, Convolution c, int z) {
    Volume in = new Volume(new Shape(1, planes.length, HEIGHT, WIDTH), planes);
    return Reference.convolve(in, c).plane(0, z);
  }

  private static float[] floats(ImageProcessor ip, int component) {
    float[] values = new float[ip.getPixelCount()];
    PixelRows.read(ip.getPixels(), component, 0, values, 0, values.length);
    return values;
  }

  /** 8-bit planes are computed in whole numbers, components of RGB in floats. */
  @ParameterizedTest
  @ValueSource(ints = {8, 24})
  void roundedAndClampedInPlaceAndTheClippedCounted(int bits) {
    ImagePlus imp = noise(bits, 2, 2, 1);
    int components = bits == 24 ? 3 : 1;
    byte[][] expected = new byte[4 * components][];
    int clipped = 0;
    for (int i = 0; i < expected.length; i++) {
      float[] plane = floats(imp.getStack().getProcessor(i / components + 1), i % components);
      float[] exact = reference(new float[][] {plane}, LAPLACIAN, 0);
      expected[i] = new byte[exact.length];
      for (int j = 0; j < exact.length; j++) {
        expected[i][j] = (byte) Math.min(255, Math.max(0, Math.round(exact[j])));
        clipped += exact[j] < 0 || exact[j] > 255 ? 1 : 0;
      }
    }
    PrintStream console = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
      ImageJob.of(imp)
          .withScope(Scope.STACK)
          .withOutput(OutputKind.SAME)
          .run(s -> Operation.of(Graph.of(LAPLACIAN), new Runner(2)), Monitor.NONE);
    } finally {
      System.setOut(console);
    }
    for (int i = 0; i < expected.length; i++) {
      float[] found = floats(imp.getStack().getProcessor(i / components + 1), i % components);
      for (int j = 0; j < found.length; j++) {
        assertEquals(expected[i][j] & 0xff, found[j]);
      }
    }
    assertTrue(clipped > 1000);
    assertTrue(
        log.toString(StandardCharsets.UTF_8).contains(": " + clipped + " values did not fit"));
  }

  @Test
  void pixelsOutsideASelectionStayInPlace() {
    ImagePlus imp = noise(8, 1, 1, 1);
    imp.setRoi(new OvalRoi(7, 5, 40, 25));
    float[] before = floats(imp.getProcessor(), 0);
    float[] exact = reference(new float[][] {before}, LAPLACIAN, 0);
    ImageJob.of(imp)
        .withOutput(OutputKind.SAME)
        .run(s -> Operation.of(Graph.of(LAPLACIAN), new Runner(2)), Monitor.NONE);
    for (int i = 0; i < before.length; i++) {
      boolean inside = imp.getRoi().contains(i % WIDTH, i / WIDTH);
      float expected = inside ? Math.min(255, Math.max(0, exact[i])) : before[i];
      assertEquals(expected, imp.getProcessor().getf(i), "pixel " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void everyPlaneIsTheReferences(int bits) {
    ImagePlus imp = noise(bits, 1, 3, 2);
    ImagePlus result =
        ImageJob.of(imp)
            .withScope(Scope.STACK)
            .run(s -> Operation.of(Graph.of(LAPLACIAN), new Runner(2)), Monitor.NONE);
    int components = bits == 24 ? 3 : 1;
    for (int i = 0; i < 6; i++) {
      for (int p = 0; p < components; p++) {
        float[] own = floats(imp.getStack().getProcessor(i + 1), p);
        assertArrayEquals(
            reference(new float[][] {own}, LAPLACIAN, 0),
            (float[]) result.getStack().getPixels(components * i + p + 1),
            1e-3f);
      }
    }
  }

  @Test
  void aVolumeIsTheReferences() {
    ImagePlus imp = noise(16, 2, 5, 1);
    Convolution c = Convolution.of(Kernel.volume(1, 1, 3, 1f, 2, -1)).rate(1, 1, 2);
    ImagePlus result =
        ImageJob.of(imp)
            .withDimensions(Dimensions.Z)
            .run(s -> Operation.of(Graph.of(c)), Monitor.NONE);
    float[][] planes = new float[5][];
    for (int z = 0; z < 5; z++) {
      planes[z] = Images.floats(imp, 2, z + 1, 1);
    }
    for (int z = 0; z < 5; z++) {
      assertArrayEquals(reference(planes, c, z), Images.floats(result, 2, z + 1, 1), 1e-3f);
    }
  }

  @Test
  void aSelectionIsACropOfTheWhole() {
    ImagePlus imp = noise(32, 1, 1, 1);
    float[] own = floats(imp.getProcessor(), 0);
    ImagePlus whole = ImageJob.of(imp).run(s -> Operation.of(Graph.of(LAPLACIAN)), Monitor.NONE);
    OvalRoi roi = new OvalRoi(20, 10, 30, 50);
    imp.setRoi(roi);
    ImagePlus part = ImageJob.of(imp).run(s -> Operation.of(Graph.of(LAPLACIAN)), Monitor.NONE);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        float expected = roi.contains(x, y) ? whole.getProcessor().getf(x, y) : own[y * WIDTH + x];
        assertEquals(expected, part.getProcessor().getf(x, y));
      }
    }
  }

  @Test
  void evenAndCausalKernelsKeepTheImageInPlace() {
    ImagePlus imp = noise(8, 1, 1, 1);
    imp.getCalibration().xOrigin = 3;
    Convolution even = Convolution.of(Kernel.of(2, 2, 1f, 0, 0, 0)).rate(3);
    Convolution causal =
        Convolution.of(Kernel.row(0, 1)).padding(Padding.CAUSAL, Padding.VALID, Padding.VALID);
    for (Convolution c : new Convolution[] {even, causal}) {
      ImagePlus result =
          ImageJob.of(imp)
              .withOutput(OutputKind.SAME)
              .run(s -> Operation.of(Graph.of(c)), Monitor.NONE);
      assertSame(imp, result);
      assertEquals(3, imp.getCalibration().xOrigin);
    }
  }

  @Test
  void validPaddingMovesTheOriginToTheFirstCentre() {
    ImagePlus imp = noise(8, 1, 1, 1);
    Convolution valid = LAPLACIAN.padding(Padding.VALID).stride(3);
    ImagePlus result = ImageJob.of(imp).run(s -> Operation.of(Graph.of(valid)), Monitor.NONE);
    assertEquals(3, result.getCalibration().pixelWidth);
    // The centre tap of output 0 reads column 2, that of output 1 column 5.
    assertEquals(2, result.getCalibration().getX(0), 1e-12);
    assertEquals(5, result.getCalibration().getX(1), 1e-12);
  }
}
