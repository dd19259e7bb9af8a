package io.github.atrousj.starlet;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.GraphBlocks;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Parts;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.graph.SpareMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The starlet transform of one channel into w_1 … w_J, c_J and back. Detail planes go straight to
 * where they are wanted. Planes of the first generation mostly go through all scales in one sweep
 * ({@link ScaleStream}); otherwise two planes (volumes in 3-D) of smoothed pixels are kept beside
 * them, or one when the result is a {@link Volume}.
 */
public final class StarletTransform {
  /** A stretch of rows is so many times as long as what it needs above, and below. */
  private static final int LONG = 2;

  private final Starlet starlet;
  private final Runner runner;

  public StarletTransform(Starlet starlet, Runner runner) {
    this.starlet = starlet;
    this.runner = runner;
  }

  /** J + 1 channels of the image's extent. */
  public Shape outputShape(Shape image) {
    return image.withChannels(starlet.scales() + 1);
  }

  /** The channels' names: w1 … wJ, cJ. */
  public List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int j = 1; j <= starlet.scales(); j++) {
      labels.add("w" + j);
    }
    labels.add("c" + starlet.scales());
    return labels;
  }

  /**
   * Bytes that {@link #forward(RowSource, RowSink, Region, Monitor)} takes beside source and sink.
   */
  public long memoryNeeded(Shape image) {
    return Batch.bytes(starlet.threeD(), image, 2)
        + runner.memoryNeeded(starlet.analysis(starlet.scales() - 1), image);
  }

  /**
   * Transforms a whole image into memory: J + 2 planes for each of its planes.
   *
   * @throws IllegalArgumentException when the image has several channels or is too small
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  public Volume forward(RowSource image, Monitor monitor) {
    Shape s = one(image);
    Volume out = new Volume(outputShape(s));
    Region whole = new Region(0, s.depth(), 0, s.height());
    if (streams(s, whole)) {
      stream(image, out, whole, monitor);
      return out;
    }
    float[][] last = new float[s.depth()][];
    for (int z = 0; z < s.depth(); z++) {
      last[z] = out.plane(starlet.scales(), z);
    }
    // c_J's own planes hold every other c_j meanwhile.
    float[][] spare = starlet.scales() > 1 ? planes(s) : last;
    Volume[] held = {new Volume(s, last), new Volume(s, spare)};
    int lastIndex = (starlet.scales() - 1) % 2;
    Volume[] buffers = {held[lastIndex], held[1 - lastIndex]};
    decompose(image, out, buffers, whole, 0, monitor);
    if (spare != last) {
      SpareMemory.leave(spare);
    }
    return out;
  }

  /**
   * Transforms some rows and planes; the sink's channels are w_1 … w_J, c_J, and it receives each
   * row of the image in that order.
   *
   * @throws IllegalArgumentException when the image has several channels or is too small
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run; the sink
   *     may have received some rows
   */
  public void forward(RowSource image, RowSink sink, Region region, Monitor monitor) {
    Shape s = one(image);
    if (streams(s, region)) {
      stream(image, sink, region, monitor);
      return;
    }
    Batch batch = Batch.of(starlet.threeD(), s, region.z0(), region.z1() - region.z0(), 2);
    for (int i = 0; i < batch.rounds(); i++) {
      PlaneRange part = new PlaneRange(image, 0, batch.start(i), batch.count(i));
      float[][] one = planes(part.shape());
      float[][] other = planes(part.shape());
      Volume[] buffers = {new Volume(part.shape(), one), new Volume(part.shape(), other)};
      decompose(part, sink, buffers, region, part.from(), Batch.step(monitor, i, batch.rounds()));
      SpareMemory.leave(one);
      SpareMemory.leave(other);
    }
  }

  /** In how many stretches of rows each plane is worked off, so that all threads have work. */
  private int stretches(Region region) {
    int planes = Math.max(1, region.z1() - region.z0());
    return (runner.threads() + planes - 1) / planes;
  }

  /**
   * Whether planes are best taken through all scales at once: their stretches are so long that what
   * neighbours do twice is little, and what is kept of them all no more than the planes that are
   * kept otherwise.
   */
  boolean streams(Shape s, Region region) {
    int rows = (region.y1() - region.y0()) / stretches(region);
    return starlet.generation() == 1
        && !starlet.threeD()
        && starlet.border() != Border.CIRCULAR
        && rows >= LONG * ScaleStream.reach(starlet.scales())
        && runner.threads() * ScaleStream.bytes(starlet.scales(), s.width())
            <= Batch.bytes(false, s, 2);
  }

  private void stream(RowSource image, RowSink sink, Region region, Monitor monitor) {
    Shape s = image.shape();
    int planes = region.z1() - region.z0();
    int each = stretches(region);
    int rows = (region.y1() - region.y0() + each - 1) / each;
    long steps = ScaleStream.steps(starlet.scales(), rows) * each * planes;
    Parts.run(
        runner.threads(),
        each * planes,
        steps,
        () -> new Stretches(new ScaleStream(starlet, s), image, sink, region, each),
        monitor);
  }

  /** One thread's work on planes in stretches. */
  private record Stretches(
      ScaleStream stream, RowSource image, RowSink sink, Region region, int each)
      implements Parts.Member {
    @Override
    public void work(int part, Runnable step) {
      int rows = region.y1() - region.y0();
      int z = region.z0() + part / each;
      int i = part % each;
      int y0 = region.y0() + (int) ((long) rows * i / each);
      int y1 = region.y0() + (int) ((long) rows * (i + 1) / each);
      stream.run(image, z, y0, y1, sink, step);
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  /** {@link #forward(RowSource, RowSink, Region, Monitor)} for a volume in parts. */
  public Blockwise blocks() {
    return new GraphBlocks(starlet.planesOf(true), runner);
  }

  private static float[][] planes(Shape s) {
    return SpareMemory.take(s.depth(), Math.multiplyExact(s.height(), s.width()));
  }

  private Shape one(RowSource image) {
    Shape s = image.shape();
    if (s.channels() != 1) {
      throw new IllegalArgumentException("a starlet is of one channel, not " + s.channels());
    }
    starlet.check(s);
    return s;
  }

  /**
   * @param buffers take c_1, c_2, c_3 … in turn
   * @param first the sink's plane for plane 0 of the image
   */
  private void decompose(
      RowSource image, RowSink sink, Volume[] buffers, Region region, int first, Monitor monitor) {
    int scales = starlet.scales();
    RowSource c = image;
    for (int j = 0; j < scales; j++) {
      int detail = j;
      boolean last = j == scales - 1;
      Volume next = buffers[j % 2];
      RowSink both =
          (channel, z, y, row, offset) -> {
            boolean wanted =
                z + first >= region.z0()
                    && z + first < region.z1()
                    && y >= region.y0()
                    && y < region.y1();
            if (channel == 1 && !last) {
              next.write(0, z, y, row, offset);
            } else if (wanted) {
              sink.write(channel == 1 ? scales : detail, z + first, y, row, offset);
            }
          };
      Shape s = image.shape();
      // Only the last scale may skip rows: the others' are read again by the next.
      Region rows =
          last
              ? new Region(0, s.depth(), region.y0(), region.y1())
              : new Region(0, s.depth(), 0, s.height());
      runner.run(starlet.analysis(j), c, both, rows, Batch.step(monitor, j, scales));
      c = next;
    }
  }

  /**
   * Puts an image together again: exactly to float rounding.
   *
   * @param planes J + 1 channels as {@link #forward} makes them
   * @param sink receives one channel
   * @throws IllegalArgumentException when the number of channels is not J + 1
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  public void inverse(RowSource planes, RowSink sink, Monitor monitor) {
    Shape s = planes.shape();
    int scales = starlet.scales();
    if (s.channels() != scales + 1) {
      throw new IllegalArgumentException(
          "a starlet of "
              + scales
              + " scales has "
              + (scales + 1)
              + " planes, not "
              + s.channels());
    }
    if (starlet.generation() == 1) {
      runner.run(sum(), planes, sink, monitor);
      return;
    }
    Batch batch = Batch.of(starlet.threeD(), s, 0, s.depth(), 2);
    for (int i = 0; i < batch.rounds(); i++) {
      recompose(planes, sink, batch, i, Batch.step(monitor, i, batch.rounds()));
    }
  }

  /** Bytes that {@link #inverse} takes beside source and sink. */
  public long inverseMemoryNeeded(Shape planes) {
    boolean sums = starlet.generation() == 1;
    long buffers = sums ? 0 : Batch.bytes(starlet.threeD(), planes, 2);
    return buffers
        + (sums
            ? runner.memoryNeeded(sum(), planes)
            : runner.memoryNeeded(starlet.synthesis(starlet.scales() - 1), planes.withChannels(2)));
  }

  /** Coarse to fine, so that small details meet sums of their own size last. */
  private Graph sum() {
    Graph.Builder g = Graph.builder();
    Node c = g.channels(g.input(), starlet.scales(), 1);
    for (int j = starlet.scales() - 1; j >= 0; j--) {
      c = g.add(c, g.channels(g.input(), j, 1));
    }
    return g.build(c);
  }

  private void recompose(RowSource planes, RowSink sink, Batch batch, int round, Monitor monitor) {
    int scales = starlet.scales();
    int first = batch.start(round);
    int count = batch.count(round);
    RowSource c = new PlaneRange(planes, scales, first, count);
    float[][][] memory = new float[2][][];
    for (int j = scales - 1; j >= 0; j--) {
      RowSource pair = new Pair(c, new PlaneRange(planes, j, first, count));
      Monitor step = Batch.step(monitor, scales - 1 - j, scales);
      if (j == 0) {
        RowSink shifted = (channel, z, y, row, offset) -> sink.write(0, z + first, y, row, offset);
        runner.run(starlet.synthesis(j), pair, shifted, step);
      } else {
        if (memory[j % 2] == null) {
          memory[j % 2] = planes(c.shape());
        }
        Volume next = new Volume(c.shape(), memory[j % 2]);
        runner.run(starlet.synthesis(j), pair, next, step);
        c = next;
      }
    }
    for (float[][] used : memory) {
      if (used != null) {
        SpareMemory.leave(used);
      }
    }
  }

  /** Two single-channel sources as the channels of one. */
  private record Pair(RowSource first, RowSource second) implements RowSource {
    @Override
    public Shape shape() {
      return first.shape().withChannels(2);
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      (channel == 0 ? first : second).read(0, z, y, into, offset);
    }
  }
}
