package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import io.github.atrousj.kernel.KernelLibrary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsppFusionTest {
  private static final String FOUR = "kernel=sobel-x rates=1,3 pointwise pooling ";
  private final ImageCommand aspp = new AsppFusion();
  private final ImagePlus image = Planes.noise(1);

  private float[] only(String options) {
    ImagePlus result = Planes.process(aspp, image, options);
    assertEquals(1, result.getStackSize());
    return Planes.plane(result, 1);
  }

  /** The branches of {@link #FOUR}: image, rate 1, rate 3, mean. */
  private float[][] four() {
    float[] in = Planes.plane(image, 1);
    double sum = 0;
    for (float v : in) {
      sum += v;
    }
    float[] mean = new float[in.length];
    Arrays.fill(mean, (float) (sum / in.length));
    return new float[][] {
      in, Planes.convolved(in, "sobel-x", 1), Planes.convolved(in, "sobel-x", 3), mean
    };
  }

  private float[] weighted(double... w) {
    float[][] b = four();
    float[] out = new float[b[0].length];
    for (int i = 0; i < out.length; i++) {
      double sum = w.length > 4 ? w[4] : 0;
      for (int k = 0; k < 4; k++) {
        sum += w[k] * b[k][i];
      }
      out[i] = (float) sum;
    }
    return out;
  }

  @Test
  void withoutKeysItIsTheMeanOfCentreSurroundAtThreeRates() {
    float[] expected = new float[Planes.WIDTH * Planes.HEIGHT];
    for (int rate : new int[] {6, 12, 18}) {
      float[] branch =
          Planes.convolved(Planes.plane(image, 1), KernelLibrary.MULTI_SCALE_DEFAULT, rate);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += branch[i] / 3;
      }
    }
    assertArrayEquals(expected, only(""), 1e-5f);
  }

  @Test
  void concatKeepsTheBranchesInOrderWithTheirNames() {
    ImagePlus result = Planes.process(aspp, image, FOUR + "pyramid=2,1 fuse=concat");
    String[] names = {"image", "rate 1", "rate 3", "mean", "pyramid 2", "pyramid 1"};
    assertEquals(6, result.getNChannels());
    float[][] four = four();
    for (int c = 0; c < 6; c++) {
      assertEquals(names[c] + " - slice 1", result.getStack().getSliceLabel(c + 1));
      if (c < 4) {
        assertArrayEquals(four[c], Planes.plane(result, c + 1), 1e-5f, names[c]);
      }
    }
    assertArrayEquals(four[3], Planes.plane(result, 6), 1e-5f, "one bin is the mean");
  }

  @Test
  void aKernelPerRateAndAnActivation() {
    float[] in = Planes.plane(image, 1);
    float[] a = Planes.convolved(in, "sobel-x", 2);
    float[] b = Planes.convolved(in, "sobel-y", 2);
    float[] energy = only("kernel=[sobel-x | sobel-y] rates=2,2 activation=square fuse=sum");
    for (int i = 0; i < in.length; i++) {
      assertEquals(a[i] * a[i] + b[i] * b[i], energy[i], 1e-4f);
    }
  }

  @ParameterizedTest
  @CsvSource({"sum", "mean", "max", "min", "range", "std", "product", "argmax"})
  void everyFusion(String fuse) {
    float[][] b = four();
    float[] actual = only(FOUR + "fuse=" + fuse);
    for (int i = 0; i < actual.length; i++) {
      double[] v = {b[0][i], b[1][i], b[2][i], b[3][i]};
      double max = Arrays.stream(v).max().orElseThrow();
      double min = Arrays.stream(v).min().orElseThrow();
      double mean = Arrays.stream(v).average().orElseThrow();
      double expected =
          switch (fuse) {
            case "sum" -> 4 * mean;
            case "mean" -> mean;
            case "max" -> max;
            case "min" -> min;
            case "range" -> max - min;
            case "std" -> Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / 4);
            case "product" -> v[0] * v[1] * v[2] * v[3];
            default -> max == v[0] ? 0 : max == v[1] ? 1 : max == v[2] ? 2 : 3;
          };
      assertEquals(expected, actual[i], 1e-4, fuse);
    }
  }

  @Test
  void sumTakesWeightsAndMeanDividesThemByTheirSum() {
    assertArrayEquals(weighted(1, -2, .5, 3), only(FOUR + "fuse=sum weights=1,-2,.5,3"), 1e-4f);
    assertArrayEquals(
        weighted(.4, -.8, .2, 1.2), only(FOUR + "fuse=mean weights=[1 -2 1/2 3]"), 1e-4f);
    assertArrayEquals(only(FOUR + "fuse=mean"), only(FOUR + "weights=2,2,2,2"), 1e-5f);
  }

  @Test
  void projectTakesARowPerOutputWithOrWithoutBias() {
    ImagePlus result =
        Planes.process(aspp, image, FOUR + "fuse=project weights=[1 2 0 0 -3; 0 0 1 -1]");
    assertEquals(2, result.getNChannels());
    assertEquals(32, result.getBitDepth());
    assertArrayEquals(weighted(1, 2, 0, 0, -3), Planes.plane(result, 1), 1e-4f);
    assertArrayEquals(weighted(0, 0, 1, -1), Planes.plane(result, 2), 1e-4f);
    assertEquals("output 1 - slice 1", result.getStack().getSliceLabel(2));
  }

  @Test
  void labelsAreAnIndexedImageWithALegend() {
    ImagePlus result =
        Planes.process(
            aspp, image, FOUR + "fuse=project weights=[0 0 0 0 .5; 1 0 0 0; 0 -1.5 0 2 -1] labels");
    assertEquals(8, result.getBitDepth());
    assertEquals("noise-labels", result.getTitle());
    float[][] scores = {
      weighted(0, 0, 0, 0, .5), weighted(1, 0, 0, 0), weighted(0, -1.5, 0, 2, -1)
    };
    boolean[] seen = new boolean[3];
    for (int i = 0; i < scores[0].length; i++) {
      int best = 0;
      for (int c = 1; c < 3; c++) {
        best = scores[c][i] > scores[best][i] ? c : best;
      }
      assertEquals(best, result.getProcessor().get(i));
      seen[best] = true;
    }
    assertTrue(seen[0] && seen[1] && seen[2]);
    assertEquals("0.5", result.getProp("Label_0"));
    assertEquals("1*image", result.getProp("Label_1"));
    assertEquals("-1.5*rate 1 + 2*mean - 1", result.getProp("Label_2"));
    assertNull(result.getProp("Label_3"));
    assertEquals(0, result.getDisplayRangeMin());
    assertEquals(255, result.getDisplayRangeMax());
    assertTrue(result.getProcessor().isColorLut());
  }

  @Test
  void argmaxHasALegendToo() {
    ImagePlus result = Planes.process(aspp, image, "rates=2,4 fuse=argmax");
    assertEquals("rate 4", result.getProp("Label_1"));
  }

  @Test
  void theDefaultKernelSuitsTheDimensions() {
    ImagePlus stack = Planes.noise(5);
    for (String[] pair :
        new String[][] {{"3D", "centre-surround-3d"}, {"Z", "centre-surround-row"}}) {
      String options = "rates=1,2 dimensions=" + pair[0];
      ImagePlus usual = Planes.process(aspp, stack, options);
      ImagePlus named = Planes.process(aspp, stack, options + " kernel=" + pair[1]);
      for (int z = 1; z <= 5; z++) {
        assertArrayEquals(Planes.plane(named, z), Planes.plane(usual, z), pair[0]);
      }
    }
  }

  @Test
  void poolingIsOverThePlaneIn2dAndOverTheVolumeIn3d() {
    ImagePlus stack = Planes.noise(3);
    String mean = "kernel=1 rates=1 pooling fuse=sum weights=0,1 ";
    ImagePlus planes = Planes.process(aspp, stack, mean + "stack");
    ImagePlus volume = Planes.process(aspp, stack, mean + "dimensions=3D");
    double all = 0;
    for (int z = 1; z <= 3; z++) {
      double sum = 0;
      for (float v : Planes.plane(stack, z)) {
        sum += v;
      }
      assertEquals(sum / Planes.plane(stack, z).length, Planes.plane(planes, z)[7], 1e-6);
      all += sum / Planes.plane(stack, z).length / 3;
    }
    assertEquals(all, Planes.plane(volume, 2)[7], 1e-6);
  }

  @Test
  void everyPlaneOfAStackIsFusedByItself() {
    ImagePlus stack = Planes.noise(3);
    ImagePlus all = Planes.process(aspp, stack, "rates=1,2 pooling stack");
    assertEquals(3, all.getStackSize());
    for (int z = 1; z <= 3; z++) {
      stack.setSlice(z);
      ImagePlus one = Planes.process(aspp, stack, "rates=1,2 pooling");
      assertArrayEquals(Planes.plane(one, 1), Planes.plane(all, z));
    }
  }

  @Test
  void rgbIsFusedByComponentAndInPlaceWhenAsked() {
    ImagePlus rgb = new ImagePlus("rgb", new ColorProcessor(9, 9));
    rgb.getProcessor().set(4, 4, 0x102030);
    ImagePlus result = Planes.process(aspp, rgb, "kernel=1 rates=1,2 fuse=sum");
    assertEquals(3, result.getNChannels());
    assertEquals(0x40, result.getStack().getProcessor(2).getf(4, 4));
    assertEquals(rgb, Planes.process(aspp, rgb, "kernel=1 rates=1,2 fuse=sum output=same"));
    assertEquals(0x204060, rgb.getProcessor().get(4, 4) & 0xFFFFFF);
  }

  @Test
  void severalChannelsOfTheSameTypeAreANewImage() {
    ImagePlus bytes = new ImagePlus("bytes", new ByteProcessor(9, 9));
    bytes.getProcessor().set(4, 4, 200);
    ImagePlus result = Planes.process(aspp, bytes, "kernel=2 rates=1,2 fuse=concat output=same");
    assertEquals(8, result.getBitDepth());
    assertEquals(2, result.getNChannels());
    assertEquals(255, result.getStack().getProcessor(1).get(4, 4));
    assertEquals(200, bytes.getProcessor().get(4, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`kernel=[mean-3|mean-5] rates=1,2,4`|kernel=mean-3|mean-5: 2 kernels for 3 rates; give one for all, or",
        "fuse=average|fuse=average: must be one of concat, sum, mean, max, min, range, std, product,",
        "fuse=project|weights is missing: fuse=project needs rows split by ;, each of 3 numbers, one"
            + " per branch, or of 4, the last being the bias",
        "fuse=project weights=[1 2 3;1 2]|weights=1 2 3;1 2: row 2 has 2; must be rows split by ;,",
        "fuse=sum weights=1,2|weights=1,2: must be one row of 3 numbers, one per branch",
        "fuse=sum weights=[1 2 3; 1 2 3]|weights=1 2 3; 1 2 3: must be one row of 3 numbers",
        "weights=1,-0.9,-0.1|weights=1,-0.9,-0.1: their sum is 0, and fuse=mean divides by it",
        "fuse=max weights=1,2,3|weights=1,2,3: goes with fuse=sum, mean or project, not fuse=max",
        "weights=a|weights=a: \"a\" is no finite number; must be",
        "labels|labels: needs fuse=project, not fuse=mean",
        "fuse=project weights=[1 2 3] labels output=same|output=same: cannot be given together with",
        "pyramid=0|pyramid=0: must be none or up to 256 whole numbers from 1 to 256",
        "rates=|rates=: must be up to 256 whole numbers from 1 to 65535 px, separated by commas",
        "dimensions=T|dimensions=T: needs at least 2 frames, this image has 1 frame",
      })
  void refusesWithOneLine(String options, String line) {
    String refusal = Planes.refusal(aspp, image, options);
    assertEquals(line, refusal.substring(0, Math.min(line.length(), refusal.length())));
  }

  @Test
  void moreThan256LabelsDoNotFit8Bits() {
    String rows = "1;".repeat(256) + "1";
    assertTrue(
        Planes.refusal(aspp, image, "rates=1 fuse=project labels weights=" + rows)
            .endsWith("257 rows; at most 256 with labels"));
  }

  @Test
  void saysWhatBecomesOfARateBeyondTheImage() {
    assertEquals(
        "3 branches: 3 × 3 px, 47 × 47 px, mean. 3×3 at rate 23: this branch is a 1×1 on this"
            + " image (23 × 19 px): with zero padding only its centre weight meets a pixel.",
        aspp.describe(image, aspp.spec().parse("rates=1,23 pooling border=zero")));
    assertEquals(
        "2 branches: 3 × 3 px, 47 × 47 px.", aspp.describe(image, aspp.spec().parse("rates=1,23")));
  }

  @Test
  void saysItOfEveryRateBeyondTheImageAndOfRowsAlongTheirAxis() {
    String both = aspp.describe(image, aspp.spec().parse("rates=23,30 border=zero"));
    assertTrue(both.contains("3×3 at rate 23: this branch is a 1×1"), both);
    assertTrue(both.contains("3×3 at rate 30: this branch is a 1×1"), both);
    String row = "kernel=[1 2 1] border=zero dimensions=X rates=";
    String beyond = aspp.describe(image, aspp.spec().parse(row + "23"));
    assertTrue(beyond.contains("3×1 at rate 23: this branch is a 1×1"), beyond);
    String within = aspp.describe(image, aspp.spec().parse(row + "22"));
    assertFalse(within.contains("image ("), within);
    assertFalse(within.contains("1×1"), within);
  }

  @Test
  void labelsAreOfTheWholeImageWhateverTheSelection() {
    String options = FOUR + "fuse=project weights=[0 0 0 0 .5; 1 0 0 0; 0 -1.5 0 2 -1] labels";
    byte[] whole = (byte[]) Planes.process(aspp, image, options).getProcessor().getPixels();
    image.setRoi(3, 4, 5, 6);
    ImagePlus again = Planes.process(aspp, image, options);
    assertArrayEquals(whole, (byte[]) again.getProcessor().getPixels());
  }

  @Test
  void helpSaysWhyTheDefaultKernelIsWhatItIs() {
    String help = aspp.spec().html(aspp.title(), aspp.about());
    assertTrue(help.contains(KernelLibrary.MULTI_SCALE_REASON));
  }
}
