package io.github.atrousj.image;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.engine.ChangeOver;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Rows of ImageJ's pixel arrays to floats and back. Values are the raw ones: unsigned 8 and 16
 * bits, RGB component by component (0 red, 1 green, 2 blue); a density calibration (the function
 * that makes, say, optical densities or signed numbers of raw values) is not applied, as in
 * ImageJ's own filters. An 8-bit colour image counts as its 8-bit indices.
 */
final class PixelRows {
  /** The Vector API's loops give the same bits, several times faster, once they are compiled. */
  static final boolean HAS_VECTORS = Accelerator.isActive() && VectorPixelRows.USABLE;

  // Without vectors not even made: the first dialog would wait for Java to link what makes them.
  private static final ChangeOver BYTES = HAS_VECTORS ? changeOver(byte[]::new) : null;
  private static final ChangeOver SHORTS = HAS_VECTORS ? changeOver(short[]::new) : null;
  private static final ChangeOver RGB = HAS_VECTORS ? changeOver(int[]::new) : null;

  private static final ThreadLocal<PlainPixelRows> PLAIN =
      ThreadLocal.withInitial(PlainPixelRows::new);

  private PixelRows() {}

  private static ChangeOver changeOver(IntFunction<Object> planes) {
    return new ChangeOver(() -> round(planes, false), () -> round(planes, true));
  }

  /** Reads a row and writes it. */
  static IntConsumer round(IntFunction<Object> planes, boolean vector) {
    Object plane = planes.apply(ChangeOver.LENGTH);
    float[] row = new float[ChangeOver.LENGTH];
    return n -> {
      read(plane, 0, 0, row, 0, n, vector);
      write(row, 0, plane, 0, 0, n, vector);
    };
  }

  private static boolean takesVectors(Object plane) {
    return HAS_VECTORS
        && (plane instanceof byte[] ? BYTES : plane instanceof short[] ? SHORTS : RGB).isDone();
  }

  /** Copies {@code n} values of one component from {@code from} on. */
  static void read(Object plane, int component, int from, float[] into, int offset, int n) {
    if (plane instanceof float[] floats) {
      System.arraycopy(floats, from, into, offset, n);
    } else {
      read(plane, component, from, into, offset, n, takesVectors(plane));
    }
  }

  private static void read(
      Object plane, int component, int from, float[] into, int offset, int n, boolean vector) {
    if (plane instanceof byte[] bytes) {
      readBytes(bytes, from, into, offset, n, vector);
    } else if (plane instanceof short[] shorts) {
      readShorts(shorts, from, into, offset, n, vector);
    } else {
      readRgb((int[]) plane, from, into, offset, n, shift(component), vector);
    }
  }

  private static void readBytes(
      byte[] plane, int from, float[] into, int offset, int n, boolean vector) {
    int done = vector ? VectorPixelRows.readBytes(plane, from, into, offset, n) : 0;
    for (int i = done; i < n; i++) {
      into[offset + i] = plane[from + i] & 0xff;
    }
  }

  private static void readShorts(
      short[] plane, int from, float[] into, int offset, int n, boolean vector) {
    int done = vector ? VectorPixelRows.readShorts(plane, from, into, offset, n) : 0;
    for (int i = done; i < n; i++) {
      into[offset + i] = plane[from + i] & 0xffff;
    }
  }

  private static void readRgb(
      int[] plane, int from, float[] into, int offset, int n, int shift, boolean vector) {
    if (!vector) {
      PLAIN.get().readRgb(plane, from, into, offset, n, shift);
      return;
    }
    int done = VectorPixelRows.readRgb(plane, from, into, offset, n, shift);
    for (int i = done; i < n; i++) {
      into[offset + i] = (plane[from + i] >> shift) & 0xff;
    }
  }

  /**
   * Writes {@code n} values into a plane, rounded half-up and clamped where it holds integers; NaN
   * becomes 0 there. Components of one RGB plane share their words: callers must not write two
   * components of the same pixels at once.
   *
   * @return how many values did not fit (NaN included)
   */
  static int write(float[] row, int offset, Object plane, int component, int to, int n) {
    if (plane instanceof float[] floats) {
      System.arraycopy(row, offset, floats, to, n);
      return 0;
    }
    return write(row, offset, plane, component, to, n, takesVectors(plane));
  }

  private static int write(
      float[] row, int offset, Object plane, int component, int to, int n, boolean vector) {
    if (plane instanceof byte[] bytes) {
      return writeBytes(row, offset, bytes, to, n, vector);
    }
    if (plane instanceof short[] shorts) {
      return writeShorts(row, offset, shorts, to, n, vector);
    }
    return writeRgb(row, offset, (int[]) plane, to, n, shift(component), vector);
  }

  private static int writeBytes(
      float[] row, int offset, byte[] plane, int to, int n, boolean vector) {
    if (!vector) {
      return PLAIN.get().writeBytes(row, offset, plane, to, n);
    }
    int done = VectorPixelRows.whole(n);
    return VectorPixelRows.writeBytes(row, offset, plane, to, n)
        + PixelByPixel.writeBytes(row, offset + done, plane, to + done, n - done);
  }

  private static int writeShorts(
      float[] row, int offset, short[] plane, int to, int n, boolean vector) {
    if (!vector) {
      return PLAIN.get().writeShorts(row, offset, plane, to, n);
    }
    int done = VectorPixelRows.whole(n);
    return VectorPixelRows.writeShorts(row, offset, plane, to, n)
        + PixelByPixel.writeShorts(row, offset + done, plane, to + done, n - done);
  }

  private static int writeRgb(
      float[] row, int offset, int[] plane, int to, int n, int shift, boolean vector) {
    if (!vector) {
      return PLAIN.get().writeRgb(row, offset, plane, to, n, shift);
    }
    int done = VectorPixelRows.whole(n);
    return VectorPixelRows.writeRgb(row, offset, plane, to, n, shift)
        + PixelByPixel.writeRgb(row, offset + done, plane, to + done, n - done, shift);
  }

  private static int shift(int component) {
    return 16 - 8 * component;
  }
}
