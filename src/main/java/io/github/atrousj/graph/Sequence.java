package io.github.atrousj.graph;

/** The order in which rows or planes are taken: residue class by residue class of a step. */
final class Sequence {
  private Sequence() {}

  /** The numbers {@code from … to − 1}, those equal modulo {@code step} together and ascending. */
  static int[] of(int from, int to, int step) {
    int[] order = new int[to - from];
    int n = 0;
    for (int first = from; first < to && first < from + step; first++) {
      for (int i = first; i < to; i += step) {
        order[n++] = i;
      }
    }
    return order;
  }

  /** How many parts of at most {@code size} make up {@code count}. */
  static int ceilDiv(int count, int size) {
    return -Math.floorDiv(-count, size);
  }
}
