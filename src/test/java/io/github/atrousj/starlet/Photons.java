package io.github.atrousj.starlet;

import java.util.Random;

/** Poisson numbers. */
final class Photons {
  private Photons() {}

  /** Knuth's product of uniforms, in parts small enough for a double. */
  static int draw(Random random, double mean) {
    int count = 0;
    for (double left = mean; left > 0; left -= 30) {
      double limit = Math.exp(-Math.min(left, 30));
      for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
        count++;
      }
    }
    return count;
  }
}
