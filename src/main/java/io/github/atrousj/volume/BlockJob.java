package io.github.atrousj.volume;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * An operation from store to store, in blocks that may be computed in any order, by any process,
 * twice or at the same time: a block reads what it needs of the input, its own rows and the halo
 * around them, and writes whole chunks of the output, each at once.
 *
 * <p>The volumes of an input are its channels and frames (its channels and slices where the
 * operation goes along frames); an operation may also take all channels at once. What must be known
 * of each as a whole is measured first: {@link #passes()} passes over {@link #parts(int)}, each
 * combined by {@link #combine} before the next.
 *
 * <pre>{@code
 * Found found = job.measure(monitor);      // or part by part, anywhere
 * for (Block b : job.blocks()) {
 *   if (!job.isDone(b)) {
 *     job.run(b, found, monitor);
 *   }
 * }
 * }</pre>
 *
 * <p>Not to be used from two threads at once; several jobs on the same stores may run at a time.
 */
public final class BlockJob {
  private final Blockwise operation;
  private final ChunkCache input;
  private final ChunkedVolume output;
  private final char depthAxis;
  private final Shape shape;
  private final Shape outShape;
  private final int sets;
  private final int planes;
  private final int rows;

  /**
   * @param depthAxis the axis of the input that is the operation's depth: {@code z} or {@code t}
   * @param output with chunks of one channel, and of one frame (slice where the depth is t), and an
   *     extent that fits the operation
   * @param together channels of the input that are one volume: 1 or all
   * @param planes of a block, made a whole number of output chunks
   * @param rows of a block, made a whole number of output chunks
   */
  public BlockJob(
      Blockwise operation,
      ChunkCache input,
      ChunkedVolume output,
      char depthAxis,
      int together,
      int planes,
      int rows) {
    this.operation = operation;
    this.input = input;
    this.output = output;
    this.depthAxis = depthAxis;
    this.shape = shapeOf(input.volume(), depthAxis).withChannels(together);
    this.sets = input.volume().size('c') / together;
    this.outShape = operation.outputShape(shape);
    this.planes = whole(planes, output.chunk(depthAxis));
    this.rows = whole(rows, output.chunk('y'));
    check();
  }

  /** The extent of one of the volumes that are computed by themselves. */
  public static Shape shapeOf(ChunkedVolume v, char depthAxis) {
    return new Shape(1, v.size(depthAxis), v.size('y'), v.size('x'));
  }

  private static int whole(int size, int chunk) {
    return Math.max(1, (int) Math.min(Integer.MAX_VALUE / chunk, (size + chunk - 1L) / chunk))
        * chunk;
  }

  private void check() {
    ChunkedVolume in = input.volume();
    char other = otherAxis();
    boolean fits =
        in.size('c') == sets * shape.channels()
            && output.size('c') == sets * outShape.channels()
            && output.size(other) == in.size(other)
            && output.size(depthAxis) == outShape.depth()
            && output.size('y') == outShape.height()
            && output.size('x') == outShape.width();
    if (!fits || output.chunk('c') != 1 || output.chunk(other) != 1) {
      throw new VolumeException("the output store does not fit what the command makes");
    }
  }

  private char otherAxis() {
    return depthAxis == 'z' ? 't' : 'z';
  }

  /** All blocks, in the order in which a single process had best take them. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int[] volume : volumes()) {
      for (Region r : regions(outShape, planes, rows)) {
        blocks.add(new Block(volume[0], volume[1], r.z0(), r.z1(), r.y0(), r.y1()));
      }
    }
    return blocks;
  }

  /** Channel (0 where all are together) and frame of every volume. */
  private List<int[]> volumes() {
    List<int[]> volumes = new ArrayList<>();
    for (int other = 0; other < input.volume().size(otherAxis()); other++) {
      for (int c = 0; c < sets; c++) {
        volumes.add(new int[] {c, other});
      }
    }
    return volumes;
  }

  private static List<Region> regions(Shape s, int planes, int rows) {
    List<Region> regions = new ArrayList<>();
    for (int z = 0; z < s.depth(); z += planes) {
      int z1 = (int) Math.min(s.depth(), (long) z + planes);
      for (int y = 0; y < s.height(); y += rows) {
        regions.add(new Region(z, z1, y, (int) Math.min(s.height(), (long) y + rows)));
      }
    }
    return regions;
  }

  /** How many passes over the whole come before the blocks. */
  public int passes() {
    return operation.passes();
  }

  /** The parts of a pass, of all volumes; as blocks of what the pass goes over. */
  public List<Block> parts(int pass) {
    Shape extent = operation.passExtent(shape, pass);
    int z = operation.wholePlanes(pass) ? input.volume().chunk(depthAxis) : planes;
    int y = operation.wholePlanes(pass) ? extent.height() : rows;
    List<Block> parts = new ArrayList<>();
    for (int[] volume : volumes()) {
      for (Region r : regions(extent, z, y)) {
        parts.add(new Block(volume[0], volume[1], r.z0(), r.z1(), r.y0(), r.y1()));
      }
    }
    return parts;
  }

  /** Measures a part of a pass; {@code found} holds what the passes before have found. */
  public double[] measure(int pass, Block part, Found found, Monitor monitor) {
    try {
      return operation.measure(source(part), pass, found.of(number(part)), part.region(), monitor);
    } catch (VolumeException e) {
      throw failure("measuring " + part, e, monitor);
    }
  }

  /** What to throw for a chunk that failed; reading also fails in a thread that is interrupted. */
  private static RuntimeException failure(String what, VolumeException e, Monitor monitor) {
    return monitor.cancelled()
        ? new CancellationException(e.getMessage())
        : new VolumeException(what + " failed: " + e.getMessage(), e);
  }

  /**
   * What is known after a pass.
   *
   * @param parts all that {@link #parts} gave, in any order
   * @param measured of each of them
   */
  public Found combine(int pass, List<Block> parts, List<double[]> measured, Found found) {
    Found more = found.copy();
    for (int[] volume : volumes()) {
      List<Region> regions = new ArrayList<>();
      List<double[]> numbers = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        Block p = parts.get(i);
        if (p.channel() == volume[0] && p.other() == volume[1]) {
          regions.add(p.region());
          numbers.add(measured.get(i));
        }
      }
      int n = number(volume[0], volume[1]);
      more.add(n, operation.combine(shape, pass, found.of(n), regions, numbers));
    }
    return more;
  }

  /** What is known before the first pass. */
  public Found nothing() {
    return Found.nothing(volumes().size());
  }

  /** Makes all passes here. */
  public Found measure(Monitor monitor) {
    Found found = nothing();
    for (int pass = 0; pass < passes(); pass++) {
      List<Block> parts = parts(pass);
      List<double[]> measured = new ArrayList<>();
      Monitor share = new Progress(monitor, pass, passes());
      for (int i = 0; i < parts.size(); i++) {
        stopIf(monitor);
        measured.add(measure(pass, parts.get(i), found, new Progress(share, i, parts.size())));
      }
      found = combine(pass, parts, measured, found);
    }
    return found;
  }

  private static void stopIf(Monitor monitor) {
    if (monitor.cancelled()) {
      throw new CancellationException();
    }
  }

  private int number(Block b) {
    return number(b.channel(), b.other());
  }

  private int number(int channel, int other) {
    return channel + sets * other;
  }

  private RowSource source(Block b) {
    boolean frames = depthAxis == 't';
    return new RowSource() {
      @Override
      public Shape shape() {
        return shape;
      }

      @Override
      public void read(int channel, int z, int y, float[] into, int offset) {
        int c = b.channel() * shape.channels() + channel;
        input.row(frames ? z : b.other(), c, frames ? b.other() : z, y, into, offset);
      }
    };
  }

  /** Whether all chunks of a block are in the output. */
  public boolean isDone(Block b) {
    return chunks(b).isComplete();
  }

  /**
   * Computes a block and writes its chunks. When it fails the block's chunks are each there as a
   * whole or not at all.
   *
   * @throws VolumeException with a line that names block and chunk
   * @throws CancellationException when the monitor stopped it
   */
  public void run(Block b, Found found, Monitor monitor) {
    BlockChunks chunks = chunks(b);
    try {
      operation.run(source(b), found.of(number(b)), chunks, b.region(), monitor);
      stopIf(monitor);
      chunks.write();
    } catch (VolumeException e) {
      throw failure(b.toString(), e, monitor);
    }
  }

  private BlockChunks chunks(Block b) {
    return new BlockChunks(output, b, outShape, depthAxis);
  }

  /** Bytes that a block takes: its chunks and the work, not the cache of the input. */
  public long memoryNeeded() {
    Region first = regions(outShape, planes, rows).get(0);
    long width = whole(outShape.width(), output.chunk('x'));
    return (long) outShape.channels() * planes * rows * width * Float.BYTES
        + operation.memoryNeeded(shape, first);
  }

  /** Bytes of the input chunks that a block reads, as floats. */
  public long inputBytes() {
    Region r = operation.needed(shape, middle());
    ChunkedVolume in = input.volume();
    return covered(r.z0(), r.z1(), in.chunk(depthAxis))
        * covered(r.y0(), r.y1(), in.chunk('y'))
        * covered(0, shape.width(), in.chunk('x'))
        * covered(0, shape.channels(), in.chunk('c'))
        * Float.BYTES;
  }

  /** Values read per value of the input that a block stands for: 1 without a halo. */
  public double haloOverhead() {
    double read = 0;
    for (Region r : regions(outShape, planes, rows)) {
      Region n = operation.needed(shape, r);
      read += (double) (n.z1() - n.z0()) * (n.y1() - n.y0());
    }
    return read / ((double) shape.depth() * shape.height());
  }

  private Region middle() {
    List<Region> all = regions(outShape, planes, rows);
    return all.get(all.size() / 2);
  }

  private static long covered(int from, int to, int chunk) {
    return ((long) (to - 1) / chunk - from / chunk + 1) * chunk;
  }
}
