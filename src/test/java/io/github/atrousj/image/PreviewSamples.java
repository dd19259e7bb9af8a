package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Shape;
import java.lang.reflect.Array;
import java.util.Random;
import java.util.function.Function;

/** Images for the tests of previews, and what is the same in all of them. */
final class PreviewSamples {
  static final int WIDTH = 61;
  static final int HEIGHT = 47;
  static final Function<Shape, Operation> DOUBLE = s -> Simple.map(1, v -> 2 * v);

  private PreviewSamples() {}

  static ImagePlus noise(int bits, int slices) {
    Random random = new Random(7);
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int i = 0; i < slices; i++) {
      float[] values = new float[WIDTH * HEIGHT];
      for (int j = 0; j < values.length; j++) {
        values[j] = 20 + random.nextInt(200);
      }
      ImageProcessor ip = new FloatProcessor(WIDTH, HEIGHT, values);
      ip.setMinAndMax(0, 255);
      stack.addSlice(
          switch (bits) {
            case 8 -> ip.convertToByte(false);
            case 16 -> ip.convertToShort(false);
            case 24 -> ip.convertToRGB();
            default -> ip;
          });
    }
    ImagePlus imp = new ImagePlus("noise", stack);
    imp.setDimensions(1, slices, 1);
    if (bits != 24) {
      imp.setDisplayRange(10, 240);
    }
    return imp;
  }

  static Object pixels(ImagePlus imp) {
    return imp.getProcessor().getPixelsCopy();
  }

  static void assertSame(Object expected, Object shown, int from, int to, String what) {
    for (int i = from * WIDTH; i < to * WIDTH; i++) {
      assertEquals(Array.get(expected, i), Array.get(shown, i), what + " pixel " + i);
    }
  }
}
