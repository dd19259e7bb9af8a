package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.classify.Classifier;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.param.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

  /** Chance is a third. Many rates against one on other scenes: ManyRatesTest. */
  @Test
  void labelsAnotherImageOfTheSameTextures() {
    assertTrue(trainedOn("") > 0.85);
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
    assertTrue(accuracy(one) > 0.8); // chance is a third
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
  void pathsThatCannotBeUsedAreNamedWithTheReason() throws Exception {
    ImagePlus image = marked(1);
    Path nowhere = folder.resolve("none").resolve("m.onnx");
    String error = Subjects.error(image, TRAIN, "model=[" + nowhere + "]");
    assertTrue(error.startsWith(Wording.path("model", nowhere.toString())), error);
    assertTrue(error.contains(": cannot be written (there is no folder "), error);
    assertEquals(
        Wording.path("model", folder.toString()) + ": cannot be written (it is a folder)",
        Subjects.error(image, TRAIN, "model=[" + folder + "]"));
    Path file = folder.resolve("m.onnx");
    Path missing = folder.resolve("missing.zip");
    assertEquals(
        Wording.path("rois", missing.toString())
            + ": must be a .zip or .roi file of selections (there is no such file)",
        Subjects.error(image, TRAIN, "model=[" + file + "] rois=[" + missing + "]"));
    String impossible = "a\0b.zip";
    String line = refusal("model=[" + file + "] rois=[" + impossible + "]", image);
    assertTrue(line.startsWith(Wording.path("rois", impossible) + ": must be the path"), line);
    assertTrue(Files.notExists(file), "nothing is written after a refusal");
  }

  private static String refusal(String options, ImagePlus image) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> TrainClassifier.train(TrainClassifier.SPEC.parse(options), image, Monitor.NONE))
        .getMessage();
  }

  /** Selections of a file belong to the current image: with that left out they would be lost. */
  @Test
  void selectionsOfAFileNeedTheCurrentImageToTakePart() throws Exception {
    Path zip = zip("rois.zip", marked(1).getOverlay().toArray());
    ImagePlus other = marked(2);
    other.setTitle("other");
    String macro =
        "run(\"Train ASPP Classifier...\", \"model=["
            + folder.resolve("m.onnx")
            + "] rois=["
            + zip
            + "] images=other\");";
    String error = HeadlessImageJ.macro(macro, "", other, marked(1)).error();
    assertTrue(error.contains("is for the current image, which images=other leaves out"), error);
  }

  private Path zip(String name, Roi... rois) throws Exception {
    Path file = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Roi roi : rois) {
        out.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
        out.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    return file;
  }

  private static byte[] pixels(ImagePlus labels) {
    return (byte[]) labels.getProcessor().getPixels();
  }

  /** Overlay names, a file of the ROI manager and groups say the same. */
  @Test
  void namesFileAndGroupsGiveTheSameLabels() throws Exception {
    Path file = folder.resolve("m.onnx");
    HeadlessImageJ.run(marked(1), TRAIN, "model=[" + file + "]").ok();
    byte[] expected = pixels(Subjects.run(marked(1), APPLY, "model=[" + file + "]"));
    Path zip = zip("rois.zip", marked(1).getOverlay().toArray());
    ImagePlus plain = new ImagePlus("textures", textures(1));
    HeadlessImageJ.run(plain, TRAIN, "model=[" + file + "] rois=[" + zip + "]").ok();
    assertArrayEquals(expected, pixels(Subjects.run(plain, APPLY, "model=[" + file + "]")));
    ImagePlus grouped = marked(1);
    for (Roi roi : grouped.getOverlay().toArray()) {
      roi.setGroup(1 + List.of("fine", "medium", "rough").indexOf(roi.getName().split("-")[0]));
    }
    HeadlessImageJ.run(grouped, TRAIN, "model=[" + file + "] classes=groups").ok();
    assertArrayEquals(expected, pixels(Subjects.run(plain, APPLY, "model=[" + file + "]")));
    assertEquals("group 1", Classifier.read(file).classes().get(0));
  }

  /** Selections on two open images, some of the classes on each. */
  @Test
  void allOpenImagesTakePart() throws Exception {
    ImagePlus[] parts = {marked(1), marked(2)};
    for (int k = 0; k < 2; k++) {
      parts[k].setTitle("part " + k);
      for (Roi roi : parts[k].getOverlay().toArray()) {
        if (roi.getName().startsWith("fine") == (k == 0)) {
          parts[k].getOverlay().remove(roi);
        }
      }
    }
    Path file = folder.resolve("m.onnx");
    String options = "model=[" + file + "] images=all";
    HeadlessImageJ.macro("run(\"" + TRAIN + "\", \"" + options + "\");", "", parts).ok();
    Classifier c = Classifier.read(file);
    assertEquals(List.of("fine", "medium", "rough"), c.classes());
    assertEquals("part 0\npart 1", c.metadata().get("atrousj.images"));
    assertTrue(
        accuracy(Subjects.run(new ImagePlus("3", textures(3)), APPLY, "model=[" + file + "]"))
            > 0.8);
  }

  @Test
  void planesOfAVirtualStackAreReadAsTheyAreNeeded() {
    Path file = folder.resolve("m.onnx");
    HeadlessImageJ.run(marked(1), TRAIN, "model=[" + file + "]").ok();
    ImageStack virtual =
        new ij.VirtualStack(SIDE, SIDE, 3) {
          @Override
          public ImageProcessor getProcessor(int n) {
            return textures(n);
          }
        };
    ImagePlus all =
        Subjects.run(new ImagePlus("virtual", virtual), APPLY, "model=[" + file + "] stack");
    assertEquals(3, all.getStackSize());
    for (int n = 1; n <= 3; n++) {
      ImagePlus one = new ImagePlus("one", textures(n));
      assertArrayEquals(
          pixels(Subjects.run(one, APPLY, "model=[" + file + "]")),
          (byte[]) all.getStack().getPixels(n));
    }
  }

  /** A class of few pixels is not swallowed by one of many when they count the same. */
  @Test
  void balanceFindsTheSmallClass() {
    assertTrue(smallRecall("balance") > smallRecall(""));
  }

  private double smallRecall(String flag) {
    ImagePlus image = marked(1);
    for (Roi roi : image.getOverlay().toArray()) {
      if (roi.getName().startsWith("medium")) {
        Roi small = new Roi(roi.getBounds().x, roi.getBounds().y, 6, 6);
        small.setName(roi.getName());
        image.getOverlay().remove(roi);
        image.getOverlay().add(small);
      }
    }
    Path file = folder.resolve("m.onnx");
    String options = "model=[" + file + "] rates=1 regularisation=0.1 " + flag;
    HeadlessImageJ.run(image, TRAIN, options).ok();
    byte[] labels =
        pixels(Subjects.run(new ImagePlus("4", textures(4)), APPLY, "model=[" + file + "]"));
    int found = 0;
    int all = 0;
    for (int i = 0; i < labels.length; i++) {
      if (truth(i % SIDE, i / SIDE) == 1) {
        all++;
        found += labels[i] == 1 ? 1 : 0;
      }
    }
    return (double) found / all;
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
    assertTrue(done.outcome().confusion().accuracy() > 0.7);
  }
}
