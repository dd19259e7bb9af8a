package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Describe;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Settings;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.TransposedAxis;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NaN and infinities change the outputs whose taps read them and not one other, which keeps its
 * bits: also where sums run (separable kernels, pooling).
 */
class SpreadTest {
  private Random rnd;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void convolution(int dimensions) {
    rnd = new Random(dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 150; i++) {
      Volume in = Volumes.random(rnd, settings.shape(dimensions));
      Convolution c =
          i % 2 == 0
              ? settings.separableWithoutZeros(in.shape(), dimensions)
              : settings.withoutZeros(in.shape(), dimensions);
      Shape s = in.shape();
      check(
          in,
          c,
          (pixel, out) ->
              reads(c.z(), c.border(), s.depth(), pixel[0], out[0])
                  && reads(c.y(), c.border(), s.height(), pixel[1], out[1])
                  && reads(c.x(), c.border(), s.width(), pixel[2], out[2]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void pooling(int dimensions) {
    rnd = new Random(10 + dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 200; i++) {
      Volume in = Volumes.random(rnd, settings.shape(dimensions));
      Pooling p = settings.pooling(in.shape(), dimensions);
      Shape s = in.shape();
      Border b = p.border() == null ? Border.ZERO : p.border();
      check(
          in,
          p,
          (pixel, out) ->
              reads(p.z(), b, s.depth(), pixel[0], out[0])
                  && reads(p.y(), b, s.height(), pixel[1], out[1])
                  && reads(p.x(), b, s.width(), pixel[2], out[2]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void transposed(int dimensions) {
    rnd = new Random(20 + dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 100; i++) {
      Shape s = new Shape(1, 1 + rnd.nextInt(4), 1 + rnd.nextInt(12), 1 + rnd.nextInt(12));
      Volume in = Volumes.random(rnd, s);
      TransposedConvolution t = settings.transposedWithoutZeros(s, dimensions);
      check(
          in,
          t,
          (pixel, out) ->
              reaches(t.z(), pixel[0], out[0])
                  && reaches(t.y(), pixel[1], out[1])
                  && reaches(t.x(), pixel[2], out[2]));
    }
  }

  /** Whether an output (z, y, x) depends on a pixel (z, y, x). */
  private interface Dependence {
    boolean holds(int[] pixel, int[] out);
  }

  private static boolean reads(AxisRule rule, Border border, int n, int pixel, int out) {
    Axis a = rule.resolve(n);
    for (int t = 0; t < a.taps(); t++) {
      if (border.map((long) a.stride() * out + a.rate() * t - a.padBefore(), n) == pixel) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(TransposedAxis a, int pixel, int out) {
    for (int t = 0; t < a.taps(); t++) {
      if (a.stride() * pixel + a.rate() * t - a.padBefore() == out) {
        return true;
      }
    }
    return false;
  }

  private void check(Volume in, Object operation, Dependence depends) {
    Shape s = in.shape();
    Graph graph = Runs.graph(operation);
    Volume clean = Runs.whole(graph, in);
    int channel = rnd.nextInt(s.channels());
    int[] pixel = {rnd.nextInt(s.depth()), rnd.nextInt(s.height()), rnd.nextInt(s.width())};
    in.plane(channel, pixel[0])[pixel[1] * s.width() + pixel[2]] = Float.NaN;
    Volume spread = Runs.run(graph, in, Runs.random(rnd));
    Shape o = spread.shape();
    String what = Describe.text(s, operation);
    for (int c = 0; c < o.channels(); c++) {
      for (int z = 0; z < o.depth(); z++) {
        for (int y = 0; y < o.height(); y++) {
          for (int x = 0; x < o.width(); x++) {
            boolean touched = c == channel && depends.holds(pixel, new int[] {z, y, x});
            float expected = touched ? Float.NaN : clean.get(c, z, y, x);
            assertEquals(expected, spread.get(c, z, y, x), what);
          }
        }
      }
    }
  }
}
