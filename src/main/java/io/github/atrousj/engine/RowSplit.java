package io.github.atrousj.engine;

/**
 * How a row is read where the image has it, without its border: columns that no tap leaves the row
 * for in the image itself, those at both ends from a short copy that has the border in place. The
 * copy is all that is moved, so the image goes through the processor once.
 *
 * <p>Three pieces of output columns: {@code 0 … left − 1} and {@code n − right … n − 1} from the
 * copy, {@code left … end − 1} from the image. Pieces are whole vectors, so the last two may
 * overlap; what both make is the same, unless it is added to what is there ({@link
 * Lines#keepApart}).
 */
public final class RowSplit {
  /** A vector has at most so many floats. */
  private static final int VECTOR = 16;

  /** Copies of more than one in so many values are not worth the rest's being read in place. */
  private static final int MOST_COPIED = 3;

  /** Shorter rows are moved as a whole sooner than they are read in three pieces. */
  private static final int SHORT = 1024;

  private final RowLayout layout;

  /** Pieces are whole numbers of so many columns. */
  private final int unit;

  final int left;
  final int end;
  final int right;

  /** Where in the copy the values of the right piece start. */
  final int second;

  private final int length;

  private RowSplit(RowLayout layout, int vectors) {
    this.layout = layout;
    unit = vectors * VECTOR;
    int n = layout.columns();
    left = up(layout.first());
    int inner = n - layout.behind() - left;
    end = left + Math.max(0, inner) / unit * unit;
    right = up(n - end);
    second = layout.first() + left + layout.behind();
    length = second + layout.first() + right + layout.behind();
  }

  private int up(int n) {
    return (n + unit - 1) / unit * unit;
  }

  /**
   * The split of rows that are kept like this, or null where too much would be copied.
   *
   * @param vectors that those who read the rows take at a time
   */
  public static RowSplit of(RowLayout layout, int vectors) {
    if (!layout.isContiguous()
        || layout.columns() < SHORT
        || layout.padded() > layout.columns() * 2L) {
      return null;
    }
    RowSplit s = new RowSplit(layout, vectors);
    return (long) s.length * MOST_COPIED <= layout.columns() ? s : null;
  }

  /** Floats of the copy of a row's ends. */
  public int length() {
    return length;
  }

  /** What the place of column 0 in its plane must be less, to be read at a layout's offsets. */
  int first() {
    return layout.first();
  }

  /**
   * Copies the ends of a row, their border in place.
   *
   * @param plane holds the row from {@code start} on
   */
  public void store(float[] plane, int start, float[] ends) {
    layout.storeStart(plane, start, ends, 0, left + layout.behind());
    layout.storeEnd(plane, start, ends, second, right + layout.first());
  }
}
