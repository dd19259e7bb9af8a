package io.github.atrousj.engine;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of one kernel on the Vector API. Output rows that share their input rows are made together,
 * by {@link VectorThrees}, {@link VectorRows} or {@link VectorCubes} where the kernel is 3×3, 5×5
 * or 3×3×3; others tap by tap. Holds scratch memory and belongs to one thread.
 */
final class VectorKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final SharedRows shared = new SharedRows();
  private final SharedPlanes planes = new SharedPlanes();

  /** For a piece of columns: the arrays of shared lines, and where their column 0 stands. */
  private float[][] lines = new float[0][];

  private int[] starts = new int[0];

  private float[][] into = new float[0][];
  private int[] at = new int[0];
  private boolean[] done = new boolean[0];
  private float[] unwanted = new float[0];
  private final float[] constant = new float[LANES];

  private final PlainLoops plain;
  private final BooleanSupplier takesSingles;

  /**
   * @param plain loops that make single rows until vectors do
   * @param takesSingles whether rows that do not go together are made by vectors
   */
  VectorKernel(PlainLoops plain, BooleanSupplier takesSingles) {
    this.plain = plain;
    this.takesSingles = takesSingles;
  }

  /** As {@link Loops#release}. */
  void release() {
    Arrays.fill(lines, null);
    Arrays.fill(into, null);
    unwanted = new float[0];
  }

  /** A row for what nobody wants. */
  float[] unwanted(int n) {
    if (unwanted.length < n) {
      unwanted = new float[n];
    }
    return unwanted;
  }

  /** Arguments as of {@link Loops#convolve}. */
  void convolve(Lines src, Taps taps, float bias, boolean onto, OutputRows out, int rows, int n) {
    if (done.length < rows) {
      done = new boolean[rows];
    }
    Arrays.fill(done, 0, rows, false);
    Arrays.fill(constant, bias);
    if (onto) {
      src.keepApart(n);
    }
    int k = taps.kx() == taps.ky() ? taps.kx() : 0;
    for (int j = 0; j < rows; j++) {
      if (done[j]) {
        continue;
      }
      if (k == 3 && !onto && isCube(src, taps, j, rows)) {
        cubes(src, taps, bias, out, j, n);
      } else if (k == 3
          && shared.find(src, taps, j, rows, VectorThrees.ROWS, VectorThrees.ROWS, done)) {
        fours(src, taps, bias, onto, out, j, n);
      } else if (k == 5
          && !onto
          && taps.lines() == 5
          && shared.find(src, taps, j, rows, 3, rows, done)) {
        fives(src, taps, bias, out, j, n);
      } else {
        single(src, taps, bias, onto, out, j, n);
      }
    }
  }

  private void reserve(int count) {
    if (starts.length < count) {
      starts = new int[count];
      lines = new float[count][];
    }
    if (into.length < count) {
      into = new float[count][];
      at = new int[count];
    }
  }

  /** Finds where the first of the gathered lines stand for a piece of columns. */
  private void locate(Lines src, int piece, int count) {
    locate(src, piece, shared.lines, 0, 0, count);
  }

  private void locate(Lines src, int piece, int[] line, int first, int to, int count) {
    float[][] row = src.rows(piece);
    int[] shift = src.shifts(piece);
    int base = src.base(piece);
    for (int i = 0; i < count; i++) {
      int l = line[first + i];
      lines[to + i] = row[l];
      starts[to + i] = shift[l] + base;
    }
  }

  private void fours(Lines src, Taps taps, float bias, boolean onto, OutputRows out, int j, int n) {
    int lag = shared.lag;
    int planes = taps.lines() / 3;
    reserve(6 * planes);
    for (int r = 0; r < VectorThrees.ROWS; r++) {
      into[r] = out.row()[j + r * lag];
    }
    shared.take(j, done);
    for (int piece = 0; piece < src.pieces(); piece++) {
      int columns = src.count(piece, n);
      locate(src, piece, 6 * planes);
      for (int r = 0; r < VectorThrees.ROWS; r++) {
        at[r] = out.start()[j + r * lag] + src.from(piece, n);
      }
      int to = 0;
      for (int z = 0; z < planes; z++) {
        to =
            VectorThrees.rows(
                lines,
                starts,
                6 * z,
                taps.offset(),
                taps.weight(),
                9 * z,
                bias,
                onto || z > 0, // the first plane adds to the bias
                into,
                at,
                columns);
      }
      for (int r = 0; to < columns && r < VectorThrees.ROWS; r++) {
        tail(src, piece, taps, bias, onto, into[r], at[r], j + r * lag, to, columns);
      }
    }
  }

  /** Whether rows of several planes go together. */
  private boolean isCube(Lines src, Taps taps, int j, int rows) {
    return taps.lines() == 9
        && shared.find(src, taps, j, rows, VectorCubes.ROWS, rows, done)
        && planes.find(src, taps, shared, j, rows, done);
  }

  private void cubes(Lines src, Taps taps, float bias, OutputRows out, int j, int n) {
    int depth = planes.count + 2;
    unwanted(n);
    reserve(depth * VectorCubes.LINES);
    for (int z = 0; z < planes.count; z++) {
      shared.take(j + z * planes.step, done);
    }
    for (int piece = 0; piece < src.pieces(); piece++) {
      int columns = src.count(piece, n);
      for (int next = 0; next < shared.count; next += VectorCubes.ROWS) {
        // The last rows are made with those before, some of them again.
        int r = Math.min(next, shared.count - VectorCubes.ROWS);
        int first = j + r * shared.lag;
        for (int z = 0; z < depth; z++) {
          int to = z * VectorCubes.LINES;
          locate(src, piece, planes.lines, z * planes.perPlane + r, to, VectorCubes.LINES);
          for (int q = 0; q < VectorCubes.ROWS; q++) {
            int i = VectorCubes.ROWS * z + q;
            int row = first + (z - 2) * planes.step + q * shared.lag;
            into[i] = z < 2 ? unwanted : out.row()[row];
            at[i] = z < 2 ? 0 : out.start()[row] + src.from(piece, n);
          }
        }
        int to =
            VectorCubes.roll3x3x3(
                lines, starts, depth, taps.offset(), taps.weight(), bias, into, at, columns);
        for (int i = 2 * VectorCubes.ROWS; to < columns && i < depth * VectorCubes.ROWS; i++) {
          int z = i / VectorCubes.ROWS - 2;
          int row = first + z * planes.step + i % VectorCubes.ROWS * shared.lag;
          tail(src, piece, taps, bias, false, into[i], at[i], row, to, columns);
        }
      }
    }
  }

  private void fives(Lines src, Taps taps, float bias, OutputRows out, int j, int n) {
    int lag = shared.lag;
    int count = shared.count;
    // The sums of the first lines belong to rows before the first.
    unwanted(n);
    int all = count + 4;
    reserve(all);
    shared.take(j, done);
    for (int piece = 0; piece < src.pieces(); piece++) {
      int columns = src.count(piece, n);
      locate(src, piece, all);
      for (int l = 0; l < all; l++) {
        int r = j + (l - 4) * lag;
        into[l] = l < 4 ? unwanted : out.row()[r];
        at[l] = l < 4 ? 0 : out.start()[r] + src.from(piece, n);
      }
      int to =
          VectorRows.roll5x5(
              lines, starts, all, taps.offset(), taps.weight(), bias, into, at, columns);
      for (int r = 0; to < columns && r < count; r++) {
        tail(src, piece, taps, bias, false, into[4 + r], at[4 + r], j + r * lag, to, columns);
      }
    }
  }

  private void single(
      Lines src, Taps taps, float bias, boolean onto, OutputRows out, int j, int n) {
    done[j] = true;
    if (!takesSingles.getAsBoolean()) {
      plain.anyRows(src, taps, bias, onto, out, j, j + 1, n);
      return;
    }
    for (int piece = 0; piece < src.pieces(); piece++) {
      int to = out.start()[j] + src.from(piece, n);
      tail(src, piece, taps, bias, onto, out.row()[j], to, j, 0, src.count(piece, n));
    }
  }

  /** Columns of a row tap by tap, from one on. */
  private void tail(
      Lines src,
      int piece,
      Taps taps,
      float bias,
      boolean onto,
      float[] out,
      int start,
      int j,
      int from,
      int n) {
    int count = taps.lines();
    float[][] row = src.rows(piece);
    int[] shift = src.shifts(piece);
    int first = j * count;
    int base = src.base(piece);
    int i = from;
    if (taps.count() == 5 && !onto) {
      i = five(row, shift, first, base, taps, bias, out, start, from, n);
    }
    // A constant is the same vector at every column.
    float[] sums = onto ? out : constant;
    int sumsAt = onto ? start : 0;
    int mask = onto ? -1 : 0;
    i = chain4(row, shift, first, base, taps, sums, sumsAt, mask, out, start, i, n);
    i = chain1(row, shift, first, base, taps, sums, sumsAt, mask, out, start, i, n);
    for (; i < n; i++) {
      float s = onto ? out[start + i] : bias;
      for (int t = 0; t < taps.count(); t++) {
        int l = first + taps.line()[t];
        s = Math.fma(taps.weight()[t], row[l][taps.offset()[t] + shift[l] + base + i], s);
      }
      out[start + i] = s;
    }
  }

  private static int five(
      float[][] src,
      int[] shift,
      int first,
      int base,
      Taps taps,
      float bias,
      float[] out,
      int start,
      int from,
      int n) {
    int[] line = taps.line();
    int[] o = taps.offset();
    int l0 = first + line[0];
    int l1 = first + line[1];
    int l2 = first + line[2];
    int l3 = first + line[3];
    int l4 = first + line[4];
    return VectorFives.five(
        src[l0],
        o[0] + shift[l0] + base,
        src[l1],
        o[1] + shift[l1] + base,
        src[l2],
        o[2] + shift[l2] + base,
        src[l3],
        o[3] + shift[l3] + base,
        src[l4],
        o[4] + shift[l4] + base,
        taps.weight(),
        bias,
        out,
        start,
        from,
        n);
  }

  private static int chain4(
      float[][] src,
      int[] shift,
      int first,
      int base,
      Taps taps,
      float[] sums,
      int sumsAt,
      int mask,
      float[] out,
      int start,
      int from,
      int n) {
    int[] line = taps.line();
    int[] offset = taps.offset();
    float[] w = taps.weight();
    int i = from;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector s0 = FloatVector.fromArray(SPECIES, sums, sumsAt + (i & mask));
      FloatVector s1 = FloatVector.fromArray(SPECIES, sums, sumsAt + (i + LANES & mask));
      FloatVector s2 = FloatVector.fromArray(SPECIES, sums, sumsAt + (i + 2 * LANES & mask));
      FloatVector s3 = FloatVector.fromArray(SPECIES, sums, sumsAt + (i + 3 * LANES & mask));
      for (int t = 0; t < w.length; t++) {
        float[] a = src[first + line[t]];
        int o = offset[t] + shift[first + line[t]] + base + i;
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
      float[][] src,
      int[] shift,
      int first,
      int base,
      Taps taps,
      float[] sums,
      int sumsAt,
      int mask,
      float[] out,
      int start,
      int from,
      int n) {
    int[] line = taps.line();
    int[] offset = taps.offset();
    float[] w = taps.weight();
    int i = from;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, sums, sumsAt + (i & mask));
      for (int t = 0; t < w.length; t++) {
        int l = first + line[t];
        s =
            FloatVector.fromArray(SPECIES, src[l], offset[t] + shift[l] + base + i)
                .fma(FloatVector.broadcast(SPECIES, w[t]), s);
      }
      s.intoArray(out, start + i);
    }
    return i;
  }
}
