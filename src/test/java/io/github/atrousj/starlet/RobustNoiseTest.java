package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustNoiseTest {
  private static final Runner RUNNER = new Runner(2);

  @Test
  void mediansAreThoseOfASortedCopy() {
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      Volume v = Samples.noise(i, 1 + random.nextInt(4), 1 + random.nextInt(9), 7, 1);
      Shape s = v.shape();
      if (i % 3 == 0) {
        for (int z = 0; z < s.depth(); z++) {
          v.plane(0, z)[0] = i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
          v.plane(0, z)[1] = 1e-40f;
          v.plane(0, z)[2] = -0f;
        }
      }
      float[] each = RadixMedian.of(v, false, null, RUNNER, Monitor.NONE);
      float[] all = new float[0];
      for (int z = 0; z < s.depth(); z++) {
        float[] finite = finite(v.plane(0, z));
        assertEquals(finite[(finite.length - 1) / 2], each[z], 0f);
        int before = all.length;
        all = Arrays.copyOf(all, before + finite.length);
        System.arraycopy(finite, 0, all, before, finite.length);
      }
      Arrays.sort(all);
      float median = all[(all.length - 1) / 2];
      assertArrayEquals(new float[] {median}, RadixMedian.of(v, true, null, RUNNER, Monitor.NONE));
      for (int k = 0; k < all.length; k++) {
        all[k] = Math.abs(all[k] - median);
      }
      Arrays.sort(all);
      assertArrayEquals(
          new float[] {all[(all.length - 1) / 2]},
          RadixMedian.of(v, true, new float[] {median}, RUNNER, Monitor.NONE));
    }
  }

  /** Of so many values that two sweeps do; at and below that number. */
  @Test
  void mediansOfLargePlanes() {
    for (int height : new int[] {1023, 1024}) {
      Volume v = Samples.noise(height, 2, height, 1024, 3);
      for (int z = 0; z < 2; z++) {
        float[] plane = v.plane(0, z);
        for (int i = 0; i < plane.length; i++) {
          // Many equal values, some of both infinities, and NaN.
          plane[i] = z == 0 ? plane[i] : Math.round(plane[i] * 4) / 64f;
          plane[i] = i % 101 == 7 ? Float.NEGATIVE_INFINITY : plane[i];
          plane[i] = i % 103 == 7 ? Float.POSITIVE_INFINITY : i % 107 == 7 ? Float.NaN : plane[i];
        }
      }
      float[] each = RadixMedian.of(v, false, null, RUNNER, Monitor.NONE);
      float[] distances = RadixMedian.of(v, false, each, RUNNER, Monitor.NONE);
      for (int z = 0; z < 2; z++) {
        float[] sorted = finite(v.plane(0, z));
        assertEquals(sorted[(sorted.length - 1) / 2], each[z], 0f);
        for (int i = 0; i < sorted.length; i++) {
          sorted[i] = Math.abs(sorted[i] - each[z]);
        }
        Arrays.sort(sorted);
        assertEquals(sorted[(sorted.length - 1) / 2], distances[z], 0f);
      }
      float[] both = new float[0];
      for (int z = 0; z < 2; z++) {
        float[] part = finite(v.plane(0, z));
        both = Arrays.copyOf(both, both.length + part.length);
        System.arraycopy(part, 0, both, both.length - part.length, part.length);
      }
      Arrays.sort(both);
      float[] whole = RadixMedian.of(v, true, null, RUNNER, Monitor.NONE);
      assertArrayEquals(new float[] {both[(both.length - 1) / 2]}, whole);
    }
  }

  private static float[] finite(float[] plane) {
    float[] kept = new float[plane.length];
    int n = 0;
    for (float f : plane) {
      if (Float.isFinite(f)) {
        kept[n++] = f;
      }
    }
    float[] sorted = Arrays.copyOf(kept, n);
    Arrays.sort(sorted);
    return sorted;
  }

  @Test
  void nothingFiniteGivesZero() {
    Volume v = new Volume(new Shape(1, 1, 2, 2));
    Arrays.fill(v.plane(0, 0), Float.NaN);
    assertArrayEquals(new float[1], RadixMedian.of(v, false, null, RUNNER, Monitor.NONE));
    assertArrayEquals(new double[1], RobustNoise.ofAny(v, false, RUNNER, Monitor.NONE));
  }

  @Test
  void deviationIsThatOfTheNoiseEvenWithStructures() {
    Volume v = Samples.noise(8, 2, 300, 300, 4);
    for (int i = 0; i < 2000; i++) {
      v.plane(0, 0)[i * 45] += 1000;
    }
    double[] sigma = RobustNoise.of(v, false, RUNNER, Monitor.NONE);
    assertEquals(4, sigma[0], 0.2);
    assertEquals(4, sigma[1], 0.05);
    double[] whole = RobustNoise.of(v, true, RUNNER, Monitor.NONE);
    assertEquals(4, whole[0], 0.1);
    assertEquals(whole[0], whole[1]);
  }

  @Test
  void mostlyEqualValuesFallBackOnTheMeanDistance() {
    Volume v = new Volume(new Shape(1, 2, 10, 10));
    v.plane(0, 1)[7] = -8;
    assertArrayEquals(new double[2], RobustNoise.of(v, false, RUNNER, Monitor.NONE));
    double[] sigma = RobustNoise.ofAny(v, false, RUNNER, Monitor.NONE);
    assertEquals(0, sigma[0]);
    assertEquals(Math.sqrt(Math.PI / 2) * 0.08, sigma[1], 1e-12);
    double half = sigma[1] / 2;
    assertArrayEquals(
        new double[] {half, half}, RobustNoise.ofAny(v, true, RUNNER, Monitor.NONE), 1e-12);
  }
}
