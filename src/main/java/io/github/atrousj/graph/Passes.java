package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.Separated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a convolution whose kernel is separable into one pass per axis where that takes clearly
 * fewer taps. The choice depends on the kernel alone, so tiles and image sizes agree on it.
 */
final class Passes {
  /** Up to so many taps (a 3×3) a single pass is as fast, and it is one chain of roundings. */
  private static final int FEW_TAPS = 9;

  private Passes() {}

  static List<Convolution> of(Convolution c) {
    if (!c.isPerChannel() || c.taps() <= FEW_TAPS) {
      return List.of(c);
    }
    Kernel k = c.kernel();
    Optional<Separated> factors = k.separate();
    if (factors.isEmpty() || 3 * (k.width() + k.height() + k.depth()) > 2 * nonZero(k)) {
      return List.of(c);
    }
    return split(c, factors.get());
  }

  private static int nonZero(Kernel k) {
    int count = 0;
    for (float w : k.weights()) {
      if (w != 0) {
        count++;
      }
    }
    return count;
  }

  private static List<Convolution> split(Convolution c, Separated f) {
    Convolution x =
        Convolution.of(Kernel.volume(f.alongX().length, 1, 1, f.alongX()))
            .rate(c.x().rate(), 1, 1)
            .stride(c.x().stride(), 1, 1)
            .padding(c.x().padding(), Padding.VALID, Padding.VALID);
    Convolution y =
        Convolution.of(Kernel.volume(1, f.alongY().length, 1, f.alongY()))
            .rate(1, c.y().rate(), 1)
            .stride(1, c.y().stride(), 1)
            .padding(Padding.VALID, c.y().padding(), Padding.VALID);
    Convolution z =
        Convolution.of(Kernel.volume(1, 1, f.alongZ().length, f.alongZ()))
            .rate(1, 1, c.z().rate())
            .stride(1, 1, c.z().stride())
            .padding(Padding.VALID, Padding.VALID, c.z().padding());
    List<Convolution> passes = new ArrayList<>();
    float value = c.value();
    for (Convolution pass : List.of(x, y, z)) {
      boolean idle =
          pass.taps() == 1
              && pass.weight(0, 0, 0) == 1
              && pass.x().resolve(1).isUnit()
              && pass.y().resolve(1).isUnit()
              && pass.z().resolve(1).isUnit();
      if (!idle) {
        passes.add(
            c.border() == Border.CONSTANT ? pass.constantBorder(value) : pass.border(c.border()));
        value = response(pass, value);
      }
    }
    int last = passes.size() - 1;
    passes.set(last, passes.get(last).bias(c.biasOf(0)));
    return passes;
  }

  /** What a pass makes of a row of one value: what the next pass meets outside the image. */
  private static float response(Convolution pass, float value) {
    float sum = 0;
    for (int t = 0; t < pass.taps(); t++) {
      if (pass.weight(0, 0, t) != 0) {
        sum = Math.fma(pass.weight(0, 0, t), value, sum);
      }
    }
    return sum;
  }
}
