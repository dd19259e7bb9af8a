package io.github.atrousj.graph;

import java.util.Arrays;

/**
 * Positions of an axis in any order: {@code out(i) = in(indices[i])}.
 *
 * @param indices from 0; not copied
 */
public record Picking(int... indices) implements AxisSampler {
  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public float outside() {
    return 0;
  }

  @Override
  public AxisTable resolve(int n) {
    int[][] sources = new int[indices.length][];
    float[][] weights = new float[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= n) {
        throw new IllegalArgumentException("index " + indices[i] + " of an axis of " + n);
      }
      sources[i] = new int[] {indices[i]};
    }
    Arrays.fill(weights, new float[] {1});
    return new AxisTable(n, sources, weights, 1);
  }
}
