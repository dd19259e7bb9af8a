package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference against double arithmetic, the zero-stuffed kernel, and cases worked by hand. */
class ReferenceTest {
  private static final float NAN = Float.NaN;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void convolutionAgreesWithDoubleArithmeticOnTheExtendedImage(int dimensions) {
    Random rnd = new Random(dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 60; i++) {
      Volume in = Volumes.random(rnd, settings.shape(dimensions));
      boolean layer = rnd.nextBoolean();
      Convolution c =
          layer
              ? settings.layer(in.shape(), dimensions)
              : settings.convolution(in.shape(), dimensions);
      assertNear(Oracle.convolve(in, c), Reference.convolve(in, c), Describe.text(in.shape(), c));
    }
  }

  @Test
  void rateEqualsTheKernelWithZerosBetweenItsTaps() {
    Random rnd = new Random(3);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 60; i++) {
      Volume in = Volumes.random(rnd, settings.shape(2 + i % 2));
      Convolution c = settings.convolution(in.shape(), 2 + i % 2);
      Convolution stuffed = stuffed(c);
      Volumes.assertSame(
          Reference.convolve(in, stuffed), Reference.convolve(in, c), Describe.text(in.shape(), c));
    }
  }

  private static Convolution stuffed(Convolution c) {
    int ex = (int) Axis.effective(c.x().taps(), c.x().rate());
    int ey = (int) Axis.effective(c.y().taps(), c.y().rate());
    int ez = (int) Axis.effective(c.z().taps(), c.z().rate());
    float[] w = new float[ex * ey * ez];
    Kernel k = c.kernel();
    for (int z = 0; z < k.depth(); z++) {
      for (int y = 0; y < k.height(); y++) {
        for (int x = 0; x < k.width(); x++) {
          w[(z * c.z().rate() * ey + y * c.y().rate()) * ex + x * c.x().rate()] = k.weight(x, y, z);
        }
      }
    }
    Convolution s =
        Convolution.of(Kernel.volume(ex, ey, ez, w))
            .bias(c.biasOf(0))
            .stride(c.x().stride(), c.y().stride(), c.z().stride())
            .padding(c.x().padding(), c.y().padding(), c.z().padding());
    return c.border() == Border.CONSTANT ? s.constantBorder(c.value()) : s.border(c.border());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void transposedAgreesWithScatteringInDouble(int dimensions) {
    Random rnd = new Random(7 + dimensions);
    Settings settings = new Settings(rnd);
    for (int i = 0; i < 60; i++) {
      int depth = 1 + rnd.nextInt(4);
      Shape s = new Shape(1 + rnd.nextInt(2), depth, 1 + rnd.nextInt(9), 1 + rnd.nextInt(9));
      Volume in = Volumes.random(rnd, s);
      TransposedConvolution t = settings.transposed(s, dimensions);
      assertNear(Oracle.transposed(in, t), Reference.transposed(in, t), Describe.text(s, t));
    }
  }

  @ParameterizedTest
  @CsvSource({"3,1,2", "3,4,2", "4,2,3", "5,3,1", "2,1,4", "1,1,3"})
  void transposedIsTheAdjointOfTheConvolution(int taps, int rate, int stride) {
    Random rnd = new Random(taps);
    float[] w = new float[taps * taps];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) rnd.nextGaussian();
    }
    Kernel k = Kernel.of(taps, taps, w);
    Volume x = Volumes.random(rnd, new Shape(1, 1, 19, 23));
    int e = (int) Axis.effective(taps, rate);
    Padding pad = Padding.of(e / 2, e / 3);
    Convolution c = Convolution.of(k).rate(rate).stride(stride).padding(pad).border(Border.ZERO);
    Volume y = Volumes.random(rnd, c.outputShape(x.shape()));
    // the pixels that the stride's remainder leaves over come back as output padding
    TransposedAxis ax = TransposedAxis.resolve(taps, rate, stride, pad, 0);
    TransposedAxis ay = ax;
    int overX = 23 - ax.outputSize(y.shape().width());
    int overY = 19 - ay.outputSize(y.shape().height());
    ax = TransposedAxis.resolve(taps, rate, stride, pad, overX);
    ay = TransposedAxis.resolve(taps, rate, stride, pad, overY);
    Volume back =
        Reference.transposed(y, new TransposedConvolution(k, ax, ay, TransposedAxis.UNIT, 0));
    assertEquals(x.shape(), back.shape());
    assertEquals(dot(Reference.convolve(x, c), y), dot(x, back), 1e-4);
  }

  private static double dot(Volume a, Volume b) {
    double sum = 0;
    for (int i = 0; i < a.plane(0, 0).length; i++) {
      sum += (double) a.plane(0, 0)[i] * b.plane(0, 0)[i];
    }
    return sum;
  }

  @Test
  void transposedStrideTwoIsBlankPixelsThenTheFlippedKernel() {
    Random rnd = new Random(11);
    Volume in = Volumes.random(rnd, new Shape(1, 1, 6, 5));
    Kernel k = Kernel.of(3, 2, 1f, 2, 3, 4, 5, 6);
    Kernel flipped = Kernel.of(3, 2, 6f, 5, 4, 3, 2, 1);
    Volume blank = new Volume(new Shape(1, 1, 11, 9));
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 5; x++) {
        blank.plane(0, 0)[2 * y * 9 + 2 * x] = in.get(0, 0, y, x);
      }
    }
    Volume expected =
        Reference.convolve(
            blank,
            Convolution.of(flipped)
                .border(Border.ZERO)
                .padding(Padding.of(2 - 1, 2 - 1), Padding.of(1, 1), Padding.VALID));
    TransposedAxis x = TransposedAxis.resolve(3, 1, 2, Padding.of(1, 1), 0);
    TransposedAxis y = TransposedAxis.resolve(2, 1, 2, Padding.VALID, 0);
    Volume actual =
        Reference.transposed(in, new TransposedConvolution(k, x, y, TransposedAxis.UNIT, 0));
    Volumes.assertClose(expected, actual, 1e-6, "stride one half");
  }

  @Test
  void oneRowByHand() {
    Volume in = Volume.plane(new float[] {1, 2, 3, 4, 5}, 5, 1);
    Convolution c = Convolution.of(Kernel.row(1, 10, 100)).rate(2).border(Border.ZERO).bias(0.5f);
    assertArrayEquals(
        new float[] {310.5f, 420.5f, 531.5f, 42.5f, 53.5f}, row(Reference.convolve(in, c)));
    assertArrayEquals(
        new float[] {310.5f, 531.5f, 53.5f}, row(Reference.convolve(in, c.stride(2, 1, 1))));
    assertArrayEquals(new float[] {531.5f}, row(Reference.convolve(in, c.padding(Padding.VALID))));
    assertArrayEquals(
        new float[] {100.5f, 200.5f, 310.5f, 420.5f, 531.5f},
        row(Reference.convolve(in, c.padding(Padding.CAUSAL, Padding.VALID, Padding.VALID))));
  }

  @Test
  void sumIsAChainOfFusedMultiplyAddsFromTheBias() {
    float a = 1 + 0x1p-12f; // a·a needs 25 bits: rounding it before adding loses the last
    Volume in = Volume.plane(new float[] {a}, 1, 1);
    Convolution c = Convolution.of(Kernel.row(a)).bias(-1f);
    assertEquals(0x1p-11f + 0x1p-24f, row(Reference.convolve(in, c))[0]);
  }

  @Test
  void tapsOfWeightZeroAreNotRead() {
    Volume in = Volume.plane(new float[] {NAN, 1, Float.POSITIVE_INFINITY, 2}, 4, 1);
    Convolution c = Convolution.of(Kernel.row(0, 1, -0f));
    Volume out = Reference.convolve(in, c.border(Border.REPLICATE));
    assertArrayEquals(in.plane(0, 0), row(out));
    TransposedConvolution t =
        TransposedConvolution.of(Kernel.row(0, 1, -0f), 1, 1, Padding.SAME, 0, false);
    assertArrayEquals(in.plane(0, 0), row(Reference.transposed(in, t)));
  }

  @Test
  void groupsSeeOnlyTheirOwnChannels() {
    Volume in = new Volume(new Shape(4, 1, 1, 1), new float[][] {{1}, {2}, {3}, {4}});
    float[] w = {1, 10, 1, 100};
    Convolution c = Convolution.layer(4, 2, 2, 1, 1, 1, w, new float[] {0.5f, 0.25f});
    Volume out = Reference.convolve(in, c);
    assertEquals(21.5f, out.get(0, 0, 0, 0));
    assertEquals(403.25f, out.get(1, 0, 0, 0));
  }

  @Test
  void layerRefusesAnotherNumberOfChannels() {
    Convolution c = Convolution.layer(2, 1, 1, 1, 1, 1, new float[2], null);
    Volume in = new Volume(new Shape(3, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Reference.convolve(in, c));
  }

  @Test
  void medianOfAnEvenCountIsTheMeanOfTheMiddleTwo() {
    Volume in = Volume.plane(new float[] {8, 1, 4, 2}, 4, 1);
    assertArrayEquals(new float[] {3}, row(pool(in, Pooling.Type.MEDIAN, 4, 1, Padding.VALID)));
    Volume huge = Volume.plane(new float[] {Float.MAX_VALUE, Float.MAX_VALUE}, 2, 1);
    assertArrayEquals(
        new float[] {Float.MAX_VALUE}, row(pool(huge, Pooling.Type.MEDIAN, 2, 1, Padding.VALID)));
  }

  @ParameterizedTest
  @EnumSource(Pooling.Type.class)
  void nanInTheWindowAndAnEmptyWindowGiveNan(Pooling.Type type) {
    Volume in = Volume.plane(new float[] {1, NAN, 3, 3, 3}, 5, 1);
    assertArrayEquals(new float[] {NAN, NAN, NAN, 3, 3}, row(pool(in, type, 3, 1, Padding.SAME)));
    Volume one = Volume.plane(new float[] {7}, 1, 1);
    assertArrayEquals(new float[] {NAN, 7, NAN}, row(pool(one, type, 1, 1, Padding.of(1, 1))));
  }

  @Test
  void meanDividesByWhatIsInsideUnlessABorderIsGiven() {
    Volume in = Volume.plane(new float[] {6, 12}, 2, 1);
    assertArrayEquals(new float[] {9, 9}, row(pool(in, Pooling.Type.MEAN, 3, 1, Padding.SAME)));
    AxisRule x = new AxisRule(3, 1, 1, Padding.SAME);
    Pooling zero = new Pooling(Pooling.Type.MEAN, x, AxisRule.UNIT, AxisRule.UNIT, Border.ZERO, 99);
    assertArrayEquals(new float[] {6, 6}, row(Reference.pool(in, zero)));
    Pooling constant =
        new Pooling(Pooling.Type.MEAN, x, AxisRule.UNIT, AxisRule.UNIT, Border.CONSTANT, 3);
    assertArrayEquals(new float[] {7, 7}, row(Reference.pool(in, constant)));
  }

  @Test
  void windowIsSpacedByTheRate() {
    Volume in = Volume.plane(new float[] {5, 9, 1, 9, 3, 0, 2}, 7, 1);
    assertArrayEquals(new float[] {5, 9, 3}, row(pool(in, Pooling.Type.MAX, 3, 2, Padding.VALID)));
    assertArrayEquals(new float[] {1, 0, 1}, row(pool(in, Pooling.Type.MIN, 3, 2, Padding.VALID)));
  }

  private static Volume pool(Volume in, Pooling.Type type, int taps, int rate, Padding p) {
    AxisRule x = new AxisRule(taps, rate, 1, p);
    return Reference.pool(in, new Pooling(type, x, AxisRule.UNIT, AxisRule.UNIT, null, 0));
  }

  private static float[] row(Volume v) {
    return v.plane(0, 0);
  }

  private static void assertNear(double[] expected, Volume actual, String what) {
    Shape s = actual.shape();
    assertEquals(expected.length, s.size(), what);
    for (int i = 0; i < expected.length; i++) {
      int plane = s.height() * s.width();
      int at = i / plane;
      float v = actual.plane(at / s.depth(), at % s.depth())[i % plane];
      assertEquals(expected[i], v, 2e-5, what);
    }
  }
}
