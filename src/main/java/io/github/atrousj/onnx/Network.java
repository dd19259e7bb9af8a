package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.AcrossChannels;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;

/** A network read for images of one extent. */
public final class Network {
  private final Graph graph;
  private final Shape input;
  private final Image output;

  private final Graph.Builder builder;

  Network(Graph.Builder builder, Shape input, Image output) {
    this.builder = builder;
    this.graph = builder.build(output.node());
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

  /** Whether the result is of real numbers; whole ones are indices. */
  public boolean isReal() {
    return output.type().isReal();
  }

  /** The network with, at each place, the index from 0 of the first channel that is largest. */
  public Network labelled() {
    Node index = builder.across(AcrossChannels.ARGMAX, output.node());
    Shape one = output.shape().withChannels(1);
    Image labels = Image.plain(index, one, 5).withType(DataType.INT64);
    return new Network(builder, input, labels);
  }

  Image output() {
    return output;
  }
}
