package io.github.atrousj.engine;

import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The innermost loops of a {@link ByteKernel}. Both implementations give the same pixels. An
 * instance holds scratch memory and belongs to one thread.
 */
public abstract class ByteLoops {
  static final ChangeOver CHANGE_OVER =
      new ChangeOver(() -> round(new PlainByteLoops()), () -> round(new VectorByteLoops()));

  private static IntConsumer round(ByteLoops loops) {
    float[] weights = {0, 1, 0, 1, -4, 1, 0, 1, 0};
    ByteKernel kernel = ByteKernel.of(Convolution.of(Kernel.of(3, 3, weights))).orElseThrow();
    byte[] row = new byte[ChangeOver.LENGTH];
    byte[][] src = new byte[kernel.weights.length][];
    Arrays.fill(src, row);
    int[] offsets = new int[src.length];
    byte[] out = new byte[row.length];
    return n -> loops.row(kernel, src, offsets, out, 0, n);
  }

  /** The fastest that this JVM can run as yet. */
  public static ByteLoops create() {
    boolean vector = Accelerator.isActive() && VectorByteLoops.USABLE && CHANGE_OVER.isDone();
    return vector ? new VectorByteLoops() : new PlainByteLoops();
  }

  /**
   * One row of output: {@code out[at + i] = clamp(⌊(start + Σ_t weights[t] · src[t][offsets[t] +
   * i]) / 2^shift⌋)} to 0 … 255, all pixels unsigned.
   *
   * @param src the row that each tap reads
   * @param offsets where its values start there
   * @param n values of a row
   * @return how many values were clamped
   */
  public final int row(ByteKernel kernel, byte[][] src, int[] offsets, byte[] out, int at, int n) {
    int whole = n - n % lanes();
    int misfits = 0;
    for (int from = 0; from < whole; from += most()) {
      misfits += stretch(kernel, src, offsets, out, at, from, Math.min(most(), whole - from));
    }
    return misfits + kernel.scalar(src, offsets, out, at, whole, n);
  }

  /** Values that are computed together. */
  abstract int lanes();

  /** Values of a stretch, at most: whole lanes. */
  abstract int most();

  /** The values {@code from … from + count − 1} of a row, whole lanes. */
  abstract int stretch(
      ByteKernel kernel, byte[][] src, int[] offsets, byte[] out, int at, int from, int count);
}
