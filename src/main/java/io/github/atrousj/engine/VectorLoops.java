package io.github.atrousj.engine;

import java.util.function.Predicate;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on the Vector API, each kind from its {@link ChangeOver} on and plain until then;
 * {@link Accelerator} loads this class by name where the API exists.
 */
final class VectorLoops extends Loops {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  static final ChangeOver TAPS = Practice.taps();
  private static final ChangeOver THREES = Practice.threes();
  private static final ChangeOver ADDED_THREES = Practice.addedThrees();
  private static final ChangeOver FIVES = Practice.fives();
  private static final ChangeOver CUBES = Practice.cubes();
  private static final ChangeOver LAYERS = Practice.layers();
  private static final ChangeOver TRANSFORMS = Practice.transforms();
  private static final ChangeOver SMOOTHING = Practice.smoothing();

  /**
   * Of wider kernels the plain loops shift each line once for all rows that read it, which beats
   * loading it for every tap of every row: 31×31 takes two thirds of the time. The bits are the
   * same.
   */
  private static final int WIDEST = 7;

  /** The same of kernels of several planes: 5×5×5 takes five sixths, 7×7×7 two thirds. */
  private static final int WIDEST_IN_DEPTH = 3;

  private final Predicate<ChangeOver> isDone;
  private final PlainLoops plain = new PlainLoops();
  private final VectorKernel kernel;

  VectorLoops() {
    this(ChangeOver::isDone);
  }

  /**
   * @param isDone which kinds of loops use vectors
   */
  VectorLoops(Predicate<ChangeOver> isDone) {
    this.isDone = isDone;
    kernel = new VectorKernel(plain, () -> isDone.test(TAPS));
  }

  @Override
  Loops another() {
    return new VectorLoops(isDone);
  }

  @Override
  boolean takesVectors() {
    return isDone.test(THREES);
  }

  /** The change-over of a kernel's loops; that of rows that do not go together is {@link #TAPS}. */
  private static ChangeOver kind(Taps taps, boolean onto) {
    int k = taps.kx() == taps.ky() ? taps.kx() : 0;
    if (k == 3) {
      return taps.kz() > 1 ? CUBES : onto ? ADDED_THREES : THREES;
    }
    return k == 5 && !onto ? FIVES : TAPS;
  }

  @Override
  void convolve(Lines src, Taps taps, float init, boolean onto, OutputRows out, int rows, int n) {
    int widest = taps.kz() > 1 ? WIDEST_IN_DEPTH : WIDEST;
    boolean narrow = taps.kx() <= widest || taps.ky() == 1;
    if (narrow && isDone.test(kind(taps, onto))) {
      kernel.convolve(src, taps, init, onto, out, rows, n);
    } else {
      plain.convolve(src, taps, init, onto, out, rows, n);
    }
  }

  @Override
  public void smooth(
      float[][] lines,
      float[] weights,
      float[] sum,
      int sumAt,
      float[] whole,
      int wholeAt,
      float[] rest,
      int restAt,
      int n) {
    if (!isDone.test(SMOOTHING)) {
      plain.smooth(lines, weights, sum, sumAt, whole, wholeAt, rest, restAt, n);
      return;
    }
    float[] to = rest == null ? kernel.unwanted(n) : rest;
    int at = rest == null ? 0 : restAt;
    int i = VectorFives.smooth(lines, weights, sum, sumAt, whole, wholeAt, to, at, n);
    for (; i < n; i++) {
      float s = 0;
      for (int t = 0; t < weights.length; t++) {
        s = Math.fma(weights[t], lines[t][i], s);
      }
      sum[sumAt + i] = s;
      to[at + i] = whole[wholeAt + i] - s;
    }
  }

  @Override
  public void release() {
    super.release();
    plain.release();
    kernel.release();
  }

  @Override
  void layer(float[][] src, LayerTaps taps, OutputRows out, int rows, int n) {
    if (!isDone.test(LAYERS)) {
      plain.layer(src, taps, out, rows, n);
      return;
    }
    if (rows == 1) {
      layerRow(src, taps, out.row(), out.start(), n);
      return;
    }
    float[][] ofRow = new float[taps.count()][];
    float[][] to = new float[taps.channels()][];
    int[] start = new int[taps.channels()];
    for (int j = 0; j < rows; j++) {
      System.arraycopy(src, j * taps.count(), ofRow, 0, taps.count());
      for (int b = 0; b < taps.channels(); b++) {
        to[b] = out.row()[b * rows + j];
        start[b] = out.start()[b * rows + j];
      }
      layerRow(ofRow, taps, to, start, n);
    }
  }

  private static void layerRow(float[][] src, LayerTaps l, float[][] out, int[] start, int n) {
    int[] offsets = l.offset();
    float[] w = l.weight();
    int taps = l.count();
    int i = l.channels() == BLOCK ? block8(src, offsets, w, taps, l.init(), out, start, n) : 0;
    for (int b = 0; i < n && b < l.channels(); b++) {
      layerTail(src, offsets, w, taps, b, l.init()[b], out[b], start[b], i, n);
    }
  }

  /** Eight channels × two vectors: sixteen sums in registers, each input vector loaded once. */
  private static int block8(
      float[][] src,
      int[] offsets,
      float[] w,
      int taps,
      float[] init,
      float[][] out,
      int[] at,
      int n) {
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
      a0.intoArray(out[0], at[0] + i);
      a1.intoArray(out[0], at[0] + i + LANES);
      b0.intoArray(out[1], at[1] + i);
      b1.intoArray(out[1], at[1] + i + LANES);
      c0.intoArray(out[2], at[2] + i);
      c1.intoArray(out[2], at[2] + i + LANES);
      d0.intoArray(out[3], at[3] + i);
      d1.intoArray(out[3], at[3] + i + LANES);
      e0.intoArray(out[4], at[4] + i);
      e1.intoArray(out[4], at[4] + i + LANES);
      f0.intoArray(out[5], at[5] + i);
      f1.intoArray(out[5], at[5] + i + LANES);
      g0.intoArray(out[6], at[6] + i);
      g1.intoArray(out[6], at[6] + i + LANES);
      h0.intoArray(out[7], at[7] + i);
      h1.intoArray(out[7], at[7] + i + LANES);
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
      int start,
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
      s.intoArray(out, start + i);
    }
    for (; i < n; i++) {
      float s = init;
      for (int t = 0; t < taps; t++) {
        s = Math.fma(w[t * BLOCK + b], src[t][offsets[t] + i], s);
      }
      out[start + i] = s;
    }
  }

  @Override
  void winogradInput(float[][] d, float[][] v, float[] probe, int n) {
    if (VectorWinograd.serves(n) && isDone.test(TRANSFORMS)) {
      VectorWinograd.input(d, v, probe, n);
    } else {
      super.winogradInput(d, v, probe, n);
    }
  }

  @Override
  void winogradOutput(
      float[][] m, int at, int step, float bias, float floor, OutputRows out, int n) {
    if (VectorWinograd.serves(n) && isDone.test(TRANSFORMS)) {
      VectorWinograd.output(m, at, step, bias, floor, out, n);
    } else {
      super.winogradOutput(m, at, step, bias, floor, out, n);
    }
  }
}
