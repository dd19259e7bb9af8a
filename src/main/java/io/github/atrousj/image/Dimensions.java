package io.github.atrousj.image;

/**
 * Along which axes of an ImageJ stack a job works.
 *
 * <p>{@link #D2}, {@link #X} and {@link #Y} treat every plane by itself. {@link #D3} and {@link #Z}
 * put the slices of one channel and frame on the z axis of a volume, {@link #T} the frames of one
 * channel and slice; these three always use the whole stack.
 */
public enum Dimensions {
  D2("2D"),
  D3("3D"),
  X("X"),
  Y("Y"),
  Z("Z"),
  T("T");

  private final String key;

  Dimensions(String key) {
    this.key = key;
  }

  /** The spelling that macros use. */
  public String key() {
    return key;
  }

  /** Whether planes are computed one by one, so that a single slice can be a job. */
  public boolean planewise() {
    return this == D2 || this == X || this == Y;
  }

  @Override
  public String toString() {
    return key;
  }
}
