package io.github.atrousj.geometry;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A list of rates for kernels of one size, stride 1, with what is known about it.
 *
 * @param taps kernel size
 * @param rates the rate of each layer
 * @param field receptive field in pixels
 * @param gapFree whether every pixel of the field is reached
 * @param evenness {@link Coverage#evenness()}
 * @param flatness {@link Coverage#flatness()}
 * @param hdc the HDC rule's opinion
 */
public record Schedule(
    int taps,
    List<Integer> rates,
    int field,
    boolean gapFree,
    double evenness,
    double flatness,
    Hdc hdc) {
  /** Fewest layers first, then the most even, then the flattest, then the smaller early rates. */
  public static final Comparator<Schedule> RANKING =
      Comparator.<Schedule>comparingInt(s -> s.rates.size())
          .thenComparing(byQuality())
          .thenComparing(Schedule::rates, Schedule::compareLists);

  /** Measures a list of rates. */
  public static Schedule of(int taps, List<Integer> rates) {
    Coverage coverage = Coverage.of(Layer.stack(taps, rates));
    return new Schedule(
        taps,
        List.copyOf(rates),
        coverage.field(),
        coverage.gapFree(),
        coverage.evenness(),
        coverage.flatness(),
        Hdc.of(taps, rates));
  }

  /** The most even first, then the flattest. */
  static Comparator<Schedule> byQuality() {
    return Comparator.comparingDouble(Schedule::evenness)
        .thenComparingDouble(Schedule::flatness)
        .reversed();
  }

  static int compareLists(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int c = Integer.compare(a.get(i), b.get(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** The rates as a command takes them: {@code 1,2,3}. */
  public String text() {
    return text(rates);
  }

  /** A list of rates as a command takes it: {@code 1,2,3}. */
  public static String text(List<Integer> rates) {
    return rates.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
