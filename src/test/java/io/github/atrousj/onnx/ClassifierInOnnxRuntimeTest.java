package io.github.atrousj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.classify.Classifier;
import io.github.atrousj.classify.Feature;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.classify.Head;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A classifier's file gives the same scores and labels in ONNX Runtime, at any size of image. */
class ClassifierInOnnxRuntimeTest {
  private static final int CLASSES = 3;

  private static Classifier classifier(boolean pooling, int channels) {
    FeatureSet features =
        new FeatureSet(List.of(1, 2, 4, 8, 16), List.of(Feature.values()), pooling);
    Random random = new Random(5);
    double[][] weights = new double[CLASSES][features.size(channels)];
    for (double[] row : weights) {
      Arrays.setAll(row, k -> random.nextGaussian());
    }
    return Classifier.of(
        features,
        new Head(weights, new double[] {1, -2, 3}),
        List.of("a", "b", "c"),
        List.of(0xff0000, 0x00ff00, 0x0000ff),
        Map.of());
  }

  private static Volume noise(int channels, int width, int height) {
    Volume v = new Volume(new Shape(channels, 1, height, width));
    Random random = new Random(9);
    for (int c = 0; c < channels; c++) {
      float[] plane = v.plane(c, 0);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = random.nextInt(256);
      }
    }
    return v;
  }

  private static float[] ours(Graph graph, Volume image) {
    Volume out = new Volume(graph.outputShape(image.shape()));
    new Runner(2).run(graph, image, out, Monitor.NONE);
    return Ort.tensor(out, false).floats();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sameScoresAndLabels(boolean pooling) {
    check(classifier(pooling, 1));
    check(classifier(pooling, 3));
  }

  private static void check(Classifier c) {
    for (int[] size : new int[][] {{71, 53}, {130, 97}}) {
      Volume image = noise(c.channels(), size[0], size[1]);
      float[] scores = ours(c.scores(image.shape()), image);
      float[] labels = ours(c.labels(image.shape()), image);
      float[] theirs = Ort.run(c.bytes(), Ort.tensor(image, false)).floats();
      int pixels = labels.length;
      assertEquals(CLASSES * pixels, theirs.length);
      float most = 0;
      for (float s : scores) {
        most = Math.max(most, Math.abs(s));
      }
      for (int i = 0; i < pixels; i++) {
        float gap = Float.MAX_VALUE;
        int best = 0;
        for (int k = 0; k < CLASSES; k++) {
          assertEquals(scores[k * pixels + i], theirs[k * pixels + i], 1e-5 * most);
          best = theirs[k * pixels + i] > theirs[best * pixels + i] ? k : best;
        }
        for (int k = 0; k < CLASSES; k++) {
          gap = k == best ? gap : Math.min(gap, theirs[best * pixels + i] - theirs[k * pixels + i]);
        }
        // Where two scores are equal but for rounding either class is right.
        assertTrue(best == labels[i] || gap < 2e-5 * most, "pixel " + i);
      }
    }
  }
}
