package io.github.atrousj.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on the Vector API; {@link Accelerator} loads this class by name where the API exists.
 */
final class VectorLoops extends Loops {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  VectorLoops() {}

  private float[][] lines = new float[0][];

  @Override
  public void convolve(
      float[][] src,
      int[] offsets,
      float[] weights,
      int kx,
      int ky,
      float init,
      float[][] out,
      int rows,
      int n) {
    int taps = weights.length;
    boolean threes = kx == 3 && ky == 3;
    int j = 0;
    while (j < rows) {
      if (threes && j + VectorRows.ROWS <= rows && shareLines(src, j, taps, kx, ky)) {
        int done = threeByThree(offsets, weights, init, out, j, n);
        for (int end = j + VectorRows.ROWS; j < end; j++) {
          finish(src, j * taps, offsets, weights, init, out[j], done, n);
        }
      } else {
        int done = chain4(src, j * taps, offsets, weights, init, out[j], n);
        finish(src, j * taps, offsets, weights, init, out[j], done, n);
        j++;
      }
    }
  }

  private int threeByThree(
      int[] offsets, float[] weights, float init, float[][] out, int j, int n) {
    for (int row = j; row < j + VectorRows.ROWS; row++) {
      Arrays.fill(out[row], 0, n, init);
    }
    int done = 0;
    for (int z = 0; z < weights.length / 9; z++) {
      done = VectorRows.add3x3(lines, 6 * z, offsets, weights, 9 * z, out, j, n);
    }
    return done;
  }

  /** Whether four output rows read lines that lag by one; if so the lines are gathered. */
  private boolean shareLines(float[][] src, int j, int taps, int kx, int ky) {
    int planes = taps / (kx * ky);
    int perPlane = ky + VectorRows.ROWS - 1;
    if (lines.length < planes * perPlane) {
      lines = new float[planes * perPlane][];
    }
    for (int z = 0; z < planes; z++) {
      for (int l = 0; l < perPlane; l++) {
        int ofFirst = Math.min(l, ky - 1);
        lines[z * perPlane + l] = src[(j + l - ofFirst) * taps + (z * ky + ofFirst) * kx];
      }
      for (int row = 0; row < VectorRows.ROWS; row++) {
        for (int y = 0; y < ky; y++) {
          if (src[(j + row) * taps + (z * ky + y) * kx] != lines[z * perPlane + row + y]) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static void finish(
      float[][] src, int at, int[] offsets, float[] w, float init, float[] out, int from, int n) {
    int done = chain1(src, at, offsets, w, init, out, from, n);
    tail(src, at, offsets, w, init, out, done, n);
  }

  private static int chain4(
      float[][] src, int at, int[] offsets, float[] w, float init, float[] out, int n) {
    int taps = w.length;
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector s0 = FloatVector.broadcast(SPECIES, init);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int t = 0; t < taps; t++) {
        float[] a = src[at + t];
        int o = offsets[t] + i;
        FloatVector weight = FloatVector.broadcast(SPECIES, w[t]);
        s0 = FloatVector.fromArray(SPECIES, a, o).fma(weight, s0);
        s1 = FloatVector.fromArray(SPECIES, a, o + LANES).fma(weight, s1);
        s2 = FloatVector.fromArray(SPECIES, a, o + 2 * LANES).fma(weight, s2);
        s3 = FloatVector.fromArray(SPECIES, a, o + 3 * LANES).fma(weight, s3);
      }
      s0.intoArray(out, i);
      s1.intoArray(out, i + LANES);
      s2.intoArray(out, i + 2 * LANES);
      s3.intoArray(out, i + 3 * LANES);
    }
    return i;
  }

  private static int chain1(
      float[][] src, int at, int[] offsets, float[] w, float init, float[] out, int from, int n) {
    int taps = w.length;
    int i = from;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.broadcast(SPECIES, init);
      for (int t = 0; t < taps; t++) {
        s =
            FloatVector.fromArray(SPECIES, src[at + t], offsets[t] + i)
                .fma(FloatVector.broadcast(SPECIES, w[t]), s);
      }
      s.intoArray(out, i);
    }
    return i;
  }

  private static void tail(
      float[][] src, int at, int[] offsets, float[] w, float init, float[] out, int from, int n) {
    for (int i = from; i < n; i++) {
      float s = init;
      for (int t = 0; t < w.length; t++) {
        s = Math.fma(w[t], src[at + t][offsets[t] + i], s);
      }
      out[i] = s;
    }
  }

  @Override
  public void layer(
      float[][] src,
      int[] offsets,
      float[] weights,
      int taps,
      float[] init,
      float[][] out,
      int channels,
      int rows,
      int n) {
    if (rows == 1) {
      layerRow(src, offsets, weights, taps, init, out, channels, n);
      return;
    }
    float[][] ofRow = new float[taps][];
    float[][] to = new float[channels][];
    for (int j = 0; j < rows; j++) {
      System.arraycopy(src, j * taps, ofRow, 0, taps);
      for (int b = 0; b < channels; b++) {
        to[b] = out[b * rows + j];
      }
      layerRow(ofRow, offsets, weights, taps, init, to, channels, n);
    }
  }

  private static void layerRow(
      float[][] src,
      int[] offsets,
      float[] weights,
      int taps,
      float[] init,
      float[][] out,
      int channels,
      int n) {
    int i = channels == BLOCK ? block8(src, offsets, weights, taps, init, out, n) : 0;
    for (int b = 0; i < n && b < channels; b++) {
      layerTail(src, offsets, weights, taps, b, init[b], out[b], i, n);
    }
  }

  /** Eight channels × two vectors: sixteen sums in registers, each input vector loaded once. */
  private static int block8(
      float[][] src, int[] offsets, float[] w, int taps, float[] init, float[][] out, int n) {
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      FloatVector a0 = FloatVector.broadcast(SPECIES, init[0]);
      FloatVector a1 = a0;
      FloatVector b0 = FloatVector.broadcast(SPECIES, init[1]);
      FloatVector b1 = b0;
      FloatVector c0 = FloatVector.broadcast(SPECIES, init[2]);
      FloatVector c1 = c0;
      FloatVector d0 = FloatVector.broadcast(SPECIES, init[3]);
      FloatVector d1 = d0;
      FloatVector e0 = FloatVector.broadcast(SPECIES, init[4]);
      FloatVector e1 = e0;
      FloatVector f0 = FloatVector.broadcast(SPECIES, init[5]);
      FloatVector f1 = f0;
      FloatVector g0 = FloatVector.broadcast(SPECIES, init[6]);
      FloatVector g1 = g0;
      FloatVector h0 = FloatVector.broadcast(SPECIES, init[7]);
      FloatVector h1 = h0;
      for (int t = 0; t < taps; t++) {
        float[] s = src[t];
        int o = offsets[t] + i;
        int k = t * BLOCK;
        FloatVector x0 = FloatVector.fromArray(SPECIES, s, o);
        FloatVector x1 = FloatVector.fromArray(SPECIES, s, o + LANES);
        FloatVector v = FloatVector.broadcast(SPECIES, w[k]);
        a0 = x0.fma(v, a0);
        a1 = x1.fma(v, a1);
        v = FloatVector.broadcast(SPECIES, w[k + 1]);
        b0 = x0.fma(v, b0);
        b1 = x1.fma(v, b1);
        v = FloatVector.broadcast(SPECIES, w[k + 2]);
        c0 = x0.fma(v, c0);
        c1 = x1.fma(v, c1);
        v = FloatVector.broadcast(SPECIES, w[k + 3]);
        d0 = x0.fma(v, d0);
        d1 = x1.fma(v, d1);
        v = FloatVector.broadcast(SPECIES, w[k + 4]);
        e0 = x0.fma(v, e0);
        e1 = x1.fma(v, e1);
        v = FloatVector.broadcast(SPECIES, w[k + 5]);
        f0 = x0.fma(v, f0);
        f1 = x1.fma(v, f1);
        v = FloatVector.broadcast(SPECIES, w[k + 6]);
        g0 = x0.fma(v, g0);
        g1 = x1.fma(v, g1);
        v = FloatVector.broadcast(SPECIES, w[k + 7]);
        h0 = x0.fma(v, h0);
        h1 = x1.fma(v, h1);
      }
      a0.intoArray(out[0], i);
      a1.intoArray(out[0], i + LANES);
      b0.intoArray(out[1], i);
      b1.intoArray(out[1], i + LANES);
      c0.intoArray(out[2], i);
      c1.intoArray(out[2], i + LANES);
      d0.intoArray(out[3], i);
      d1.intoArray(out[3], i + LANES);
      e0.intoArray(out[4], i);
      e1.intoArray(out[4], i + LANES);
      f0.intoArray(out[5], i);
      f1.intoArray(out[5], i + LANES);
      g0.intoArray(out[6], i);
      g1.intoArray(out[6], i + LANES);
      h0.intoArray(out[7], i);
      h1.intoArray(out[7], i + LANES);
    }
    return i;
  }

  private static void layerTail(
      float[][] src,
      int[] offsets,
      float[] w,
      int taps,
      int b,
      float init,
      float[] out,
      int from,
      int n) {
    int i = from;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.broadcast(SPECIES, init);
      for (int t = 0; t < taps; t++) {
        s =
            FloatVector.fromArray(SPECIES, src[t], offsets[t] + i)
                .fma(FloatVector.broadcast(SPECIES, w[t * BLOCK + b]), s);
      }
      s.intoArray(out, i);
    }
    for (; i < n; i++) {
      float s = init;
      for (int t = 0; t < taps; t++) {
        s = Math.fma(w[t * BLOCK + b], src[t][offsets[t] + i], s);
      }
      out[i] = s;
    }
  }

  @Override
  void winogradInput(float[][] d, float[][] v, float[] probe, int n) {
    if (VectorWinograd.serves(n)) {
      VectorWinograd.input(d, v, probe, n);
    } else {
      super.winogradInput(d, v, probe, n);
    }
  }

  @Override
  void winogradOutput(float[][] m, int at, int step, float bias, float[][] out, int n) {
    if (VectorWinograd.serves(n)) {
      VectorWinograd.output(m, at, step, bias, out, n);
    } else {
      super.winogradOutput(m, at, step, bias, out, n);
    }
  }
}
