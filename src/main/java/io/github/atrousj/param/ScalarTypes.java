package io.github.atrousj.param;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The types whose value is a single thing. */
final class ScalarTypes {
  private ScalarTypes() {}

  /** A bare word, or true or false (1 or 0, as a macro's own booleans read). */
  static final class Flag extends ParamType<Boolean> {
    @Override
    Boolean parse(String text, String unit) {
      switch (text.toLowerCase(Locale.ROOT)) {
        case "true":
        case "1":
          return true;
        case "false":
        case "0":
          return false;
        default:
          throw refusal(text, unit);
      }
    }

    @Override
    String allowed(String unit) {
      return "true or false, or the bare key for true";
    }

    @Override
    Class<?> valueClass() {
      return Boolean.class;
    }
  }

  /** A whole number. */
  static final class Whole extends ParamType<Integer> {
    private final Range range;

    Whole(Range range) {
      this.range = range;
    }

    @Override
    Integer parse(String text, String unit) {
      Integer v = Numbers.whole(text);
      if (v == null || !range.holds(v)) {
        throw refusal(text, unit);
      }
      return v;
    }

    @Override
    String allowed(String unit) {
      return "a whole number" + range.words(Range.INTEGERS, unit);
    }

    @Override
    Range limits() {
      return range;
    }

    @Override
    ParamType<Integer> range(double least, double most) {
      return new Whole(new Range(least, most));
    }

    @Override
    Class<?> valueClass() {
      return Integer.class;
    }
  }

  /** A finite number. */
  static final class Real extends ParamType<Double> {
    private final Range range;

    Real(Range range) {
      this.range = range;
    }

    @Override
    Double parse(String text, String unit) {
      Double v = Numbers.decimal(text);
      if (v == null && Numbers.isDecimal(text) || v != null && !range.holds(v)) {
        throw new IllegalArgumentException("must be a number" + range.fullWords(unit));
      }
      if (v == null) {
        throw refusal(text, unit);
      }
      return v;
    }

    @Override
    String format(Double value) {
      return Wording.number(value);
    }

    @Override
    String allowed(String unit) {
      return "a number" + range.words(Range.FLOATS, unit);
    }

    @Override
    Range limits() {
      return range;
    }

    @Override
    ParamType<Double> range(double least, double most) {
      return new Real(new Range(least, most));
    }

    @Override
    Class<?> valueClass() {
      return Double.class;
    }
  }

  /** One of a few words; letter case does not matter. */
  static final class Choice<T> extends ParamType<T> {
    private final Class<T> type;
    private final Map<String, T> bySpelling = new LinkedHashMap<>();

    /** Insertion order of the map is the order shown; keys are the spellings. */
    Choice(Class<T> type, Map<String, T> bySpelling) {
      this.type = type;
      this.bySpelling.putAll(bySpelling);
    }

    @Override
    T parse(String text, String unit) {
      for (Map.Entry<String, T> e : bySpelling.entrySet()) {
        if (e.getKey().equalsIgnoreCase(text)) {
          return e.getValue();
        }
      }
      String near = Wording.nearest(text, bySpelling.keySet());
      throw near == null
          ? refusal(text, unit)
          : new IllegalArgumentException(
              "must be " + allowed(unit) + "; did you mean " + near + "?");
    }

    @Override
    String format(T value) {
      for (Map.Entry<String, T> e : bySpelling.entrySet()) {
        if (e.getValue().equals(value)) {
          return e.getKey();
        }
      }
      throw new IllegalArgumentException("must be " + allowed("") + ", not " + value);
    }

    @Override
    String allowed(String unit) {
      return (bySpelling.size() == 1 ? "" : "one of ") + String.join(", ", bySpelling.keySet());
    }

    @Override
    List<String> spellings() {
      return List.copyOf(bySpelling.keySet());
    }

    @Override
    Class<?> valueClass() {
      return type;
    }
  }

  /** Any text, put into its standard form and checked by a function. */
  static final class Text extends ParamType<String> {
    private final String allowed;
    private final UnaryOperator<String> problem;

    /**
     * A text.
     *
     * @param allowed in words what may be given
     * @param problem gives what is wrong with a text, the part of the line after "key=value: ", or
     *     null
     */
    Text(String allowed, UnaryOperator<String> problem) {
      this.allowed = allowed;
      this.problem = problem;
    }

    @Override
    String parse(String text, String unit) {
      String wrong = problem.apply(text);
      if (wrong != null) {
        throw new IllegalArgumentException(wrong);
      }
      return text;
    }

    @Override
    String allowed(String unit) {
      return allowed;
    }

    @Override
    Class<?> valueClass() {
      return String.class;
    }
  }
}
