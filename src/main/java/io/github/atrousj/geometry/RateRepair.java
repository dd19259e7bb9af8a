package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The smallest change to a list of rates that closes the holes of its receptive field without
 * making the field smaller: kernels of one size, stride 1, as many layers as before. Smallest
 * means, in this order: fewest rates changed, smallest sum of the absolute changes, most even
 * coverage, flattest coverage, smallest early rates.
 *
 * <p>Which rates must change is decided exactly. The best new values are searched for exhaustively
 * while that takes at most {@link #BUDGET} steps; {@link Repair#exhaustive} says whether it did.
 */
public final class RateRepair {
  /** Steps of search. */
  static final long BUDGET = 3_000_000L;

  /** Most layers that are repaired: every subset of them is looked at. */
  public static final int MAX_LAYERS = 16;

  /** How many equally small changes are compared by their coverage. */
  private static final int MAX_TIES = 256;

  /**
   * A repaired list.
   *
   * @param before the list as given
   * @param after the repaired list; equal to {@code before} when it had no holes
   * @param changed how many rates differ
   * @param totalChange sum of the absolute differences
   * @param fieldKept whether the field is at least as large as before; false when no gap-free stack
   *     of this depth reaches so far, and then {@code after} is the smallest change whatever the
   *     field
   * @param exhaustive whether no smaller change can exist
   */
  public record Repair(
      Schedule before,
      Schedule after,
      int changed,
      long totalChange,
      boolean fieldKept,
      boolean exhaustive) {}

  private final int taps;
  private final int[] rates;
  private final long wantedSum;
  private final List<List<Integer>> ties = new ArrayList<>();
  private long best = Long.MAX_VALUE;
  private long steps;

  private RateRepair(int taps, List<Integer> rates, long wantedSum) {
    this.taps = taps;
    this.rates = rates.stream().mapToInt(Integer::intValue).toArray();
    this.wantedSum = wantedSum;
  }

  /**
   * Repairs a list of rates.
   *
   * @param taps kernel size, 2 or more
   * @param rates 1 to {@link #MAX_LAYERS} rates
   */
  public static Repair repair(int taps, List<Integer> rates) {
    if (taps < 2) {
      throw new IllegalArgumentException("size=" + taps + ": must be at least 2 for a repair");
    }
    if (rates.isEmpty() || rates.size() > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "repair: must be 1 to " + MAX_LAYERS + " rates, not " + rates.size());
    }
    Schedule before = Schedule.of(taps, rates);
    if (before.gapFree()) {
      return new Repair(before, before, 0, 0, true, true);
    }
    boolean keep = RateDesigner.largestField(taps, rates.size()) >= before.field();
    long sum = keep ? rates.stream().mapToLong(Integer::longValue).sum() : 0;
    RateRepair search = new RateRepair(taps, rates, sum);
    search.run();
    Schedule after =
        search.ties.stream().map(r -> Schedule.of(taps, r)).min(Schedule.RANKING).orElseThrow();
    int changed = 0;
    for (int i = 0; i < rates.size(); i++) {
      changed += rates.get(i).equals(after.rates().get(i)) ? 0 : 1;
    }
    return new Repair(before, after, changed, search.best, keep, search.steps < BUDGET);
  }

  private void run() {
    for (int size = 1; size <= rates.length && ties.isEmpty(); size++) {
      for (int subset = 1; subset < 1 << rates.length; subset++) {
        if (Integer.bitCount(subset) == size) {
          int[] widest = widest(subset);
          if (widest != null) {
            new Search(subset).from(widest);
          }
        }
      }
    }
  }

  /**
   * Values for the rates in {@code subset} that close the gaps with the widest field, or null when
   * none do. The fixed rates are taken in ascending order; a free one is spent, at the widest
   * spacing allowed, only where the next fixed one would leave a gap, because later it widens the
   * field by more. The values come out ascending.
   */
  private int[] widest(int subset) {
    int[] values = new int[Integer.bitCount(subset)];
    int used = 0;
    long reach = 1;
    for (int r : sorted(~subset)) {
      while (r > reach && used < values.length) {
        values[used++] = (int) reach;
        reach *= taps;
      }
      if (r > reach) {
        return null;
      }
      reach += r * (taps - 1L);
    }
    while (used < values.length) {
      int r = (int) Math.min(reach, RateDesigner.MAX_RATE);
      values[used++] = r;
      reach += r * (taps - 1L);
    }
    return reach >= wantedSum * (taps - 1L) + 1 ? values : null;
  }

  /** The rates whose bit is set, ascending. */
  private int[] sorted(int bits) {
    int[] out = new int[rates.length];
    int n = 0;
    for (int i = 0; i < rates.length; i++) {
      if ((bits >> i & 1) == 1) {
        out[n++] = rates[i];
      }
    }
    int[] cut = Arrays.copyOf(out, n);
    Arrays.sort(cut);
    return cut;
  }

  /**
   * New values for one subset, ascending. The smallest total change pairs the new values with the
   * old ones in ascending order, so the k-th new value is compared with the k-th old one.
   */
  private final class Search {
    private final int subset;
    private final int[] fixed;
    private final int[] old;
    private final int[] chosen;

    Search(int subset) {
      this.subset = subset;
      this.fixed = sorted(~subset);
      this.old = sorted(subset);
      this.chosen = new int[old.length];
    }

    /** Searches for cheaper values than a valid set of them, or equally cheap ones. */
    void from(int[] valid) {
      long cost = 0;
      for (int k = 0; k < valid.length; k++) {
        chosen[k] = valid[k];
        cost += Math.abs((long) valid[k] - old[k]);
      }
      offer(cost);
      next(0, 0, 1, 0, 0, 1);
    }

    /** Goes on with {@code f} fixed and {@code c} chosen rates taken. */
    private void next(int f, int c, long reach, long sum, long cost, int least) {
      if (++steps >= BUDGET || cost + shortfall(f, c, sum) > best) {
        return;
      }
      if (f == fixed.length && c == old.length) {
        if (sum >= wantedSum) {
          offer(cost);
        }
        return;
      }
      if (c == old.length || f < fixed.length && fixed[f] <= old[c]) {
        take(f, c, reach, sum, cost);
        choose(f, c, reach, sum, cost, least);
      } else {
        choose(f, c, reach, sum, cost, least);
        take(f, c, reach, sum, cost);
      }
    }

    /** How much the rates not yet taken must grow in sum for the field to be kept. */
    private long shortfall(int f, int c, long sum) {
      long likely = sum;
      for (int i = f; i < fixed.length; i++) {
        likely += fixed[i];
      }
      for (int i = c; i < old.length; i++) {
        likely += old[i];
      }
      return Math.max(0, wantedSum - likely);
    }

    private void take(int f, int c, long reach, long sum, long cost) {
      if (f < fixed.length && fixed[f] <= reach) {
        int r = fixed[f];
        next(f + 1, c, reach + r * (taps - 1L), sum + r, cost, r);
      }
    }

    /** Tries values for the c-th free rate, the nearest to the old one first. */
    private void choose(int f, int c, long reach, long sum, long cost, int least) {
      if (c == old.length) {
        return;
      }
      long high = Math.min(reach, RateDesigner.MAX_RATE);
      if (f < fixed.length) {
        high = Math.min(high, fixed[f]);
      }
      for (long d = 0; cost + d <= best; d++) {
        long down = old[c] - d;
        long up = old[c] + d;
        if (down < least && up > high) {
          return;
        }
        if (up >= least && up <= high) {
          pick(f, c, reach, sum, cost + d, (int) up);
        }
        if (d > 0 && down >= least && down <= high) {
          pick(f, c, reach, sum, cost + d, (int) down);
        }
      }
    }

    private void pick(int f, int c, long reach, long sum, long cost, int value) {
      chosen[c] = value;
      next(f, c + 1, reach + value * (taps - 1L), sum + value, cost, value);
    }

    /** Puts the chosen values where the old ones of the same rank stood. */
    private void offer(long cost) {
      if (cost < best) {
        best = cost;
        ties.clear();
      }
      if (cost > best || ties.size() >= MAX_TIES) {
        return;
      }
      boolean[] used = new boolean[rates.length];
      List<Integer> list = new ArrayList<>();
      for (int r : rates) {
        list.add(r);
      }
      for (int k = 0; k < old.length; k++) {
        int at = 0;
        while ((subset >> at & 1) == 0 || used[at] || rates[at] != old[k]) {
          at++;
        }
        used[at] = true;
        list.set(at, chosen[k]);
      }
      if (!ties.contains(list)) {
        ties.add(list);
      }
    }
  }
}
