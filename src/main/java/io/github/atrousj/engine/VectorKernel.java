package io.github.atrousj.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of one kernel on the Vector API. Output rows that share their input rows are made together,
 * by {@link VectorRows} where the kernel is 3×3 or 5×5; others tap by tap. Holds scratch memory and
 * belongs to one thread.
 */
final class VectorKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final int[] ZERO = new int[VectorRows.ROWS];

  /** Rows at larger distances are not looked at: a chunk has too few rows. */
  private static final int MOST_LAG = 4;

  private float[][] lines = new float[0][];
  private float[] unwanted = new float[0];
  private final float[][] constant = new float[VectorRows.ROWS][0];
  private final float[][] into = new float[VectorRows.ROWS][];
  private final int[] at = new int[VectorRows.ROWS];

  /** As {@link Loops#release}. */
  void release() {
    lines = new float[0][];
    unwanted = new float[0];
    Arrays.fill(constant, new float[0]);
    Arrays.fill(into, null);
  }

  /** Arguments as of {@link Loops#convolve}. */
  void convolve(float[][] src, Taps taps, float bias, OutputRows out, int rows, int n) {
    int[] done = new int[rows];
    boolean square = taps.kx() == taps.ky() && (taps.kx() == 3 || taps.kx() == 5);
    for (int j = 0; j < rows; j++) {
      int lag = square && done[j] == 0 ? lag(src, j, rows, taps.lines()) : 0;
      if (lag > 0 && taps.kx() == 3) {
        fours(src, taps, bias, out, j, lag, rows, n, done);
      } else if (lag > 0) {
        fives(src, taps, bias, out, j, lag, rows, n, done);
      }
      int at = j * taps.lines();
      if (done[j] == 0) {
        done[j] = chain4(src, at, taps, bias, out.row()[j], out.start()[j], n);
      }
      finish(src, at, taps, bias, out.row()[j], out.start()[j], done[j], n);
    }
  }

  /** The number of the row whose first line is the second one of row j, counted from j, or 0. */
  private static int lag(float[][] src, int j, int rows, int lines) {
    float[] second = src[j * lines + 1];
    for (int lag = 1; lag <= MOST_LAG && j + lag < rows; lag++) {
      if (src[(j + lag) * lines] == second) {
        return lag;
      }
    }
    return 0;
  }

  /** Gathers the lines of rows j, j + lag … if each reads those of the one before but for one. */
  private boolean gather(float[][] src, int j, int lag, int count, Taps taps) {
    int k = taps.ky();
    int ofRow = taps.lines();
    int planes = ofRow / k;
    int perPlane = k + count - 1;
    if (lines.length < planes * perPlane) {
      lines = new float[planes * perPlane][];
    }
    for (int z = 0; z < planes; z++) {
      int to = z * perPlane;
      for (int l = 0; l < k; l++) {
        lines[to + l] = src[j * ofRow + z * k + l];
      }
      for (int row = 1; row < count; row++) {
        int from = (j + row * lag) * ofRow + z * k;
        for (int l = 0; l < k - 1; l++) {
          if (src[from + l] != lines[to + row + l]) {
            return false;
          }
        }
        lines[to + row + k - 1] = src[from + k - 1];
      }
    }
    return true;
  }

  private void fours(
      float[][] src,
      Taps taps,
      float bias,
      OutputRows out,
      int j,
      int lag,
      int rows,
      int n,
      int[] done) {
    int count = VectorRows.ROWS;
    if (j + (count - 1) * lag >= rows || !gather(src, j, lag, count, taps)) {
      return;
    }
    for (int r = 0; r < count; r++) {
      into[r] = out.row()[j + r * lag];
      at[r] = out.start()[j + r * lag];
    }
    int to = 0;
    for (int z = 0; z < taps.lines() / 3; z++) {
      // The first plane adds to the bias, the others to what is there.
      float[][] sums = z == 0 ? constant(bias, n) : into;
      int[] sumsAt = z == 0 ? ZERO : at;
      to =
          VectorRows.add3x3(
              lines, 6 * z, taps.offset(), taps.weight(), 9 * z, sums, sumsAt, into, at, n);
    }
    for (int r = 0; r < count; r++) {
      done[j + r * lag] = to;
    }
  }

  private float[][] constant(float value, int n) {
    if (constant[0].length < n) {
      Arrays.fill(constant, new float[n]);
    }
    // A row is soon filled, and asks less than to remember what it holds.
    Arrays.fill(constant[0], 0, n, value);
    return constant;
  }

  private void fives(
      float[][] src,
      Taps taps,
      float bias,
      OutputRows out,
      int j,
      int lag,
      int rows,
      int n,
      int[] done) {
    int count = (rows - 1 - j) / lag + 1;
    if (taps.lines() > 5 || count < 3 || !gather(src, j, lag, count, taps)) {
      return;
    }
    // The sums of the first lines belong to rows before the first.
    float[][] row = new float[count + 4][];
    int[] start = new int[count + 4];
    if (unwanted.length < n) {
      unwanted = new float[n];
    }
    Arrays.fill(row, 0, 4, unwanted);
    for (int r = 0; r < count; r++) {
      row[4 + r] = out.row()[j + r * lag];
      start[4 + r] = out.start()[j + r * lag];
    }
    int to =
        VectorRows.roll5x5(lines, count + 4, taps.offset(), taps.weight(), bias, row, start, n);
    for (int r = 0; r < count; r++) {
      done[j + r * lag] = to;
    }
  }

  private static void finish(
      float[][] src, int at, Taps taps, float bias, float[] out, int start, int from, int n) {
    int done = chain1(src, at, taps, bias, out, start, from, n);
    for (int i = done; i < n; i++) {
      float s = bias;
      for (int t = 0; t < taps.count(); t++) {
        s = Math.fma(taps.weight()[t], src[at + taps.line()[t]][taps.offset()[t] + i], s);
      }
      out[start + i] = s;
    }
  }

  private static int chain4(
      float[][] src, int at, Taps taps, float bias, float[] out, int start, int n) {
    int[] line = taps.line();
    int[] offset = taps.offset();
    float[] w = taps.weight();
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector s0 = FloatVector.broadcast(SPECIES, bias);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int t = 0; t < w.length; t++) {
        float[] a = src[at + line[t]];
        int o = offset[t] + i;
        FloatVector weight = FloatVector.broadcast(SPECIES, w[t]);
        s0 = FloatVector.fromArray(SPECIES, a, o).fma(weight, s0);
        s1 = FloatVector.fromArray(SPECIES, a, o + LANES).fma(weight, s1);
        s2 = FloatVector.fromArray(SPECIES, a, o + 2 * LANES).fma(weight, s2);
        s3 = FloatVector.fromArray(SPECIES, a, o + 3 * LANES).fma(weight, s3);
      }
      s0.intoArray(out, start + i);
      s1.intoArray(out, start + i + LANES);
      s2.intoArray(out, start + i + 2 * LANES);
      s3.intoArray(out, start + i + 3 * LANES);
    }
    return i;
  }

  private static int chain1(
      float[][] src, int at, Taps taps, float bias, float[] out, int start, int from, int n) {
    int[] line = taps.line();
    int[] offset = taps.offset();
    float[] w = taps.weight();
    int i = from;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.broadcast(SPECIES, bias);
      for (int t = 0; t < w.length; t++) {
        s =
            FloatVector.fromArray(SPECIES, src[at + line[t]], offset[t] + i)
                .fma(FloatVector.broadcast(SPECIES, w[t]), s);
      }
      s.intoArray(out, start + i);
    }
    return i;
  }
}
