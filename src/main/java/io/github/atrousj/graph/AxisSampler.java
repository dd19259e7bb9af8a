package io.github.atrousj.graph;

/** How the values of one axis are made from others of the same axis. */
public sealed interface AxisSampler permits Resampling, Picking {
  /** Number of outputs. */
  int size();

  /** Value where an output reads outside. */
  float outside();

  /** What each output reads on an axis of n pixels. */
  AxisTable resolve(int n);
}
