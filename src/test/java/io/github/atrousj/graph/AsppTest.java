package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every branch and fusion of ASPP against formulas written out for one pixel at a time. */
class AsppTest {
  private static final Kernel KERNEL = Kernel.of(3, 3, 1f, -2, 3, 0, 5, 1, -1, 2, 4);
  private static final List<Integer> RATES = List.of(1, 3, 7);
  private final Random random = new Random(11);

  private Volume noise(int d, int h, int w) {
    Volume v = new Volume(new Shape(1, d, h, w));
    for (int z = 0; z < d; z++) {
      float[] p = v.plane(0, z);
      for (int i = 0; i < p.length; i++) {
        p[i] = (float) random.nextGaussian();
      }
    }
    return v;
  }

  private static Aspp aspp(boolean threeD, Activation a) {
    Filter filter = new Filter(Border.REFLECT, 0, threeD);
    return new Aspp(List.of(KERNEL), RATES, true, true, List.of(1, 2, 3), a, filter);
  }

  private static Volume run(Graph g, Volume in) {
    Volume out = new Volume(g.outputShape(in.shape()));
    new Runner(2).tiles(2, 5).run(g, in, out, Monitor.NONE);
    return out;
  }

  /** The mean of bin i of b along an axis of n covers floor(i·n/b) … ceil((i+1)·n/b). */
  private static double bin(Volume v, int b, int z0, int z1, int by, int bx) {
    Shape s = v.shape();
    double sum = 0;
    int count = 0;
    for (int z = z0; z < z1; z++) {
      for (int y = by * s.height() / b; y < Math.ceil((by + 1.0) * s.height() / b); y++) {
        for (int x = bx * s.width() / b; x < Math.ceil((bx + 1.0) * s.width() / b); x++) {
          sum += v.get(0, z, y, x);
          count++;
        }
      }
    }
    return sum / count;
  }

  private static double spread(Volume v, int b, int z0, int z1, int y, int x) {
    double py = Math.max(0, Math.min(b - 1, (y + 0.5) * b / v.shape().height() - 0.5));
    double px = Math.max(0, Math.min(b - 1, (x + 0.5) * b / v.shape().width() - 0.5));
    double sum = 0;
    for (int by = 0; by < b; by++) {
      for (int bx = 0; bx < b; bx++) {
        double weight = Math.max(0, 1 - Math.abs(py - by)) * Math.max(0, 1 - Math.abs(px - bx));
        sum += weight == 0 ? 0 : weight * bin(v, b, z0, z1, by, bx);
      }
    }
    return sum;
  }

  private static List<float[]> branches(Volume in, int z, Activation a) {
    List<float[]> planes = new ArrayList<>();
    planes.add(in.plane(0, z).clone());
    for (int rate : RATES) {
      Convolution c = Convolution.of(KERNEL).rate(rate).border(Border.REFLECT);
      planes.add(Reference.convolve(in, c).plane(0, z));
    }
    for (int b : new int[] {1, 1, 2, 3}) {
      float[] p = new float[in.plane(0, z).length];
      for (int i = 0; i < p.length; i++) {
        p[i] = (float) spread(in, b, z, z + 1, i / in.shape().width(), i % in.shape().width());
      }
      planes.add(p);
    }
    planes.forEach(p -> a.apply(p, p, p.length));
    return planes;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void concatHoldsEveryBranchInOrder(Activation a) {
    Volume in = noise(2, 13, 17);
    Aspp aspp = aspp(false, a);
    Volume out = run(aspp.concat(), in);
    assertEquals(aspp.branches(), out.shape().channels());
    assertEquals(
        List.of(
            "image", "rate 1", "rate 3", "rate 7", "mean", "pyramid 1", "pyramid 2", "pyramid 3"),
        aspp.branchNames());
    for (int z = 0; z < 2; z++) {
      List<float[]> expected = branches(in, z, a);
      for (int b = 0; b < expected.size(); b++) {
        assertArrayEquals(expected.get(b), out.plane(b, z), 1e-5f, "branch " + b);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Fuse.class)
  void fusionsEqualTheirDefinition(Fuse fuse) {
    Volume in = noise(1, 12, 15);
    Volume out = run(aspp(false, Activation.NONE).fused(fuse), in);
    List<float[]> b = branches(in, 0, Activation.NONE);
    for (int i = 0; i < 12 * 15; i++) {
      int at = i;
      double[] v = b.stream().mapToDouble(p -> p[at]).toArray();
      double sum = 0;
      double product = 1;
      int best = 0;
      double min = v[0];
      for (int k = 0; k < v.length; k++) {
        sum += v[k];
        product *= v[k];
        best = v[k] > v[best] ? k : best;
        min = Math.min(min, v[k]);
      }
      double mean = sum / v.length;
      double variance = 0;
      for (double x : v) {
        variance += (x - mean) * (x - mean) / v.length;
      }
      double expected =
          switch (fuse) {
            case SUM -> sum;
            case MEAN -> mean;
            case MAX -> v[best];
            case MIN -> min;
            case RANGE -> v[best] - min;
            case STD -> Math.sqrt(variance);
            case PRODUCT -> product;
            case ARGMAX -> best;
          };
      assertEquals(expected, out.plane(0, 0)[i], 1e-4 * Math.max(1, Math.abs(expected)));
    }
  }

  @Test
  void weightedProjectedAndLabelledFollowTheirRows() {
    Volume in = noise(1, 12, 15);
    Aspp aspp = aspp(false, Activation.NONE);
    List<float[]> b = branches(in, 0, Activation.NONE);
    float[][] w = new float[3][aspp.branches()];
    float[] bias = {0.5f, -1, 2};
    for (float[] row : w) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    Volume weighted = run(aspp.weighted(w[0]), in);
    Volume projected = run(aspp.projected(w, bias), in);
    Volume labelled = run(aspp.labelled(w, bias), in);
    for (int i = 0; i < 12 * 15; i++) {
      int best = 0;
      for (int o = 0; o < 3; o++) {
        double sum = 0;
        for (int k = 0; k < b.size(); k++) {
          sum += w[o][k] * b.get(k)[i];
        }
        if (o == 0) {
          assertEquals(sum, weighted.plane(0, 0)[i], 1e-4);
        }
        assertEquals(sum + bias[o], projected.plane(o, 0)[i], 1e-4);
        best = projected.plane(o, 0)[i] > projected.plane(best, 0)[i] ? o : best;
      }
      assertEquals(best, labelled.plane(0, 0)[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void in3dMeansAreTakenOverTheVolume(int bins) {
    Volume in = noise(4, 9, 8);
    Filter filter = new Filter(Border.ZERO, 0, true);
    Aspp aspp =
        new Aspp(List.of(KERNEL), List.of(2), false, false, List.of(bins), Activation.NONE, filter);
    Volume out = run(aspp.concat(), in);
    double first = bins == 1 ? bin(in, 1, 0, 4, 0, 0) : bin(in, 2, 0, 2, 0, 0);
    assertEquals(first, out.get(1, 0, 0, 0), 1e-6);
    if (bins == 2) {
      // Plane 1 of 4 lies at (1.5)·2/4 − 0.5 = 0.25 between the two bins.
      double far = bin(in, 2, 2, 4, 0, 0);
      assertEquals(first + 0.25 * (far - first), out.get(1, 1, 0, 0), 1e-6);
    }
  }

  @Test
  void bankNestsKernelsThenRates() {
    Volume in = noise(1, 10, 10);
    Filter filter = new Filter(Border.CONSTANT, 3, false);
    Kernel other = Kernel.row(1, -1);
    Volume out =
        run(FilterBank.of(List.of(KERNEL, other), List.of(1, 2), Activation.ABS, filter), in);
    int channel = 0;
    for (Kernel k : List.of(KERNEL, other)) {
      for (int rate : new int[] {1, 2}) {
        float[] p =
            Reference.convolve(in, Convolution.of(k).rate(rate).constantBorder(3)).plane(0, 0);
        Activation.ABS.apply(p, p, p.length);
        assertArrayEquals(p, out.plane(channel++, 0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cascadeAppliesLayersInTurn(boolean residual) {
    Volume in = noise(1, 20, 21);
    Filter filter = new Filter(Border.SYMMETRIC, 0, false);
    Volume layers =
        run(Cascade.of(List.of(KERNEL), RATES, Activation.RELU, residual, true, filter), in);
    Volume last =
        run(Cascade.of(List.of(KERNEL), RATES, Activation.RELU, residual, false, filter), in);
    Volume v = in;
    for (int i = 0; i < RATES.size(); i++) {
      Convolution c = Convolution.of(KERNEL).rate(RATES.get(i)).border(Border.SYMMETRIC);
      Volume next = Reference.convolve(v, c);
      float[] p = next.plane(0, 0);
      if (i < RATES.size() - 1) {
        Activation.RELU.apply(p, p, p.length);
      }
      for (int k = 0; residual && k < p.length; k++) {
        p[k] = v.plane(0, 0)[k] + p[k];
      }
      assertArrayEquals(p, layers.plane(i, 0), "layer " + i);
      v = next;
    }
    assertArrayEquals(layers.plane(2, 0), last.plane(0, 0));
  }

  @Test
  void kernelsAreOneOrOnePerRate() {
    Filter filter = new Filter(Border.ZERO, 0, false);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Aspp(
                    List.of(KERNEL, KERNEL),
                    RATES,
                    false,
                    false,
                    List.of(),
                    Activation.NONE,
                    filter));
    assertEquals("kernel: give one, or one per rate: 2 kernels for 3", e.getMessage());
  }
}
