package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The design rule of hybrid dilated convolution (Wang et al. 2018, section 3.2): with {@code M_n =
 * r_n} and {@code M_i = max(M_{i+1} − 2r_i, M_{i+1} − 2(M_{i+1} − r_i), r_i)}, the largest distance
 * between two nonzero values, M_2 shall be at most the kernel size, and the rates shall not share a
 * factor. A repeated sawtooth such as 1 2 5 1 2 5 is judged group by group.
 *
 * <p>The rule is neither necessary nor sufficient for a field without holes: {@link GapTest} is.
 */
public final class Hdc {
  private final int taps;
  private final List<List<Integer>> groups;
  private final List<Long> distances;
  private final long secondDistance;
  private final int commonFactor;

  private Hdc(int taps, List<Integer> rates) {
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("rates is missing: give at least one rate");
    }
    this.taps = taps;
    this.groups = split(List.copyOf(rates));
    List<Long> all = new ArrayList<>();
    long worst = 0;
    for (List<Integer> group : groups) {
      long[] m = recursion(group);
      for (long value : m) {
        all.add(value);
      }
      worst = Math.max(worst, m.length == 1 ? m[0] : m[1]);
    }
    this.distances = List.copyOf(all);
    this.secondDistance = worst;
    this.commonFactor = factor(rates);
  }

  /** Judges a list of rates for kernels of {@code taps} taps. */
  public static Hdc of(int taps, List<Integer> rates) {
    return new Hdc(taps, rates);
  }

  /** M_1 … M_n of one group. */
  private static long[] recursion(List<Integer> rates) {
    int n = rates.size();
    long[] m = new long[n];
    m[n - 1] = rates.get(n - 1);
    for (int i = n - 2; i >= 0; i--) {
      long r = rates.get(i);
      long next = m[i + 1];
      m[i] = Math.max(Math.max(next - 2 * r, next - 2 * (next - r)), r);
    }
    return m;
  }

  /**
   * The groups of a repeated sawtooth: an ascending group, not constant, at least twice in a row
   * (the last repeat may be cut short). Anything else is one group.
   */
  private static List<List<Integer>> split(List<Integer> rates) {
    int n = rates.size();
    int period = 1;
    while (period < n && rates.get(period) >= rates.get(period - 1)) {
      period++;
    }
    if (2 * period > n) {
      return List.of(rates);
    }
    for (int i = period; i < n; i++) {
      if (!rates.get(i).equals(rates.get(i - period))) {
        return List.of(rates);
      }
    }
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < n; i += period) {
      groups.add(rates.subList(i, Math.min(n, i + period)));
    }
    return List.copyOf(groups);
  }

  private static int factor(List<Integer> rates) {
    int[] dilated = rates.stream().mapToInt(Integer::intValue).filter(r -> r > 1).toArray();
    return dilated.length < 2 ? 1 : Arrays.stream(dilated).reduce(0, Hdc::gcd);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The groups that were judged; one unless the list is a repeated sawtooth. */
  public List<List<Integer>> groups() {
    return groups;
  }

  /** M_i of every layer, within its group. */
  public List<Long> distances() {
    return distances;
  }

  /** M_2, the largest over the groups; the rate itself for a group of one layer. */
  public long secondDistance() {
    return secondDistance;
  }

  /** Whether M_2 is at most the kernel size. */
  public boolean passes() {
    return secondDistance <= taps;
  }

  /** The largest factor that all rates above 1 share; 1 when fewer than two are above 1. */
  public int commonFactor() {
    return commonFactor;
  }

  /** The rule's verdict in one sentence. */
  public String words() {
    String m =
        "HDC rule: M_2 = "
            + secondDistance
            + (passes() ? " is at most" : " exceeds")
            + " the kernel size "
            + taps
            + (passes() ? ", passes" : ", fails")
            + (groups.size() > 1 ? " (judged per group of " + groups.get(0).size() + ")" : "");
    return m
        + (commonFactor > 1
            ? "; the rates above 1 share the factor " + commonFactor + "."
            : "; no common factor.");
  }
}
