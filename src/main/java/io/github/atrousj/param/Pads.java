package io.github.atrousj.param;

import io.github.atrousj.geometry.Padding;
import java.util.List;

/**
 * Padding of all axes as a user states it: {@code same}, {@code valid}, one number for every side,
 * or before,after pairs for x, y, z.
 */
public final class Pads {
  public static final Pads SAME = new Pads(Padding.SAME, List.of());
  public static final Pads VALID = new Pads(Padding.VALID, List.of());

  private final Padding rule;
  private final List<Integer> numbers;

  private Pads(Padding rule, List<Integer> numbers) {
    this.rule = rule;
    this.numbers = List.copyOf(numbers);
  }

  /**
   * Explicit numbers of pixels.
   *
   * @param numbers one for every side, or a before,after pair for each axis: 1, 2, 4 or 6 numbers
   */
  public static Pads of(Integer... numbers) {
    return of(List.of(numbers));
  }

  static Pads of(List<Integer> numbers) {
    int n = numbers.size();
    if (n != 1 && n != 2 && n != 4 && n != 6) {
      throw new IllegalArgumentException("1, 2, 4 or 6 numbers, not " + n);
    }
    return new Pads(null, numbers);
  }

  /** The padding of one axis, 0 = x, 1 = y, 2 = z. */
  public Padding padding(int axis) {
    if (rule != null) {
      return rule;
    }
    return numbers.size() == 1
        ? Padding.of(numbers.get(0), numbers.get(0))
        : Padding.of(numbers.get(2 * axis), numbers.get(2 * axis + 1));
  }

  /** Whether this says something about exactly so many axes. */
  public boolean fits(int axes) {
    return numbers.size() <= 1 || numbers.size() == 2 * axes;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Pads p && p.rule == rule && p.numbers.equals(numbers);
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The padding as it is typed. */
  @Override
  public String toString() {
    return rule == null ? ListTypes.join(numbers) : rule.toString();
  }
}
