package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.kernel.KernelText;
import java.util.Random;

/** Small 32-bit images, and single filters on their planes by the plain reference. */
final class Planes {
  static final int WIDTH = 23;
  static final int HEIGHT = 19;

  private Planes() {}

  static ImagePlus noise(int slices) {
    Random random = new Random(slices);
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int z = 0; z < slices; z++) {
      float[] plane = new float[WIDTH * HEIGHT];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (float) random.nextGaussian();
      }
      stack.addSlice("slice " + (z + 1), new FloatProcessor(WIDTH, HEIGHT, plane));
    }
    return new ImagePlus("noise", stack);
  }

  static float[] plane(ImagePlus image, int index) {
    return (float[]) image.getStack().getPixels(index);
  }

  /** A plane convolved as a command would do it with the default border. */
  static float[] convolved(float[] plane, String kernel, int rate) {
    Convolution c =
        Convolution.of(KernelText.parse(kernel, KernelText.Images.NONE))
            .rate(rate)
            .border(Border.REPLICATE);
    return Reference.convolve(Volume.plane(plane.clone(), WIDTH, HEIGHT), c).plane(0, 0);
  }

  static ImagePlus process(ImageCommand command, ImagePlus image, String options) {
    return command.process(image, command.spec().parse(options), Monitor.NONE);
  }

  /** The line that refuses options, or the values' run; null when all goes well. */
  static String refusal(ImageCommand command, ImagePlus image, String options) {
    try {
      process(command, image, options);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
