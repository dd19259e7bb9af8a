package io.github.atrousj.classify;

import io.github.atrousj.engine.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Regions of irregular shape filled with textures of one mean and one contrast that differ in grain
 * alone: white noise smoothed by a Gaussian.
 *
 * @param sigmas of the Gaussian in pixels, one per class
 * @param drift amplitude in grey levels of a slow change of the ground
 */
record TextureScene(String name, double[] sigmas, double drift) {
  static final int SIDE = 320;
  private static final int CELLS = 4;
  private static final int CELL = SIDE / CELLS;

  /** Pixels, classes and the regions' centres (x, y, class). */
  record Drawn(float[] pixels, int[] truth, List<int[]> centres) {
    Volume image() {
      return Volume.plane(pixels, SIDE, SIDE);
    }
  }

  Drawn draw(long seed) {
    Random random = new Random(7919 * seed + 13);
    List<int[]> centres = centres(random);
    float[][] grain = new float[sigmas.length][];
    for (int c = 0; c < grain.length; c++) {
      grain[c] = noise(random, sigmas[c]);
    }
    double phase = 2 * Math.PI * random.nextDouble();
    float[] pixels = new float[SIDE * SIDE];
    int[] truth = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      truth[i] = nearest(centres, x, y)[2];
      double ground = 128 + drift * Math.sin((x + 2.0 * y) / 90 + phase);
      pixels[i] = Math.round(Math.max(0, Math.min(255, ground + 20 * grain[truth[i]][i])));
    }
    return new Drawn(pixels, truth, centres);
  }

  private List<int[]> centres(Random random) {
    List<Integer> classes = new ArrayList<>();
    for (int i = 0; i < CELLS * CELLS; i++) {
      classes.add(i % sigmas.length);
    }
    Collections.shuffle(classes, random);
    List<int[]> centres = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      int x = (int) ((i % CELLS + 0.25 + random.nextDouble() / 2) * CELL);
      int y = (int) ((i / CELLS + 0.25 + random.nextDouble() / 2) * CELL);
      centres.add(new int[] {x, y, classes.get(i)});
    }
    return centres;
  }

  private static int[] nearest(List<int[]> centres, int x, int y) {
    int[] best = null;
    long least = Long.MAX_VALUE;
    for (int[] c : centres) {
      long d = (long) (x - c[0]) * (x - c[0]) + (long) (y - c[1]) * (y - c[1]);
      if (d < least) {
        least = d;
        best = c;
      }
    }
    return best;
  }

  /** Of mean 0 and deviation 1, edges wrapped. */
  private static float[] noise(Random random, double sigma) {
    double[] v = new double[SIDE * SIDE];
    for (int i = 0; i < v.length; i++) {
      v[i] = random.nextGaussian();
    }
    if (sigma > 0) {
      v = smoothed(smoothed(v, sigma, 1), sigma, SIDE);
    }
    double mean = 0;
    double squares = 0;
    for (double d : v) {
      mean += d / v.length;
    }
    for (double d : v) {
      squares += (d - mean) * (d - mean) / v.length;
    }
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (float) ((v[i] - mean) / Math.sqrt(squares));
    }
    return out;
  }

  /** Along x (step 1) or y (step SIDE). */
  private static double[] smoothed(double[] v, double sigma, int step) {
    int reach = (int) Math.ceil(4 * sigma);
    double[] out = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      int at = i / step % SIDE;
      int line = i - at * step;
      for (int k = -reach; k <= reach; k++) {
        out[i] +=
            Math.exp(-k * k / (2 * sigma * sigma)) * v[line + Math.floorMod(at + k, SIDE) * step];
      }
    }
    return out;
  }

  /** Three squares of each class about the middles of regions, as a user would draw them. */
  Samples labelled(Drawn drawn, float[][] features) {
    int half = CELL / 4;
    int[] drawnOf = new int[sigmas.length];
    List<float[]> rows = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (int[] c : drawn.centres()) {
      if (drawnOf[c[2]]++ < 3) {
        for (int y = Math.max(0, c[1] - half); y < Math.min(SIDE, c[1] + half); y++) {
          for (int x = Math.max(0, c[0] - half); x < Math.min(SIDE, c[0] + half); x++) {
            if (drawn.truth()[y * SIDE + x] == c[2]) {
              rows.add(features[y * SIDE + x]);
              labels.add(new int[] {c[2], drawn.centres().indexOf(c)});
            }
          }
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (double s : sigmas) {
      names.add("sigma " + s);
    }
    return new Samples(
        names,
        rows.toArray(new float[0][]),
        labels.stream().mapToInt(l -> l[0]).toArray(),
        labels.stream().mapToInt(l -> l[1]).toArray());
  }
}
