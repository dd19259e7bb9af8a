package io.github.atrousj.volume;

import io.github.atrousj.graph.Monitor;

/** One of several steps' share of the progress of a whole. */
record Progress(Monitor whole, int step, int steps) implements Monitor {
  @Override
  public void progress(double done) {
    whole.progress((step + done) / steps);
  }

  @Override
  public boolean cancelled() {
    return whole.cancelled();
  }
}
