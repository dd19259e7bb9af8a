package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Describe;
import io.github.atrousj.engine.Golden;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Settings;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fast path against the reference on random settings: to the bit, except for separable kernels
 * and means, which are summed in another order.
 */
class RunnerOracleTest {
  /** Separable kernels: largest error over the largest value. */
  private static final double SEPARABLE = 2e-6;

  /** Means of windows of normal values. */
  private static final double MEAN = 2e-6;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void convolution(int dimensions) {
    Random rnd = new Random(100 + dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 300; i++) {
      Volume in = image(rnd, settings.shape(dimensions));
      Convolution c = settings.convolution(in.shape(), dimensions);
      check(rnd, in, c);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void layer(int dimensions) {
    Random rnd = new Random(200 + dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 200; i++) {
      Volume in = image(rnd, settings.shape(dimensions));
      check(rnd, in, settings.layer(in.shape(), dimensions));
    }
  }

  @Test
  void layerOfManyChannelsSomeOfWhoseWeightsAreZero() {
    Random rnd = new Random(5);
    for (int out = 1; out < 20; out++) {
      float[] w = new float[out * 5 * 9];
      for (int i = 0; i < w.length; i++) {
        w[i] = i < 5 * 9 && i % 4 == 0 ? 0 : (float) rnd.nextGaussian();
      }
      Convolution c = Convolution.layer(5, out, 1, 3, 3, 1, w, null).rate(1 + out % 3);
      check(rnd, image(rnd, new Shape(5, 1, 9, 70)), c);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void separableConvolution(int dimensions) {
    Random rnd = new Random(300 + dimensions);
    Settings settings = new Settings(rnd);
    int split = 0;
    for (int i = 0; i < 200; i++) {
      Volume in = Volumes.random(rnd, settings.shape(dimensions));
      for (int ch = 0; ch < in.shape().channels(); ch++) {
        for (int z = 0; z < in.shape().depth(); z++) {
          float[] p = in.plane(ch, z);
          for (int j = 0; j < p.length; j++) {
            p[j] = Math.abs(p[j]); // no cancellation, so that the error is relative
          }
        }
      }
      Convolution c = settings.separable(in.shape(), dimensions);
      split += Passes.splits(c) ? 1 : 0;
      check(rnd, in, c);
    }
    assertTrue(split > 60, "only " + split + " ran axis by axis");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void transposed(int dimensions) {
    Random rnd = new Random(400 + dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 250; i++) {
      int depth = 1 + rnd.nextInt(5);
      Shape s = new Shape(1 + rnd.nextInt(2), depth, 1 + rnd.nextInt(14), 1 + rnd.nextInt(14));
      check(rnd, image(rnd, s), settings.transposed(s, dimensions));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void pooling(int dimensions) {
    Random rnd = new Random(500 + dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 400; i++) {
      Volume in = image(rnd, settings.shape(dimensions));
      check(rnd, in, settings.pooling(in.shape(), dimensions));
    }
  }

  @Test
  void rowsLongerThanAnyStretchOfTheInnerLoops() {
    Random rnd = new Random(7);
    for (int width : new int[] {1024, 1025, 2047, 2048, 2049, 4500}) {
      Volume in = image(rnd, new Shape(1, 1, 6, width));
      Convolution c = Convolution.of(Kernel.of(4, 3, 1f, -2, 3, 4, 5, 6, 7, -8, 9, 10, 11, 12));
      check(rnd, in, c.rate(2));
      check(rnd, in, c.rate(50).stride(3));
    }
  }

  @Test
  void goldenResultsOfPyTorch() {
    Random rnd = new Random(9);
    for (Golden g : Golden.all()) {
      Volume actual = Runs.run(Runs.graph(g.operation()), g.input(), Runs.random(rnd));
      Volumes.assertClose(g.output(), actual, 2e-5, g.line());
    }
  }

  /** A third of the images hold NaN and infinities. */
  private static Volume image(Random rnd, Shape s) {
    Volume v = Volumes.random(rnd, s);
    if (rnd.nextInt(3) == 0) {
      Volumes.poison(rnd, v);
    }
    return v;
  }

  private static void check(Random rnd, Volume in, Object operation) {
    String what = Describe.text(in.shape(), operation);
    Graph graph = Runs.graph(operation);
    Volume expected = Volumes.reference(in, operation);
    Volume whole = Runs.whole(graph, in);
    if (operation instanceof Pooling p && p.type() == Pooling.Type.MEAN) {
      Volumes.assertNear(expected, whole, MEAN, what);
    } else if (operation instanceof Convolution c && Passes.splits(c)) {
      Volumes.assertClose(expected, whole, SEPARABLE, what);
    } else {
      Volumes.assertSame(expected, whole, what);
    }
    for (int i = 0; i < 2; i++) {
      Volumes.assertSame(whole, Runs.run(graph, in, Runs.random(rnd)), what + " in tiles");
    }
  }
}
