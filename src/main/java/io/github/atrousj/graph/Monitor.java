package io.github.atrousj.graph;

/** How a run tells where it stands and learns that it should stop. Called from worker threads. */
public interface Monitor {
  /** Reports nothing and never stops. */
  Monitor NONE = new Monitor() {};

  /** The part done, 0 … 1; never decreases within a run. */
  default void progress(double done) {}

  /** Whether to stop now; asked at least every few tens of milliseconds. */
  default boolean cancelled() {
    return false;
  }
}
