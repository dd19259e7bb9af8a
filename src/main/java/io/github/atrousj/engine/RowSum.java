package io.github.atrousj.engine;

import java.util.function.IntConsumer;

/**
 * The sum in double of some floats, in any order, and which exponents they have: from that its
 * reader tells whether a sum in double is exact, in any order. Belongs to one thread.
 *
 * <p>Exponents are told apart by fours: the lower 6 bits of {@code bits >>> GROUP} number the group
 * of a float, those of a long's shift leave the sign out. The first group has 0, too, and the last
 * NaN and infinities.
 */
public abstract class RowSum {
  /** Bits of a float below those that number its group. */
  public static final int GROUP = 25;

  static final ChangeOver CHANGE_OVER =
      new ChangeOver(() -> round(new PlainRowSum()), () -> round(new VectorRowSum()));

  private double sum;
  private long groups;

  RowSum() {}

  private static IntConsumer round(RowSum sum) {
    float[] row = new float[ChangeOver.LENGTH];
    return n -> sum.of(row, 0, n);
  }

  /** The fastest that this JVM can run as yet. */
  public static RowSum create() {
    boolean vector = Accelerator.isActive() && VectorRowSum.USABLE && CHANGE_OVER.isDone();
    return vector ? new VectorRowSum() : new PlainRowSum();
  }

  /** Sums the values {@code row[from]} … {@code row[to - 1]}. */
  public abstract void of(float[] row, int from, int to);

  /** Keeps what was found. */
  final void set(double newSum, long newGroups) {
    sum = newSum;
    groups = newGroups;
  }

  /** The sum, rounded after each addition. */
  public final double sum() {
    return sum;
  }

  /**
   * A bit for the lowest and the highest group of the values, besides any of those between; that of
   * 0 need not be among them.
   */
  public final long groups() {
    return groups;
  }

  /** The bit of a float's group. */
  static long group(float v) {
    return 1L << (Float.floatToRawIntBits(v) >>> GROUP);
  }
}
