package io.github.atrousj.graph;

/**
 * Deals tiles to threads, group of planes after group of planes. Within a group each thread has a
 * stretch of its own, so that from pass to pass it finds the rows it wrote in its own cache; who is
 * done early takes from the end of the longest stretch.
 */
final class Shares {
  private final int groups;
  private final int perGroup;
  private final int[] from;
  private final int[] to;
  private int group = -1;
  private int taken;

  Shares(int groups, int perGroup, int threads) {
    this.groups = groups;
    this.perGroup = perGroup;
    from = new int[threads];
    to = new int[threads];
  }

  /** The next tile for a thread, group · perGroup + its place, or −1 when all are dealt. */
  synchronized int next(int thread) {
    if (group < 0 || taken == perGroup) {
      if (group + 1 == groups) {
        return -1;
      }
      open();
    }
    taken++;
    if (from[thread] < to[thread]) {
      return group * perGroup + from[thread]++;
    }
    int longest = 0;
    for (int i = 1; i < from.length; i++) {
      longest = to[i] - from[i] > to[longest] - from[longest] ? i : longest;
    }
    return group * perGroup + --to[longest];
  }

  private void open() {
    group++;
    taken = 0;
    for (int i = 0; i < from.length; i++) {
      from[i] = (int) ((long) perGroup * i / from.length);
      to[i] = (int) ((long) perGroup * (i + 1) / from.length);
    }
  }
}
