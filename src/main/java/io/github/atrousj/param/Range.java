package io.github.atrousj.param;

/** The numbers from {@code least} to {@code most}, both included. */
record Range(double least, double most) {
  /** Every int. */
  static final Range INTEGERS = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);

  /** Every finite float: what the arithmetic can use. */
  static final Range FLOATS = new Range(-Float.MAX_VALUE, Float.MAX_VALUE);

  Range {
    if (!(least <= most)) {
      throw new IllegalStateException("range " + least + " to " + most);
    }
  }

  boolean holds(double v) {
    return v >= least && v <= most;
  }

  // What Java makes for equals by itself takes 20 ms at its first call, when a dialog opens.
  private boolean is(Range other) {
    return least == other.least && most == other.most;
  }

  /**
   * " from 1 to 9 px", " of at least 1" or just the unit; limits of {@code all} go without saying.
   */
  String words(Range all, String unit) {
    String suffix = unit.isEmpty() ? "" : " " + unit;
    if (is(all)) {
      return unit.isEmpty() ? "" : " (" + unit + ")";
    }
    if (most == all.most) {
      return " of at least " + Wording.number(least) + suffix;
    }
    if (least == all.least) {
      return " of at most " + Wording.number(most) + suffix;
    }
    return fullWords(unit);
  }

  /** " from 1 to 9 px": both limits, even those that elsewhere go without saying. */
  String fullWords(String unit) {
    String suffix = unit.isEmpty() ? "" : " " + unit;
    String words = " from " + limit(least) + " to " + limit(most) + suffix;
    return is(FLOATS) ? words + ", which is what 32 bits can hold" : words;
  }

  private static String limit(double v) {
    boolean largest = Math.abs(v) == Float.MAX_VALUE;
    return largest ? v < 0 ? "-3.4e38" : "3.4e38" : Wording.number(v);
  }
}
