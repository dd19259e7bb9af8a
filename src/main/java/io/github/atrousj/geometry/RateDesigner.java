package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds gap-free schedules for a wanted receptive field: kernels of one size, stride 1. The field
 * of a stack is (taps − 1)·Σrates + 1, so the schedules considered are those with the smallest sum
 * that gives at least the wanted field. At stride 1 the order of the layers changes neither field
 * nor coverage (only HDC's M_i), so lists are non-decreasing; {@link GapTest} prunes the rest.
 *
 * <p>All schedules of a depth are scored while that costs at most {@link #BUDGET} steps, counted as
 * schedules × field × taps × layers, and they are no more than {@link #MAX_CANDIDATES}. Beyond, the
 * best of a hill climb from a few good schedules is given and {@link Design#exhaustive} is false.
 */
public final class RateDesigner {
  /** The longest field that can be asked for. */
  public static final int MAX_FIELD = 1 << 20;

  /** The largest rate of a schedule. */
  public static final int MAX_RATE = 65535;

  /** The deepest schedule that can be asked for. */
  public static final int MAX_LAYERS = 32;

  /** Steps of work for each depth. */
  static final long BUDGET = 200_000_000L;

  /** Most schedules that are scored for each depth. */
  static final long MAX_CANDIDATES = 100_000L;

  /**
   * The result.
   *
   * @param schedules ranked by {@link Schedule#RANKING}, the best few of each depth
   * @param exhaustive whether every schedule of every depth was scored
   */
  public record Design(List<Schedule> schedules, boolean exhaustive) {
    /** The best schedule of the fewest layers. */
    public Schedule best() {
      return schedules.get(0);
    }
  }

  private final int taps;
  private final int sum;
  private final long candidates;

  private RateDesigner(int field, int taps, int layers) {
    this.taps = taps;
    this.sum = (int) Math.max(1, Axis.ceilDiv(field - 1L, taps - 1L));
    long each = (sum * (taps - 1L) + 1) * taps * layers;
    this.candidates = Math.min(MAX_CANDIDATES, Math.max(1, BUDGET / each));
  }

  /**
   * Designs schedules of the fewest possible layers up to {@code maxLayers}.
   *
   * @param field wanted receptive field in pixels, 2 … {@link #MAX_FIELD}
   * @param taps kernel size, 2 or more
   * @param maxLayers most layers, 1 … {@link #MAX_LAYERS}
   * @param keep how many schedules of each depth to give, at least 1
   * @throws IllegalArgumentException when a value is out of range or the field cannot be reached
   */
  public static Design design(int field, int taps, int maxLayers, int keep) {
    requireRange("field", field, 2, MAX_FIELD);
    requireRange("size", taps, 2, MAX_FIELD);
    requireRange("layers", maxLayers, 1, MAX_LAYERS);
    int fewest = fewestLayers(field, taps);
    if (fewest > maxLayers) {
      throw new IllegalArgumentException(
          "layers="
              + maxLayers
              + ": without gaps, a field of "
              + field
              + " px needs "
              + fewest
              + " layers of size "
              + taps
              + " ("
              + maxLayers
              + " reach at most "
              + largestField(taps, maxLayers)
              + " px)");
    }
    List<Schedule> all = new ArrayList<>();
    boolean exhaustive = true;
    for (int layers = fewest; layers <= maxLayers; layers++) {
      RateDesigner designer = new RateDesigner(field, taps, layers);
      if (layers > designer.sum) {
        break;
      }
      exhaustive &= designer.depth(layers, keep, all);
    }
    return new Design(List.copyOf(all), exhaustive);
  }

  /** The best schedule of the fewest layers with at least {@code field} pixels. */
  public static Schedule suggest(int field, int taps) {
    requireRange("field", field, 2, MAX_FIELD);
    requireRange("size", taps, 2, MAX_FIELD);
    return design(field, taps, fewestLayers(field, taps), 1).best();
  }

  /** Fewest layers of {@code taps} taps that can reach {@code field} pixels without gaps. */
  public static int fewestLayers(long field, int taps) {
    int layers = 1;
    while (largestField(taps, layers) < field) {
      layers++;
    }
    return layers;
  }

  /** The largest field of a gap-free stack: taps^layers, from rates 1, taps, taps², … */
  public static long largestField(int taps, int layers) {
    long field = 1;
    for (int i = 0; i < layers; i++) {
      field += Math.min(field, MAX_RATE) * (taps - 1L);
    }
    return field;
  }

  /** Adds the best schedules of one depth; says whether all were scored. */
  private boolean depth(int layers, int keep, List<Schedule> result) {
    List<List<Integer>> lists = new ArrayList<>();
    enumerate(new ArrayList<>(), layers, 1, sum, lists);
    boolean exhaustive = lists.size() <= candidates;
    List<Schedule> scored = new ArrayList<>();
    if (exhaustive) {
      lists.forEach(rates -> scored.add(Schedule.of(taps, rates)));
    } else {
      climb(layers, scored);
    }
    scored.sort(Schedule.RANKING);
    result.addAll(scored.subList(0, Math.min(keep, scored.size())));
    return exhaustive;
  }

  /** All gap-free non-decreasing lists, until there are more than can be scored. */
  private void enumerate(
      List<Integer> head, int layers, long reach, int rest, List<List<Integer>> out) {
    if (out.size() > candidates) {
      return;
    }
    if (layers == 0) {
      out.add(List.copyOf(head));
      return;
    }
    int from = Math.max(head.isEmpty() ? 1 : head.get(head.size() - 1), layers == 1 ? rest : 1);
    long to = Math.min(Math.min(reach, MAX_RATE), rest / layers);
    for (int r = from; r <= to; r++) {
      int left = rest - r;
      long next = reach + r * (taps - 1L);
      if (left <= mostSum(next, layers - 1)) {
        head.add(r);
        enumerate(head, layers - 1, next, left, out);
        head.remove(head.size() - 1);
      }
    }
  }

  /** Largest sum of {@code layers} more rates when the finer layers fill {@code reach} pixels. */
  private long mostSum(long reach, int layers) {
    long most = 0;
    for (int i = 0; i < layers && most < sum; i++) {
      long r = Math.min(reach, MAX_RATE);
      most += r;
      reach += r * (taps - 1L);
    }
    return most;
  }

  private void climb(int layers, List<Schedule> scored) {
    Set<List<Integer>> seen = new HashSet<>();
    for (List<Integer> rates : starts(layers)) {
      if (scored.size() < candidates && seen.add(rates)) {
        scored.add(Schedule.of(taps, rates));
      }
    }
    Schedule best = scored.stream().min(Schedule.RANKING).orElseThrow();
    boolean better = true;
    while (better) {
      better = false;
      for (List<Integer> rates : neighbours(best.rates())) {
        if (scored.size() >= candidates) {
          return;
        }
        if (seen.add(rates)) {
          Schedule s = Schedule.of(taps, rates);
          scored.add(s);
          if (Schedule.byQuality().compare(s, best) < 0) {
            best = s;
            better = true;
          }
        }
      }
    }
  }

  /**
   * Schedules to climb from: a flat block of m layers, rates 1, taps, taps² …, smoothed by layers
   * that share the rest of the sum, for every m; and one that grows geometrically.
   */
  private List<List<Integer>> starts(int layers) {
    List<List<Integer>> out = new ArrayList<>();
    for (int m = layers - 1; m >= 0; m--) {
      List<Integer> rates = geometricRates(taps, m);
      long rest = sum - rates.stream().mapToLong(r -> r).sum();
      for (int left = layers - m; left > 0; left--) {
        int r = (int) Math.max(0, Math.min(rest / left, MAX_RATE + 1L));
        rates.add(r);
        rest -= r;
      }
      rates.sort(null);
      if (rest == 0 && allowed(rates)) {
        out.add(rates);
      }
    }
    out.add(geometric(layers));
    return out;
  }

  /** Lists of the same sum in which one rate gives some of its pixels to another. */
  private List<List<Integer>> neighbours(List<Integer> rates) {
    List<List<Integer>> out = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      for (int j = 0; j < rates.size(); j++) {
        for (int d = 1; i != j && d < rates.get(j); d *= 2) {
          List<Integer> moved = new ArrayList<>(rates);
          moved.set(i, rates.get(i) + d);
          moved.set(j, rates.get(j) - d);
          moved.sort(null);
          if (allowed(moved)) {
            out.add(moved);
          }
        }
      }
    }
    return out;
  }

  /** A list of the wanted sum whose rates grow by about a constant factor. */
  private List<Integer> geometric(int layers) {
    double low = 1;
    double high = taps;
    for (int i = 0; i < 60; i++) {
      double mid = (low + high) / 2;
      if (geometricRates(mid, layers).stream().mapToLong(r -> r).sum() <= sum) {
        low = mid;
      } else {
        high = mid;
      }
    }
    List<Integer> rates = geometricRates(low, layers);
    if (!allowed(rates)) {
      rates = new ArrayList<>(Collections.nCopies(layers, 1));
    }
    int rest = sum - rates.stream().mapToInt(r -> r).sum();
    while (rest > 0) {
      rest -= raise(rates, rest);
    }
    return List.copyOf(rates);
  }

  /** Raises the coarsest rate that can be raised, by as much as is allowed. */
  private int raise(List<Integer> rates, int rest) {
    for (int i = rates.size() - 1; i >= 0; i--) {
      long reach = 1;
      for (int j = 0; j < i; j++) {
        reach += rates.get(j) * (taps - 1L);
      }
      long ceiling = i == rates.size() - 1 ? MAX_RATE : rates.get(i + 1);
      int by = (int) Math.min(rest, Math.min(reach, ceiling) - rates.get(i));
      if (by > 0) {
        rates.set(i, rates.get(i) + by);
        return by;
      }
    }
    throw new IllegalStateException("no gap-free schedule with sum " + sum);
  }

  private static List<Integer> geometricRates(double growth, int layers) {
    List<Integer> rates = new ArrayList<>();
    double r = 1;
    for (int i = 0; i < layers; i++) {
      rates.add((int) Math.min(r, MAX_RATE));
      r *= growth;
    }
    return rates;
  }

  private boolean allowed(List<Integer> rates) {
    return rates.get(0) >= 1
        && rates.get(rates.size() - 1) <= MAX_RATE
        && GapTest.of(Layer.stack(taps, rates)).gapFree();
  }

  private static void requireRange(String key, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          key + "=" + value + ": must be a whole number from " + low + " to " + high);
    }
  }
}
