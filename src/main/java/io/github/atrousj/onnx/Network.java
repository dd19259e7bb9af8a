package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;

/** A network read for images of one extent. */
public final class Network {
  private final Graph graph;
  private final Shape input;
  private final Image output;

  Network(Graph graph, Shape input, Image output) {
    this.graph = graph;
    this.input = input;
    this.output = output;
  }

  /** What is run. */
  public Graph graph() {
    return graph;
  }

  /** The extent of the images that it is for. */
  public Shape inputShape() {
    return input;
  }

  public Shape outputShape() {
    return output.shape();
  }

  /** ONNX's dimensions of the result, for a batch of one. */
  public int[] dims() {
    return output.dims().clone();
  }

  Image output() {
    return output;
  }
}
