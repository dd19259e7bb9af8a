package io.github.atrousj.onnx;

import java.util.Arrays;

/** A list of longs that grows with what is really read. */
final class Numbers {
  private long[] values = new long[16];
  private int size;

  void add(long v) {
    if (size == values.length) {
      OnnxFile.requireHeap(16L * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = v;
  }

  int size() {
    return size;
  }

  long get(int i) {
    return values[i];
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
