package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.graph.Atrous;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.LabelTable;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.onnx.OnnxModel;
import io.github.atrousj.onnx.OnnxWriter;
import io.github.atrousj.onnx.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on images of one and several channels, stacks and volumes. */
class OnnxNetworkTest {
  @TempDir Path folder;

  private final OnnxNetwork command = new OnnxNetwork();

  private Path write(Graph graph, Shape in) throws IOException {
    Path file = folder.resolve("net.onnx");
    OnnxWriter.write(graph, in, Map.of(), file);
    return file;
  }

  private ImagePlus run(ImagePlus image, String options) {
    return command.process(image, command.spec().parse(options), Monitor.NONE);
  }

  private static float[] noise(int n, int seed) {
    Random random = new Random(seed);
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = random.nextInt(200);
    }
    return v;
  }

  /** Two channels in, three out, 3×3 at rate 2. */
  private static Graph mixing() {
    Random random = new Random(1);
    float[] w = new float[3 * 2 * 9];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) random.nextGaussian();
    }
    return Graph.of(Convolution.layer(2, 3, 1, 3, 3, 1, w, new float[] {1, 2, 3}).rate(2));
  }

  @Test
  void channelsOfAHyperstackAreTheNetworks() throws IOException {
    ImageStack stack = new ImageStack(20, 15);
    for (int i = 0; i < 2 * 3 * 2; i++) {
      stack.addSlice(new FloatProcessor(20, 15, noise(300, i)));
    }
    ImagePlus image = new ImagePlus("a", stack);
    image.setDimensions(2, 3, 2);
    Path file = write(mixing(), new Shape(2, 1, 15, 20));
    ImagePlus result = run(image, "model=[" + file + "] scale=0.5 mean=1,2 std=1,4 stack");
    assertArrayEquals(new int[] {20, 15, 3, 3, 2}, result.getDimensions());
    for (int t = 0; t < 2; t++) {
      for (int z = 0; z < 3; z++) {
        Volume in = new Volume(new Shape(2, 1, 15, 20));
        for (int c = 0; c < 2; c++) {
          float[] v = noise(300, c + 2 * (z + 3 * t));
          for (int i = 0; i < v.length; i++) {
            in.plane(c, 0)[i] = (v[i] * 0.5f - (c + 1)) / (c == 0 ? 1 : 4);
          }
        }
        Volume expected = Atrous.run(mixing(), in);
        for (int c = 0; c < 3; c++) {
          int index = result.getStackIndex(c + 1, z + 1, t + 1);
          float[] given = (float[]) result.getStack().getPixels(index);
          assertArrayEquals(expected.plane(c, 0), given, 1e-3f);
        }
      }
    }
  }

  @Test
  void labelsAreTheLargestChannel() throws IOException {
    ImageStack stack = new ImageStack(20, 15);
    stack.addSlice(new FloatProcessor(20, 15, noise(300, 1)));
    stack.addSlice(new FloatProcessor(20, 15, noise(300, 2)));
    ImagePlus image = new ImagePlus("a", stack);
    image.setDimensions(2, 1, 1);
    Path file = write(mixing(), new Shape(2, 1, 15, 20));
    ImagePlus result = run(image, "model=[" + file + "] labels");
    assertEquals(8, result.getBitDepth());
    Volume in = new Volume(new Shape(2, 1, 15, 20), new float[][] {noise(300, 1), noise(300, 2)});
    Volume scores = Atrous.run(mixing(), in);
    byte[] given = (byte[]) result.getProcessor().getPixels();
    for (int i = 0; i < given.length; i++) {
      int best = 0;
      for (int c = 1; c < 3; c++) {
        best = scores.plane(c, 0)[i] > scores.plane(best, 0)[i] ? c : best;
      }
      assertEquals(best, given[i]);
    }
  }

  /** Class names in the metadata are the labels' when there is one for each channel. */
  @Test
  void labelsAreCalledByTheClassesOfTheFile() throws IOException {
    ImagePlus image = IJ.createHyperStack("h", 20, 15, 2, 1, 1, 32);
    Path file = folder.resolve("net.onnx");
    Shape in = new Shape(2, 1, 15, 20);
    OnnxWriter.write(mixing(), in, Map.of("atrousj.classes", "cell\nrim\nrest"), file);
    ImagePlus result = run(image, "model=[" + file + "] labels");
    assertEquals("cell", result.getProp("Label_0"));
    assertEquals("rest", result.getProp("Label_2"));
    Path two = folder.resolve("two.onnx");
    OnnxWriter.write(mixing(), in, Map.of("atrousj.classes", "cell\nrim"), two);
    assertEquals("channel 0", run(image, "model=[" + two + "] labels").getProp("Label_0"));
  }

  /** As Apply ASPP Classifier shows them; a file with too few colours has ours. */
  @Test
  void labelsHaveTheColoursOfTheFile() throws IOException {
    ImagePlus image = IJ.createHyperStack("h", 20, 15, 2, 1, 1, 32);
    Path file = folder.resolve("net.onnx");
    Shape in = new Shape(2, 1, 15, 20);
    String colours = "#102030,#ff0000,#00ff7f";
    OnnxWriter.write(mixing(), in, Map.of("atrousj.colours", colours), file);
    assertArrayEquals(new int[] {0x102030, 0xff0000, 0x00ff7f}, shown(image, file, 3));
    OnnxWriter.write(mixing(), in, Map.of("atrousj.colours", "#102030,#ff0000"), file);
    assertArrayEquals(
        new int[] {0, LabelTable.colour(1), LabelTable.colour(2)}, shown(image, file, 3));
  }

  private int[] shown(ImagePlus image, Path file, int labels) {
    ImagePlus result = run(image, "model=[" + file + "] labels");
    return IntStream.range(0, labels)
        .map(k -> result.getProcessor().getColorModel().getRGB(k) & 0xffffff)
        .toArray();
  }

  @Test
  void everyChannelOfLabelsHasTheColoursOfTheFile() throws IOException {
    ImagePlus plain = IJ.createHyperStack("h", 20, 15, 2, 1, 1, 32);
    CompositeImage image = new CompositeImage(plain, IJ.COMPOSITE);
    float[] w = {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    Graph graph = Graph.of(Convolution.layer(1, 2, 1, 3, 3, 1, w, new float[2]));
    Path file = folder.resolve("net.onnx");
    Map<String, String> metadata = Map.of("atrousj.colours", "#102030,#ff0000");
    OnnxWriter.write(graph, new Shape(1, 1, 15, 20), metadata, file);
    CompositeImage result = (CompositeImage) run(image, "model=[" + file + "] labels");
    for (int c = 1; c <= 2; c++) {
      assertEquals(0x102030, result.getChannelLut(c).getRGB(0) & 0xffffff);
      assertEquals(0xff0000, result.getChannelLut(c).getRGB(1) & 0xffffff);
      assertEquals(255, result.getChannelLut(c).max);
    }
  }

  @Test
  void aNetworkOfOneChannelRunsOnEachComponentOfRgb() throws IOException {
    Graph graph = Graph.of(Convolution.of(Kernel.of(3, 3, 1, 2, 1, 2, 4, 2, 1, 2, 1)));
    int[] rgb = new int[300];
    Random random = new Random(4);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = random.nextInt(1 << 24);
    }
    ImagePlus image = new ImagePlus("rgb", new ColorProcessor(20, 15, rgb));
    Path file = write(graph, new Shape(1, 1, 15, 20));
    ImagePlus result = run(image, "model=[" + file + "]");
    assertEquals(3, result.getNChannels());
    float[] green = new float[300];
    for (int i = 0; i < 300; i++) {
      green[i] = rgb[i] >> 8 & 255;
    }
    Volume expected = Atrous.run(graph, Volume.plane(green, 20, 15));
    assertArrayEquals(expected.plane(0, 0), (float[]) result.getStack().getPixels(2), 1e-3f);
  }

  @Test
  void volumesAreKnownByTheNetworksRank() throws IOException {
    float[] w = noise(27, 9);
    Graph graph = Graph.of(Convolution.of(Kernel.volume(3, 3, 3, w)));
    ImageStack stack = new ImageStack(9, 8);
    float[][] planes = new float[6][];
    for (int z = 0; z < 6; z++) {
      planes[z] = noise(72, z);
      stack.addSlice(new FloatProcessor(9, 8, planes[z].clone()));
    }
    Path file = write(graph, new Shape(1, 6, 8, 9));
    ImagePlus result = run(new ImagePlus("v", stack), "model=[" + file + "]");
    Volume expected = Atrous.run(graph, new Volume(new Shape(1, 6, 8, 9), planes));
    assertEquals(6, result.getNSlices());
    for (int z = 0; z < 6; z++) {
      assertArrayEquals(expected.plane(0, z), (float[]) result.getStack().getPixels(z + 1), 1f);
    }
  }

  @Test
  void runsAsAMacroWithoutAScreen() throws IOException {
    Path file = write(mixing(), new Shape(2, 1, 15, 20));
    ImagePlus image = IJ.createHyperStack("h", 20, 15, 2, 1, 1, 32);
    IJ.run(image, "Run ONNX Network...", "model=[" + file + "]");
    ImagePlus result = IJ.getImage();
    assertEquals(3, result.getNChannels());
    result.close();
  }

  @Test
  void saysWhatIsWrongInOneLine() throws IOException {
    ImagePlus image = IJ.createImage("one", "32-bit", 20, 15, 1);
    Path file = write(mixing(), new Shape(2, 1, 15, 20));
    check(image, "model=[" + file + "]", "takes 2 channels, this image has 1");
    check(image, "model=[" + folder.resolve("none.onnx") + "]", "no such file");
    ImagePlus two = IJ.createHyperStack("h", 20, 15, 2, 1, 1, 32);
    check(two, "model=[" + file + "] input=x", "input=x: the network has image");
    check(two, "model=[" + file + "] tensor=x", "tensor=x: the network has result");
    check(two, "model=[" + file + "] mean=1,2,3", "one for each of the network's 2 channels");
    check(two, "model=[" + file + "] std=-0", "std=0: values cannot be divided by 0");
    check(two, "model=[" + file + "] mean=[1, 2, 3]", "mean=1,2,3: give one number");
    check(two, "model=[" + folder + "]", "is a folder");
    Exception e = assertThrows(IllegalArgumentException.class, () -> command.spec().parse(""));
    assertTrue(e.getMessage().contains("the path of an ONNX file"), e.getMessage());
    Path text = folder.resolve("text.onnx");
    Files.writeString(text, "not a model");
    check(two, "model=[" + text + "]", "text.onnx: ");
  }

  private void check(ImagePlus image, String options, String part) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> run(image, options));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  /** A stack that reads its planes from nowhere and counts them. */
  private static final class Made extends VirtualStack {
    private final AtomicInteger reads = new AtomicInteger();

    Made(int planes) {
      super(20, 15, planes);
      setBitDepth(32);
    }

    @Override
    public String getSliceLabel(int n) {
      return "t" + (n + 1) / 2;
    }

    @Override
    public ImageProcessor getProcessor(int n) {
      reads.incrementAndGet();
      return new FloatProcessor(20, 15, noise(300, n));
    }
  }

  @Test
  void aVirtualStackIsReadPlaneByPlaneAndItsLabelsAreKept() throws IOException {
    Made stack = new Made(2 * 40);
    ImagePlus image = new ImagePlus("v", stack);
    image.setDimensions(2, 40, 1);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().setUnit("um");
    image.setProp("who", "me");
    Path file = write(mixing(), new Shape(2, 1, 15, 20));
    stack.reads.set(0);
    ImagePlus result = run(image, "model=[" + file + "] stack");
    assertTrue(stack.reads.get() <= 3 * 80, stack.reads + " reads of 80 planes");
    assertArrayEquals(new int[] {20, 15, 3, 40, 1}, result.getDimensions());
    assertEquals("t7", result.getStack().getSliceLabel(result.getStackIndex(2, 7, 1)));
    assertEquals(0.5, result.getCalibration().pixelWidth);
    assertEquals("me", result.getProp("who"));
    Volume in = new Volume(new Shape(2, 1, 15, 20), new float[][] {noise(300, 13), noise(300, 14)});
    float[] given = (float[]) result.getStack().getPixels(result.getStackIndex(2, 7, 1));
    assertArrayEquals(Atrous.run(mixing(), in).plane(1, 0), given);
  }

  @Test
  void labelsHaveColoursAndALegend() throws IOException {
    ImagePlus image = IJ.createHyperStack("h", 20, 15, 2, 2, 1, 32);
    Path file = write(mixing(), new Shape(2, 1, 15, 20));
    ImagePlus result = run(image, "model=[" + file + "] labels stack");
    assertEquals(2, result.getNSlices());
    assertEquals("channel 2", result.getProp("Label_2"));
    assertEquals(LabelTable.colour(2), result.getProcessor().getColorModel().getRGB(2) & 0xFFFFFF);
  }

  @Test
  void aNetworkOfLinesRunsOnEveryRow() throws IOException {
    Path file = folder.resolve("line.onnx");
    try (InputStream in = getClass().getResourceAsStream("/onnx/exports/line-13.onnx")) {
      Files.copy(in, file);
    }
    float[] values = noise(64 * 3, 5);
    ImagePlus image = new ImagePlus("rows", new FloatProcessor(64, 3, values));
    ImagePlus result = run(image, "model=[" + file + "] scale=0.01");
    assertArrayEquals(new int[] {64, 3, 2, 1, 1}, result.getDimensions());
    for (int y = 0; y < 3; y++) {
      float[] row = Arrays.copyOfRange(values, 64 * y, 64 * y + 64);
      for (int x = 0; x < 64; x++) {
        row[x] = (float) (row[x] * 0.01);
      }
      Map<String, Tensor> in = Map.of("image", Tensor.of(row, 1, 1, 64));
      float[] expected = OnnxModel.read(file).run(in).get("scores").floats();
      for (int c = 0; c < 2; c++) {
        float[] plane = (float[]) result.getStack().getPixels(c + 1);
        assertArrayEquals(
            Arrays.copyOfRange(expected, 64 * c, 64 * c + 64),
            Arrays.copyOfRange(plane, 64 * y, 64 * y + 64));
      }
    }
  }

  /** 99,001 × 99,001 pixels. */
  @Test
  void aPlaneThatImageJCannotHoldIsRefusedInWords() throws IOException {
    Graph.Builder g = Graph.builder();
    TransposedAxis wide = new TransposedAxis(1, 1, 1000, 0, 0, 0);
    Graph graph =
        g.build(
            g.transposed(
                g.input(),
                new TransposedConvolution(
                    Kernel.volume(1, 1, 1, 1), wide, wide, TransposedAxis.UNIT, 0)));
    Path file = write(graph, new Shape(1, 1, 100, 100));
    ImagePlus image = IJ.createImage("wide", "32-bit", 100, 100, 1);
    check(image, "model=[" + file + "]", "more than ImageJ can hold");
  }
}
