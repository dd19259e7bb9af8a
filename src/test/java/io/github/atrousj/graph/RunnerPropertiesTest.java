package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Describe;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold of the operators whatever the numbers. */
class RunnerPropertiesTest {
  private final Random rnd = new Random(42);

  private Volume run(Object operation, Volume in) {
    return Runs.run(Runs.graph(operation), in, Runs.random(rnd));
  }

  /** Whole numbers 1 … n, all different, so that every tap can be told from the others. */
  private static Kernel counting(int kx, int ky, int kz) {
    float[] w = new float[kx * ky * kz];
    for (int i = 0; i < w.length; i++) {
      w[i] = i + 1;
    }
    return Kernel.volume(kx, ky, kz, w);
  }

  @ParameterizedTest
  @CsvSource({
    "3,3,1,1", "3,3,1,4", "5,2,1,3", "2,2,1,2", "4,6,1,2", "1,7,1,3", "3,2,3,2", "2,4,2,1"
  })
  void diracGivesTheSpacedKernel(int kx, int ky, int kz, int rate) {
    int n = 41;
    Shape s = new Shape(1, kz > 1 ? 15 : 1, n, n);
    Volume dirac = new Volume(s);
    int zc = s.depth() / 2;
    dirac.plane(0, zc)[20 * n + 20] = 1;
    Kernel k = counting(kx, ky, kz);
    Volume forward = run(Convolution.of(k).rate(rate).border(Border.ZERO), dirac);
    Volume back = run(TransposedConvolution.of(k, rate, 1, Padding.SAME, 0, kz > 1), dirac);
    int px = rate * (kx - 1) / 2;
    int py = rate * (ky - 1) / 2;
    int pz = rate * (kz - 1) / 2;
    Volume flipped = new Volume(s);
    Volume upright = new Volume(s);
    for (int tz = 0; tz < kz; tz++) {
      for (int ty = 0; ty < ky; ty++) {
        for (int tx = 0; tx < kx; tx++) {
          float w = k.weight(tx, ty, tz);
          flipped.plane(0, zc + pz - rate * tz)[(20 + py - rate * ty) * n + 20 + px - rate * tx] =
              w;
          upright.plane(0, zc - pz + rate * tz)[(20 - py + rate * ty) * n + 20 - px + rate * tx] =
              w;
        }
      }
    }
    Volumes.assertSame(flipped, forward, "a correlation shows the kernel turned round");
    Volumes.assertSame(upright, back, "its adjoint shows the kernel");
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void convolutionIsLinear(Border border) {
    Convolution c = Convolution.of(counting(3, 4, 2)).rate(3, 2, 1).border(border);
    Shape s = new Shape(2, 3, 9, 11);
    Volume a = whole(s);
    Volume b = whole(s);
    Volume both = combined(a, b);
    // whole numbers: every sum is exact
    Volumes.assertSame(combined(run(c, a), run(c, b)), run(c, both), border.toString());
  }

  private Volume whole(Shape s) {
    Volume v = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] p = v.plane(c, z);
        for (int i = 0; i < p.length; i++) {
          p[i] = rnd.nextInt(200) - 100;
        }
      }
    }
    return v;
  }

  /** a − 2 b. */
  private static Volume combined(Volume a, Volume b) {
    Volume v = Volumes.copy(a);
    for (int c = 0; c < v.shape().channels(); c++) {
      for (int z = 0; z < v.shape().depth(); z++) {
        float[] p = v.plane(c, z);
        for (int i = 0; i < p.length; i++) {
          p[i] -= 2 * b.plane(c, z)[i];
        }
      }
    }
    return v;
  }

  @Test
  void shiftedImageGivesTheShiftedResult() {
    for (int i = 0; i < 30; i++) {
      Shape s = new Shape(1, 1 + rnd.nextInt(6), 1 + rnd.nextInt(20), 1 + rnd.nextInt(20));
      Volume in = Volumes.random(rnd, s);
      Convolution c =
          Convolution.of(counting(3, 2, 3)).rate(1 + rnd.nextInt(9)).border(Border.CIRCULAR);
      int dz = rnd.nextInt(s.depth());
      int dy = rnd.nextInt(s.height());
      int dx = rnd.nextInt(s.width());
      Volumes.assertSame(
          shifted(run(c, in), dz, dy, dx), run(c, shifted(in, dz, dy, dx)), Describe.text(s, c));
    }
  }

  private static Volume shifted(Volume v, int dz, int dy, int dx) {
    Shape s = v.shape();
    Volume out = new Volume(s);
    for (int z = 0; z < s.depth(); z++) {
      for (int y = 0; y < s.height(); y++) {
        for (int x = 0; x < s.width(); x++) {
          int to = (y + dy) % s.height() * s.width() + (x + dx) % s.width();
          out.plane(0, (z + dz) % s.depth())[to] = v.get(0, z, y, x);
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void onePixelReadsItself(Border border) {
    Volume in = Volume.plane(new float[] {2}, 1, 1);
    Convolution c = Convolution.of(counting(3, 3, 1)).rate(7).bias(0.5f);
    c = border == Border.CONSTANT ? c.constantBorder(10) : c.border(border);
    float expected = border == Border.ZERO ? 10.5f : border == Border.CONSTANT ? 410.5f : 90.5f;
    assertEquals(expected, run(c, in).get(0, 0, 0, 0));
  }

  @Test
  void branchWhoseRateReachesTheImageKeepsItsCentreWeight() {
    Volume in = Volumes.random(rnd, new Shape(1, 1, 12, 12));
    Convolution wide = Convolution.of(counting(3, 3, 1)).rate(12).border(Border.ZERO);
    Convolution point = Convolution.of(Kernel.row(5));
    Volumes.assertSame(run(point, in), run(wide, in), "a 1×1 with weight 5");
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void largestRateOnASmallImage(Border border) {
    Volume in = Volumes.random(rnd, new Shape(1, 1, 5, 7));
    Convolution c = Convolution.of(counting(3, 3, 1)).rate(65535).border(border);
    Volumes.assertSame(Reference.convolve(in, c), run(c, in), border.toString());
  }

  @Test
  void kernelThatDoesNotFitWithoutPaddingIsRefused() {
    Volume in = Volumes.random(rnd, new Shape(1, 1, 8, 8));
    Graph g = Graph.of(Convolution.of(counting(3, 3, 1)).rate(4).padding(Padding.VALID));
    Volume nothing = new Volume(g.outputShape(in.shape()));
    assertTrue(nothing.shape().isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> new Runner(1).run(g, in, nothing, Monitor.NONE));
  }

  @Test
  void sourceIsOnlyRead() {
    Volume in = Volumes.random(rnd, new Shape(2, 2, 9, 9));
    Volume before = Volumes.copy(in);
    Graph.Builder g = Graph.builder();
    Node conv = g.convolve(g.input(), Convolution.of(counting(3, 3, 1)));
    Runs.run(g.build(g.add(g.activate(conv, Activation.RELU), g.input())), in, new Runner(2));
    Volumes.assertSame(before, in, "the image");
  }

  @Test
  void wholeNumbersStayExactOverTheWholeGraph() {
    // 0/1 kernels count paths: a check that no layer of a deep chain reads a stale or foreign row
    Volume in = new Volume(new Shape(1, 1, 64, 64));
    Arrays.fill(in.plane(0, 0), 1);
    float[] ones = new float[9];
    Arrays.fill(ones, 1);
    Graph.Builder g = Graph.builder();
    Node n = g.input();
    double expected = 1;
    for (int rate : new int[] {1, 2, 4, 8, 3, 5}) {
      n = g.convolve(n, Convolution.of(Kernel.of(3, 3, ones)).rate(rate));
      expected *= 9;
    }
    Graph graph = g.build(n);
    for (int i = 0; i < 8; i++) {
      for (float v : Runs.run(graph, in, Runs.random(rnd)).plane(0, 0)) {
        assertEquals(expected, v);
      }
    }
  }
}
