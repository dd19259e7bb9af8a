package io.github.atrousj.graph;

import java.util.Arrays;

/**
 * A set of rows (or planes) of one axis, listed residue class by residue class of a step, and the
 * place of each in that list.
 */
final class RowSet {
  private final int step;
  private final int[] place;
  private int lowest;
  private int highest;
  private int marked;
  private int[] list = new int[0];
  private int size;

  RowSet(int length, int step) {
    this.step = step;
    this.place = new int[length];
    Arrays.fill(place, -1);
    lowest = length;
    highest = -1;
  }

  void clear() {
    if (highest >= lowest) {
      Arrays.fill(place, lowest, highest + 1, -1);
    }
    lowest = place.length;
    highest = -1;
    marked = 0;
    size = 0;
  }

  void mark(int row) {
    if (place[row] < 0) {
      place[row] = 0;
      marked++;
      lowest = Math.min(lowest, row);
      highest = Math.max(highest, row);
    }
  }

  void markAll(int[] rows) {
    for (int row : rows) {
      mark(row);
    }
  }

  /** Lists what was marked. */
  void finish() {
    if (list.length < marked) {
      list = new int[Math.max(marked, 2 * list.length)];
    }
    size = 0;
    for (int residue = 0; residue < step && size < marked; residue++) {
      int row = lowest + Math.floorMod(residue - lowest, step);
      for (; row <= highest; row += step) {
        if (place[row] >= 0) {
          place[row] = size;
          list[size++] = row;
        }
      }
    }
  }

  int size() {
    return size;
  }

  int get(int i) {
    return list[i];
  }

  int[] toArray() {
    return Arrays.copyOf(list, size);
  }

  /** The place of a row in the list, −1 when it is not in the set. */
  int placeOf(int row) {
    return place[row];
  }
}
