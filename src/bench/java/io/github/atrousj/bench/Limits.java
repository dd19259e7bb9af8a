package io.github.atrousj.bench;

import io.github.atrousj.engine.Shape;
import java.util.Map;

/** The least that a piece of work can take: its bytes, and its multiply-adds done one by one. */
final class Limits {
  private Limits() {}

  /** Bytes of a pixel. */
  static int pixelBytes(String work) {
    return work.equals("W8") ? 1 : Float.BYTES;
  }

  /** Multiply-adds of the direct method. */
  static long multiplyAdds(Workload work) {
    Shape in = work.input().shape();
    long pixels = (long) in.width() * in.height() * in.depth();
    if (work.name().equals("W4")) {
      return pixels * 5 * 10; // five scales, each in two passes of five taps
    }
    long weights = 0;
    for (Map.Entry<String, float[]> w : work.weights().entrySet()) {
      boolean bias = w.getKey().startsWith("b");
      for (float v : w.getValue()) {
        weights += v != 0 && !bias ? 1 : 0;
      }
    }
    return pixels * weights;
  }
}
