package io.github.atrousj.engine;

import java.util.List;
import java.util.Random;

/** All implementations of the inner loops, and what their tests share. */
final class LoopsUnderTest {
  private LoopsUnderTest() {}

  /** Plain loops, vector loops, and those that are vectors but for single rows as yet. */
  static List<Loops> implementations() {
    return Accelerator.isActive()
        ? List.of(
            new PlainLoops(),
            new VectorLoops(kind -> true),
            new VectorLoops(kind -> kind != VectorLoops.TAPS))
        : List.of(new PlainLoops());
  }

  static float[][] rows(Random rnd, int count, int length) {
    float[][] rows = new float[count][length];
    for (float[] row : rows) {
      for (int i = 0; i < length; i++) {
        row[i] = (float) rnd.nextGaussian();
      }
    }
    return rows;
  }

  static float chain(float init, float[][] src, int first, int[] offsets, float[] weights, int i) {
    float sum = init;
    for (int t = 0; t < weights.length; t++) {
      sum = Math.fma(weights[t], src[first + t][offsets[t] + i], sum);
    }
    return sum;
  }
}
