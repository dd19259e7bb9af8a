package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.List;

/**
 * How a command's branches and layers read the image: the border, and whether kernels and rates
 * reach through the planes. Branches differ in kernel and rate alone.
 *
 * @param value of a constant border
 * @param threeD whether the rate also spaces the taps along z, and means are taken over volumes
 */
public record Filter(Border border, float value, boolean threeD) {
  /** The convolution of a kernel at a rate, output as large as the input. */
  public Convolution at(Kernel kernel, int rate) {
    Convolution c = Convolution.of(kernel).rate(rate, rate, threeD ? rate : 1);
    return border == Border.CONSTANT ? c.constantBorder(value) : c.border(border);
  }

  /** The kernel for branch {@code i}: the only one, or its own. */
  static Kernel pick(List<Kernel> kernels, int i) {
    return kernels.size() == 1 ? kernels.get(0) : kernels.get(i);
  }

  static void requireOnePer(String what, int kernels, int of) {
    if (kernels != 1 && kernels != of) {
      throw new IllegalArgumentException(
          "kernel: give one, or one per " + what + ": " + kernels + " kernels for " + of);
    }
  }
}
