package io.github.atrousj.plugin;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.List;

/** Where a window goes that is used together with another one. */
final class Beside {
  private static final int GAP = 8;

  private Beside() {}

  /**
   * A place on the screen that leaves the other window free: right, left, below or above of it, the
   * first that is on the screen and, if there is one, spares {@code avoid} too. Where none is, the
   * corner of the screen at the lower right.
   *
   * @param size of the window, in pixels of the screen as all below
   * @param other the window that must stay in view
   * @param avoid what should stay in view; empty for nothing
   * @param screen the part of the screen that windows may take
   */
  static Point place(Dimension size, Rectangle other, Rectangle avoid, Rectangle screen) {
    int x = within(other.x, size.width, screen.x, screen.width);
    int y = within(other.y, size.height, screen.y, screen.height);
    // Level with the other window, or below what should stay in view.
    int lower = within(Math.max(y, bottom(avoid) + GAP), size.height, screen.y, screen.height);
    int right = other.x + other.width + GAP;
    int left = other.x - size.width - GAP;
    List<Point> places =
        List.of(
            new Point(right, y),
            new Point(right, lower),
            new Point(left, y),
            new Point(left, lower),
            new Point(x, bottom(other) + GAP),
            new Point(x, other.y - size.height - GAP));
    Point first = null;
    for (Point p : places) {
      Rectangle there = new Rectangle(p, size);
      if (screen.contains(there) && !there.intersects(other)) {
        if (!there.intersects(avoid)) {
          return p;
        }
        first = first == null ? p : first;
      }
    }
    return first != null
        ? first
        : new Point(
            Math.max(screen.x, screen.x + screen.width - size.width),
            Math.max(screen.y, screen.y + screen.height - size.height));
  }

  private static int bottom(Rectangle r) {
    return r.y + r.height;
  }

  /** The place nearest to {@code at} where so much is within an extent. */
  private static int within(int at, int size, int from, int extent) {
    return Math.max(from, Math.min(at, from + extent - size));
  }
}
