package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What dilated convolution adds to the operator: axes, kernels of all kinds, its own refusals. */
class DilatedConvolutionTest {
  private static final String TITLE = "Dilated Convolution...";

  /** One bright pixel at (2, 1) of the middle slice. */
  private final ImagePlus point = point();

  private static ImagePlus point() {
    ImageStack stack = new ImageStack(5, 4);
    for (int i = 0; i < 3; i++) {
      stack.addSlice(new FloatProcessor(5, 4));
    }
    stack.getProcessor(2).setf(2, 1, 1);
    ImagePlus imp = new ImagePlus("point", stack);
    imp.setSlice(2);
    return imp;
  }

  private static ImagePlus frames(ImagePlus imp) {
    imp.setDimensions(1, 1, 3);
    return imp;
  }

  private static ImagePlus run(ImagePlus imp, String options) {
    return HeadlessImageJ.run(imp, TITLE, options).ok().result();
  }

  /**
   * ImageJ would make rate-8 of a second such title rate-1: "-8" looks to it like its own count.
   */
  @ParameterizedTest
  @CsvSource({
    "Dilated Convolution..., kernel=mean-3 rate=8, point-rate8",
    "'Dilated Convolution...', 'kernel=mean-3 rate=8,4', point-rate8x4",
    "Dilated Pooling..., window=3, point-max3",
    "Transposed Convolution..., kernel=mean-3, point-transposed2"
  })
  void aTitleDoesNotEndInWhatImageJTakesForItsOwnCount(
      String command, String options, String title) {
    assertEquals(title, HeadlessImageJ.run(point, command, options).ok().result().getTitle());
  }

  /** Values along one axis through the bright pixel. */
  private static float[] line(ImagePlus result, char axis) {
    ImageStack stack = result.getStack();
    int n = axis == 'x' ? stack.getWidth() : axis == 'y' ? stack.getHeight() : stack.size();
    float[] line = new float[n];
    for (int i = 0; i < n; i++) {
      int slice = axis == 'z' ? i : Math.min(1, stack.size() - 1);
      line[i] = (float) stack.getVoxel(axis == 'x' ? i : 2, axis == 'y' ? i : 1, slice);
    }
    return line;
  }

  @ParameterizedTest
  @CsvSource({"X, x, '1,0,2,0,3', 2", "Y, y, '0,2,0,3', 2", "Z, z, '1,2,3', 1", "T, z, '1,2,3', 1"})
  void aRowLiesAlongTheAxisAsked(String dimensions, char axis, String expected, int rate) {
    ImagePlus imp = dimensions.equals("T") ? frames(point()) : point;
    String options = "kernel=[3 2 1] border=zero stack dimensions=" + dimensions + " rate=" + rate;
    float[] wanted = new float[expected.split(",").length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Float.parseFloat(expected.split(",")[i]);
    }
    ImagePlus result = run(imp, options);
    assertArrayEquals(wanted, line(result, axis));
    float total = 0;
    for (int i = 1; i <= result.getStackSize(); i++) {
      for (float v : (float[]) result.getStack().getPixels(i)) {
        total += v;
      }
    }
    float sum = 0;
    for (float v : wanted) {
      sum += v;
    }
    assertEquals(sum, total, "values off the axis");
  }

  @Test
  void causalLooksBackOnly() {
    assertArrayEquals(
        new float[] {0, 0, 3, 2, 1},
        line(run(point, "kernel=[1 2 3] border=zero dimensions=X causal"), 'x'));
    assertArrayEquals(
        new float[] {0, 3, 2},
        line(run(frames(point()), "kernel=[1 2 3] border=zero dimensions=T causal"), 'z'));
  }

  @Test
  void causalWithoutPaddingLeavesOutWhatWouldNeedIt() {
    float[] padded = line(run(point, "kernel=[1 2 3] dimensions=X causal"), 'x');
    assertArrayEquals(
        Arrays.copyOfRange(padded, 2, 5),
        line(run(point, "kernel=[1 2 3] dimensions=X causal padding=valid"), 'x'));
  }

  @Test
  void normalizeDividesByTheSum() {
    assertArrayEquals(
        new float[] {0, 0.25f, 0.5f, 0.25f, 0},
        line(run(point, "kernel=[1 2 1] border=zero normalize"), 'x'));
    assertArrayEquals(
        new float[] {0, 1, -2, 1, 0},
        line(run(point, "kernel=[1 -2 1] border=zero normalize"), 'x'));
  }

  @Test
  void anOpenImageIsAKernel() {
    float[] weights = {1, 2, 3};
    ImagePlus kernel = new ImagePlus("my rate=3 stack 2.tif", new FloatProcessor(3, 1, weights));
    HeadlessImageJ.Outcome outcome =
        HeadlessImageJ.macro(
            "run('Dilated Convolution...', 'kernel=[image:my rate=3 stack 2.tif] border=zero');",
            "",
            kernel,
            point);
    assertArrayEquals(new float[] {0, 3, 2, 1, 0}, line(outcome.ok().result(), 'x'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate=2|kernel is missing: give kernel=a library name, image:TITLE or image:#ID of an open"
            + " image, or numbers, rows split by ; and planes of a 3-D kernel by / between blanks",
        "kernel=mean-3 rate=9 padding=valid|rate=9: the kernel is 19 px along x at this rate, more"
            + " than the image's 5 px with padding=valid; take a smaller rate or padding=same",
        "kernel=mean-3 rate=1,2,3|rate=1,2,3: dimensions=2D takes one number, or 2 (x,y)",
        "kernel=[1 2 1] dimensions=Z stride=2,2|stride=2,2: dimensions=Z takes one number",
        "kernel=mean-3 padding=1,2|padding=1,2: dimensions=2D takes one number, or 4 (before,after"
            + " for each axis)",
        "kernel=mean-3 causal|causal: works along one axis; give dimensions=X, Y, Z or T",
        "kernel=mean-3-row dimensions=X causal padding=3|padding=3: must be same or valid"
            + " together with causal",
        "kernel=mean-3 dimensions=Y|kernel=mean-3: is 3 x 3; dimensions=Y takes one row of"
            + " numbers",
        "kernel=mean-3 stride=1025|stride=1025: must be a whole number from 1 to 1024 px, or one per"
            + " axis (x,y or x,y,z)",
      })
  void badInputGetsOneLine(String options, String line) {
    assertEquals(line, HeadlessImageJ.run(point, TITLE, options).error());
  }

  @Test
  void theDescriptionTellsSizesAndSum() {
    DilatedConvolution c = new DilatedConvolution();
    assertEquals(
        "Effective kernel 17 \u00d7 17 px; sum of the weights 0.",
        c.describe(point, c.spec().parse("kernel=laplacian-8 rate=8")));
    assertEquals(
        "Effective kernel 5 \u00d7 9 px; sum of the weights 1; result 3 \u00d7 2 px.",
        c.describe(point, c.spec().parse("kernel=mean-3 rate=2,4 stride=2")));
    assertEquals(
        "Effective kernel 3 px; sum of the weights 6.",
        c.describe(point, c.spec().parse("kernel=[1 2 3] dimensions=Z")));
  }
}
