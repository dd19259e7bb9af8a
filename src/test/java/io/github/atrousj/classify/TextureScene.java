package io.github.atrousj.classify;

import io.github.atrousj.engine.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Regions of irregular shape filled with textures of one mean and one contrast that differ in grain
 * alone: white noise smoothed by a Gaussian.
 *
 * @param sigmas of the Gaussian in pixels, one per class
 * @param drift amplitude in grey levels of a slow change of the ground
 * @param noise of the camera: the deviation in grey levels at {@link #GROUND}; its square grows
 *     with the grey level, as that of photons does
 */
record TextureScene(String name, double[] sigmas, double drift, double noise) {
  static final int SIDE = 320;
  private static final int GROUND = 128;
  private static final int CELLS = 4;
  private static final int CELL = SIDE / CELLS;

  /** Which pixels of three regions of each class a user labels. */
  enum Labelling {
    /** A square of 40 pixels about the middle of the region. */
    SQUARES,
    /** The region's outline, drawn two pixels inside its borders. */
    OUTLINES
  }

  /** Pixels, the region of each, and the regions' centres (x, y, class). */
  record Drawn(float[] pixels, int[] region, List<int[]> centres) {
    Volume image() {
      return Volume.plane(pixels, SIDE, SIDE);
    }

    /** The class of a pixel. */
    int truth(int i) {
      return centres.get(region[i])[2];
    }

    /** The classes of all pixels. */
    int[] truth() {
      return IntStream.range(0, region.length).map(this::truth).toArray();
    }

    /** Whether every pixel at most so far away along both axes is of the same class. */
    boolean isInside(int i, int distance) {
      int x = i % SIDE;
      int y = i / SIDE;
      int right = Math.min(SIDE - 1, x + distance);
      int bottom = Math.min(SIDE - 1, y + distance);
      for (int v = Math.max(0, y - distance); v <= bottom; v++) {
        for (int u = Math.max(0, x - distance); u <= right; u++) {
          if (truth(v * SIDE + u) != truth(i)) {
            return false;
          }
        }
      }
      return true;
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
    int[] region = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      region[i] = nearest(centres, x, y);
      double ground = GROUND + drift * Math.sin((x + 2.0 * y) / 90 + phase);
      double light = ground + 20 * grain[centres.get(region[i])[2]][i];
      if (noise > 0) {
        light += noise * Math.sqrt(Math.max(0, light) / GROUND) * random.nextGaussian();
      }
      pixels[i] = Math.round(Math.max(0, Math.min(255, light)));
    }
    return new Drawn(pixels, region, centres);
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

  private static int nearest(List<int[]> centres, int x, int y) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int k = 0; k < centres.size(); k++) {
      long dx = x - centres.get(k)[0];
      long dy = y - centres.get(k)[1];
      if (dx * dx + dy * dy < least) {
        least = dx * dx + dy * dy;
        best = k;
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

  /** The labelled pixels, grouped by region. */
  Samples labelled(Drawn drawn, float[][] features, Labelling how) {
    boolean[] chosen = threeOfEachClass(drawn);
    List<float[]> rows = new ArrayList<>();
    List<Integer> pixels = new ArrayList<>();
    for (int i = 0; i < features.length; i++) {
      if (chosen[drawn.region()[i]] && isLabelled(drawn, i, how)) {
        rows.add(features[i]);
        pixels.add(i);
      }
    }
    return new Samples(
        DoubleStream.of(sigmas).mapToObj(s -> "sigma " + s).toList(),
        rows.toArray(new float[0][]),
        pixels.stream().mapToInt(drawn::truth).toArray(),
        pixels.stream().mapToInt(i -> drawn.region()[i]).toArray());
  }

  private static boolean isLabelled(Drawn drawn, int i, Labelling how) {
    if (how == Labelling.OUTLINES) {
      return drawn.isInside(i, 2);
    }
    int[] c = drawn.centres().get(drawn.region()[i]);
    int half = CELL / 4;
    int x = i % SIDE - c[0];
    int y = i / SIDE - c[1];
    return x >= -half && x < half && y >= -half && y < half;
  }

  private boolean[] threeOfEachClass(Drawn drawn) {
    boolean[] chosen = new boolean[drawn.centres().size()];
    int[] have = new int[sigmas.length];
    for (int k = 0; k < chosen.length; k++) {
      chosen[k] = have[drawn.centres().get(k)[2]]++ < 3;
    }
    return chosen;
  }
}
