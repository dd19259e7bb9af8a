package io.github.atrousj.starlet;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.util.Random;

/** Images that the tests of this room share. */
final class Samples {
  private Samples() {}

  static Volume noise(long seed, int depth, int height, int width, double sigma) {
    Random random = new Random(seed);
    Volume v = new Volume(new Shape(1, depth, height, width));
    for (int z = 0; z < depth; z++) {
      float[] p = v.plane(0, z);
      for (int i = 0; i < p.length; i++) {
        p[i] = (float) (sigma * random.nextGaussian());
      }
    }
    return v;
  }

  static double deviation(float[] plane) {
    double sum = 0;
    double squares = 0;
    for (float v : plane) {
      sum += v;
      squares += (double) v * v;
    }
    return Math.sqrt(squares / plane.length - sum / plane.length * sum / plane.length);
  }
}
