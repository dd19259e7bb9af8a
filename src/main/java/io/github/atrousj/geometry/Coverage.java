package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many paths lead from each input position of the receptive field to one output, along one
 * axis: the convolution of the zero-stuffed all-ones kernels (Luo et al. 2016, with unit weights).
 * Offsets run from 0, the start of the field, to {@code field − 1}. Along several axes the counts
 * are the product of the axes' counts, and so is the set of reached offsets.
 *
 * <p>Counts are doubles: exact to 2⁵³, correct to about 1e-15 beyond, infinite where a double ends
 * (their logarithm, evenness and flatness stay finite). Whether an offset is reached is decided by
 * reachability, not by the count.
 */
public final class Coverage {
  /** The longest field for which coverage is worked out. */
  public static final int LIMIT = 1 << 24;

  private final ReceptiveField receptiveField;
  private final boolean[] reached;

  /** The counts over 2^scale. */
  private final double[] counts;

  private final int scale;
  private final double variance;
  private final int reachedCount;

  private Coverage(
      ReceptiveField receptiveField,
      boolean[] reached,
      double[] counts,
      int scale,
      double variance) {
    this.receptiveField = receptiveField;
    this.reached = reached;
    this.counts = counts;
    this.scale = scale;
    this.variance = variance;
    int n = 0;
    for (boolean r : reached) {
      n += r ? 1 : 0;
    }
    this.reachedCount = n;
  }

  /**
   * Coverage of a stack of layers.
   *
   * @throws IllegalArgumentException when the field is longer than {@link #LIMIT}
   */
  public static Coverage of(List<Layer> layers) {
    return walk(layers, false).get(0);
  }

  /**
   * Coverage after each layer of a stack: of the first, of the first two, and so on.
   *
   * @throws IllegalArgumentException when the field is longer than {@link #LIMIT}
   */
  public static List<Coverage> ofEach(List<Layer> layers) {
    return walk(layers, true);
  }

  private static List<Coverage> walk(List<Layer> layers, boolean each) {
    ReceptiveField rf = ReceptiveField.of(layers);
    if (rf.field() > LIMIT) {
      throw new IllegalArgumentException(
          "the receptive field is "
              + rf.field()
              + " px; coverage is worked out up to "
              + LIMIT
              + " px");
    }
    boolean[] reached = new boolean[(int) rf.field()];
    double[] counts = new double[reached.length];
    reached[0] = true;
    counts[0] = 1;
    int scale = 0;
    double variance = 0;
    List<Coverage> out = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      ReceptiveField.Step step = rf.steps().get(i);
      int taps = layers.get(i).taps();
      int field = (int) step.field();
      if (spread(reached, counts, taps, step.spacing(), field) > 0x1p500) {
        scale += 500;
        for (int x = 0; x < field; x++) {
          counts[x] *= 0x1p-500;
        }
      }
      variance += (double) step.spacing() * step.spacing() * ((double) taps * taps - 1) / 12;
      boolean last = i == layers.size() - 1;
      if (each || last) {
        out.add(
            new Coverage(
                last ? rf : ReceptiveField.of(layers.subList(0, i + 1)),
                last ? reached : Arrays.copyOf(reached, field),
                last ? counts : Arrays.copyOf(counts, field),
                scale,
                variance));
      }
    }
    return out;
  }

  /**
   * Convolves with {@code taps} ones, in place: from the end on, only unchanged values are read.
   * Gives the largest count.
   */
  private static double spread(
      boolean[] reached, double[] counts, int taps, long spacing, int field) {
    double peak = 0;
    for (int i = field - 1; i >= 0; i--) {
      boolean any = false;
      double sum = 0;
      for (long t = 0, j = i; t < taps && j >= 0; t++, j -= spacing) {
        any |= reached[(int) j];
        sum += counts[(int) j];
      }
      reached[i] = any;
      counts[i] = sum;
      peak = Math.max(peak, sum);
    }
    return peak;
  }

  /** The arithmetic of the layers that this coverage belongs to. */
  public ReceptiveField receptiveField() {
    return receptiveField;
  }

  /** Length of the receptive field in pixels. */
  public int field() {
    return counts.length;
  }

  /** Positions of the field before the output's own position. */
  public int before() {
    return (int) receptiveField.before();
  }

  /** Paths from offset {@code i} of the field, 0 outside it. */
  public double count(long i) {
    return i < 0 || i >= counts.length ? 0 : Math.scalb(counts[(int) i], scale);
  }

  /** Decimal logarithm of the count at offset {@code i}; −∞ where it is 0. */
  public double logCount(long i) {
    return i < 0 || i >= counts.length
        ? Double.NEGATIVE_INFINITY
        : Math.log10(counts[(int) i]) + scale * Math.log10(2);
  }

  /** Whether a path leads from offset {@code i} of the field to the output. */
  public boolean reaches(long i) {
    return i >= 0 && i < reached.length && reached[(int) i];
  }

  /** How many offsets of the axis are reached. */
  public int reachedCount() {
    return reachedCount;
  }

  /** How many offsets of the axis lie in the field and are not reached. */
  public int gaps() {
    return field() - reachedCount;
  }

  /** Whether every offset of the field is reached. */
  public boolean gapFree() {
    return gaps() == 0;
  }

  /**
   * Share of the field that is reached.
   *
   * @param axes number of axes (1, 2, 3): the field is their product
   * @return 0 … 1
   */
  public double reachedShare(int axes) {
    return Math.pow((double) reachedCount / field(), axes);
  }

  /**
   * Share of the input, along one axis of unlimited length, that no output at all reads: 0 unless
   * strides step over positions.
   */
  public double neverRead() {
    long jump = receptiveField.jump();
    if (jump == 1) {
      return 0;
    }
    if (jump > LIMIT) {
      throw new IllegalArgumentException(
          "the strides multiply to " + jump + "; coverage is worked out up to " + LIMIT);
    }
    boolean[] read = new boolean[(int) jump];
    int n = 0;
    for (int i = 0; i < reached.length; i++) {
      int residue = i % (int) jump;
      if (reached[i] && !read[residue]) {
        read[residue] = true;
        n++;
      }
    }
    return 1 - (double) n / jump;
  }

  /** The largest count. */
  public double peak() {
    return Math.scalb(scaledPeak(), scale);
  }

  private double scaledPeak() {
    double peak = 0;
    for (double c : counts) {
      peak = Math.max(peak, c);
    }
    return peak;
  }

  /**
   * Evenness, 0 … 1: the largest count over the sum of all rises of the count on a walk across the
   * field. 1 when the counts climb to one summit and fall again, as those of an undilated stack do;
   * lower the more often neighbouring pixels are treated unequally, whether or not there are holes.
   */
  public double evenness() {
    double climb = 0;
    double last = 0;
    for (double c : counts) {
      climb += Math.max(0, c - last);
      last = c;
    }
    return scaledPeak() / climb;
  }

  /**
   * Flatness, 0 … 1: {@code (Σc)² / (field·Σc²)}, the number of equally used pixels that would be
   * as concentrated as the counts are, over the field. 1 when every pixel has the same count.
   */
  public double flatness() {
    double peak = scaledPeak();
    double sum = 0;
    double squares = 0;
    for (double c : counts) {
      sum += c / peak;
      squares += c / peak * (c / peak);
    }
    return sum * sum / (squares * field());
  }

  /**
   * Standard deviation of the counts in pixels, exact: the root of {@code Σ d²·(taps² − 1)/12} over
   * the layers, d being the spacing. It is the width of the Gaussian with the same mean and
   * variance, to which the effective receptive field tends (Luo et al. 2016).
   */
  public double standardDeviation() {
    return Math.sqrt(variance);
  }

  /**
   * The Gaussian of the same total, mean and variance as the counts, at offset {@code i}. NaN when
   * the field is one pixel.
   */
  public double gaussian(double i) {
    double sigma = standardDeviation();
    double z = (i - (field() - 1) / 2.0) / sigma;
    return paths() / (sigma * Math.sqrt(2 * Math.PI)) * Math.exp(-z * z / 2);
  }

  /** Number of all paths along the axis: the product of the layers' taps. */
  public double paths() {
    double paths = 1;
    for (ReceptiveField.Step step : receptiveField.steps()) {
      paths *= step.layer().taps();
    }
    return paths;
  }
}
