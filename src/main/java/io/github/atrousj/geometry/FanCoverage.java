package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Coverage of parallel branches that read the same input and are fused (ASPP, Chen et al. 2018):
 * every branch is a stack of layers, all centred on the output's position. Counts are summed over
 * the branches, so along several axes they are a sum of products and not a product of sums.
 */
public final class FanCoverage {
  private final List<Coverage> branches;
  private final int before;
  private final int field;

  private FanCoverage(List<Coverage> branches) {
    this.branches = List.copyOf(branches);
    int front = 0;
    int back = 0;
    for (Coverage c : branches) {
      front = Math.max(front, c.before());
      back = Math.max(back, c.field() - c.before());
    }
    this.before = front;
    this.field = front + back;
  }

  /** A fan with a single stack. */
  public static FanCoverage of(Coverage stack) {
    return new FanCoverage(List.of(stack));
  }

  /** One branch per layer. */
  public static FanCoverage ofBranches(List<Layer> branches) {
    if (branches.isEmpty() || branches.size() > Long.SIZE) {
      throw new IllegalArgumentException(
          branches.size() + " branches; allowed are 1 … " + Long.SIZE);
    }
    List<Coverage> all = new ArrayList<>();
    for (Layer layer : branches) {
      all.add(Coverage.of(List.of(layer)));
    }
    return new FanCoverage(all);
  }

  /** The branches. */
  public List<Coverage> branches() {
    return branches;
  }

  /** Length of the union of the branches' fields in pixels. */
  public int field() {
    return field;
  }

  /** Positions of the field before the output's own position. */
  public int before() {
    return before;
  }

  /** Paths from offset (x, y) of the field to the output. */
  public double count(int x, int y) {
    double sum = 0;
    for (Coverage c : branches) {
      int shift = before - c.before();
      sum += c.count(x - shift) * c.count(y - shift);
    }
    return sum;
  }

  /** Paths from offset {@code x} of the field along one axis. */
  public double count(int x) {
    double sum = 0;
    for (Coverage c : branches) {
      sum += c.count(x - (before - c.before()));
    }
    return sum;
  }

  /** The largest count in two dimensions. */
  public double peak() {
    int at = 0;
    for (int x = 1; x < field; x++) {
      at = count(x) > count(at) ? x : at;
    }
    return count(at, at);
  }

  /**
   * How many offsets of the field are reached by at least one branch.
   *
   * @param axes number of axes, 1 … 3
   */
  public double reachedCount(int axes) {
    Map<Long, Double> one = new HashMap<>();
    for (int x = 0; x < field; x++) {
      long mask = 0;
      for (int b = 0; b < branches.size(); b++) {
        Coverage c = branches.get(b);
        mask |= c.reaches(x - (before - c.before())) ? 1L << b : 0;
      }
      one.merge(mask, 1.0, Double::sum);
    }
    Map<Long, Double> all = Collections.singletonMap(-1L, 1.0);
    for (int axis = 0; axis < axes; axis++) {
      Map<Long, Double> next = new HashMap<>();
      all.forEach((a, n) -> one.forEach((b, m) -> next.merge(a & b, n * m, Double::sum)));
      all = next;
    }
    double reached = 0;
    for (Map.Entry<Long, Double> e : all.entrySet()) {
      reached += e.getKey() == 0 ? 0 : e.getValue();
    }
    return reached;
  }

  /** Share of the field that is reached, 0 … 1, in 1 … 3 axes. */
  public double reachedShare(int axes) {
    return reachedCount(axes) / Math.pow(field, axes);
  }

  /** Offsets along one axis that no branch reaches. */
  public int gaps() {
    return field - (int) reachedCount(1);
  }
}
