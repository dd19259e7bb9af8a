package io.github.atrousj.image;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.GraphBlocks;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;

/** A graph as a job's operation. */
record GraphOperation(Graph graph, Runner runner) implements Operation {
  @Override
  public Shape outputShape(Shape input) {
    return graph.outputShape(input);
  }

  @Override
  public AxisScale scaleX(Shape input) {
    return graph.scaleX(input);
  }

  @Override
  public AxisScale scaleY(Shape input) {
    return graph.scaleY(input);
  }

  @Override
  public AxisScale scaleZ(Shape input) {
    return graph.scaleZ(input);
  }

  @Override
  public Blockwise blocks() {
    return new GraphBlocks(graph, runner);
  }

  @Override
  public long memoryNeeded(Shape input) {
    return runner.memoryNeeded(graph, input);
  }

  @Override
  public void run(RowSource source, RowSink sink, Region region, Monitor monitor) {
    runner.run(graph, source, sink, region, monitor);
  }
}
