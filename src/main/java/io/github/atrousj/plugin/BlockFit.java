package io.github.atrousj.plugin;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Region;
import io.github.atrousj.volume.ChunkedVolume;

/** Chooses how large the blocks of a job are. */
final class BlockFit {
  private final Blockwise operation;
  private final ChunkedVolume input;
  private final Shape shape;
  private final Shape out;
  private final char depthAxis;
  private final VolumeProcess.ChunkSizes chunk;
  private final long budget;

  /**
   * @param budget bytes, half of them for the cache of the input
   */
  BlockFit(
      Blockwise operation,
      ChunkedVolume input,
      Shape shape,
      char depthAxis,
      VolumeProcess.ChunkSizes chunk,
      long budget) {
    this.operation = operation;
    this.input = input;
    this.shape = shape;
    this.out = operation.outputShape(shape);
    this.depthAxis = depthAxis;
    this.chunk = chunk;
    this.budget = budget;
  }

  /**
   * Planes and rows of a block: those given, or the fewest chunks with which the halo is a small
   * part of what is read, as far as they fit the memory.
   *
   * @param planes 0 to choose
   * @param rows 0 to choose
   * @param good values read per value wanted that is few enough
   * @throws IllegalArgumentException when not even one fits
   */
  int[] choose(int planes, int rows, double good) {
    int[] size = {
      whole(planes == 0 ? chunk.planes() : planes, chunk.planes(), out.depth()),
      whole(rows == 0 ? chunk.rows() : rows, chunk.rows(), out.height())
    };
    if (!fits(size)) {
      throw new IllegalArgumentException(refusal(size));
    }
    while (overhead(size) > good) {
      int[] deeper = {whole(2 * size[0], chunk.planes(), out.depth()), size[1]};
      int[] taller = {size[0], whole(2 * size[1], chunk.rows(), out.height())};
      int[] next = null;
      if (planes == 0 && deeper[0] > size[0] && fits(deeper)) {
        next = deeper;
      }
      if (rows == 0 && taller[1] > size[1] && fits(taller)) {
        next = next == null || overhead(taller) < overhead(next) ? taller : next;
      }
      if (next == null) {
        return size;
      }
      size = next;
    }
    return size;
  }

  private static int whole(int size, int chunk, int most) {
    long chunks = (Math.min(size, most) + chunk - 1L) / chunk;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, chunks) * chunk);
  }

  private Region middle(int[] size) {
    int z = out.depth() / size[0] / 2 * size[0];
    int y = out.height() / size[1] / 2 * size[1];
    return new Region(
        z, Math.min(out.depth(), z + size[0]), y, Math.min(out.height(), y + size[1]));
  }

  /** Rows read per row of the input that a block in the middle stands for. */
  private double overhead(int[] size) {
    Region region = middle(size);
    Region n = operation.needed(shape, region);
    double read = (double) (n.z1() - n.z0()) * (n.y1() - n.y0());
    double made = (double) (region.z1() - region.z0()) * (region.y1() - region.y0());
    return read / made * out.depth() * out.height() / ((double) shape.depth() * shape.height());
  }

  private boolean fits(int[] size) {
    return needed(size) <= budget;
  }

  private long needed(int[] size) {
    Region region = middle(size);
    long columns = whole(out.width(), chunk.columns(), out.width());
    long block = (long) out.channels() * size[0] * size[1] * columns * Float.BYTES;
    long work = block + operation.memoryNeeded(shape, region);
    Region n = operation.needed(shape, region);
    long read =
        covered(n.z0(), n.z1(), input.chunk(depthAxis))
            * covered(n.y0(), n.y1(), input.chunk('y'))
            * covered(0, shape.width(), input.chunk('x'))
            * covered(0, shape.channels(), input.chunk('c'))
            * Float.BYTES;
    // A halo that is deeper than the cache is read again, but one row of chunks must be held.
    long least =
        (long) input.chunk(depthAxis)
            * input.chunk('y')
            * covered(0, shape.width(), input.chunk('x'))
            * covered(0, shape.channels(), input.chunk('c'))
            * Float.BYTES;
    boolean smallest = size[0] <= chunk.planes() && size[1] <= chunk.rows();
    return Math.max(work + (smallest ? least : read), 2 * (smallest ? least : read));
  }

  private static long covered(int from, int to, int chunk) {
    return ((long) (to - 1) / chunk - from / chunk + 1) * chunk;
  }

  private String refusal(int[] size) {
    long megabytes = (needed(size) >> 20) + 1;
    return "not enough memory: a block of "
        + size[0]
        + " planes and "
        + size[1]
        + " whole rows needs "
        + megabytes
        + " MB, "
        + (budget >> 20)
        + " MB may be used; give memory="
        + megabytes
        + ", smaller blocks, or ImageJ more memory";
  }
}
