package io.github.atrousj.param;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** The types whose value is several numbers separated by commas. */
final class ListTypes {
  private static final int MOST_ENTRIES = 256;

  private ListTypes() {}

  /** Numbers joined by commas, as they are typed. */
  static String join(List<? extends Number> numbers) {
    StringJoiner joined = new StringJoiner(",");
    for (Number n : numbers) {
      joined.add(Wording.number(n.doubleValue()));
    }
    return joined.toString();
  }

  /** Numbers of one sort; each entry is read by {@code entry}, which gives null for a bad one. */
  private static <N extends Number> List<N> split(
      String text, Range range, int most, Function<String, N> entry) {
    List<N> numbers = new ArrayList<>();
    for (int from = 0; from <= text.length(); ) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      N n = entry.apply(Options.trimmed(text.substring(from, to)));
      if (n == null || !range.holds(n.doubleValue()) || numbers.size() == most) {
        return List.of();
      }
      numbers.add(n);
      from = to + 1;
    }
    return numbers;
  }

  /** Several whole numbers. */
  static final class Wholes extends ParamType<List<Integer>> {
    private final Range range;

    Wholes(Range range) {
      this.range = range;
    }

    @Override
    List<Integer> parse(String text, String unit) {
      List<Integer> numbers = split(text, range, MOST_ENTRIES, Numbers::whole);
      if (numbers.isEmpty()) {
        throw refusal(text, unit);
      }
      return List.copyOf(numbers);
    }

    @Override
    String format(List<Integer> value) {
      return join(value);
    }

    @Override
    String allowed(String unit) {
      return "up to "
          + MOST_ENTRIES
          + " whole numbers"
          + range.words(Range.INTEGERS, unit)
          + ", separated by commas";
    }

    @Override
    Range limits() {
      return range;
    }

    @Override
    ParamType<List<Integer>> range(double least, double most) {
      return new Wholes(new Range(least, most));
    }

    @Override
    Class<?> valueClass() {
      return List.class;
    }
  }

  /** Several finite numbers. */
  static final class Reals extends ParamType<List<Double>> {
    private final Range range;
    private final int most;

    Reals(Range range, int most) {
      this.range = range;
      this.most = most;
    }

    @Override
    List<Double> parse(String text, String unit) {
      List<Double> numbers = split(text, range, most, Numbers::decimal);
      if (numbers.isEmpty()) {
        throw refusal(text, unit);
      }
      return List.copyOf(numbers);
    }

    @Override
    String format(List<Double> value) {
      return join(value);
    }

    @Override
    String allowed(String unit) {
      return "numbers" + range.words(Range.FLOATS, unit) + ", separated by commas";
    }

    @Override
    Range limits() {
      return range;
    }

    @Override
    ParamType<List<Double>> range(double least, double most) {
      return new Reals(new Range(least, most), this.most);
    }

    @Override
    Class<?> valueClass() {
      return List.class;
    }
  }

  /** One whole number for all axes, or x,y or x,y,z. */
  static final class Axes extends ParamType<PerAxis> {
    private final Range range;

    Axes(Range range) {
      this.range = range;
    }

    @Override
    PerAxis parse(String text, String unit) {
      List<Integer> numbers = split(text, range, 3, Numbers::whole);
      if (numbers.isEmpty()) {
        throw refusal(text, unit);
      }
      return new PerAxis(numbers);
    }

    @Override
    String allowed(String unit) {
      return "a whole number"
          + range.words(Range.INTEGERS, unit)
          + ", or one per axis (x,y or x,y,z)";
    }

    @Override
    Range limits() {
      return range;
    }

    @Override
    ParamType<PerAxis> range(double least, double most) {
      return new Axes(new Range(least, most));
    }

    @Override
    Class<?> valueClass() {
      return PerAxis.class;
    }
  }

  /** {@code same}, {@code valid} or numbers of pixels. */
  static final class Padded extends ParamType<Pads> {
    private static final Range RANGE = new Range(0, 10_000_000);

    @Override
    Pads parse(String text, String unit) {
      if (text.equalsIgnoreCase("same")) {
        return Pads.SAME;
      }
      if (text.equalsIgnoreCase("valid")) {
        return Pads.VALID;
      }
      List<Integer> numbers = split(text, RANGE, 6, Numbers::whole);
      int n = numbers.size();
      if (n != 1 && n != 2 && n != 4 && n != 6) {
        throw refusal(text, unit);
      }
      return Pads.of(numbers);
    }

    @Override
    String allowed(String unit) {
      return "same, valid, one whole number"
          + RANGE.words(Range.INTEGERS, unit)
          + " for every side, or before,after pairs (x0,x1 or x0,x1,y0,y1 or x0,x1,y0,y1,z0,z1)";
    }

    @Override
    Class<?> valueClass() {
      return Pads.class;
    }
  }
}
