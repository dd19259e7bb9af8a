package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Settings;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.host.HeadlessImageJ;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands of the operator, run by macro text on random hyperstacks that hold NaN and
 * infinities, against the plain reference: sizes, rates, strides, paddings and borders per axis.
 */
class OperatorOracleTest {
  /** Of separable kernels and of means, which are summed in another order. */
  private static final double ROUNDING = 4e-6;

  @ParameterizedTest
  @CsvSource({
    "convolution, 2",
    "convolution, 3",
    "transposed, 2",
    "transposed, 3",
    "pooling, 2",
    "pooling, 3"
  })
  void macroGivesWhatTheReferenceGives(String kind, int dimensions) {
    Random rnd = new Random(kind.hashCode() + dimensions);
    Settings settings = new Settings(rnd);
    BiFunction<Shape, Integer, Object> maker =
        switch (kind) {
          case "convolution" -> settings::convolution;
          case "transposed" -> settings::transposed;
          default -> settings::pooling;
        };
    int checked = 0;
    for (int i = 0; i < 60; i++) {
      Shape s = settings.shape(dimensions);
      if (dimensions == 3 && s.depth() == 1) {
        continue; // 3D needs at least two slices
      }
      Volume in = Volumes.random(rnd, s);
      if (rnd.nextInt(3) == 0) {
        Volumes.poison(rnd, in);
      }
      Object operation = maker.apply(s, dimensions);
      MacroText text = MacroText.of(operation, s, dimensions == 3);
      if (text != null) {
        check(in, operation, text);
        checked++;
      }
    }
    assertTrue(checked > 25, "only " + checked);
  }

  private static void check(Volume in, Object operation, MacroText text) {
    Volume expected = Volumes.reference(in, operation);
    ImagePlus image = image(in);
    Volume actual = volume(HeadlessImageJ.run(image, text.command(), text.options()).ok().result());
    String what = in.shape() + " " + text;
    boolean inAnyOrder =
        operation instanceof Pooling p
            ? p.type() == Pooling.Type.MEAN
            : !(operation instanceof TransposedConvolution);
    if (inAnyOrder) {
      Volumes.assertNear(expected, actual, ROUNDING * Math.max(1, largest(expected)), what);
    } else {
      Volumes.assertSame(expected, actual, what);
    }
  }

  private static double largest(Volume v) {
    double largest = 0;
    for (int c = 0; c < v.shape().channels(); c++) {
      for (int z = 0; z < v.shape().depth(); z++) {
        for (float f : v.plane(c, z)) {
          largest = Float.isFinite(f) ? Math.max(largest, Math.abs(f)) : largest;
        }
      }
    }
    return largest;
  }

  /** Channels and slices of a hyperstack. */
  private static ImagePlus image(Volume v) {
    Shape s = v.shape();
    ImageStack stack = new ImageStack(s.width(), s.height());
    for (int z = 0; z < s.depth(); z++) {
      for (int c = 0; c < s.channels(); c++) {
        stack.addSlice("", v.plane(c, z).clone());
      }
    }
    ImagePlus image = new ImagePlus("random", stack);
    image.setDimensions(s.channels(), s.depth(), 1);
    return image;
  }

  private static Volume volume(ImagePlus image) {
    Shape s =
        new Shape(image.getNChannels(), image.getNSlices(), image.getHeight(), image.getWidth());
    float[][] planes = new float[s.channels() * s.depth()][];
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        int index = image.getStackIndex(c + 1, z + 1, 1);
        planes[c * s.depth() + z] = (float[]) image.getStack().getPixels(index);
      }
    }
    return new Volume(s, planes);
  }
}
