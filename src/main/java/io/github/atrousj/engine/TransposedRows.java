package io.github.atrousj.engine;

import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;

/**
 * A transposed convolution made ready for rows: the output columns of each phase of the stride are
 * a plain convolution with the taps that meet that phase, written interleaved.
 */
public final class TransposedRows {
  private final Kernel kernel;
  private final float bias;
  private final int stride;

  /** For each phase and each tap of a kernel row: where its values start, or −1. */
  private final int[][] offset;

  public TransposedRows(TransposedConvolution t, RowLayout layout) {
    kernel = t.kernel();
    bias = t.bias();
    stride = t.x().stride();
    offset = new int[stride][kernel.width()];
    for (int phase = 0; phase < stride; phase++) {
      for (int tap = 0; tap < kernel.width(); tap++) {
        long first = t.x().input(phase, tap);
        offset[phase][tap] =
            first == TransposedAxis.NONE ? -1 : layout.offset(Math.toIntExact(first));
      }
    }
  }

  /**
   * Computes a chunk of output rows.
   *
   * @param out the row j of channel c at c · rows + j; receives n values from index 0
   */
  public void compute(RowInput in, int rows, int channels, float[][] out, int n, Loops loops) {
    int most = kernel.size();
    float[][] src = new float[most][];
    int[] offsets = new int[most];
    float[] weights = new float[most];
    float[] phaseRow = new float[n / stride + 1];
    OutputRows result = new OutputRows(new float[][] {phaseRow});
    for (int c = 0; c < channels; c++) {
      for (int j = 0; j < rows; j++) {
        float[] row = out[c * rows + j];
        for (int phase = 0; phase < stride && phase < n; phase++) {
          int taps = gather(in, c, j, phase, src, offsets, weights);
          int count = (n - phase + stride - 1) / stride;
          if (taps == 0) {
            Arrays.fill(phaseRow, 0, count, bias);
          } else {
            loops.weightedSum(
                src,
                Arrays.copyOf(offsets, taps),
                Arrays.copyOf(weights, taps),
                bias,
                result,
                count);
          }
          for (int i = 0, to = phase; i < count; i++, to += stride) {
            row[to] = phaseRow[i];
          }
        }
      }
    }
  }

  private int gather(
      RowInput in, int c, int j, int phase, float[][] src, int[] offsets, float[] weights) {
    int taps = 0;
    for (int tz = 0; tz < kernel.depth(); tz++) {
      for (int ty = 0; ty < kernel.height(); ty++) {
        float[] row = in.row(c, tz, ty, j);
        for (int tx = 0; row != null && tx < kernel.width(); tx++) {
          float w = kernel.weight(tx, ty, tz);
          if (w != 0 && offset[phase][tx] >= 0) {
            src[taps] = row;
            offsets[taps] = offset[phase][tx];
            weights[taps++] = w;
          }
        }
      }
    }
    return taps;
  }
}
