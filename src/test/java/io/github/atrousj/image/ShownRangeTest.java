package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ImageProcessor;
import ij.process.LUT;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.kernel.Kernel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new image shows is found while it is computed, and is what its pixels say. */
class ShownRangeTest {
  /** Takes differences: no result lies within the source's range, so all are shown whole. */
  private static final Kernel DIFFERENCE = Kernel.of(2, 1, -1, 1);

  private static ImagePlus image(int bits, int[] size, boolean composite, Random random) {
    int width = 1 + random.nextInt(1300);
    int height = 1 + random.nextInt(40);
    ImageStack stack = new ImageStack(width, height);
    for (int i = 0; i < size[0] * size[1] * size[2]; i++) {
      stack.addSlice(null, plane(bits, width, height, random));
    }
    ImagePlus image = new ImagePlus("random", stack);
    image.setDimensions(size[0], size[1], size[2]);
    if (composite) {
      image = new CompositeImage(image, 1 + random.nextInt(3));
    }
    image.setOpenAsHyperStack(true);
    int c = 1 + random.nextInt(size[0]);
    int z = 1 + random.nextInt(size[1]);
    int t = 1 + random.nextInt(size[2]);
    image.setPosition(c, z, t);
    return image;
  }

  private static Object plane(int bits, int width, int height, Random random) {
    ImageProcessor ip = Images.plane(bits, width, height, 0);
    float offset = random.nextInt(3) - 1;
    boolean holes = random.nextBoolean();
    for (int i = 0; i < width * height; i++) {
      if (bits == 32) {
        ip.setf(i, special(holes ? random.nextInt(300) : 9, random, offset));
      } else {
        ip.set(i, random.nextInt(bits == 24 ? 1 << 24 : 1 << bits));
      }
    }
    return ip.getPixels();
  }

  private static float special(int which, Random random, float offset) {
    switch (which) {
      case 0:
        return Float.NaN;
      case 1:
        return Float.POSITIVE_INFINITY;
      case 2:
        return Float.NEGATIVE_INFINITY;
      case 3:
        return Float.intBitsToFloat(0xffc00001); // NaN with its sign set
      case 4:
        return -0f;
      default:
        return random.nextFloat() + offset;
    }
  }

  /** One by one, without anything of what is tested. */
  private static double[] scanned(float[] plane) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (float v : plane) {
      if (Float.isFinite(v)) {
        least = Math.min(least, v);
        largest = Math.max(largest, v);
      }
    }
    return least <= largest ? new double[] {least, largest} : new double[2];
  }

  private static double[] scanned(ImagePlus result, int channel) {
    int index = result.getStackIndex(channel, result.getZ(), result.getT());
    return scanned((float[]) result.getStack().getPixels(index));
  }

  private static void assertRanges(ImagePlus source, ImagePlus result, String what) {
    double[] all = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int c = 1; c <= result.getNChannels(); c++) {
      double[] range = scanned(result, c);
      all[0] = Math.min(all[0], range[0]);
      all[1] = Math.max(all[1], range[1]);
    }
    for (int c = 1; c <= result.getNChannels(); c++) {
      double[] expected = source.isRGB() ? all : scanned(result, c);
      if (result instanceof CompositeImage composite) {
        LUT lut = composite.getChannelLut(c);
        assertArrayEquals(expected, new double[] {lut.min, lut.max}, what + " channel " + c);
      }
      if (c == result.getC()) {
        double[] shown = {result.getDisplayRangeMin(), result.getDisplayRangeMax()};
        assertArrayEquals(expected, shown, what + " in view");
        ImageProcessor ip = result.getProcessor();
        assertArrayEquals(expected, new double[] {ip.getMin(), ip.getMax()}, what + " pixels");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void isThatOfTheWholePlane(int bits) {
    Random random = new Random(bits);
    int[][] sizes = {{1, 1, 1}, {1, 4, 1}, {3, 1, 1}, {2, 3, 2}};
    for (int i = 0; i < 60; i++) {
      int[] size = sizes[bits == 24 ? random.nextInt(2) : random.nextInt(4)];
      boolean composite = size[0] > 1 && bits != 24 && random.nextBoolean();
      ImagePlus source = image(bits, size, composite, random);
      // Below every value of a source, so that no result keeps its range.
      source.setDisplayRange(-2000000, -1000000);
      if (source instanceof CompositeImage channels) {
        LUT[] luts = channels.getLuts();
        for (LUT lut : luts) {
          lut.min = -2000000;
          lut.max = -1000000;
        }
        channels.setLuts(luts);
      }
      if (random.nextInt(3) == 0) {
        source.setRoi(new OvalRoi(0, 0, source.getWidth(), 1 + source.getHeight() / 2));
      }
      Dimensions d = size[1] > 1 && random.nextBoolean() ? Dimensions.Z : Dimensions.D2;
      ImageJob job =
          ImageJob.of(source)
              .withDimensions(d)
              .withScope(random.nextBoolean() ? Scope.STACK : Scope.SLICE);
      Operation operation =
          d == Dimensions.Z
              ? Simple.alongZ()
              : Operation.of(Graph.of(Convolution.of(DIFFERENCE).rate(1 + random.nextInt(4))));
      ImagePlus result = job.run(s -> operation, Monitor.NONE);
      assertRanges(source, result, bits + " bits, image " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void plainAndVectorLoopsFindTheSame(boolean vector) {
    Random random = new Random(7);
    Extent extent = new Extent(vector && PixelRows.HAS_VECTORS);
    for (int i = 0; i < 400; i++) {
      float[] values = (float[]) plane(32, 1 + random.nextInt(3000), 1, random);
      int from = random.nextInt(values.length);
      int n = random.nextInt(values.length - from + 1);
      extent.clear();
      extent.add(values, from, n);
      float[] part = Arrays.copyOfRange(values, from, from + n);
      assertArrayEquals(scanned(part), extent.range(), "run " + i);
    }
  }

  /** Nothing keeps anybody from scrolling a stack that is being read. */
  @ParameterizedTest
  @EnumSource(
      value = Scope.class,
      names = {"SLICE", "STACK"})
  void isThatOfThePlaneThatWasInViewAtTheStart(Scope scope) {
    Random random = new Random(9);
    ImagePlus source = image(32, new int[] {1, 4, 1}, false, random);
    source.setDisplayRange(-2000000, -1000000);
    source.setSlice(2);
    Operation scrolls = Simple.map(1, v -> v);
    ImagePlus result =
        ImageJob.of(source)
            .withScope(scope)
            .run(
                s -> scrolls,
                new Monitor() {
                  @Override
                  public boolean cancelled() {
                    source.setSlice(4);
                    return false;
                  }
                });
    assertEquals(4, source.getCurrentSlice());
    assertEquals(scope == Scope.STACK ? 2 : 1, result.getCurrentSlice());
    assertRanges(source, result, scope.toString());
  }

  @Test
  void ofSeveralOutputsIsThatOfEach() {
    Random random = new Random(5);
    for (int bits : new int[] {8, 32}) {
      ImagePlus source = image(bits, new int[] {1, 3, 1}, false, random);
      source.setDisplayRange(-2000000, -1000000);
      ImagePlus result =
          ImageJob.of(source)
              .withScope(Scope.STACK)
              .withLabels(List.of("a", "b", "c"))
              .run(s -> Simple.map(3, v -> 2 * v), Monitor.NONE);
      assertEquals(3, result.getNChannels());
      assertRanges(source, result, bits + " bits");
    }
  }

  @Test
  void ofValuesInPlaceIsThatOfTheWholePlane() {
    Random random = new Random(6);
    for (int i = 0; i < 20; i++) {
      ImagePlus source = image(32, new int[] {1, 2, 1}, false, random);
      source.setDisplayRange(-2000000, -1000000);
      if (random.nextBoolean()) {
        source.setRoi(0, 0, source.getWidth(), 1 + source.getHeight() / 2);
      }
      Graph graph = Graph.of(Convolution.of(DIFFERENCE));
      ImageJob.of(source)
          .withOutput(OutputKind.SAME)
          .withScope(random.nextBoolean() ? Scope.STACK : Scope.SLICE)
          .run(s -> Operation.of(graph), Monitor.NONE);
      double[] shown = {source.getDisplayRangeMin(), source.getDisplayRangeMax()};
      assertArrayEquals(scanned((float[]) source.getProcessor().getPixels()), shown);
    }
  }

  @Test
  void channelsThatWereNotChangedKeepTheirsInPlace() {
    CompositeImage source = (CompositeImage) image(32, new int[] {3, 1, 1}, true, new Random(8));
    source.setPosition(2, 1, 1);
    Graph graph = Graph.of(Convolution.of(DIFFERENCE).bias(100));
    ImageJob.of(source).withOutput(OutputKind.SAME).run(s -> Operation.of(graph), Monitor.NONE);
    for (int c = 1; c <= 3; c++) {
      LUT lut = source.getChannelLut(c);
      double[] values = scanned(source, c);
      // Within the range and wide enough to be left as it was, or the plane's own.
      boolean whole = values[0] == lut.min && values[1] == lut.max;
      boolean within = values[0] >= lut.min && values[1] <= lut.max;
      assertTrue(c == 2 ? whole : within, "channel " + c);
    }
  }

  @Test
  void ofAFileIsThatOfTheWholePlane(@TempDir Path folder) {
    ImagePlus source = image(16, new int[] {2, 2, 1}, false, new Random(9));
    source.setDisplayRange(-2000000, -1000000);
    Graph graph = Graph.of(Convolution.of(DIFFERENCE));
    Operation operation = Operation.of(graph);
    ImageJob job = ImageJob.of(source).withScope(Scope.STACK).withFolder(folder.toString());
    long working = operation.memoryNeeded(job.inputShape());
    HeapBudget tight = new HeapBudget(() -> working + (4 << 20) + 1);
    ImagePlus result = job.withBudget(tight).run(s -> operation, Monitor.NONE);
    assertTrue(result.getStack().isVirtual());
    assertRanges(source, result, "file");
  }

  /** What a composite is after ImageJ has drawn it, an image that nobody has drawn is too. */
  @ParameterizedTest
  @CsvSource({"24, 1", "8, 1", "8, 2", "8, 3", "16, 1", "16, 2", "32, 1", "32, 2", "32, 3"})
  void unseenCompositesAreAsIfDrawn(int bits, int mode) {
    for (int i = 0; i < 8; i++) {
      Random random = new Random(100 * bits + 10 * mode + i);
      int[] size = bits == 24 ? new int[] {1, 2, 2} : new int[] {3, 2, 2};
      ImagePlus source = image(bits, size, bits != 24, random);
      if (source instanceof CompositeImage composite) {
        composite.setMode(mode);
      }
      ImageJob job =
          ImageJob.of(source)
              .withScope(Scope.STACK)
              .withOutput(i % 4 == 3 && bits != 24 ? OutputKind.SAME : OutputKind.FLOAT);
      Operation half = Simple.every(i % 2 + 1, 1, 1);
      CompositeImage made = (CompositeImage) job.run(s -> half, Monitor.NONE);
      if (made == source) {
        continue;
      }
      CompositeImage drawn = drawn(made);
      assertEquals(drawn.getProcessor().getMin(), made.getProcessor().getMin());
      assertEquals(drawn.getProcessor().getMax(), made.getProcessor().getMax());
      assertEquals(drawn.getDisplayRangeMin(), made.getDisplayRangeMin());
      if (made.getMode() == IJ.COLOR) {
        assertArrayEquals(
            drawn.getProcessor().getLut().getBytes(), made.getProcessor().getLut().getBytes());
      }
      ImagePlus opened = reopened(made); // saved before anybody has seen it
      assertSamePicture(drawn, reopened(drawn));
      assertSamePicture(drawn, opened);
      assertSamePicture(drawn, made);
      assertArrayEquals(drawn.getActiveChannels(), made.getActiveChannels());
    }
  }

  /** The same image, made and drawn as ImageJ makes one of a stack. */
  private static CompositeImage drawn(CompositeImage made) {
    ImageStack copy = new ImageStack(made.getWidth(), made.getHeight());
    for (int i = 1; i <= made.getStackSize(); i++) {
      copy.addSlice(null, made.getStack().getPixels(i));
    }
    ImagePlus plain = new ImagePlus(made.getTitle(), copy);
    plain.setDimensions(made.getNChannels(), made.getNSlices(), made.getNFrames());
    CompositeImage drawn = new CompositeImage(plain, made.getMode());
    drawn.setLuts(made.getLuts());
    drawn.setOpenAsHyperStack(true);
    drawn.setPositionWithoutUpdate(made.getC(), made.getZ(), made.getT());
    drawn.setLuts(made.getLuts());
    drawn.updateImage();
    return drawn;
  }

  private static ImagePlus reopened(ImagePlus image) {
    byte[] file = new FileSaver(image).serialize();
    ImagePlus opened = new Opener().openTiff(new ByteArrayInputStream(file), image.getTitle());
    opened.setPositionWithoutUpdate(image.getC(), image.getZ(), image.getT());
    return opened;
  }

  private static void assertSamePicture(ImagePlus expected, ImagePlus actual) {
    assertArrayEquals(expected.getLuts()[0].getBytes(), actual.getLuts()[0].getBytes(), "colours");
    assertArrayEquals(picture(expected), picture(actual), "picture");
  }

  private static int[] picture(ImagePlus image) {
    BufferedImage drawn = image.getBufferedImage();
    return drawn.getRGB(0, 0, drawn.getWidth(), drawn.getHeight(), null, 0, drawn.getWidth());
  }
}
