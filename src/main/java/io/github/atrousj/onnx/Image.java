package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Node;
import java.util.Arrays;

/**
 * A value of the network that depends on the image: a node of the graph and how ONNX sees it, for a
 * batch of one.
 *
 * @param dims ONNX's dimensions; ones may stand anywhere
 * @param channelsLast whether {@code dims} are [1, …, C] after a transposition
 * @param type element type as ONNX has it; the graph itself knows float only
 */
record Image(Node node, Shape shape, int[] dims, boolean channelsLast, DataType type) {
  static Image plain(Node node, Shape shape, int rank) {
    return new Image(node, shape, dims(shape, rank), false, DataType.FLOAT);
  }

  /** [1, C, …] of a rank from 3 to 5. */
  static int[] dims(Shape s, int rank) {
    int[] all = {s.depth(), s.height(), s.width()};
    int[] dims = new int[rank];
    dims[0] = 1;
    dims[1] = s.channels();
    System.arraycopy(all, 5 - rank, dims, 2, rank - 2);
    return dims;
  }

  int rank() {
    return dims.length;
  }

  /** Whether the dimensions are [1, C, spatial …]. */
  boolean isPlain() {
    return !channelsLast && rank() >= 3 && rank() <= 5 && Arrays.equals(dims, dims(shape, rank()));
  }

  /** The same values with other dimensions. */
  Image withDims(int[] d) {
    return new Image(node, shape, d, false, type);
  }

  Image withType(DataType t) {
    return new Image(node, shape, dims, channelsLast, t);
  }

  /** Another node of the same extent. */
  Image with(Node n) {
    return new Image(n, shape, dims, channelsLast, type);
  }

  /** Length along x (0), y (1) or z (2). */
  int extent(int axis) {
    return axis == 0 ? shape.width() : axis == 1 ? shape.height() : shape.depth();
  }

  /** The spatial axis, 0 for x, of an axis of the dimensions of a plain image. */
  int spatial(int axis) {
    return rank() - 1 - axis;
  }
}
