package io.github.atrousj.onnx;

/**
 * A declared input or output.
 *
 * @param type element type's number; 0 when not declared
 * @param dims null when not declared; a name or −1 stands for any size
 */
record ValueDef(String name, int type, Object[] dims) {
  /** The size along an axis, −1 when any. */
  int size(int axis) {
    return dims[axis] instanceof Integer n ? n : -1;
  }
}
