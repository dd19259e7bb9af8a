package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels of 10,000 numbers, in every shape, against the plain reference. */
class LargeKernelTest {
  private static final int WIDTH = 11;
  private static final int HEIGHT = 7;
  private static final float[] PIXELS = numbers(WIDTH * HEIGHT, 5);

  private static float[] numbers(int n, long seed) {
    Random random = new Random(seed);
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) random.nextGaussian();
    }
    return v;
  }

  private static ImagePlus image() {
    return new ImagePlus("image", new FloatProcessor(WIDTH, HEIGHT, PIXELS.clone()));
  }

  private static Volume volume() {
    return Volume.plane(PIXELS.clone(), WIDTH, HEIGHT);
  }

  private static String text(Kernel k) {
    StringJoiner rows = new StringJoiner("; ");
    for (int y = 0; y < k.height(); y++) {
      StringJoiner row = new StringJoiner(" ");
      for (int x = 0; x < k.width(); x++) {
        row.add(Float.toString(k.weight(x, y, 0)));
      }
      rows.add(row.toString());
    }
    return rows.toString();
  }

  private static float[] run(String command, String options) {
    Outcome outcome = CleanRun.run(image(), command, options);
    assertNull(outcome.error(), outcome.error());
    return (float[]) outcome.result().getProcessor().getPixels();
  }

  @ParameterizedTest
  @CsvSource({"100, 100, 1", "10000, 1, 1", "1, 10000, 3", "20, 500, 65535"})
  void convolvesWithTenThousandWeights(int width, int height, int rate) {
    Kernel k = Kernel.of(width, height, numbers(width * height, 3));
    Convolution c = Convolution.of(k).rate(rate).border(Border.REFLECT);
    float[] got =
        run("Dilated Convolution...", "kernel=[" + text(k) + "] border=reflect rate=" + rate);
    assertArrayEquals(Reference.convolve(volume(), c).plane(0, 0), got);
  }

  @Test
  void transposesTenThousandWeights() {
    Kernel k = Kernel.of(100, 100, numbers(10_000, 4));
    String options = "kernel=[" + text(k) + "] stride=3 padding=40";
    TransposedConvolution t = TransposedConvolution.of(k, 1, 3, Padding.of(40, 40), 0, false);
    assertArrayEquals(
        Reference.transposed(volume(), t).plane(0, 0), run("Transposed Convolution...", options));
  }

  @ParameterizedTest
  @CsvSource({
    "Dilated Filter Bank..., rates=2",
    "ASPP Fusion..., rates=2",
    "Dilated Cascade..., rates=2"
  })
  void oneBranchOfTenThousandWeightsIsTheConvolution(String command, String options) {
    Kernel k = Kernel.of(100, 100, numbers(10_000, 6));
    float[] expected =
        Reference.convolve(volume(), Convolution.of(k).rate(2).border(Border.REPLICATE))
            .plane(0, 0);
    assertArrayEquals(expected, run(command, "kernel=[" + text(k) + "] " + options));
  }

  /** One number too many or too few in ten thousand is found and named. */
  @Test
  void aRowThatIsTooLongIsNamed() {
    String rows = "1 ".repeat(100) + "; ";
    String bad = rows.repeat(57) + "1 " + rows.repeat(42) + "1 ".repeat(100);
    String error = CleanRun.run(image(), "Dilated Convolution...", "kernel=[" + bad + "]").error();
    CleanRun.assertOneLine(error);
    assertTrue(error.startsWith("kernel") && error.contains("58"), error);
  }

  /** As weights of branches too: 10,000 numbers where 3 are wanted. */
  @Test
  void tenThousandWeightsForThreeBranchesAreRefused() {
    String error =
        CleanRun.run(image(), "ASPP Fusion...", "fuse=sum weights=[" + "1 ".repeat(10_000) + "]")
            .error();
    CleanRun.assertOneLine(error);
    assertEquals("weights", error.substring(0, 7), error);
  }
}
