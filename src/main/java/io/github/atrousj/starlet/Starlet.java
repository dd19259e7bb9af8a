package io.github.atrousj.starlet;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import io.github.atrousj.kernel.Kernel;

/**
 * Which starlet is meant: the isotropic undecimated wavelet transform with the B3 spline, computed
 * "à trous" (Starck, Fadili and Murtagh 2007, doi:10.1109/TIP.2006.887733; Starck, Murtagh and
 * Bertero 2015, Handbook of Mathematical Methods in Imaging, "The starlet transform").
 *
 * <p>h = [1 4 6 4 1]/16 on every axis, its taps 2^j apart at scale j = 0 … scales − 1. First
 * generation: c_{j+1} = h∗c_j, w_{j+1} = c_j − c_{j+1}. Second: w_{j+1} = c_j − h∗h∗c_j.
 *
 * @param scales number of detail planes J, 1 … 12
 * @param generation 1 or 2
 * @param threeD whether z is an axis like x and y; else the planes of a volume are a batch
 * @param zStart the scale (from 0) at which z joins in, at rate 1; before that planes are smoothed
 *     one by one. For voxels deeper than they are wide, see {@link #zStart(double)}; 0 is isotropic
 * @param border what lies outside the image
 */
public record Starlet(int scales, int generation, boolean threeD, int zStart, Border border) {
  /** Scales are 1 … 12. */
  public static final int MOST_SCALES = 12;

  /** The widest filter may be so many times the image's shortest side. */
  private static final int MOST_SIDES = 16;

  private static final float[] ROW = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

  public Starlet {
    if (scales < 1 || scales > MOST_SCALES) {
      throw new IllegalArgumentException("scales=" + scales + ": allowed are 1 to " + MOST_SCALES);
    }
    if (generation != 1 && generation != 2) {
      throw new IllegalArgumentException("generation=" + generation + ": allowed are 1 and 2");
    }
    if (zStart < 0 || (zStart > 0 && !threeD)) {
      throw new IllegalArgumentException("z starts at scale " + zStart);
    }
  }

  /** Planes by themselves, first generation, border {@code reflect}. */
  public static Starlet planes(int scales) {
    return new Starlet(scales, 1, false, 0, Border.REFLECT);
  }

  /** Volumes of cubic voxels, first generation, border {@code reflect}. */
  public static Starlet volumes(int scales) {
    return new Starlet(scales, 1, true, 0, Border.REFLECT);
  }

  /**
   * The scale at which z joins in so that filters are about as deep as they are wide in space.
   *
   * @param voxelRatio depth of a voxel divided by its width
   * @return log2 of the ratio, rounded; 0 for voxels that are not deeper than wide
   */
  public static int zStart(double voxelRatio) {
    if (!(voxelRatio > 1) || Double.isInfinite(voxelRatio)) {
      return 0;
    }
    return (int) Math.round(Math.log(voxelRatio) / Math.log(2));
  }

  /**
   * Refuses an image that is too small for so many scales: 4·2^(J−1) + 1, the width of the widest
   * filter, may be at most 16 times the shortest side (each axis by its own filter).
   *
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   */
  public void check(Shape image) {
    check(image, "scales");
  }

  /**
   * The same for a caller to whom the number of scales is known by another name.
   *
   * @param key what the line is to call it
   */
  void check(Shape image, String key) {
    check(key, "width", image.width(), scales);
    check(key, "height", image.height(), scales);
    if (threeD) {
      check(key, "depth", image.depth(), scales - zStart);
    }
  }

  private void check(String key, String side, int n, int ownScales) {
    if (effective(ownScales) > (long) MOST_SIDES * n) {
      int allowed = 0;
      while (effective(allowed + 1) <= (long) MOST_SIDES * n) {
        allowed++;
      }
      throw new IllegalArgumentException(
          key
              + "="
              + scales
              + ": for a "
              + side
              + " of "
              + n
              + " pixels at most "
              + (allowed + scales - ownScales)
              + " is allowed (widest filter 4·2^("
              + key
              + "−1)+1 ≤ "
              + MOST_SIDES
              + " × the side)");
    }
  }

  private static long effective(int ownScales) {
    return ownScales < 1 ? 1 : (4L << (ownScales - 1)) + 1;
  }

  /** Whether z takes part at scale j. */
  boolean zJoins(int j) {
    return threeD && j >= zStart;
  }

  /** h at scale j. */
  Convolution h(int j) {
    boolean deep = zJoins(j);
    int rate = 1 << j;
    return Convolution.of(deep ? KERNEL_3D : KERNEL_2D)
        .rate(rate, rate, deep ? 1 << (j - zStart) : 1)
        .border(border);
  }

  /** Taps of h along an axis. */
  static final int TAPS = ROW.length;

  /** What h is along x when it runs axis by axis in a plane. */
  static float[] alongX() {
    return KERNEL_2D.separate().orElseThrow().alongX();
  }

  /** What it is along y. */
  static float[] alongY() {
    return KERNEL_2D.separate().orElseThrow().alongY();
  }

  private static final Kernel KERNEL_2D = kernel(false);
  private static final Kernel KERNEL_3D = kernel(true);

  private static Kernel kernel(boolean deep) {
    int n = ROW.length;
    float[] w = new float[n * n * (deep ? n : 1)];
    for (int i = 0; i < w.length; i++) {
      w[i] = ROW[i % n] * ROW[i / n % n] * (deep ? ROW[i / (n * n)] : 1);
    }
    return Kernel.volume(n, n, deep ? n : 1, w);
  }

  /** c_j in, c_{j+1} out. */
  Graph smoothing(int j) {
    return Graph.of(h(j));
  }

  /** c_j in, w_{j+1} and c_{j+1} out as two channels: of each row w_{j+1} comes first. */
  Graph analysis(int j) {
    Graph.Builder g = Graph.builder();
    Node smooth = g.convolve(g.input(), h(j));
    Node twice = generation == 1 ? smooth : g.convolve(smooth, h(j));
    return g.build(g.subtract(g.input(), twice), smooth);
  }

  /** c_{j+1} and w_{j+1} in as two channels, c_j out. */
  Graph synthesis(int j) {
    Graph.Builder g = Graph.builder();
    Node c = g.channels(g.input(), 0, 1);
    return g.build(g.add(generation == 1 ? c : g.convolve(c, h(j)), g.channels(g.input(), 1, 1)));
  }

  /**
   * The image in, w_1 … w_J out as channels.
   *
   * @param rest whether c_J is the last channel
   */
  Graph planesOf(boolean rest) {
    Graph.Builder g = Graph.builder();
    Node[] planes = new Node[scales + (rest ? 1 : 0)];
    Node c = g.input();
    for (int j = 0; j < scales; j++) {
      Node smooth = g.convolve(c, h(j));
      planes[j] = g.subtract(c, generation == 1 ? smooth : g.convolve(smooth, h(j)));
      c = smooth;
    }
    if (rest) {
      planes[scales] = c;
    }
    return g.build(planes);
  }
}
