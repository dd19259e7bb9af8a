package io.github.atrousj.graph;

import io.github.atrousj.engine.Loops;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The memory that one thread's tiles work in: rows, and the loops with what they hold. A pass takes
 * up the workspaces that the last one left, of the same run or of another, unless the heap has
 * needed them in between. In a large heap fresh arrays come from pages that no cache holds, and
 * that the operating system may yet have to find: small images would take twice as long.
 */
final class Workspace {
  /** Rows that are left to a next run, at most: 8 MB. Any more would better be free. */
  private static final int MOST_LEFT = 1 << 21;

  /** Rows of lengths that nobody asks for are dropped when they are more than so much. */
  private static final int MOST_IDLE = 1 << 19;

  /** The one left last is taken first: it may still be in a cache. */
  private static final ConcurrentLinkedDeque<SoftReference<Workspace>> LEFT =
      new ConcurrentLinkedDeque<>();

  /** Rows of one length, of which the first few are taken. */
  private static final class Shelf {
    final List<float[]> rows = new ArrayList<>();
    int taken;

    long idle(int length) {
      return (long) (rows.size() - taken) * length;
    }

    void keepTaken() {
      rows.subList(taken, rows.size()).clear();
    }
  }

  private final Map<Integer, Shelf> shelves = new HashMap<>();
  private final Loops loops = Loops.create();

  private Workspace() {}

  /** One for the calling thread, until {@link #leave}. */
  static Workspace enter() {
    SoftReference<Workspace> left;
    while ((left = LEFT.pollFirst()) != null) {
      Workspace w = left.get();
      if (w != null) {
        return w;
      }
    }
    return new Workspace();
  }

  /** Leaves all rows that were taken to whoever comes next. Not after an {@link Error}. */
  void leave() {
    loops.release();
    if (floats() > MOST_LEFT) {
      shelves.values().forEach(Shelf::keepTaken);
    }
    if (floats() > MOST_LEFT) {
      shelves.clear();
    }
    shelves.values().removeIf(s -> s.rows.isEmpty());
    shelves.values().forEach(s -> s.taken = 0);
    LEFT.addFirst(new SoftReference<>(this));
  }

  /** Gives back what has been left. */
  static void forget() {
    LEFT.clear();
  }

  private long floats() {
    return shelves.entrySet().stream()
        .mapToLong(e -> (long) e.getValue().rows.size() * e.getKey())
        .sum();
  }

  Loops loops() {
    return loops;
  }

  /** A row of zeros, for as long as the caller is in the workspace. */
  float[] row(int length) {
    Shelf shelf = shelves.computeIfAbsent(length, l -> new Shelf());
    if (shelf.taken < shelf.rows.size()) {
      float[] row = shelf.rows.get(shelf.taken++);
      Arrays.fill(row, 0f);
      return row;
    }
    dropIdle();
    float[] row = new float[length];
    shelf.rows.add(row);
    shelf.taken++;
    return row;
  }

  /** Several rows of zeros. */
  float[][] rows(int count, int length) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row(length);
    }
    return rows;
  }

  private void dropIdle() {
    long idle = 0;
    for (Map.Entry<Integer, Shelf> e : shelves.entrySet()) {
      idle += e.getValue().idle(e.getKey());
    }
    if (idle > MOST_IDLE) {
      shelves.values().forEach(Shelf::keepTaken);
    }
  }
}
