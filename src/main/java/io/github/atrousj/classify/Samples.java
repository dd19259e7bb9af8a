package io.github.atrousj.classify;

import java.util.Arrays;
import java.util.List;

/**
 * Labelled pixels: the features of each, its class, and the group (selection) that it came from.
 * Pixels of a group are neighbours and so never told apart by cross-validation. Immutable, but the
 * arrays are shared.
 *
 * @param classes the names of the classes
 * @param features one row per pixel, finite
 * @param classOf index into {@code classes}, by pixel
 * @param groupOf number of the group, from 0, by pixel
 */
public record Samples(List<String> classes, float[][] features, int[] classOf, int[] groupOf) {
  public Samples {
    if (features.length != classOf.length || features.length != groupOf.length) {
      throw new IllegalArgumentException("features, classes and groups differ in number");
    }
  }

  public int size() {
    return features.length;
  }

  /** The number of features. */
  public int width() {
    return features.length == 0 ? 0 : features[0].length;
  }

  /** How many pixels each class has. */
  public int[] counts() {
    int[] counts = new int[classes.size()];
    for (int c : classOf) {
      counts[c]++;
    }
    return counts;
  }

  /** Some of the pixels. */
  Samples rows(int[] which) {
    float[][] f = new float[which.length][];
    int[] c = new int[which.length];
    int[] g = new int[which.length];
    for (int i = 0; i < which.length; i++) {
      f[i] = features[which[i]];
      c[i] = classOf[which[i]];
      g[i] = groupOf[which[i]];
    }
    return new Samples(classes, f, c, g);
  }

  /** The same pixels seen by some of the features. */
  Samples columns(int[] which) {
    float[][] f = new float[size()][which.length];
    for (int i = 0; i < f.length; i++) {
      for (int k = 0; k < which.length; k++) {
        f[i][k] = features[i][which[k]];
      }
    }
    return new Samples(classes, f, classOf, groupOf);
  }

  /**
   * At most so many pixels, thinned evenly within every group, in their order: no chance in it.
   *
   * @param most at least 1; every group keeps at least one pixel
   */
  Samples thinned(int most) {
    if (size() <= most) {
      return this;
    }
    int[] seen = new int[Arrays.stream(groupOf).max().orElse(0) + 1];
    double share = (double) most / size();
    int[] kept = new int[size()];
    int n = 0;
    for (int i = 0; i < size(); i++) {
      int k = seen[groupOf[i]]++;
      if (k == 0 || Math.floor(k * share) > Math.floor((k - 1) * share)) {
        kept[n++] = i;
      }
    }
    return rows(Arrays.copyOf(kept, n));
  }
}
