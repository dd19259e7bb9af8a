package io.github.atrousj.onnx;

/** Turns a node that depends on the image into nodes of the graph. */
@FunctionalInterface
interface NodeReader {
  /** The value of the node's first output, or an array with one value for each output. */
  Object read(Reading r, NodeDef n);
}
