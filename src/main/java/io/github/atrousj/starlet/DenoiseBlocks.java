package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.GraphBlocks;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import java.util.List;

/**
 * {@link Denoise} part by part, with its bits. The noise is found before: of planes by themselves
 * in one pass, of a volume in six, each of which counts values by some of their bits ({@link
 * RadixMedian}): three for the median of w_1 and three for that of the distances from it.
 *
 * <p>A region takes J + 1 times its size of memory, J the number of scales.
 */
final class DenoiseBlocks implements Blockwise {
  private static final int SWEEPS = RadixMedian.SHIFTS.length;

  /** Larger planes are not held smoothed while their noise is measured, but smoothed again. */
  private static final long MOST_HELD = 16L << 20;

  private final Starlet starlet;
  private final Denoise.Settings settings;
  private final Runner runner;
  private final double[] table;
  private final Removal removal;
  private final GraphBlocks planes;
  private final GraphBlocks detail;
  private final long mostHeld;

  DenoiseBlocks(Starlet starlet, Denoise.Settings settings, Runner runner) {
    this(starlet, settings, runner, MOST_HELD);
  }

  DenoiseBlocks(Starlet starlet, Denoise.Settings settings, Runner runner, long mostHeld) {
    this.mostHeld = mostHeld;
    this.starlet = starlet;
    this.settings = settings;
    this.runner = runner;
    this.table = NoiseTable.of(starlet);
    this.removal = new Removal(starlet.scales(), settings, table);
    this.planes = new GraphBlocks(starlet.planesOf(removal.takesRest()), runner);
    Graph.Builder g = Graph.builder();
    Node smooth = g.convolve(g.input(), starlet.h(0));
    this.detail = new GraphBlocks(g.build(g.subtract(g.input(), smooth)), runner);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.channels() != 1) {
      throw new IllegalArgumentException("denoising takes one channel, not " + input.channels());
    }
    starlet.check(input);
    return input;
  }

  @Override
  public int passes() {
    return !Double.isNaN(settings.noise()) ? 0 : starlet.threeD() ? 2 * SWEEPS : 1;
  }

  @Override
  public Shape passExtent(Shape input, int pass) {
    return input;
  }

  @Override
  public boolean wholePlanes(int pass) {
    return !starlet.threeD();
  }

  private RowSource stabilised(RowSource image) {
    return settings.anscombe() == null ? image : new Denoise.Stabilised(image, settings.anscombe());
  }

  @Override
  public double[] measure(
      RowSource image, int pass, List<double[]> found, Region part, Monitor monitor) {
    RowSource c0 = stabilised(image);
    return starlet.threeD()
        ? counts(c0, pass, found, part, monitor)
        : noiseOfPlanes(c0, part, monitor);
  }

  private double[] noiseOfPlanes(RowSource c0, Region part, Monitor monitor) {
    double[] noise = new double[part.z1() - part.z0()];
    Shape s = c0.shape();
    if ((long) s.height() * s.width() * Float.BYTES > mostHeld) {
      for (int i = 0; i < noise.length; i++) {
        noise[i] = noiseOfPlane(c0, part.z0() + i, Batch.step(monitor, i, noise.length));
      }
      return noise;
    }
    Volume smooth = null;
    for (int i = 0; i < noise.length; i++) {
      RowSource plane = new PlaneRange(c0, 0, part.z0() + i, 1);
      smooth = smooth == null ? new Volume(plane.shape()) : smooth;
      Monitor step = Batch.step(monitor, i, noise.length);
      runner.run(starlet.smoothing(0), plane, smooth, Batch.step(step, 0, 2));
      RowSource w1 = new Difference(plane, smooth);
      noise[i] = RobustNoise.of(w1, false, runner, Batch.step(step, 1, 2))[0];
    }
    return noise;
  }

  /** The same as {@link RobustNoise} without a whole plane in memory, by twice three sweeps. */
  private double noiseOfPlane(RowSource c0, int z, Monitor monitor) {
    Region plane = new Region(z, z + 1, 0, c0.shape().height());
    double[] narrowed = null;
    Double centre = null;
    for (int i = 0; i < 2 * SWEEPS; i++) {
      int sweep = i % SWEEPS;
      if (sweep == 0 && i > 0) {
        centre = median(narrowed);
      }
      double[] before = sweep == 0 ? null : narrowed;
      int prefix = before == null ? 0 : (int) before[0];
      Counter counter = new Counter(c0.shape().width(), sweep, prefix, centre);
      detail.run(c0, List.of(), counter, plane, Batch.step(monitor, i, 2 * SWEEPS));
      narrowed = Counter.narrowed(counter.counts(), sweep, before);
    }
    return median(narrowed) / RobustNoise.NORMAL_MAD;
  }

  private double[] counts(
      RowSource c0, int pass, List<double[]> found, Region part, Monitor monitor) {
    Double centre = pass < SWEEPS ? null : median(found.get(SWEEPS - 1));
    int sweep = pass % SWEEPS;
    int prefix = sweep == 0 ? 0 : (int) found.get(pass - 1)[0];
    Counter counter = new Counter(c0.shape().width(), sweep, prefix, centre);
    detail.run(c0, List.of(), counter, part, monitor);
    return counter.counts();
  }

  @Override
  public double[] combine(
      Shape input, int pass, List<double[]> found, List<Region> parts, List<double[]> measured) {
    if (starlet.threeD()) {
      double[] counts = new double[RadixMedian.TABLE];
      for (double[] m : measured) {
        for (int i = 0; i < counts.length; i++) {
          counts[i] += m[i]; // whole numbers: exact in any order
        }
      }
      return Counter.narrowed(
          counts, pass % SWEEPS, pass % SWEEPS == 0 ? null : found.get(pass - 1));
    }
    double[] noise = new double[input.depth()];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(measured.get(i), 0, noise, parts.get(i).z0(), measured.get(i).length);
    }
    return noise;
  }

  /** What the last of three sweeps has found. */
  private static double median(double[] last) {
    return last[1] < 0 ? 0 : RadixMedian.value((int) last[0]);
  }

  /** The noise of a plane in units of the image, or of the transformed one. */
  private double noise(List<double[]> found, int z) {
    if (found.isEmpty()) {
      return settings.noise();
    }
    double sigma =
        starlet.threeD()
            ? median(found.get(2 * SWEEPS - 1)) / RobustNoise.NORMAL_MAD
            : found.get(0)[z];
    double least = settings.anscombe() == null ? 0 : 1;
    return Math.max(least, sigma / table[0]);
  }

  @Override
  public Region needed(Shape input, Region region) {
    return planes.needed(input, region);
  }

  @Override
  public long memoryNeeded(Shape input, Region region) {
    long values = (long) (region.z1() - region.z0()) * (region.y1() - region.y0()) * input.width();
    return planes.memoryNeeded(input, region) + (starlet.scales() + 1) * values * Float.BYTES;
  }

  @Override
  public void run(
      RowSource image, List<double[]> found, RowSink sink, Region region, Monitor monitor) {
    RowSource c0 = stabilised(image);
    int width = image.shape().width();
    int rows = region.y1() - region.y0();
    int depth = region.z1() - region.z0();
    float[][][] kept =
        new float[starlet.scales() + (removal.takesRest() ? 1 : 0)][depth][rows * width];
    RowSink keep =
        (channel, z, y, row, offset) ->
            System.arraycopy(
                row, offset, kept[channel][z - region.z0()], (y - region.y0()) * width, width);
    planes.run(c0, List.of(), keep, region, Batch.step(monitor, 0, 2));
    RowSink finish =
        (channel, z, y, row, offset) -> {
          float[] total = new float[width];
          double noise = noise(found, z);
          for (int j = 0; j < kept.length; j++) {
            removal.add(
                j, kept[j][z - region.z0()], (y - region.y0()) * width, noise, total, 0, width);
          }
          // The row itself may be the image's.
          for (int x = 0; x < width; x++) {
            total[x] = row[offset + x] - total[x];
          }
          Denoise.finish(settings, total, width);
          sink.write(0, z, y, total, 0);
        };
    Sweep.some(runner, c0, finish, region, Batch.step(monitor, 1, 2));
  }
}
