package io.github.atrousj.bench;

import java.util.Random;
import java.util.SplittableRandom;

/** The numbers that benchmarks work on: seeded, so every program of a comparison gets the same. */
final class Data {
  private Data() {}

  /** Uniform in 0 … 1. */
  static float[] uniform(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (random.nextInt() >>> 8) * 0x1p-24f;
    }
    return values;
  }

  /** Every byte equally likely. */
  static byte[] bytes(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] values = new byte[n];
    for (int i = 0; i < n; i++) {
      values[i] = (byte) random.nextInt();
    }
    return values;
  }

  /** Normal with the given deviation. */
  static float[] normal(long seed, int n, double deviation) {
    Random random = new Random(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
