package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelText;

/**
 * The engine for Java callers, without ImageJ: arrays of float in, arrays of float out, on all
 * processors. Everything else (strides, paddings, pooling, whole networks) is a {@link Graph} away.
 *
 * <pre>{@code
 * Volume image = Volume.plane(pixels, width, height);
 * Volume edges = Atrous.convolve(image, "laplacian-4", 8);
 * float[] result = edges.plane(0, 0);
 * }</pre>
 */
public final class Atrous {
  private Atrous() {}

  /**
   * Every channel and plane convolved with a kernel, its edge pixels repeated outside.
   *
   * @param kernel a library name such as {@code laplacian-4}, or rows of numbers split by {@code ;}
   * @param rate distance between neighbouring taps in pixels, at least 1
   * @return an image of the same extent
   * @throws IllegalArgumentException when the kernel's text cannot be read, saying why
   */
  public static Volume convolve(Volume image, String kernel, int rate) {
    return convolve(image, KernelText.parse(kernel, KernelText.Images.NONE), rate);
  }

  /** The same with a kernel at hand; a kernel with depth reaches through the planes. */
  public static Volume convolve(Volume image, Kernel kernel, int rate) {
    return run(Graph.of(Convolution.of(kernel).rate(rate)), image);
  }

  /**
   * The result of any graph.
   *
   * @throws IllegalArgumentException when the graph does not suit the image's extent
   */
  public static Volume run(Graph graph, Volume image) {
    Shape shape = graph.outputShape(image.shape());
    Volume result = new Volume(shape);
    new Runner().run(graph, image, result, Monitor.NONE);
    return result;
  }
}
