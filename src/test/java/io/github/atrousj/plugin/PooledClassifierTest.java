package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.classify.Feature;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.classify.Head;
import io.github.atrousj.classify.Training;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A classifier with the plane's mean among its features, on images of other sizes and on stacks.
 */
class PooledClassifierTest {
  private static final String APPLY = "Apply ASPP Classifier...";
  private static final int WIDTH = 200;
  private static final int HEIGHT = 131;

  @TempDir Path folder;

  /** A classifier that tells whether a smoothed pixel is above the mean of its plane. */
  static Classifier aboveTheMean() {
    return Classifier.of(
        new FeatureSet(List.of(1, 4), List.of(Feature.SMOOTH), true),
        new Head(new double[][] {{0, 0, 0}, {1, 0, -1}}, new double[2]),
        List.of("below", "above"),
        List.of(0x0000ff, 0xff0000),
        Map.of());
  }

  private static ImageProcessor plane(int seed, double brighter) {
    ImageProcessor ip = ClassifierCommandsTest.textures(seed);
    ip.setRoi(11, 7, WIDTH, HEIGHT);
    ImageProcessor cropped = ip.crop();
    cropped.multiply(0.5);
    cropped.add(brighter);
    return cropped;
  }

  private static ImagePlus stack(ImageProcessor... planes) {
    ImageStack stack = new ImageStack(planes[0].getWidth(), planes[0].getHeight());
    for (ImageProcessor p : planes) {
      stack.addSlice(p);
    }
    return new ImagePlus("stack", stack);
  }

  @Test
  void trainedOnOneSizeItLabelsAnotherAndEveryPlaneAsByItself() {
    Path file = folder.resolve("m.onnx");
    HeadlessImageJ.run(
            ClassifierCommandsTest.marked(1),
            "Train ASPP Classifier...",
            "model=[" + file + "] rates=1,2,4 pooling")
        .ok();
    ImagePlus image = stack(plane(7, 0), plane(8, 60), plane(9, 20));
    for (String output : List.of("labels", "probabilities")) {
      String options = "model=[" + file + "] output=" + output;
      ImagePlus all = Subjects.run(image, APPLY, options + " stack");
      int channels = all.getNChannels();
      assertEquals(3 * channels, all.getStackSize());
      for (int z = 0; z < 3; z++) {
        ImageProcessor alone = image.getStack().getProcessor(z + 1);
        ImagePlus one = Subjects.run(new ImagePlus("one", alone), APPLY, options);
        for (int c = 1; c <= channels; c++) {
          assertArrayEquals(
              one.getStack().getProcessor(c).getFloatArray(),
              all.getStack().getProcessor(z * channels + c).getFloatArray());
        }
      }
    }
  }

  /** Of planes that differ in brightness alone the labels are the same. */
  @Test
  void theMeanIsThatOfThePlaneNotOfTheStack() throws Exception {
    Path file = folder.resolve("m.onnx");
    aboveTheMean().write(file);
    ImagePlus image = stack(plane(7, 0), plane(7, 60));
    ImagePlus labels = Subjects.run(image, APPLY, "model=[" + file + "] stack");
    byte[] dark = (byte[]) labels.getStack().getPixels(1);
    int above = 0;
    for (byte b : dark) {
      above += b;
    }
    assertTrue(above > dark.length / 4 && above < dark.length * 3 / 4, above + " above");
    assertArrayEquals(dark, (byte[]) labels.getStack().getPixels(2));
  }

  /** The mean of the stack would be the same for all pixels and have no say. */
  @Test
  void trainingTakesTheMeanOfThePlaneNotOfTheStack() {
    ImageProcessor dark = ClassifierCommandsTest.textures(2);
    dark.multiply(0.3);
    Overlay overlay = new Overlay();
    for (Roi roi : ClassifierCommandsTest.marked(1).getOverlay().toArray()) {
      roi.setPosition(roi.getName().startsWith("fine") ? 1 : 2);
      overlay.add(roi);
    }
    ImagePlus image = stack(ClassifierCommandsTest.textures(1), dark);
    image.setOverlay(overlay);
    String options = "model=[" + folder.resolve("m.onnx") + "] rates=1,2 pooling";
    Training.RateShare mean =
        TrainClassifier.train(TrainClassifier.SPEC.parse(options), image, Monitor.NONE)
            .outcome()
            .rates()
            .stream()
            .filter(share -> share.rate() == 0)
            .findFirst()
            .orElseThrow();
    assertTrue(mean.norm() > 0.01, mean.toString());
  }

  @Test
  void aFileThatWasReadIsWrittenAsItWas() throws Exception {
    Path file = folder.resolve("m.onnx");
    aboveTheMean().write(file);
    Path again = folder.resolve("again.onnx");
    Classifier read = Classifier.read(file);
    read.write(again);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    ImagePlus wide = new ImagePlus("wide", new ByteProcessor(300, 5));
    assertEquals(300, Subjects.run(wide, APPLY, "model=[" + again + "]").getWidth());
  }
}
