package io.github.atrousj.starlet;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;

/**
 * The rounds in which the planes of a batch are worked off, so that the working planes take little
 * beside the result however long the stack is. A volume is one round.
 *
 * @param from the first plane of all rounds
 * @param planes number of planes of all rounds
 * @param round planes of a round, at most
 */
record Batch(int from, int planes, int round) {
  private static final long MOST_BYTES = 32L << 20;

  /**
   * @param working planes of memory for each plane of a round
   */
  static Batch of(boolean volume, Shape s, int from, int planes, int working) {
    if (volume) {
      return new Batch(0, s.depth(), s.depth());
    }
    long bytes = (long) s.height() * s.width() * Float.BYTES * working;
    long fit = Math.max(1, Math.min(planes, MOST_BYTES / Math.max(1, bytes)));
    return new Batch(from, planes, (int) fit);
  }

  int rounds() {
    return (planes + round - 1) / round;
  }

  int start(int index) {
    return from + index * round;
  }

  int count(int index) {
    return Math.min(round, planes - index * round);
  }

  /** Bytes of the working planes of the largest round. */
  static long bytes(boolean volume, Shape s, int working) {
    Batch all = of(volume, s, 0, s.depth(), working);
    return (long) all.round * s.height() * s.width() * Float.BYTES * working;
  }

  /** The part of a monitor that belongs to one of several equal steps. */
  static Monitor step(Monitor whole, int index, int of) {
    return new Monitor() {
      @Override
      public void progress(double done) {
        whole.progress((index + done) / of);
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }
}
