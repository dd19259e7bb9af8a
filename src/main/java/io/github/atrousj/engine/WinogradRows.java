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
  private record Block(int group, int firstOut, int outs, float[][] weights) {}

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
  private final float[] noBias = new float[Loops.BLOCK];

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
      blocks[i] = new Block(group, first, count, weights(c, first, count));
    }
  }

  /** For each product the weights of its taps, {@link Loops#BLOCK} per tap. */
  private float[][] weights(Convolution c, int firstOut, int outs) {
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
    return weights;
  }

  /**
   * Floats of a {@link Scratch}, its tables of rows included.
   *
   * @param row floats of the longest row
   */
  public static long scratchLength(Convolution c, long row) {
    long inputs = (long) c.inChannels() * c.z().taps();
    long rows = Winograd.INPUTS * (inputs + Loops.BLOCK) + Winograd.OUTPUTS + 1;
    return rows * row + 2 * Winograd.INPUTS * inputs * c.x().taps();
  }

  /** The memory of one thread: transformed rows, products and rows that nobody asked for. */
  public final class Scratch {
    private final float[][] source = new float[Winograd.INPUTS][];
    private final float[][] into = new float[Winograd.INPUTS][];
    private final float[][][] taps = new float[Winograd.INPUTS][][];
    private final float[][][] transformed;
    private final float[][] products;
    private final OutputRows[] results = new OutputRows[Winograd.INPUTS];
    private final float[][] unwanted;
    private final float[] probe;
    private final OutputRows out = new OutputRows(new float[Winograd.OUTPUTS][]);
    private final int[] rowOf = new int[Winograd.OUTPUTS];

    /**
     * @param outputs values of an output row
     * @param memory makes a row of zeros of a length
     */
    public Scratch(int outputs, IntFunction<float[]> memory) {
      transformed = new float[Winograd.INPUTS][][];
      for (int k = 0; k < Winograd.INPUTS; k++) {
        transformed[k] = rows(channels * planes, length, memory);
      }
      products = rows(Winograd.INPUTS * Loops.BLOCK, outputs + 12, memory);
      for (int k = 0; k < Winograd.INPUTS; k++) {
        int first = k * Loops.BLOCK;
        results[k] = new OutputRows(Arrays.copyOfRange(products, first, first + Loops.BLOCK));
      }
      unwanted = rows(Winograd.OUTPUTS, outputs + 12, memory);
      probe = memory.apply(length);
      for (int k = 0; k < Winograd.INPUTS; k++) {
        // Each tap's row, group after group.
        taps[k] = new float[channels * planes * kx][];
        for (int t = 0; t < taps[k].length; t++) {
          taps[k][t] = transformed[k][t / kx];
        }
      }
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
    for (int j = 0; j < rows; j++) {
      if (isFirstOfBlock(blockOf, j)) {
        Arrays.fill(s.rowOf, -1);
        for (int i = j; i < rows; i++) {
          if (blockOf[i] == blockOf[j]) {
            s.rowOf[places[i]] = i;
          }
        }
        if (transform(in, j, loops, s)) {
          products(rows, out, floor, n, loops, s);
        } else {
          direct(in, rows, out, floor, n, loops, s);
        }
      }
    }
  }

  private static boolean isFirstOfBlock(int[] blockOf, int j) {
    for (int i = 0; i < j; i++) {
      if (blockOf[i] == blockOf[j]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether all values of the block are finite. */
  private boolean transform(RowInput in, int row, Loops loops, Scratch s) {
    Arrays.fill(s.probe, 0);
    for (int c = 0; c < channels; c++) {
      for (int z = 0; z < planes; z++) {
        for (int k = 0; k < Winograd.INPUTS; k++) {
          s.source[k] = in.row(c, z, k, row);
          s.into[k] = s.transformed[k][c * planes + z];
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

  private void products(int rows, OutputRows out, float floor, int n, Loops loops, Scratch s) {
    int taps = offsets.length;
    for (Block b : blocks) {
      for (int k = 0; k < Winograd.INPUTS; k++) {
        loops.layer(
            blocks.length == 1 || perGroup == channels
                ? s.taps[k]
                : Arrays.copyOfRange(s.taps[k], b.group * taps, (b.group + 1) * taps),
            offsets,
            b.weights[k],
            taps,
            noBias,
            s.results[k].range(0, b.outs),
            b.outs,
            1,
            n);
      }
      for (int o = 0; o < b.outs; o++) {
        for (int p = 0; p < Winograd.OUTPUTS; p++) {
          int row = s.rowOf[p];
          int to = (b.firstOut + o) * rows + row;
          s.out.row()[p] = row < 0 ? s.unwanted[p] : out.row()[to];
          s.out.start()[p] = row < 0 ? 0 : out.start()[to];
        }
        loops.winogradOutput(s.products, o, Loops.BLOCK, bias[b.firstOut + o], floor, s.out, n);
      }
    }
  }

  /** The block's rows one by one, tap after tap. */
  private void direct(
      RowInput in, int rows, OutputRows out, float floor, int n, Loops loops, Scratch s) {
    ConvolutionRows sums = direct;
    if (sums == null) {
      sums = makeDirect.get();
      direct = sums;
    }
    OutputRows one = new OutputRows(new float[bias.length][]);
    for (int p = 0; p < Winograd.OUTPUTS; p++) {
      int row = s.rowOf[p];
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
