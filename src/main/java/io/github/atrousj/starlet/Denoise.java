package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import java.util.Arrays;

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

  private final Starlet starlet;
  private final Settings settings;
  private final Runner runner;
  private final double[] table;

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
    Shape s = image.shape();
    if (s.channels() != 1) {
      throw new IllegalArgumentException("denoising takes one channel, not " + s.channels());
    }
    starlet.check(s);
    Batch batch = Batch.of(starlet.threeD(), s, region.z0(), region.z1() - region.z0(), WORKING);
    Volume[] buffers = null;
    for (int i = 0; i < batch.rounds(); i++) {
      int first = batch.start(i);
      RowSource part = new PlaneRange(image, 0, first, batch.count(i));
      if (buffers == null || buffers[0].shape().depth() != batch.count(i)) {
        buffers =
            new Volume[] {
              new Volume(part.shape()), new Volume(part.shape()), new Volume(part.shape())
            };
      }
      RowSource c0 = settings.anscombe() == null ? part : new Stabilised(part, settings.anscombe());
      Monitor share = Batch.step(monitor, i, batch.rounds());
      int steps = starlet.scales() + 1;
      removable(c0, buffers, share, steps);
      RowSink finish = (c, z, y, row, offset) -> finish(sink, z + first, y, row, offset, s.width());
      int z0 = Math.max(region.z0() - first, 0);
      int z1 = Math.min(region.z1() - first, batch.count(i));
      Sweep.some(
          runner,
          new Difference(c0, buffers[2]),
          finish,
          new Region(z0, z1, region.y0(), region.y1()),
          Batch.step(share, steps - 1, steps));
    }
  }

  /** Sums into buffers[2] what is to be taken from the image. */
  private void removable(RowSource c0, Volume[] buffers, Monitor monitor, int steps) {
    RowSource c = c0;
    double[] noise = new double[c0.shape().depth()];
    Arrays.fill(noise, settings.noise());
    for (int j = 0; j < starlet.scales(); j++) {
      Monitor step = Batch.step(monitor, j, steps);
      Volume next = buffers[j % 2];
      runner.run(starlet.smoothing(j), c, next, Batch.step(step, 0, 3));
      RowSource detail = new Difference(c, next);
      if (j == 0 && Double.isNaN(settings.noise())) {
        double[] found = RobustNoise.of(detail, starlet.threeD(), runner, Batch.step(step, 1, 3));
        // Of few photons most pixels are the same and the MAD says nothing; it is 1 in theory.
        double least = settings.anscombe() == null ? 0 : 1;
        Arrays.setAll(noise, z -> Math.max(least, found[z] / table[0]));
      }
      Sweep.all(runner, detail, remover(j, noise, buffers[2]), Batch.step(step, 2, 3));
      c = next;
    }
    int scales = starlet.scales();
    if (settings.gains().length > scales && settings.gains()[scales] != 1) {
      float share = (float) (1 - settings.gains()[scales]);
      Volume sum = buffers[2];
      RowSink rest =
          (channel, z, y, row, offset) -> {
            float[] total = sum.plane(0, z);
            int width = sum.shape().width();
            for (int x = 0; x < width; x++) {
              total[y * width + x] += share * row[offset + x];
            }
          };
      Sweep.all(runner, c, rest, Monitor.NONE);
    }
  }

  private RowSink remover(int j, double[] noise, Volume sum) {
    float gain = settings.gains().length == 0 ? 1 : (float) settings.gains()[j];
    boolean soft = settings.rule() == Rule.SOFT;
    int width = sum.shape().width();
    return (channel, z, y, row, offset) -> {
      float threshold = (float) (settings.k() * noise[z] * table[j]);
      float[] total = sum.plane(0, z);
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        float removed = removed(row[offset + x], threshold, gain, soft);
        total[at] = j == 0 ? removed : total[at] + removed;
      }
    };
  }

  /** What is taken from a coefficient. */
  static float removed(float w, float threshold, float gain, boolean soft) {
    float kept = w;
    if (Math.abs(w) < threshold) {
      kept = 0;
    } else if (soft) {
      kept = w - Math.copySign(threshold, w);
    }
    return w - gain * kept;
  }

  private void finish(RowSink sink, int z, int y, float[] row, int offset, int width) {
    finish(settings, row, offset, width);
    sink.write(0, z, y, row, offset);
  }

  /** The last step of a row, in place. */
  static void finish(Settings settings, float[] row, int offset, int width) {
    for (int x = offset; x < offset + width; x++) {
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
