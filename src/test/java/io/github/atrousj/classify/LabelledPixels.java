package io.github.atrousj.classify;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Labelled pixels of known distribution. */
final class LabelledPixels {
  private LabelledPixels() {}

  /**
   * Normal clouds of deviation 1, one per class, whose first feature has the mean {@code distance ·
   * class}; the second is noise and the third is constant. Every class has groups of ten pixels.
   */
  static Samples clouds(int[] sizes, double distance, long seed) {
    Random random = new Random(seed);
    int n = IntStream.of(sizes).sum();
    float[][] features = new float[n][];
    int[] classOf = new int[n];
    int[] groupOf = new int[n];
    int at = 0;
    int group = 0;
    for (int c = 0; c < sizes.length; c++) {
      for (int i = 0; i < sizes[c]; i++, at++) {
        float told = (float) (random.nextGaussian() + distance * c);
        features[at] = new float[] {told, (float) random.nextGaussian(), 7};
        classOf[at] = c;
        groupOf[at] = group + i / 10;
      }
      group += (sizes[c] + 9) / 10;
    }
    List<String> names = IntStream.range(0, sizes.length).mapToObj(c -> "class " + c).toList();
    return new Samples(names, features, classOf, groupOf);
  }
}
