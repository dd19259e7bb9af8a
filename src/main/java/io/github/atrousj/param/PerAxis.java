package io.github.atrousj.param;

import java.util.List;

/**
 * Whole numbers along the axes of an image: one for all axes, or x,y or x,y,z.
 *
 * @param numbers one to three numbers
 */
public record PerAxis(List<Integer> numbers) {
  public PerAxis {
    numbers = List.copyOf(numbers);
    if (numbers.isEmpty() || numbers.size() > 3) {
      throw new IllegalArgumentException("one to three numbers, not " + numbers.size());
    }
  }

  public static PerAxis of(Integer... numbers) {
    return new PerAxis(List.of(numbers));
  }

  /** The number along one axis, 0 = x, 1 = y, 2 = z. */
  public int get(int axis) {
    return numbers.get(numbers.size() == 1 ? 0 : axis);
  }

  /** Whether the numbers suit an operation along so many axes: a single number always does. */
  public boolean fits(int axes) {
    return numbers.size() == 1 || numbers.size() == axes;
  }

  // What Java makes by itself for these two takes 20 ms at the first call, when a dialog opens.

  @Override
  public boolean equals(Object o) {
    return o instanceof PerAxis p && p.numbers.equals(numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }

  /** The numbers as they are typed: {@code 2} or {@code 2,3}. */
  @Override
  public String toString() {
    return ListTypes.join(numbers);
  }
}
