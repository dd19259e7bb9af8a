package io.github.atrousj.image;

/** What becomes of the computed values. */
public enum OutputKind {
  /** A new 32-bit image; nothing is rounded or clipped. */
  FLOAT("32-bit"),
  /**
   * The input's own pixel type: rounded half-up and clamped in integer types, NaN becomes 0. In
   * place when the size is unchanged, there is one output channel and the stack is not virtual,
   * else a new image.
   */
  SAME("same"),
  /** A new 8-bit image whose values are labels, shown with a table of distinct colours. */
  LABELS("labels");

  private final String key;

  OutputKind(String key) {
    this.key = key;
  }

  /** The spelling that macros use. */
  public String key() {
    return key;
  }

  @Override
  public String toString() {
    return key;
  }
}
