package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.graph.SpareMemory;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * Removes what does not stand out from the noise: starlet coefficients below k·σ·σ_j, with σ the
 * image's noise and σ_j that of plane j for unit noise ({@link NoiseTable}); Starck and Murtagh
 * 1998, PASP 110, 193. What is removed is subtracted from the image, so a pixel none of whose
 * coefficients is touched keeps its value to the bit.
 *
 * <p>Takes three planes of memory (volumes in 3-D) whatever the number of scales.
 */
public final class Denoise {
  /** What becomes of the coefficients. */
  public enum Rule {
    /** Those below the threshold become 0, the others stay. */
    HARD,
    /** All move towards 0 by the threshold, at most to 0. */
    SOFT
  }

  private static final int WORKING = 3;

  /** The transform for the noise, the noise, the transform, the difference. */
  private static final int STEPS = 4;

  private final Starlet starlet;
  private final Settings settings;
  private final Runner runner;
  private final double[] table;
  private final Removal removal;

  /**
   * How to denoise.
   *
   * @param k threshold in units of each plane's noise, 0 or more; 3 is usual
   * @param noise standard deviation of the noise in the image (in transformed pixels where there is
   *     an Anscombe transform: 1 when its numbers are right); NaN to find it from each plane's w_1,
   *     there with 1 as the least
   * @param gains factors for w_1 … w_J, or for c_J too, or none
   * @param anscombe for data with photon noise, else null
   * @param positive whether values below 0 become 0 in the end
   */
  public record Settings(
      double k, Rule rule, double noise, double[] gains, Anscombe anscombe, boolean positive) {
    public Settings {
      if (!(k >= 0) || Double.isInfinite(k)) {
        throw new IllegalArgumentException("threshold=" + k + ": allowed are numbers from 0");
      }
      if (noise < 0 || Double.isInfinite(noise)) {
        throw new IllegalArgumentException("noise=" + noise + ": allowed are numbers from 0");
      }
      gains = gains.clone();
    }

    /** Hard rule, noise found, no gains, no transform. */
    public static Settings hard(double k) {
      return new Settings(k, Rule.HARD, Double.NaN, new double[0], null, false);
    }
  }

  /**
   * @throws IllegalArgumentException when the starlet is of generation 2, whose planes do not sum,
   *     or the gains are neither one per plane nor none
   */
  public Denoise(Starlet starlet, Settings settings, Runner runner) {
    if (starlet.generation() != 1) {
      throw new IllegalArgumentException("denoising takes generation 1");
    }
    int gains = settings.gains().length;
    if (gains != 0 && gains != starlet.scales() && gains != starlet.scales() + 1) {
      throw new IllegalArgumentException(
          "gains: "
              + gains
              + " numbers for scales="
              + starlet.scales()
              + ": allowed are "
              + starlet.scales()
              + " (w1 to w"
              + starlet.scales()
              + ") or "
              + (starlet.scales() + 1)
              + " (c"
              + starlet.scales()
              + " too)");
    }
    this.starlet = starlet;
    this.settings = settings;
    this.runner = runner;
    this.table = NoiseTable.of(starlet);
    this.removal = new Removal(starlet.scales(), settings, table);
  }

  /** Bytes taken beside source and sink. */
  public long memoryNeeded(Shape image) {
    return Batch.bytes(starlet.threeD(), image, WORKING)
        + runner.memoryNeeded(starlet.smoothing(starlet.scales() - 1), image);
  }

  /**
   * Denoises some rows and planes of one channel; noise is always found on whole planes (the whole
   * volume in 3-D).
   *
   * @throws IllegalArgumentException when the image has several channels or is too small
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run; the sink
   *     may have received some rows
   */
  public void run(RowSource image, RowSink sink, Region region, Monitor monitor) {
    run(image, sink, region, monitor, noise -> {});
  }

  /**
   * The same.
   *
   * @param found told the noise that each plane of the region has been found to have (in 3-D each
   *     time the volume's), unless it was given; where there is an Anscombe transform in
   *     transformed pixels, and 1 where less was found
   */
  public void run(
      RowSource image, RowSink sink, Region region, Monitor monitor, DoubleConsumer found) {
    Shape s = image.shape();
    if (s.channels() != 1) {
      throw new IllegalArgumentException("denoising takes one channel, not " + s.channels());
    }
    starlet.check(s);
    Batch batch = Batch.of(starlet.threeD(), s, region.z0(), region.z1() - region.z0(), WORKING);
    for (int i = 0; i < batch.rounds(); i++) {
      int first = batch.start(i);
      RowSource part = new PlaneRange(image, 0, first, batch.count(i));
      RowSource c0 = settings.anscombe() == null ? part : new Stabilised(part, settings.anscombe());
      Monitor share = Batch.step(monitor, i, batch.rounds());
      int z0 = Math.max(region.z0() - first, 0);
      int z1 = Math.min(region.z1() - first, batch.count(i));
      Region wanted = new Region(z0, z1, region.y0(), region.y1());
      float[][] planes =
          SpareMemory.take(batch.count(i), Math.multiplyExact(s.height(), s.width()));
      Volume removable = new Volume(part.shape(), planes);
      double[] noise = noise(c0, removable, share);
      if (Double.isNaN(settings.noise())) {
        Arrays.stream(noise, z0, z1).forEach(found);
      }
      RowSink sum = remover(noise, removable);
      new StarletTransform(starlet, runner).forward(c0, sum, wanted, Batch.step(share, 2, STEPS));
      RowSink finish = (c, z, y, row, offset) -> finish(sink, z + first, y, row, offset, s.width());
      Sweep.some(
          runner,
          new Difference(c0, removable),
          finish,
          wanted,
          Batch.step(share, STEPS - 1, STEPS));
      SpareMemory.leave(planes);
    }
  }

  /**
   * The noise of each plane.
   *
   * @param w1 takes the first detail planes if they are needed
   */
  private double[] noise(RowSource c0, Volume w1, Monitor monitor) {
    Shape s = c0.shape();
    double[] noise = new double[s.depth()];
    Arrays.fill(noise, settings.noise());
    if (Double.isNaN(settings.noise())) {
      Starlet one = new Starlet(1, 1, starlet.threeD(), starlet.zStart(), starlet.border());
      Region all = new Region(0, s.depth(), 0, s.height());
      RowSink detail = new FirstChannel(w1);
      new StarletTransform(one, runner).forward(c0, detail, all, Batch.step(monitor, 0, STEPS));
      double[] found = RobustNoise.of(w1, starlet.threeD(), runner, Batch.step(monitor, 1, STEPS));
      // Of few photons most pixels are the same and the MAD says nothing; it is 1 in theory.
      double least = settings.anscombe() == null ? 0 : 1;
      Arrays.setAll(noise, z -> Math.max(least, found[z] / table[0]));
    }
    return noise;
  }

  /** Takes w_1 and leaves the rest. */
  private record FirstChannel(Volume w1) implements RowSink {
    @Override
    public void write(int channel, int z, int y, float[] row, int offset) {
      if (channel == 0) {
        w1.write(0, z, y, row, offset);
      }
    }

    @Override
    public float[] array(int channel, int z, int y) {
      return channel == 0 ? w1.array(0, z, y) : null;
    }

    @Override
    public int start(int y) {
      return w1.start(y);
    }
  }

  /**
   * Sums up, scale after scale and c_J last, what is to be taken from each row of the image; that
   * is the order in which {@link StarletTransform} hands them out.
   */
  private RowSink remover(double[] noise, Volume sum) {
    int width = sum.shape().width();
    return (j, z, y, row, offset) ->
        removal.add(j, row, offset, noise[z], sum.plane(0, z), y * width, width);
  }

  private void finish(RowSink sink, int z, int y, float[] row, int offset, int width) {
    if (settings.anscombe() == null && !settings.positive()) {
      sink.write(0, z, y, row, offset);
      return;
    }
    float[] own = Arrays.copyOfRange(row, offset, offset + width);
    finish(settings, own, width);
    sink.write(0, z, y, own, 0);
  }

  /** The last step of a row, in place. */
  static void finish(Settings settings, float[] row, int width) {
    for (int x = 0; x < width; x++) {
      if (settings.anscombe() != null) {
        row[x] = (float) settings.anscombe().inverse(row[x]);
      }
      if (settings.positive() && row[x] < 0) {
        row[x] = 0;
      }
    }
  }

  /** The same for a volume in parts. */
  public Blockwise blocks() {
    return new DenoiseBlocks(starlet, settings, runner);
  }

  /** The image with its noise made even, row by row. */
  record Stabilised(RowSource source, Anscombe anscombe) implements RowSource {
    @Override
    public Shape shape() {
      return source.shape();
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      source.read(channel, z, y, into, offset);
      for (int x = offset; x < offset + shape().width(); x++) {
        into[x] = (float) anscombe.forward(into[x]);
      }
    }
  }
}
