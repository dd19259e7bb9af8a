package io.github.atrousj.engine;

/**
 * The innermost loops of a {@link ByteKernel}. Both implementations give the same pixels. An
 * instance holds scratch memory and belongs to one thread.
 */
public abstract class ByteLoops {
  /**
   * The fastest that this JVM can run, vectors from the first on: with both kinds in use the
   * compiler takes both into {@link #row}, and then allocates vectors there for good.
   */
  public static ByteLoops create() {
    return Accelerator.isActive() && VectorByteLoops.USABLE
        ? new VectorByteLoops()
        : new PlainByteLoops();
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
