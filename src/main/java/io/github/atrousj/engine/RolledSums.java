package io.github.atrousj.engine;

import java.util.Arrays;

/**
 * Output rows that share lines, and planes of such rows, in plain Java: a line is shifted once for
 * each of its taps and added to the sums of all rows of all planes that read it. Short rows lie
 * side by side in a stretch, several pieces of the group. Holds scratch memory and belongs to one
 * thread.
 */
final class RolledSums {
  /** Sums that are kept for planes at a time, at most: with half of each in use, 450 KB. */
  private static final int MOST_SUMS = 112;

  /** Scratch arrays that are left to the next run, at most: a megabyte. */
  private static final int MOST_LEFT = 128;

  private final SharedRows shared = new SharedRows();
  private final SharedPlanes planes = new SharedPlanes();
  private float[][] slots = new float[0][];
  private float[][] sums = new float[0][];

  /** The group's shape, while it is made: rows of a piece, pieces, planes of output, of taps. */
  private int rows;

  private int pieces;
  private int deep;
  private int kz;

  /** Sums of so many rows are kept of a plane. */
  private int ring;

  private int[] lines;
  private int perPlane;

  /**
   * Makes the rows that share lines with one of a chunk, if there are any.
   *
   * @param taps of two columns or more
   * @param j the row
   * @param total rows of the chunk
   * @param done which of them are made; those made now are added
   * @return whether it was made
   */
  boolean make(
      Lines src,
      Taps taps,
      float init,
      boolean onto,
      OutputRows out,
      int j,
      int total,
      boolean[] done,
      int n) {
    if (!shared.find(src, taps, j, total, 2, total, done)) {
      return false;
    }
    plan(src, taps, onto, j, total, done, n);
    // The sums of several planes want to stay in the second-level cache together.
    int stretch = deep > 1 ? PlainSums.STRETCH : PlainSums.PIECE;
    for (int from = 0; from < n; from += stretch) {
      roll(src, taps, init, onto, out, j, from, Math.min(stretch, n - from), n);
    }
    return true;
  }

  private void plan(Lines src, Taps taps, boolean onto, int j, int total, boolean[] done, int n) {
    int ky = taps.ky();
    kz = taps.lines() / ky;
    pieces = Math.max(1, Math.min(PlainSums.linesOfStretch(n), shared.count / 4));
    rows = (shared.count + pieces - 1) / pieces;
    boolean several =
        !onto
            && taps.kz() > 1
            && kz * rows <= MOST_SUMS
            && planes.find(src, taps, shared, j, total, done);
    deep = several ? planes.count : 1;
    lines = several ? planes.lines : shared.lines;
    perPlane = ky + shared.count - 1;
    ring = kz == 1 ? Math.min(ky, rows) : rows;
    for (int p = 0; p < deep; p++) {
      shared.take(j + p * planes.step, done);
    }
    slots = PlainSums.pieces(slots, taps.kx());
    sums = PlainSums.pieces(sums, Math.min(kz, deep) * ring);
  }

  private float[] sum(int plane, int row) {
    return sums[plane % kz * ring + row % ring];
  }

  private void roll(
      Lines src,
      Taps taps,
      float init,
      boolean onto,
      OutputRows out,
      int j,
      int from,
      int count,
      int n) {
    int ky = taps.ky();
    int length = pieces * count;
    for (int z = 0; z < deep + kz - 1; z++) {
      for (int l = 0; l < rows + ky - 1; l++) {
        shift(src, taps, z, l, from, count, n);
        for (int p = Math.max(0, z - kz + 1); p <= Math.min(z, deep - 1); p++) {
          if (z == p && l < rows && onto) {
            begin(out, j, p, l, from, count);
          } else if (z == p && l < rows) {
            Arrays.fill(sum(p, l), 0, length, init);
          }
          int lowest = Math.max(0, l - ky + 1);
          add(taps, (z - p) * ky + l, p, lowest, Math.min(l, rows - 1), length);
          if (z - p == kz - 1 && l >= ky - 1) {
            finish(out, j, p, lowest, from, count);
          }
        }
      }
    }
  }

  /** Shifts the line of all pieces for every tap. */
  private void shift(Lines src, Taps taps, int z, int l, int from, int count, int n) {
    for (int p = 0; p < pieces; p++) {
      int line = lines[z * perPlane + Math.min(l + p * rows, perPlane - 1)];
      for (int t = 0; t < taps.kx(); t++) {
        src.copy(line, taps.offset()[t], from, count, n, slots[t], p * count);
      }
    }
  }

  /** Takes what a row of each piece holds. */
  private void begin(OutputRows out, int j, int plane, int row, int from, int count) {
    float[] sum = sum(plane, row);
    for (int p = 0; p < pieces && row + p * rows < shared.count; p++) {
      int of = j + plane * planes.step + (row + p * rows) * shared.lag;
      System.arraycopy(out.row()[of], out.start()[of] + from, sum, p * count, count);
    }
  }

  /** Hands out the sums of a row of each piece. */
  private void finish(OutputRows out, int j, int plane, int row, int from, int count) {
    float[] sum = sum(plane, row);
    for (int p = 0; p < pieces && row + p * rows < shared.count; p++) {
      int to = j + plane * planes.step + (row + p * rows) * shared.lag;
      System.arraycopy(sum, p * count, out.row()[to], out.start()[to] + from, count);
    }
  }

  /**
   * Adds the shifted copies of a line to the sums of some rows of a plane.
   *
   * @param line its number as the kernel's line for row 0; one less for row 1
   */
  private void add(Taps taps, int line, int plane, int lowest, int highest, int n) {
    float[] w = taps.weight();
    int kx = taps.kx();
    for (int r = lowest; r <= highest; r += 3) {
      int count = Math.min(3, highest - r + 1);
      float[] s0 = sum(plane, r);
      float[] s1 = sum(plane, r + 1);
      float[] s2 = sum(plane, r + 2);
      for (int t = 0; t < kx; ) {
        int at = (line - r) * kx + t;
        // Threes, and twos in the end: a single tap moves its sums for little.
        boolean three = kx - t == 3 || kx - t > 4;
        if (three && count == 3) {
          PlainSums.add3to3(slots[t], slots[t + 1], slots[t + 2], w, at, 1, -kx, s0, s1, s2, n);
        } else if (three && count == 2) {
          PlainSums.add3to2(slots[t], slots[t + 1], slots[t + 2], w, at, 1, -kx, s0, s1, n);
        } else if (three) {
          PlainSums.add3(slots[t], slots[t + 1], slots[t + 2], w[at], w[at + 1], w[at + 2], s0, n);
        } else if (count == 3) {
          PlainSums.add2to3(slots[t], slots[t + 1], w, at, -kx, s0, s1, s2, n);
        } else if (count == 2) {
          PlainSums.add2to2(slots[t], slots[t + 1], w, at, -kx, s0, s1, n);
        } else {
          PlainSums.add2(slots[t], slots[t + 1], w[at], w[at + 1], s0, 0, n);
        }
        t += three ? 3 : 2;
      }
    }
  }

  /** Lets go of large scratch memory, after a run. */
  void release() {
    if (sums.length + slots.length > MOST_LEFT) {
      sums = new float[0][];
      slots = new float[0][];
    }
  }
}
