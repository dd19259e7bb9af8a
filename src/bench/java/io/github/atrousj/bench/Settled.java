package io.github.atrousj.bench;

import io.github.atrousj.engine.ChangeOver;

/** Work that is done until the loops which it uses for good have taken over. */
final class Settled {
  private static final long MOST_MILLIS = 60_000;

  private Settled() {}

  static void run(Runnable work) {
    // The second run may be the first that asks for loops of rows which do not go together.
    for (int i = 0; i < 2; i++) {
      work.run();
      try {
        ChangeOver.settle(MOST_MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    work.run();
  }
}
