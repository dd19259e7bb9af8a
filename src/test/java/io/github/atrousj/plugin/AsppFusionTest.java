package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.kernel.KernelText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ASPP fusion by macro text against branches computed one by one by the plain reference. */
class AsppFusionTest {
  private static final int WIDTH = 31;
  private static final int HEIGHT = 23;

  private final float[] pixels = random(new Random(11));
  private final ImagePlus image =
      new ImagePlus("noise", new FloatProcessor(WIDTH, HEIGHT, pixels.clone()));

  private static float[] random(Random random) {
    float[] pixels = new float[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(4096) / 16f;
    }
    return pixels;
  }

  private ImagePlus run(String options) {
    return HeadlessImageJ.run(image, "ASPP Fusion...", options).ok().result();
  }

  private String refusal(String options) {
    return HeadlessImageJ.run(image, "ASPP Fusion...", options).error();
  }

  private float[] branch(String kernel, int rate, Border border) {
    Kernel k = KernelText.parse(kernel, KernelText.Images.NONE);
    Convolution c = Convolution.of(k).rate(rate).border(border);
    return Reference.convolve(Volume.plane(pixels, WIDTH, HEIGHT), c).plane(0, 0);
  }

  private static float[] plane(ImagePlus result, int n) {
    return (float[]) result.getStack().getPixels(n);
  }

  private static double fused(String how, float... v) {
    double sum = 0;
    double product = 1;
    int most = 0;
    int least = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i];
      product *= v[i];
      most = v[i] > v[most] ? i : most;
      least = v[i] < v[least] ? i : least;
    }
    double mean = sum / v.length;
    double variance = 0;
    for (float x : v) {
      variance += (x - mean) * (x - mean) / v.length;
    }
    return switch (how) {
      case "sum" -> sum;
      case "mean" -> mean;
      case "max" -> v[most];
      case "min" -> v[least];
      case "range" -> (double) v[most] - v[least];
      case "std" -> Math.sqrt(variance);
      case "product" -> product;
      default -> most;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "mean", "max", "min", "range", "std", "product", "argmax"})
  void fusesTheBranchesPixelByPixel(String how) {
    float[] out =
        plane(run("kernel=laplacian-8 rates=1,4,16 pointwise border=zero fuse=" + how), 1);
    float[] a = branch("laplacian-8", 1, Border.ZERO);
    float[] b = branch("laplacian-8", 4, Border.ZERO);
    float[] c = branch("laplacian-8", 16, Border.ZERO);
    for (int i = 0; i < out.length; i++) {
      double expected = fused(how, pixels[i], a[i], b[i], c[i]);
      assertEquals(expected, out[i], 1e-6 * Math.max(10, Math.abs(expected)), how + " at " + i);
    }
  }

  @Test
  void concatKeepsEveryBranchAsANamedChannel() {
    ImagePlus result = run("kernel=sobel-x rates=2,5 pointwise fuse=concat");
    assertEquals(3, result.getNChannels());
    assertArrayEquals(pixels, plane(result, 1));
    assertArrayEquals(branch("sobel-x", 2, Border.REPLICATE), plane(result, 2), 1e-2f);
    assertArrayEquals(branch("sobel-x", 5, Border.REPLICATE), plane(result, 3), 1e-2f);
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      labels.add(result.getStack().getSliceLabel(i));
    }
    assertTrue(labels.get(0).contains("pointwise"), labels.toString());
    assertTrue(labels.get(1).contains("rate 2"), labels.toString());
    assertTrue(labels.get(2).contains("rate 5"), labels.toString());
  }

  @Test
  void theDefaultsAreThoseOfThePapersWithACentreSurround() {
    float[] out = plane(run(""), 1);
    String kernel = KernelLibrary.MULTI_SCALE_DEFAULT;
    float[] a = branch(kernel, 6, Border.REPLICATE);
    float[] b = branch(kernel, 12, Border.REPLICATE);
    float[] c = branch(kernel, 18, Border.REPLICATE);
    for (int i = 0; i < out.length; i++) {
      assertEquals(((double) a[i] + b[i] + c[i]) / 3, out[i], 1e-3);
    }
  }

  @Test
  void oneKernelPerRate() {
    float[] out = plane(run("kernel=[sobel-x | 1 -1; 2 -2] rates=2,3 fuse=sum"), 1);
    float[] a = branch("sobel-x", 2, Border.REPLICATE);
    float[] b = branch("1 -1; 2 -2", 3, Border.REPLICATE);
    for (int i = 0; i < out.length; i++) {
      assertEquals((double) a[i] + b[i], out[i], 1e-2);
    }
  }

  @Test
  void everyPlaneOfAStackIsFusedByItself() {
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int i = 0; i < 3; i++) {
      stack.addSlice(new FloatProcessor(WIDTH, HEIGHT, random(new Random(i))));
    }
    ImagePlus all =
        HeadlessImageJ.run(new ImagePlus("stack", stack), "ASPP Fusion...", "rates=1,2 stack")
            .ok()
            .result();
    assertEquals(3, all.getStackSize());
    for (int i = 1; i <= 3; i++) {
      ImagePlus single = new ImagePlus("single", stack.getProcessor(i).duplicate());
      assertArrayEquals(
          plane(HeadlessImageJ.run(single, "ASPP Fusion...", "rates=1,2").ok().result(), 1),
          plane(all, i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kernel=[sobel-x , sobel-y] rates=1,2,3|kernel: \"sobel-x , sobel-y\" is neither a library"
            + " name (nearest: sobel-x), an open image (image:TITLE) nor rows of numbers",
        "rates=6,0|rates=6,0: must be up to 256 whole numbers from 1 to 65535 px, separated by"
            + " commas",
        "fuse=average|fuse=average: must be one of concat, sum, mean, max, min, range, std, product,"
            + " argmax",
        "kernel=laplacian-26-3d|kernel: \"laplacian-26-3d\" is 3 x 3 x 3; dimensions=2D takes a"
            + " kernel of one plane",
      })
  void badInputGetsOneLine(String options, String line) {
    assertEquals(line, refusal(options));
  }

  @Test
  void theNumberOfKernelsIsOneOrThatOfTheRates() {
    assertEquals(
        "kernel: 2 kernels for 3 rates; give one for all, or one per rate split by |",
        refusal("kernel=[sobel-x | sobel-y]"));
  }

  @Test
  void itIsSaidWhenABranchHasLostItsTaps() {
    AsppFusion aspp = new AsppFusion();
    String lost = "With border=zero, branches of rate 31 or more";
    assertTrue(aspp.describe(image, aspp.spec().parse("rates=4,31 border=zero")).contains(lost));
    assertFalse(aspp.describe(image, aspp.spec().parse("rates=4,30 border=zero")).contains(lost));
    assertFalse(aspp.describe(image, aspp.spec().parse("rates=4,31")).contains(lost));
    assertEquals(
        "Branches: pointwise, 9 \u00d7 9 px, 61 \u00d7 61 px.",
        aspp.describe(image, aspp.spec().parse("rates=4,30 pointwise")));
  }

  @Test
  void nothingIsComputedForADescription() {
    AsppFusion aspp = new AsppFusion();
    assertThrows(
        IllegalArgumentException.class,
        () -> aspp.describe(image, aspp.spec().parse("kernel=image:nosuch")));
    assertNull(image.getRoi());
    assertArrayEquals(pixels, plane(image, 1));
  }
}
