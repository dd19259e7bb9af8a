package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and applying, from selections on textures of known truth to labels. */
class ClassifierCommandsTest {
  private static final String TRAIN = "Train ASPP Classifier...";
  private static final String APPLY = "Apply ASPP Classifier...";
  private static final int SIDE = 256;
  private static final int CELL = 64;

  @TempDir private Path folder;

  /**
   * A chequer of three textures of one mean and one contrast that differ in grain alone: noise
   * smoothed at 1, 2 or 4 pixels, with a slow drift of the grey level over all.
   */
  static ByteProcessor textures(long seed) {
    float[][] grain = new float[3][];
    for (int k = 0; k < 3; k++) {
      grain[k] = noise(seed + k, 1 << k);
    }
    ByteProcessor ip = new ByteProcessor(SIDE, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      double drift = 30 * Math.sin((x + 2.0 * y) / 90);
      ip.set(i, (int) Math.max(0, Math.min(255, 128 + drift + 20 * grain[truth(x, y)][i])));
    }
    return ip;
  }

  static int truth(int x, int y) {
    return (x / CELL + 2 * (y / CELL)) % 3;
  }

  private static float[] noise(long seed, int size) {
    Random random = new Random(seed);
    float[] v = new float[SIDE * SIDE];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) random.nextGaussian();
    }
    ij.process.FloatProcessor ip = new ij.process.FloatProcessor(SIDE, SIDE, v);
    if (size > 1) {
      ip.blurGaussian(size / 2.0);
    }
    double deviation = ip.getStats().stdDev;
    ip.multiply(1 / deviation);
    return v;
  }

  /** Two squares of each class, away from the borders of the cells. */
  static ImagePlus marked(long seed) {
    ImagePlus image = new ImagePlus("textures", textures(seed));
    Overlay overlay = new Overlay();
    int[] count = new int[3];
    for (int cell = 0; cell < 16; cell++) {
      int x = cell % 4 * CELL;
      int y = cell / 4 * CELL;
      int c = truth(x, y);
      if (count[c] < 3) {
        Roi roi = new Roi(x + 16, y + 16, 32, 32);
        roi.setName(List.of("fine", "medium", "rough").get(c) + "-" + ++count[c]);
        overlay.add(roi);
      }
    }
    image.setOverlay(overlay);
    return image;
  }

  private static double accuracy(ImagePlus labels) {
    int right = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      right += labels.getProcessor().get(i) == truth(i % SIDE, i / SIDE) ? 1 : 0;
    }
    return (double) right / SIDE / SIDE;
  }

  private double trainedOn(String options) {
    Path model = folder.resolve("m.onnx");
    HeadlessImageJ.run(marked(1), TRAIN, "model=[" + model + "] balance " + options).ok();
    ImagePlus other = new ImagePlus("other", textures(100));
    return accuracy(Subjects.run(other, APPLY, "model=[" + model + "]"));
  }

  /** Chance is a third. Rate 1 alone does better here: grains this fine need no other. */
  @Test
  void labelsAnotherImageOfTheSameTextures() {
    assertTrue(trainedOn("") > 0.75);
    assertTrue(trainedOn("rates=1") > 0.85);
  }

  @Test
  void theSameSelectionsGiveTheSameFile() throws Exception {
    Path a = folder.resolve("a.onnx");
    Path b = folder.resolve("b.onnx");
    HeadlessImageJ.run(marked(1), TRAIN, "model=[" + a + "]").ok();
    HeadlessImageJ.run(marked(1), TRAIN, "model=[" + b + "]").ok();
    assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
  }

  @Test
  void theFileHoldsClassesColoursAndWhereItCameFrom() {
    Path file = folder.resolve("m.onnx");
    HeadlessImageJ.run(marked(1), TRAIN, "model=[" + file + "] rates=1,4 pooling").ok();
    Classifier c = Classifier.read(file);
    assertEquals(List.of("fine", "medium", "rough"), c.classes());
    assertEquals(3, c.colours().size());
    assertTrue(c.metadata().get("atrousj.training").contains("rates=1,4"));
    assertEquals("textures", c.metadata().get("atrousj.images"));
    ImagePlus labels = Subjects.run(marked(1), APPLY, "model=[" + file + "]");
    assertEquals("medium", labels.getProp("Label_1"));
    assertEquals(c.colours().get(1), labels.getProcessor().getColorModel().getRGB(1) & 0xffffff);
  }

  @Test
  void probabilitiesSumToOneAndAgreeWithTheLabels() {
    Path file = folder.resolve("m.onnx");
    HeadlessImageJ.run(marked(1), TRAIN, "model=[" + file + "]").ok();
    ImagePlus labels = Subjects.run(marked(1), APPLY, "model=[" + file + "]");
    ImagePlus p = Subjects.run(marked(1), APPLY, "model=[" + file + "] output=probabilities");
    assertEquals(3, p.getNChannels());
    assertEquals("rough", p.getStack().getSliceLabel(3));
    int agree = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      double sum = 0;
      int best = 0;
      for (int c = 0; c < 3; c++) {
        sum += p.getStack().getProcessor(c + 1).getf(i);
        best =
            p.getStack().getProcessor(c + 1).getf(i) > p.getStack().getProcessor(best + 1).getf(i)
                ? c
                : best;
      }
      assertEquals(1, sum, 1e-5);
      agree += best == labels.getProcessor().get(i) ? 1 : 0;
    }
    assertTrue(agree > 0.999 * SIDE * SIDE);
  }

  @Test
  void everyPlaneOfAStackIsLabelledAsByItself() {
    Path file = folder.resolve("m.onnx");
    ImageStack stack = new ImageStack(SIDE, SIDE);
    stack.addSlice(textures(7));
    stack.addSlice(textures(8));
    ImagePlus image = new ImagePlus("stack", stack);
    Overlay overlay = new Overlay();
    for (Roi roi : marked(8).getOverlay().toArray()) {
      roi.setPosition(2);
      overlay.add(roi);
    }
    image.setOverlay(overlay);
    HeadlessImageJ.run(image, TRAIN, "model=[" + file + "]").ok();
    ImagePlus all = Subjects.run(image, APPLY, "model=[" + file + "] stack");
    ImagePlus one = Subjects.run(new ImagePlus("2", textures(8)), APPLY, "model=[" + file + "]");
    assertEquals(2, all.getStackSize());
    assertArrayEquals(
        (byte[]) one.getProcessor().getPixels(), (byte[]) all.getStack().getPixels(2));
    assertTrue(accuracy(one) > 0.6); // chance is a third
  }

  @Test
  void badInputGetsOneLine() throws Exception {
    ImagePlus plain = new ImagePlus("plain", textures(1));
    Path file = folder.resolve("m.onnx");
    assertTrue(
        Subjects.error(plain, TRAIN, "model=[" + file + "]")
            .startsWith("the selections name 0 classes"));
    assertTrue(
        Subjects.error(marked(1), TRAIN, "model=x features=nose").startsWith("features=nose"));
    Files.writeString(file, "no model");
    assertTrue(Subjects.error(plain, APPLY, "model=[" + file + "]").startsWith("model="));
    assertTrue(Subjects.error(plain, APPLY, "model=[/no/such]").startsWith("model="));
  }

  @Test
  void aPixelPerClassIsTooFewToValidate() {
    ImagePlus image = new ImagePlus("textures", textures(1));
    Overlay overlay = new Overlay();
    for (String name : List.of("fine-1", "rough-1")) {
      Roi roi = new Roi(overlay.size() * 9, 5, 1, 1);
      roi.setName(name);
      overlay.add(roi);
    }
    image.setOverlay(overlay);
    String error = Subjects.error(image, TRAIN, "model=[" + folder.resolve("m.onnx") + "]");
    assertTrue(error.startsWith("too few labelled pixels"), error);
  }

  @Test
  void javaCallersTrainWithoutAMacro() {
    Path file = folder.resolve("m.onnx");
    ClassifierTraining done =
        TrainClassifier.train(
            TrainClassifier.SPEC.parse("model=[" + file + "] regularisation=0.01"),
            marked(1),
            Monitor.NONE);
    assertEquals(0.01, done.outcome().lambda());
    assertEquals(5, done.outcome().rates().size());
    assertTrue(done.outcome().confusion().accuracy() > 0.5);
  }
}
