package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A layer made ready to be computed by {@link Winograd}'s method from rows of one {@link
 * RowLayout}. Immutable; shared by all threads, each with a {@link Scratch} of its own.
 */
public final class WinogradRows {
  /** Output channels that are computed together. */
  private record Block(int group, int firstOut, int outs, LayerTaps[] taps) {}

  private final Supplier<ConvolutionRows> makeDirect;

  /** Made when first needed; threads that need it at the same time make the same. */
  private volatile ConvolutionRows direct;

  private final Block[] blocks;
  private final float[] bias;
  private final int channels;
  private final int planes;
  private final int perGroup;
  private final int kx;
  private final int[] offsets;
  private final int length;

  /**
   * @param c a layer that {@link Winograd#serves}
   * @param outputs values of an output row
   */
  public WinogradRows(Convolution c, Axis x, RowLayout layout, int outputs) {
    makeDirect = () -> new ConvolutionRows(c, x, layout, outputs);
    channels = c.inChannels();
    planes = c.z().taps();
    perGroup = channels / c.groups();
    kx = c.x().taps();
    length = layout.length();
    offsets = new int[perGroup * planes * kx];
    for (int t = 0; t < offsets.length; t++) {
      offsets[t] = layout.offset(c.border(), x.position(0, t % kx), outputs);
    }
    bias = new float[c.outChannels()];
    for (int o = 0; o < bias.length; o++) {
      bias[o] = c.biasOf(o);
    }
    int outs = c.outChannels() / c.groups();
    int perOuts = -Math.floorDiv(-outs, Loops.BLOCK);
    blocks = new Block[c.groups() * perOuts];
    for (int i = 0; i < blocks.length; i++) {
      int group = i / perOuts;
      int within = i % perOuts * Loops.BLOCK;
      int count = Math.min(Loops.BLOCK, outs - within);
      int first = group * outs + within;
      blocks[i] = new Block(group, first, count, taps(c, first, count));
    }
  }

  /** For each product its taps. */
  private LayerTaps[] taps(Convolution c, int firstOut, int outs) {
    float[][] weights = new float[Winograd.INPUTS][offsets.length * Loops.BLOCK];
    for (int t = 0; t < offsets.length; t++) {
      int in = t / (planes * kx);
      int top = t / kx % planes * 3 * kx + t % kx;
      for (int o = 0; o < outs; o++) {
        float w0 = c.weight(firstOut + o, in, top);
        float w1 = c.weight(firstOut + o, in, top + kx);
        float w2 = c.weight(firstOut + o, in, top + 2 * kx);
        for (int k = 0; k < Winograd.INPUTS; k++) {
          weights[k][t * Loops.BLOCK + o] = Winograd.weight(k, w0, w1, w2);
        }
      }
    }
    LayerTaps[] taps = new LayerTaps[Winograd.INPUTS];
    float[] noBias = new float[outs];
    Arrays.setAll(taps, k -> new LayerTaps(offsets, weights[k], noBias));
    return taps;
  }

  /**
   * Floats of a {@link Scratch}, its tables of rows included.
   *
   * @param outputs values of an output row
   * @param row floats of the longest row
   */
  public static long scratchLength(Convolution c, int outputs, long row) {
    long inputs = (long) c.inChannels() * c.z().taps();
    int together = Loops.blocksTogether(outputs);
    long rows = Winograd.INPUTS * (inputs + Loops.BLOCK) * together + Winograd.OUTPUTS + 1;
    return rows * row + 2 * Winograd.INPUTS * inputs * c.x().taps() * together;
  }

  /**
   * The memory of one thread: transformed rows, products and rows that nobody asked for, of some
   * blocks at a time.
   */
  public final class Scratch {
    private final float[][] source = new float[Winograd.INPUTS][];
    private final float[][] into = new float[Winograd.INPUTS][];

    /** By product; block after block, the row of each input channel and plane. */
    private final float[][][] transformed = new float[Winograd.INPUTS][][];

    /** By product; block after block, the row that each tap reads, group after group. */
    private final float[][][] taps;

    private final float[][] products;
    private final OutputRows[] results = new OutputRows[Winograd.INPUTS];
    private final float[][] unwanted;
    private final float[] probe;
    private final OutputRows out = new OutputRows(new float[Winograd.OUTPUTS][]);

    /** By block, the chunk's row at each place, or −1. */
    private final int[][] rowOf;

    /** Blocks whose transformed rows are there. */
    private int count;

    /**
     * @param outputs values of an output row
     * @param memory makes a row of zeros of a length
     */
    public Scratch(int outputs, IntFunction<float[]> memory) {
      int together = Loops.blocksTogether(outputs);
      int inputs = channels * planes;
      taps = new float[Winograd.INPUTS][together * inputs * kx][];
      for (int k = 0; k < Winograd.INPUTS; k++) {
        transformed[k] = rows(together * inputs, length, memory);
        for (int t = 0; t < taps[k].length; t++) {
          taps[k][t] = transformed[k][t / kx];
        }
      }
      int perProduct = Loops.BLOCK * together;
      products = rows(Winograd.INPUTS * perProduct, outputs + 12, memory);
      for (int k = 0; k < Winograd.INPUTS; k++) {
        int first = k * perProduct;
        results[k] = new OutputRows(Arrays.copyOfRange(products, first, first + perProduct));
      }
      unwanted = rows(Winograd.OUTPUTS, outputs + 12, memory);
      probe = memory.apply(length);
      rowOf = new int[together][Winograd.OUTPUTS];
    }

    private boolean isFull() {
      return count == rowOf.length;
    }
  }

  private static float[][] rows(int count, int length, IntFunction<float[]> memory) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = memory.apply(length);
    }
    return rows;
  }

  /**
   * Computes a chunk of output rows.
   *
   * @param in hands the six input rows of a block, by lines 0 … 5, for any of its rows
   * @param blockOf the block of each row of the chunk
   * @param places the place of each row in its block, 0 … 3
   * @param rows rows in the chunk
   * @param out receives n values in each row
   * @param floor values below it become it, as a rectifier's below 0; −∞ for none
   */
  public void compute(
      RowInput in,
      int[] blockOf,
      int[] places,
      int rows,
      OutputRows out,
      float floor,
      int n,
      Loops loops,
      Scratch s) {
    s.count = 0;
    for (int j = 0; j < rows; j++) {
      if (isFirstOfBlock(blockOf, j)) {
        int[] rowOf = s.rowOf[s.count];
        Arrays.fill(rowOf, -1);
        for (int i = j; i < rows; i++) {
          if (blockOf[i] == blockOf[j]) {
            rowOf[places[i]] = i;
          }
        }
        if (transform(in, j, loops, s)) {
          s.count++;
        } else {
          direct(in, rowOf, rows, out, floor, n, loops);
        }
        if (s.isFull()) {
          products(rows, out, floor, n, loops, s);
          s.count = 0;
        }
      }
    }
    products(rows, out, floor, n, loops, s);
  }

  private static boolean isFirstOfBlock(int[] blockOf, int j) {
    for (int i = 0; i < j; i++) {
      if (blockOf[i] == blockOf[j]) {
        return false;
      }
    }
    return true;
  }

  /** Transforms one more block; returns whether all its values are finite. */
  private boolean transform(RowInput in, int row, Loops loops, Scratch s) {
    Arrays.fill(s.probe, 0);
    int first = s.count * channels * planes;
    for (int c = 0; c < channels; c++) {
      for (int z = 0; z < planes; z++) {
        for (int k = 0; k < Winograd.INPUTS; k++) {
          s.source[k] = in.row(c, z, k, row);
          s.into[k] = s.transformed[k][first + c * planes + z];
        }
        loops.winogradInput(s.source, s.into, s.probe, length);
      }
    }
    boolean finite = true;
    for (float v : s.probe) {
      finite &= v == 0;
    }
    return finite;
  }

  /** The outputs of the blocks that have been transformed. */
  private void products(int rows, OutputRows out, float floor, int n, Loops loops, Scratch s) {
    if (s.count == 0) {
      return;
    }
    int perProduct = s.results[0].row().length;
    for (Block b : blocks) {
      for (int k = 0; k < Winograd.INPUTS; k++) {
        float[][] src = perGroup == channels ? s.taps[k] : ofGroup(s.taps[k], b.group, s.count);
        loops.layer(src, b.taps[k], s.results[k], s.count, n);
      }
      for (int o = 0; o < b.outs; o++) {
        for (int g = 0; g < s.count; g++) {
          for (int p = 0; p < Winograd.OUTPUTS; p++) {
            int row = s.rowOf[g][p];
            int to = (b.firstOut + o) * rows + row;
            s.out.row()[p] = row < 0 ? s.unwanted[p] : out.row()[to];
            s.out.start()[p] = row < 0 ? 0 : out.start()[to];
          }
          float add = bias[b.firstOut + o];
          loops.winogradOutput(s.products, o * s.count + g, perProduct, add, floor, s.out, n);
        }
      }
    }
  }

  /** The rows that the taps of a group read, block after block. */
  private float[][] ofGroup(float[][] all, int group, int count) {
    int taps = offsets.length;
    int ofAll = channels / perGroup * taps;
    float[][] rows = new float[count * taps][];
    for (int g = 0; g < count; g++) {
      System.arraycopy(all, g * ofAll + group * taps, rows, g * taps, taps);
    }
    return rows;
  }

  /** The block's rows one by one, tap after tap. */
  private void direct(
      RowInput in, int[] rowOf, int rows, OutputRows out, float floor, int n, Loops loops) {
    ConvolutionRows sums = direct;
    if (sums == null) {
      sums = makeDirect.get();
      direct = sums;
    }
    OutputRows one = new OutputRows(new float[bias.length][]);
    for (int p = 0; p < Winograd.OUTPUTS; p++) {
      int row = rowOf[p];
      if (row >= 0) {
        int place = p;
        for (int c = 0; c < bias.length; c++) {
          one.row()[c] = out.row()[c * rows + row];
          one.start()[c] = out.start()[c * rows + row];
        }
        RowInput lines = (channel, tz, ty, j) -> in.row(channel, tz, ty + place, row);
        sums.compute(lines, 1, bias.length, one, n, loops);
        for (int c = 0; floor > Float.NEGATIVE_INFINITY && c < bias.length; c++) {
          atLeast(floor, one.row()[c], one.start()[c], n);
        }
      }
    }
  }

  private static void atLeast(float floor, float[] row, int start, int n) {
    for (int i = start; i < start + n; i++) {
      row[i] = Math.max(floor, row[i]);
    }
  }
}
