package io.github.atrousj.image;

import io.github.atrousj.graph.Monitor;

/** One volume's share of the progress of a job of several. */
record GroupMonitor(Monitor whole, int group, int groups) implements Monitor {
  @Override
  public void progress(double done) {
    whole.progress((group + done) / groups);
  }

  @Override
  public boolean cancelled() {
    return whole.cancelled();
  }
}
