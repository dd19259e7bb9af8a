package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds bright spots on uneven, noisy ground (Olivo-Marin 2002, doi:10.1016/S0031-3203(01)00127-3):
 * of each chosen starlet plane only coefficients of at least k·σ are kept, with σ = MAD/0.6745 of
 * that plane; the kept planes are multiplied, which leaves what stands out at all those scales; the
 * connected sets above a level are the spots.
 *
 * <p>The planes are taken in units of their σ before they are multiplied, so the level does not
 * depend on the units of the image. Takes three planes of memory (volumes in 3-D) whatever the
 * planes.
 */
public final class Spots {
  private static final int WORKING = 3;

  private final Settings settings;
  private final Starlet starlet;
  private final Runner runner;

  /**
   * How to search.
   *
   * @param planes numbers of the planes to multiply, from 1, each once; 2 and 3 suit spots of about
   *     3 to 8 pixels across
   * @param k threshold in units of each plane's noise, 0 or more; 3 is usual
   * @param level what the product must exceed; for k ≥ 1 a level up to 1 changes nothing
   * @param least fewest pixels of a spot
   * @param most most pixels of a spot
   */
  public record Settings(
      List<Integer> planes, double k, double level, long least, long most, boolean threeD) {
    public Settings {
      planes = List.copyOf(planes);
      if (planes.isEmpty()
          || planes.stream().distinct().count() < planes.size()
          || planes.stream().anyMatch(p -> p < 1 || p > Starlet.MOST_SCALES)) {
        throw new IllegalArgumentException(
            "planes="
                + text(planes)
                + ": allowed are different numbers from 1 to "
                + Starlet.MOST_SCALES);
      }
      if (!(k >= 0) || Double.isInfinite(k)) {
        throw new IllegalArgumentException("threshold=" + k + ": allowed are numbers from 0");
      }
      if (!(level >= 0) || Double.isInfinite(level)) {
        throw new IllegalArgumentException("level=" + level + ": allowed are numbers from 0");
      }
      if (least < 0 || most < least) {
        throw new IllegalArgumentException(
            "maximum=" + most + ": allowed are numbers from minimum=" + least);
      }
    }

    /** Planes 2 and 3, k = 3, level 1, any size. */
    public static Settings usual(boolean threeD) {
      return new Settings(List.of(2, 3), 3, 1, 0, Long.MAX_VALUE, threeD);
    }

    private static String text(List<Integer> planes) {
      return planes.toString().replaceAll("[\\[\\] ]", "");
    }
  }

  public Spots(Settings settings, Runner runner) {
    this.settings = settings;
    this.runner = runner;
    int scales = settings.planes().stream().mapToInt(p -> p).max().getAsInt();
    this.starlet = new Starlet(scales, 1, settings.threeD(), 0, Border.REFLECT);
  }

  /**
   * Refuses an image that is too small for the highest of the planes, as {@link Starlet#check}.
   *
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   */
  public void check(Shape image) {
    starlet.check(image, "planes");
  }

  /** Bytes taken beside source and sink. */
  public long memoryNeeded(Shape image) {
    return Batch.bytes(settings.threeD(), image, WORKING)
        + runner.memoryNeeded(starlet.smoothing(starlet.scales() - 1), image);
  }

  /**
   * Searches some planes of one channel (the whole volume in 3-D).
   *
   * @param labels receives for every pixel of these planes the number of its spot or 0
   * @param region its planes are searched and its rows are written to {@code labels}
   * @param firstLabel number of the first spot, from 1
   * @param wanted says of a spot whether to keep it, such as by its place
   * @return the spots in the order of their first pixels, numbered without gaps
   * @throws IllegalArgumentException when the image has several channels, is too small, or has more
   *     than 2^24 spots
   * @throws java.util.concurrent.CancellationException when the monitor stopped the search
   */
  public List<Spot> find(
      RowSource image,
      RowSink labels,
      Region region,
      int firstLabel,
      Predicate<Spot> wanted,
      Monitor monitor) {
    Shape s = image.shape();
    if (s.channels() != 1) {
      throw new IllegalArgumentException("spots are of one channel, not " + s.channels());
    }
    check(s);
    Batch batch = Batch.of(settings.threeD(), s, region.z0(), region.z1() - region.z0(), WORKING);
    List<Spot> all = new ArrayList<>();
    for (int i = 0; i < batch.rounds(); i++) {
      PlaneRange part = new PlaneRange(image, 0, batch.start(i), batch.count(i));
      Monitor share = Batch.step(monitor, i, batch.rounds());
      // Freed before the next round takes its own.
      Volume[] buffers = new Volume[WORKING];
      Arrays.setAll(buffers, b -> new Volume(part.shape()));
      multiply(part, buffers, share);
      Volume marks = buffers[0];
      long[] sizes = Components.label(buffers[2], settings.level(), marks, settings.threeD());
      SpotMeasures measures = new SpotMeasures(sizes);
      measures.add(part, marks, buffers[2]);
      int[] numbers = new int[sizes.length];
      for (int old = 1; old < sizes.length; old++) {
        Spot spot = measures.spot(old, firstLabel + all.size(), part.from());
        if (sizes[old] >= settings.least() && sizes[old] <= settings.most() && wanted.test(spot)) {
          numbers[old] = spot.label();
          all.add(spot);
        }
      }
      write(marks, numbers, labels, part.from(), region);
    }
    monitor.progress(1);
    return all;
  }

  /** Leaves the multiscale product in buffers[2]. */
  private void multiply(RowSource image, Volume[] buffers, Monitor monitor) {
    RowSource c = image;
    boolean first = true;
    for (int j = 0; j < starlet.scales(); j++) {
      Monitor step = Batch.step(monitor, j, starlet.scales());
      Volume next = buffers[j % 2];
      runner.run(starlet.smoothing(j), c, next, Batch.step(step, 0, 3));
      if (settings.planes().contains(j + 1)) {
        RowSource detail = new Difference(c, next);
        double[] noise =
            RobustNoise.ofAny(detail, settings.threeD(), runner, Batch.step(step, 1, 3));
        RowSink product = product(buffers[2], noise, first);
        Sweep.all(runner, detail, product, Batch.step(step, 2, 3));
        first = false;
      }
      c = next;
    }
  }

  private RowSink product(Volume product, double[] noise, boolean first) {
    int width = product.shape().width();
    return (channel, z, y, row, offset) -> {
      float[] plane = product.plane(0, z);
      float threshold = (float) (settings.k() * noise[z]);
      float unit = (float) noise[z];
      for (int x = 0; x < width; x++) {
        float w = row[offset + x];
        float kept = w > 0 && w >= threshold ? w / unit : 0;
        int at = y * width + x;
        plane[at] = first ? kept : plane[at] * kept;
      }
    };
  }

  private static void write(Volume marks, int[] numbers, RowSink labels, int first, Region region) {
    Shape s = marks.shape();
    float[] row = new float[s.width()];
    for (int z = 0; z < s.depth(); z++) {
      if (z + first >= region.z0() && z + first < region.z1()) {
        float[] plane = marks.plane(0, z);
        for (int y = region.y0(); y < region.y1(); y++) {
          int start = y * s.width();
          IntStream.range(0, row.length).forEach(x -> row[x] = numbers[(int) plane[start + x]]);
          labels.write(0, z + first, y, row, 0);
        }
      }
    }
  }
}
