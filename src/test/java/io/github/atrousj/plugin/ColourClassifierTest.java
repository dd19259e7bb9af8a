package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.classify.Feature;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.classify.Head;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.onnx.OnnxModel;
import io.github.atrousj.param.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on RGB images and labelling them: each component has features of its own. */
class ColourClassifierTest {
  private static final String TRAIN = "Train ASPP Classifier...";
  private static final String APPLY = "Apply ASPP Classifier...";
  private static final int SIDE = 120;
  private static final int[] COLOURS = {0xa04040, 0x40a040, 0x4040a0};

  @TempDir private Path folder;

  /**
   * Three upright bands of noise about colours of one sum, of which each component has only two
   * values: neither grey nor any component alone tells all three apart.
   */
  private static ColorProcessor bands(long seed) {
    Random random = new Random(seed);
    ColorProcessor ip = new ColorProcessor(SIDE, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int rgb = 0;
      for (int k = 16; k >= 0; k -= 8) {
        int v = (COLOURS[truth(i)] >> k & 255) + (int) (20 * random.nextGaussian());
        rgb |= Math.max(0, Math.min(255, v)) << k;
      }
      ip.set(i, rgb);
    }
    return ip;
  }

  private static int truth(int i) {
    return i % SIDE / (SIDE / 3);
  }

  private static Overlay selections(int plane) {
    Overlay overlay = new Overlay();
    for (int k = 0; k < 6; k++) {
      Roi roi = new Roi(k / 2 * 40 + 8, 10 + k % 2 * 60, 24, 30);
      roi.setName(List.of("brick", "leaf", "plum").get(k / 2) + "-" + (k % 2 + 1));
      roi.setPosition(plane);
      overlay.add(roi);
    }
    return overlay;
  }

  private static ImagePlus marked(ImageProcessor ip) {
    ImagePlus image = new ImagePlus("bands", ip);
    image.setOverlay(selections(0));
    return image;
  }

  private Path train(ImagePlus image, String options) {
    Path file = folder.resolve("m.onnx");
    HeadlessImageJ.run(image, TRAIN, "model=[" + file + "] rates=1,2 " + options).ok();
    return file;
  }

  private static byte[] pixels(ImagePlus labels) {
    return (byte[]) labels.getProcessor().getPixels();
  }

  /** Of pixels whose smoothed colours have no other band's in them: 12 px and more from it. */
  private static double accuracy(byte[] labels) {
    int right = 0;
    int all = 0;
    for (int i = 0; i < labels.length; i++) {
      int x = i % SIDE % (SIDE / 3);
      if (x >= 12 && x < SIDE / 3 - 12) {
        all++;
        right += labels[i] == truth(i) ? 1 : 0;
      }
    }
    return (double) right / all;
  }

  @Test
  void coloursOfOneGreyAreToldApart() {
    Path file = train(marked(bands(1)), "");
    ImagePlus other = new ImagePlus("other", bands(2));
    ImagePlus labels = Subjects.run(other, APPLY, "model=[" + file + "]");
    assertEquals(1, labels.getStackSize());
    assertTrue(accuracy(pixels(labels)) > 0.99);
    assertEquals("leaf", labels.getProp("Label_1"));
    assertEquals(
        Classifier.read(file).colours().get(1),
        labels.getProcessor().getColorModel().getRGB(1) & 0xffffff);
  }

  /** Weights are those of red, green and blue in this order, rate by rate. */
  @Test
  void theChannelsAreRedGreenAndBlue() throws Exception {
    Path file = folder.resolve("largest.onnx");
    Classifier.of(
            new FeatureSet(List.of(1), List.of(Feature.SMOOTH), false),
            new Head(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, new double[3]),
            List.of("red", "green", "blue"),
            List.of(0xff0000, 0x00ff00, 0x0000ff),
            Map.of())
        .write(file);
    int[] colours = {0xc03050, 0x20b060, 0x304090};
    for (int k = 0; k < 3; k++) {
      ColorProcessor ip = new ColorProcessor(9, 7);
      Arrays.fill((int[]) ip.getPixels(), colours[k]);
      ImagePlus labels = Subjects.run(new ImagePlus("c", ip), APPLY, "model=[" + file + "]");
      byte[] expected = new byte[63];
      Arrays.fill(expected, (byte) k);
      assertArrayEquals(expected, pixels(labels));
    }
  }

  /** Any tool sees a network of three channels; ours gives the same labels by it. */
  @Test
  void theModelIsANetworkOfThreeChannels() {
    Path file = train(marked(bands(1)), "pooling");
    assertEquals(3, OnnxModel.read(file).inputs().get(0).dims()[1]);
    assertEquals(3, Classifier.read(file).channels());
    ImagePlus other = new ImagePlus("other", bands(2));
    ImagePlus labels = Subjects.run(other, APPLY, "model=[" + file + "]");
    ImagePlus network = Subjects.run(other, "Run ONNX Network...", "model=[" + file + "] labels");
    assertArrayEquals(pixels(labels), pixels(network));
    for (int k = 0; k < 3; k++) {
      assertEquals(
          labels.getProcessor().getColorModel().getRGB(k),
          network.getProcessor().getColorModel().getRGB(k));
    }
  }

  @Test
  void probabilitiesAreAChannelForEachClass() {
    Path file = train(marked(bands(1)), "");
    ImagePlus other = new ImagePlus("other", bands(2));
    ImagePlus p = Subjects.run(other, APPLY, "model=[" + file + "] output=probabilities");
    assertArrayEquals(new int[] {SIDE, SIDE, 3, 1, 1}, p.getDimensions());
    assertEquals("plum", p.getStack().getSliceLabel(3));
    byte[] labels = pixels(Subjects.run(other, APPLY, "model=[" + file + "]"));
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      double most = 0;
      for (int c = 1; c <= 3; c++) {
        sum += p.getStack().getProcessor(c).getf(i);
        most = Math.max(most, p.getStack().getProcessor(c).getf(i));
      }
      assertEquals(1, sum, 1e-5);
      assertEquals(most, p.getStack().getProcessor(labels[i] + 1).getf(i), 1e-5);
    }
  }

  /** A plane's selections, features and mean are its own. */
  @Test
  void everyPlaneOfAStackIsTrainedOnAndLabelledAsByItself() throws Exception {
    ColorProcessor dark = bands(3);
    dark.multiply(0.4);
    ImageStack stack = new ImageStack(SIDE, SIDE);
    stack.addSlice(dark);
    stack.addSlice(bands(1));
    ImagePlus image = new ImagePlus("bands", stack);
    image.setOverlay(selections(2));
    byte[] alone = Files.readAllBytes(train(marked(bands(1)), "pooling"));
    Path file = train(image, "pooling");
    assertArrayEquals(alone, Files.readAllBytes(file));
    ImagePlus all = Subjects.run(image, APPLY, "model=[" + file + "] stack");
    assertEquals(2, all.getStackSize());
    for (int z = 1; z <= 2; z++) {
      ImagePlus one = new ImagePlus("one", stack.getProcessor(z));
      assertArrayEquals(
          pixels(Subjects.run(one, APPLY, "model=[" + file + "]")),
          (byte[]) all.getStack().getPixels(z));
    }
  }

  @Test
  void theSelectionsPlaneShowsItsLabelsAfterTraining() {
    ImagePlus image = marked(bands(1));
    String options = "model=[" + folder.resolve("m.onnx") + "] rates=1,2";
    ClassifierTraining done =
        TrainClassifier.train(TrainClassifier.SPEC.parse(options), image, Monitor.NONE);
    assertTrue(done.outcome().confusion().accuracy() > 0.97);
    ImagePlus labels = done.labels(image, Monitor.NONE);
    assertTrue(accuracy(pixels(labels)) > 0.99);
  }

  @Test
  void modelAndImageThatDisagreeAreRefusedInOneLine() {
    ImagePlus colour = new ImagePlus("colour", bands(2));
    ImagePlus grey = new ImagePlus("grey", ClassifierCommandsTest.textures(1));
    Path file = train(marked(bands(1)), "");
    String model = Wording.path("model", file.toString());
    assertEquals(
        model + ": is for RGB images, \"grey\" is grey",
        Subjects.error(grey, APPLY, "model=[" + file + "]"));
    train(ClassifierCommandsTest.marked(1), "");
    assertEquals(
        model
            + ": is for grey images, \"colour\" is RGB; use Image > Type > 8-bit or"
            + " Image > Color > Split Channels first",
        Subjects.error(colour, APPLY, "model=[" + file + "]"));
  }

  @Test
  void rgbAndGreyAreNotTrainedOnTogether() {
    ImagePlus colour = marked(bands(1));
    ImagePlus grey = new ImagePlus("grey", new ByteProcessor(SIDE, SIDE));
    grey.setOverlay(selections(0));
    String options = "model=[" + folder.resolve("m.onnx") + "] images=all";
    String macro = "run(\"" + TRAIN + "\", \"" + options + "\");";
    String line =
        "\"bands\" is RGB and \"grey\" is grey: a classifier is trained on one of the two";
    assertTrue(HeadlessImageJ.macro(macro, "", colour, grey).error().contains(line));
    assertTrue(HeadlessImageJ.macro(macro, "", grey, marked(bands(1))).error().contains(line));
  }
}
