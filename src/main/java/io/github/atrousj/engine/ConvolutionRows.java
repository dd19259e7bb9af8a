package io.github.atrousj.engine;

import io.github.atrousj.geometry.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution made ready for rows of one {@link RowLayout}: its non-zero taps in order, each with
 * the place where its values start. Immutable; shared by all threads.
 */
public final class ConvolutionRows {
  /** The taps that a group of output channels reads, and their weights. */
  private static final class TapList {
    int firstOut;
    int outs;
    int[] channel;
    int[] tz;
    int[] ty;
    int[] offset;

    /** One per tap for a single output; {@link Loops#BLOCK} per tap for several. */
    float[] weights;

    float[] init;

    /** For several outputs. */
    LayerTaps several;

    /** For a single output, the taps and the first one of each line. */
    Taps single;

    int[] firstOfLine;

    /** Whether the taps are those of the list before. */
    boolean sharesTaps;

    /**
     * Finds the lines that taps have in common.
     *
     * @param kx columns of the kernel where none of its weights is 0, else 0
     * @param ky lines of its planes, or 0
     * @param kz its planes, or 0
     */
    void joinLines(int kx, int ky, int kz) {
      int[] line = new int[offset.length];
      firstOfLine = new int[offset.length];
      int lines = 0;
      for (int t = 0; t < line.length; t++) {
        if (t == 0 || !sharesLine(t)) {
          firstOfLine[lines++] = t;
        }
        line[t] = lines - 1;
      }
      single = new Taps(line, lines, offset, weights, kx, ky, kz);
    }

    /** Whether a tap reads the same row as the one before. */
    boolean sharesLine(int t) {
      return ty[t] == ty[t - 1] && tz[t] == tz[t - 1] && channel[t] == channel[t - 1];
    }
  }

  private final boolean perChannel;
  private final TapList[] lists;

  /**
   * @param outputs values of an output row
   */
  public ConvolutionRows(Convolution c, Axis x, RowLayout layout, int outputs) {
    perChannel = c.isPerChannel();
    if (perChannel) {
      lists = new TapList[] {list(c, x, layout, outputs, 0, 1)};
      return;
    }
    List<TapList> made = new ArrayList<>();
    int perGroup = c.outChannels() / c.groups();
    for (int group = 0; group < c.groups(); group++) {
      int end = (group + 1) * perGroup;
      int out = group * perGroup;
      while (out < end) {
        int outs = Math.min(Loops.BLOCK, end - out);
        // A zero weight's tap must not be read, so such channels cannot share a list of taps.
        if (outs > 1 && hasZero(c, out, outs)) {
          outs = 1;
        }
        TapList l = list(c, x, layout, outputs, out, outs);
        l.sharesTaps = outs > 1 && out > group * perGroup && made.get(made.size() - 1).outs > 1;
        made.add(l);
        out += outs;
      }
    }
    lists = made.toArray(new TapList[0]);
  }

  private static boolean hasZero(Convolution c, int first, int outs) {
    int ins = c.inChannels() / c.groups();
    for (int o = first; o < first + outs; o++) {
      for (int i = 0; i < ins; i++) {
        for (int t = 0; t < c.taps(); t++) {
          if (c.weight(o, i, t) == 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static TapList list(
      Convolution c, Axis x, RowLayout layout, int outputs, int out, int outs) {
    int ins = c.isPerChannel() ? 1 : c.inChannels() / c.groups();
    int firstIn = c.isPerChannel() ? 0 : out / (c.outChannels() / c.groups()) * ins;
    int most = ins * c.taps();
    int stride = outs == 1 ? 1 : Loops.BLOCK;
    TapList l = new TapList();
    l.firstOut = out;
    l.outs = outs;
    l.channel = new int[most];
    l.tz = new int[most];
    l.ty = new int[most];
    l.offset = new int[most];
    l.weights = new float[most * stride];
    l.init = new float[outs];
    int n = 0;
    int kx = c.x().taps();
    int ky = c.y().taps();
    for (int i = 0; i < ins; i++) {
      for (int t = 0; t < c.taps(); t++) {
        if (outs == 1 && c.weight(out, i, t) == 0) {
          continue;
        }
        l.channel[n] = firstIn + i;
        l.tz[n] = t / (kx * ky);
        l.ty[n] = t / kx % ky;
        l.offset[n] = layout.offset(c.border(), x.position(0, t % kx), outputs);
        for (int o = 0; o < outs; o++) {
          l.weights[n * stride + o] = c.weight(out + o, i, t);
        }
        n++;
      }
    }
    l.channel = Arrays.copyOf(l.channel, n);
    l.tz = Arrays.copyOf(l.tz, n);
    l.ty = Arrays.copyOf(l.ty, n);
    l.offset = Arrays.copyOf(l.offset, n);
    l.weights = Arrays.copyOf(l.weights, n * stride);
    for (int o = 0; o < outs; o++) {
      l.init[o] = c.biasOf(out + o);
    }
    if (outs == 1) {
      boolean whole = n == most;
      l.joinLines(whole ? kx : 0, whole ? ky : 0, whole ? c.z().taps() : 0);
    } else {
      l.several = new LayerTaps(l.offset, l.weights, l.init);
    }
    return l;
  }

  /**
   * Computes a chunk of output rows.
   *
   * @param rows rows in the chunk
   * @param channels output channels
   * @param out receives n values in each row
   */
  public void compute(RowInput in, int rows, int channels, OutputRows out, int n, Loops loops) {
    if (perChannel) {
      float init = lists[0].init[0];
      for (int c = 0; c < channels; c++) {
        single(lists[0], in, c, rows, init, false, out.range(c * rows, (c + 1) * rows), n, loops);
      }
      return;
    }
    float[][] src = null;
    for (TapList l : lists) {
      if (l.outs == 1) {
        int at = l.firstOut * rows;
        single(l, in, -1, rows, l.init[0], false, out.range(at, at + rows), n, loops);
      } else {
        src = l.sharesTaps ? src : gather(l, in, rows);
        several(l, src, rows, out, n, loops);
      }
    }
  }

  /**
   * Adds a convolution channel by channel to what the rows of one channel hold. There is no bias.
   *
   * @param out the channel's rows
   * @param init what the rows are taken to hold at every place; null for what they do
   */
  public void add(
      RowInput in, int channel, int rows, Float init, OutputRows out, int n, Loops loops) {
    if (!perChannel) {
      throw new IllegalStateException("a layer is not added to rows");
    }
    single(lists[0], in, channel, rows, init == null ? 0 : init, init == null, out, n, loops);
  }

  /** The rows that the taps of every output row read. */
  private static float[][] gather(TapList l, RowInput in, int rows) {
    int taps = l.offset.length;
    float[][] src = new float[rows * taps][];
    for (int j = 0; j < rows; j++) {
      for (int t = 0; t < taps; t++) {
        int at = j * taps + t;
        boolean same = t > 0 && l.sharesLine(t);
        src[at] = same ? src[at - 1] : in.row(l.channel[t], l.tz[t], l.ty[t], j);
      }
    }
    return src;
  }

  private static void single(
      TapList l,
      RowInput in,
      int channel,
      int rows,
      float init,
      boolean onto,
      OutputRows out,
      int n,
      Loops loops) {
    int lines = l.single.lines();
    if (lines == 0) {
      for (int j = 0; j < rows && !onto; j++) {
        out.fill(j, n, init);
      }
      return;
    }
    Lines src = loops.lines(rows * lines, in.split());
    for (int line = 0; line < lines; line++) {
      int t = l.firstOfLine[line];
      int c = channel >= 0 ? channel : l.channel[t];
      in.lines(c, l.tz[t], l.ty[t], rows, src, line, lines);
    }
    loops.convolve(src, l.single, init, onto, out, rows, n);
  }

  private static void several(
      TapList l, float[][] src, int rows, OutputRows out, int n, Loops loops) {
    OutputRows to = out.range(l.firstOut * rows, (l.firstOut + l.outs) * rows);
    loops.layer(src, l.several, to, rows, n);
  }
}
