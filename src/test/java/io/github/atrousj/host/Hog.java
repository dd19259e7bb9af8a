package io.github.atrousj.host;

import java.util.ArrayList;
import java.util.List;

/** Takes all memory that is left: what fitted when a run began fits no longer. */
final class Hog implements Runnable {
  private static final int LARGEST = 1 << 20;
  private static final int SMALLEST = 1 << 9;

  private final List<Object> taken = new ArrayList<>();

  /** In ever smaller pieces. */
  @Override
  public synchronized void run() {
    for (int size = LARGEST; size >= SMALLEST; size /= 2) {
      try {
        while (true) {
          taken.add(new byte[size]);
        }
      } catch (OutOfMemoryError e) {
        continue;
      }
    }
  }

  /** Gives the memory back; tells whether any was taken. */
  synchronized boolean release() {
    boolean any = !taken.isEmpty();
    taken.clear();
    return any;
  }
}
