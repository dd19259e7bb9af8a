package io.github.atrousj.bench;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.ClassifierTraining;
import io.github.atrousj.plugin.TrainClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a user waits for after drawing a selection: {@code Train ASPP Classifier...} on 50,000
 * labelled pixels of three classes, with the preset features, the penalty chosen by
 * cross-validation and the table of rates, and the labels of the plane in view.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-Djava.awt.headless=true"})
@State(Scope.Benchmark)
public class ClassifierBenchmark {
  private static final int SIDE = 1024;
  private static final int CLASSES = 3;

  /** Squares of each class; together they have 50,700 pixels, of which 50,000 are used. */
  private static final int SQUARES = 4;

  private static final int SQUARE = 65;

  private ImagePlus image;
  private Values values;
  private Path file;

  /** Textures of different grain, and squares of each. */
  @Setup(Level.Trial)
  public void prepare() throws IOException {
    image = new ImagePlus("bench", textures());
    Overlay overlay = new Overlay();
    for (int c = 0; c < CLASSES; c++) {
      for (int k = 0; k < SQUARES; k++) {
        Roi roi = new Roi(40 + c * SIDE / CLASSES, 40 + k * SIDE / SQUARES, SQUARE, SQUARE);
        roi.setName("class " + (char) ('a' + c) + "-" + (k + 1));
        overlay.add(roi);
      }
    }
    image.setOverlay(overlay);
    file = Files.createTempFile("atrousj", ".onnx");
    values = new TrainClassifier().spec().parse("model=[" + file + "] balance");
    ClassifierTraining done = train();
    if (done.outcome().confusion().accuracy() < 0.8) {
      throw new IllegalStateException("the classes are not told apart");
    }
  }

  private static ByteProcessor textures() {
    ByteProcessor ip = new ByteProcessor(SIDE, SIDE);
    Random random = new Random(3);
    for (int i = 0; i < SIDE * SIDE; i++) {
      ip.set(i, (int) Math.max(0, Math.min(255, 128 + 40 * random.nextGaussian())));
    }
    for (int c = 1; c < CLASSES; c++) {
      ip.setRoi(c * SIDE / CLASSES, 0, SIDE / CLASSES + 1, SIDE);
      ByteProcessor part = (ByteProcessor) ip.crop();
      part.blurGaussian(c);
      ip.insert(part, c * SIDE / CLASSES, 0);
    }
    return ip;
  }

  /** Removes the model. */
  @TearDown(Level.Trial)
  public void tidy() throws IOException {
    Files.delete(file);
  }

  private ClassifierTraining train() {
    return TrainClassifier.train(values, image, Monitor.NONE);
  }

  /** From selections to a model and the labels of the plane in view. */
  @Benchmark
  public ImagePlus trainAndLabel() {
    return train().labels(image, Monitor.NONE);
  }

  /** The model alone. */
  @Benchmark
  public ClassifierTraining trainOnly() {
    return train();
  }
}
