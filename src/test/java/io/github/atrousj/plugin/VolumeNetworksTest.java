package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.classify.Feature;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.classify.Head;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Fuse;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.onnx.OnnxWriter;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained classifiers and networks from store to store: the bits of the whole image. */
class VolumeNetworksTest {
  private static final String PROCESS = "Process Zarr Volume...";
  private static final int WIDTH = SampleVolume.WIDTH;
  private static final int HEIGHT = SampleVolume.HEIGHT;

  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void write() {
    in = folder.resolve("in");
    SampleVolume.write(in);
  }

  /** Whole image, virtual stack and store. */
  private void assertSame(String command, String options) {
    ImagePlus whole =
        HeadlessImageJ.run(SampleVolume.open(in).duplicate(), command, options + " stack")
            .ok()
            .result();
    ImagePlus virtual =
        HeadlessImageJ.run(SampleVolume.open(in), command, options + " stack").ok().result();
    SampleVolume.assertSamePixels(whole, virtual);
    Path out = folder.resolve("out" + options.hashCode());
    ImagePlus blocks =
        HeadlessImageJ.run(
                null,
                PROCESS,
                "path=["
                    + in
                    + "] to=["
                    + out
                    + "] command=["
                    // Brackets do not nest in a macro's options.
                    + (command + " " + options).replaceAll("[\\[\\]]", "")
                    + "] block=16,4 open")
            .ok()
            .result();
    SampleVolume.assertSamePixels(virtual, blocks);
    assertEquals(virtual.getBitDepth(), blocks.getBitDepth());
    assertEquals(
        virtual.getCalibration().pixelWidth, blocks.getCalibration().pixelWidth, 1e-12, options);
    assertEquals(virtual.getCalibration().yOrigin, blocks.getCalibration().yOrigin, 1e-9, options);
  }

  private Path trained(String options) {
    Path model = folder.resolve("classes.onnx");
    HeadlessImageJ.run(
            ClassifierCommandsTest.marked(1),
            "Train ASPP Classifier...",
            "model=[" + model + "] " + options)
        .ok();
    return model;
  }

  @Test
  void aClassifier() {
    Path model = trained("rates=1,4,8");
    assertSame("Apply ASPP Classifier...", "model=[" + model + "]");
    assertSame("Apply ASPP Classifier...", "model=[" + model + "] output=probabilities");
  }

  /** A volume's channels are grey, whatever their number. */
  @Test
  void aClassifierOfRgbIsRefused() throws Exception {
    Path model = folder.resolve("rgb.onnx");
    Classifier.of(
            new FeatureSet(List.of(1), List.of(Feature.SMOOTH), false),
            new Head(new double[][] {{1, 0, 0}, {0, 1, 0}}, new double[2]),
            List.of("red", "green"),
            List.of(0xff0000, 0x00ff00),
            Map.of())
        .write(model);
    String error =
        HeadlessImageJ.run(
                null,
                PROCESS,
                "path=["
                    + in
                    + "] to=["
                    + folder.resolve("out")
                    + "] command=[Apply ASPP Classifier... model="
                    + model
                    + "]")
            .error();
    assertTrue(error.contains("is for RGB images, "), error);
    assertTrue(error.contains(" is grey"), error);
    assertTrue(Files.notExists(folder.resolve("out")), "nothing is written after a refusal");
  }

  /** Each plane has its own mean, found before the blocks. */
  @Test
  void aClassifierWithThePlanesMean() throws Exception {
    String model = "model=[" + trained("rates=1,4 pooling") + "]";
    assertSame("Apply ASPP Classifier...", model);
    assertSame("Apply ASPP Classifier...", model + " output=probabilities");
    PooledClassifierTest.aboveTheMean().write(folder.resolve("mean.onnx"));
    assertSame("Apply ASPP Classifier...", "model=[" + folder.resolve("mean.onnx") + "]");
  }

  @Test
  void theChannelsOfProbabilitiesBearTheClassesNames() throws Exception {
    Path model = trained("rates=1,2");
    Path out = folder.resolve("out");
    HeadlessImageJ.run(
            null,
            PROCESS,
            "path=["
                + in
                + "] to=["
                + out
                + "] command=[Apply ASPP Classifier... output=probabilities model="
                + model
                + "]")
        .ok();
    String text = Files.readString(out.resolve(".zattrs"));
    assertTrue(text.contains("\"channel 2 - medium\""), text);
  }

  /** Blocks of two models in one result would be neither's. */
  @Test
  void aModelThatChangedIsNotGoneOnWith() throws Exception {
    Path model = trained("rates=1,2");
    Path out = folder.resolve("out");
    String command = "Apply ASPP Classifier... model=" + model;
    VolumeProcess.Settings resume =
        new VolumeProcess.Settings(
            16, 4, 0, true, ZarrWriter.Format.V3, ZarrWriter.Compression.GZIP);
    VolumeProcess.begin(in.toString(), 0, out.toString(), command, resume);
    VolumeProcess.begin(in.toString(), 0, out.toString(), command, resume);
    VolumeProcess.join(in.toString(), 0, out.toString(), command, resume);
    trained("rates=1,4");
    for (boolean begin : new boolean[] {true, false}) {
      String line = "";
      try {
        if (begin) {
          VolumeProcess.begin(in.toString(), 0, out.toString(), command, resume);
        } else {
          VolumeProcess.join(in.toString(), 0, out.toString(), command, resume);
        }
      } catch (IllegalArgumentException e) {
        line = e.getMessage();
      }
      assertTrue(line.contains("model file"), line);
    }
  }

  private Path network(Graph graph, Shape shape) throws Exception {
    Path file = folder.resolve("net.onnx");
    OnnxWriter.write(graph, shape, Map.of(), file);
    return file;
  }

  private static float[] weights(int n) {
    Random random = new Random(n);
    float[] w = new float[n];
    for (int i = 0; i < n; i++) {
      w[i] = (float) random.nextGaussian();
    }
    return w;
  }

  /** All channels of the volume are one image of the network. */
  @Test
  void aNetworkOfTwoChannelsInPlanes() throws Exception {
    Graph graph =
        Graph.of(
            Convolution.layer(2, 3, 1, 3, 3, 1, weights(54), new float[] {1, 2, 3})
                .rate(2)
                .stride(2, 2, 1));
    Path file = network(graph, new Shape(2, 1, HEIGHT, WIDTH));
    String model = "model=[" + file + "]";
    assertSame("Run ONNX Network...", model + " scale=0.5 mean=1,2 std=1,4");
    assertSame("Run ONNX Network...", model + " labels");
  }

  /** Each plane has its own image-level mean, found before the blocks. */
  @Test
  void aNetworkWithPooledBranchesInPlanes() throws Exception {
    Graph.Builder g = Graph.builder();
    Node near =
        g.convolve(g.input(), Convolution.of(Kernel.of(3, 3, 1, 2, 1, 2, 4, 2, 1, 2, 1)).rate(3));
    Node mean = g.globalMean(near, false);
    Node mixed = g.fuse(Fuse.SUM, near, mean);
    Node again = g.globalMean(mixed, false);
    Graph graph = g.build(g.fuse(Fuse.SUM, mixed, again));
    Path file = network(graph, new Shape(1, 1, HEIGHT, WIDTH));
    assertSame("Run ONNX Network...", "model=[" + file + "] mean=900");
  }

  @Test
  void aNetworkOfVolumes() throws Exception {
    Graph.Builder g = Graph.builder();
    Node near = g.convolve(g.input(), Convolution.of(Kernel.volume(3, 3, 3, weights(27))).rate(2));
    Graph graph = g.build(g.fuse(Fuse.SUM, near, g.globalMean(near, true)));
    Path file = network(graph, new Shape(1, 9, HEIGHT, WIDTH));
    assertSame("Run ONNX Network...", "model=[" + file + "] std=3");
  }

  @Test
  void aNetworkOfMoreChannelsThanTheVolumeIsRefusedBeforeAnythingIsWritten() throws Exception {
    Graph graph = Graph.of(Convolution.layer(3, 1, 1, 3, 3, 1, weights(27), new float[1]));
    Path file = network(graph, new Shape(3, 1, HEIGHT, WIDTH));
    Path out = folder.resolve("out");
    String error =
        HeadlessImageJ.run(
                null,
                PROCESS,
                "path=["
                    + in
                    + "] to=["
                    + out
                    + "] command=[Run ONNX Network... model="
                    + file
                    + "]")
            .error();
    assertTrue(error.contains("the network takes 3 channels, this image has 2"), error);
    assertTrue(Files.notExists(out));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of("in", "net.onnx"), all.map(p -> p.getFileName() + "").sorted().toList());
    }
  }
}
