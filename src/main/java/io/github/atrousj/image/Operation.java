package io.github.atrousj.image;

import ij.Prefs;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;

/**
 * What a job computes on each of its volumes: one input channel, any number of output channels. It
 * may be run on several volumes in turn, never on two at once.
 */
public interface Operation {
  /** A graph run on as many threads as ImageJ's own filters use. */
  static Operation of(Graph graph) {
    return of(graph, new Runner(Prefs.getThreads()));
  }

  /** A graph and the runner that runs it. */
  static Operation of(Graph graph, Runner runner) {
    return new GraphOperation(graph, runner);
  }

  /** The output's extent for an input of the given extent. */
  Shape outputShape(Shape input);

  /**
   * Where output columns lie on the input's columns. Not asked when the operation keeps the extent:
   * every output then belongs to the input at the same place.
   */
  default AxisScale scaleX(Shape input) {
    return AxisScale.IDENTITY;
  }

  /** Where output rows lie on the input's rows. */
  default AxisScale scaleY(Shape input) {
    return AxisScale.IDENTITY;
  }

  /** Where output planes lie on the input's planes, whatever axis the image has put there. */
  default AxisScale scaleZ(Shape input) {
    return AxisScale.IDENTITY;
  }

  /**
   * Whether a selection keeps the result to its pixels. An operation whose output channels make
   * sense only together and everywhere works on the whole image.
   */
  default boolean heedsSelection() {
    return true;
  }

  /**
   * The same for a volume in parts, larger than memory; null for an operation that must have the
   * whole at once.
   */
  default Blockwise blocks() {
    return null;
  }

  /** Working memory in bytes, beyond source and sink. */
  long memoryNeeded(Shape input);

  /**
   * Computes the rows of a region, each once.
   *
   * @throws java.util.concurrent.CancellationException when the monitor asked to stop
   */
  void run(RowSource source, RowSink sink, Region region, Monitor monitor);
}
