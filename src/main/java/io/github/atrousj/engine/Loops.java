package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * The innermost loops of every convolution. Whatever its dimensions, rate, stride or channels, a
 * row of output is a sum of weighted rows that start at given offsets: {@link RowLayout} has made
 * it so.
 *
 * <p>Both implementations give the same bits: a chain of fused multiply-adds in tap order. An
 * instance holds scratch memory and belongs to one thread.
 */
public abstract class Loops {
  /** The most output channels that {@link #layer} takes at a time. */
  public static final int BLOCK = 8;

  /** 0, 1, 2 …: the lines of taps that each have their own. */
  private int[] ownLines = new int[0];

  private final Lines lines = new Lines();

  /** Room for lines, of which there is one set at a time. */
  final Lines lines(int count, RowSplit split) {
    lines.reset(count, split);
    return lines;
  }

  /**
   * Output rows of one kernel: {@code out_j[i] = init + Σ_t weight[t] · src[j·L +
   * line[t]][offset[t] + i]}, L the number of lines of a row.
   *
   * @param onto whether the sums start from what the output rows hold, not from init
   * @param rows number of output rows
   * @param n values of a row
   */
  abstract void convolve(
      Lines src, Taps taps, float init, boolean onto, OutputRows out, int rows, int n);

  /**
   * One output row of weighted rows: {@code out[i] = init + Σ_t weights[t] · src[t][offsets[t] +
   * i]}.
   */
  public final void weightedSum(
      float[][] src, int[] offsets, float[] weights, float init, OutputRows out, int n) {
    int taps = weights.length;
    if (ownLines.length < taps) {
      ownLines = new int[taps];
      Arrays.setAll(ownLines, t -> t);
    }
    Lines own = lines(taps, null);
    for (int t = 0; t < taps; t++) {
      own.set(t, src[t]);
    }
    convolve(own, new Taps(ownLines, taps, offsets, weights, 0, 0, 0), init, false, out, 1, n);
  }

  /**
   * A row of five weighted lines, and what it takes from another row: {@code sum[sumAt + i] = Σ_t
   * weights[t] · lines[t][i]}, {@code rest[restAt + i] = whole[wholeAt + i] − sum[sumAt + i]}.
   *
   * @param weights five
   * @param rest null where the difference is not wanted
   */
  public abstract void smooth(
      float[][] lines,
      float[] weights,
      float[] sum,
      int sumAt,
      float[] whole,
      int wholeAt,
      float[] rest,
      int restAt,
      int n);

  /**
   * Output rows of several channels that read the same taps: {@code out_{b·rows + j}[i] = init[b] +
   * Σ_t weight[t·BLOCK + b] · src[j·T + t][offset[t] + i]}, T the number of taps.
   *
   * @param rows number of output rows of each channel
   */
  abstract void layer(float[][] src, LayerTaps taps, OutputRows out, int rows, int n);

  /** Lets go of the rows of others and of large scratch memory, after a run. */
  public void release() {
    lines.release();
  }

  /**
   * Six rows to the six that {@link Winograd}'s products read, and in {@code probe} 0 times all
   * those values added: 0 as long as they are finite.
   */
  void winogradInput(float[][] d, float[][] v, float[] probe, int n) {
    Winograd.input(d, v, n);
    Winograd.probe(v, probe, n);
  }

  /**
   * The products' rows m[at + k·step], k = 0 … 5, to four rows of output; m[at] may be used as
   * scratch.
   *
   * @param floor values below it become it; −∞ for none
   */
  void winogradOutput(
      float[][] m, int at, int step, float bias, float floor, OutputRows out, int n) {
    Winograd.output(m, at, step, bias, floor, out, n);
  }

  /**
   * Blocks of {@link Winograd}'s method that are best made together, at most 4; with vectors, also
   * before they take over, since a run counts on one number.
   *
   * @param n values of an output row
   */
  public static int blocksTogether(int n) {
    return Accelerator.isActive() ? 1 : Math.min(4, PlainSums.linesOfStretch(n));
  }

  /** Whether 3×3 kernels take vectors by now. */
  boolean takesVectors() {
    return false;
  }

  /** Loops of the same kind, with scratch memory of their own. */
  abstract Loops another();

  /** The fastest loops that this JVM can run, with scratch memory of their own. */
  public static Loops create() {
    return Accelerator.create();
  }
}
