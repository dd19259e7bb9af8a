package io.github.atrousj.geometry;

/**
 * How many positions are added before and after one axis. {@code same} depends on the axis's
 * length, stride and effective kernel and so is resolved late, by {@link Axis#resolve}.
 */
public final class Padding {
  private enum Kind {
    SAME,
    CAUSAL,
    EXPLICIT
  }

  /** Output length ⌈n / stride⌉; an odd pad position goes to the end. */
  public static final Padding SAME = new Padding(Kind.SAME, 0, 0);

  /** No padding: every tap of every output reads a pixel. */
  public static final Padding VALID = new Padding(Kind.EXPLICIT, 0, 0);

  /** Everything before and nothing after (van den Oord et al. 2016, WaveNet): E − 1 before. */
  public static final Padding CAUSAL = new Padding(Kind.CAUSAL, 0, 0);

  private final Kind kind;
  private final int before;
  private final int after;

  private Padding(Kind kind, int before, int after) {
    this.kind = kind;
    this.before = before;
    this.after = after;
  }

  /** Explicit numbers of positions; a negative one crops. */
  public static Padding of(int before, int after) {
    return new Padding(Kind.EXPLICIT, before, after);
  }

  public boolean isSame() {
    return kind == Kind.SAME;
  }

  boolean isCausal() {
    return kind == Kind.CAUSAL;
  }

  int before() {
    return before;
  }

  int after() {
    return after;
  }

  @Override
  public String toString() {
    switch (kind) {
      case SAME:
        return "same";
      case CAUSAL:
        return "causal";
      default:
        return before == 0 && after == 0 ? "valid" : before + "," + after;
    }
  }
}
