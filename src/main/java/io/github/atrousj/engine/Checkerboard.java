package io.github.atrousj.engine;

import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.util.HashMap;
import java.util.Map;

/**
 * How unevenly a transposed convolution covers its output (Odena, Dumoulin and Olah 2016,
 * Deconvolution and checkerboard artifacts, doi:10.23915/distill.00003): outputs of different
 * phases of the stride are sums of different numbers of taps unless every axis's taps are divisible
 * by its stride and its rate has no factor in common with it.
 *
 * @param fewest taps that reach an output far from the edge, of the phase that has fewest
 * @param most the same for the phase that has most
 * @param least what an even area of 1 becomes, bias apart, where it becomes least
 * @param largest the same where it becomes largest
 */
public record Checkerboard(int fewest, int most, double least, double largest) {
  private static final class Phase {
    int taps;
    double sum;
  }

  /** Counts the taps of every phase; zero weights count as taps. */
  public static Checkerboard of(TransposedConvolution t) {
    Kernel k = t.kernel();
    Map<Long, Phase> phases = new HashMap<>();
    long sx = t.x().stride();
    long sy = t.y().stride();
    for (int z = 0; z < k.depth(); z++) {
      for (int y = 0; y < k.height(); y++) {
        for (int x = 0; x < k.width(); x++) {
          long key = (phase(t.z(), z) * sy + phase(t.y(), y)) * sx + phase(t.x(), x);
          Phase p = phases.computeIfAbsent(key, any -> new Phase());
          p.taps++;
          p.sum += k.weight(x, y, z);
        }
      }
    }
    if (phases.size() < sx * sy * t.z().stride()) {
      phases.put(-1L, new Phase()); // outputs that no tap reaches
    }
    return new Checkerboard(
        phases.values().stream().mapToInt(p -> p.taps).min().orElse(0),
        phases.values().stream().mapToInt(p -> p.taps).max().orElse(0),
        phases.values().stream().mapToDouble(p -> p.sum).min().orElse(0),
        phases.values().stream().mapToDouble(p -> p.sum).max().orElse(0));
  }

  private static long phase(TransposedAxis a, int tap) {
    return (long) a.rate() * tap % a.stride();
  }

  /** Whether some outputs are sums of more taps than others. */
  public boolean isUneven() {
    return fewest != most;
  }
}
