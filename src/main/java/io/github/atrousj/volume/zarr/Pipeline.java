package io.github.atrousj.volume.zarr;

import io.github.atrousj.volume.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * From the values of a chunk to its bytes and back: axes permuted, values made bytes, then the byte
 * codecs in order.
 *
 * @param shape of a chunk
 * @param order axis of the chunk that is stored as the first, the second …
 * @param codecs in the order of encoding
 */
record Pipeline(int[] shape, int[] order, DataType type, ByteOrder endian, List<ByteCodec> codecs) {
  /** Values of a chunk. */
  int count() {
    int n = 1;
    for (int size : shape) {
      n *= size;
    }
    return n;
  }

  /** Bytes that an encoded chunk may have: what does not compress grows a little. */
  long mostEncoded() {
    return room() + 64L;
  }

  private int room() {
    long raw = (long) count() * type.bytes();
    return (int) Math.min(Integer.MAX_VALUE - 64L, raw + raw / 64 + 1024);
  }

  /**
   * @return the chunk's values in C order
   * @throws IOException when the bytes are not those of such a chunk
   */
  float[] decode(byte[] encoded) throws IOException {
    byte[] bytes = decodeBytes(encoded);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(endian);
    float[] stored = type.read(b, count());
    return isPlain() ? stored : permuted(stored);
  }

  /** The bytes before the byte codecs. */
  byte[] decodeBytes(byte[] encoded) throws IOException {
    byte[] bytes = encoded;
    for (int i = codecs.size() - 1; i >= 0; i--) {
      bytes = codecs.get(i).decode(bytes, room());
    }
    long wanted = (long) count() * type.bytes();
    if (bytes.length != wanted) {
      throw new IOException(
          "it holds " + bytes.length + " bytes where " + wanted + " are expected");
    }
    return bytes;
  }

  /** Only for chunks in C order. */
  byte[] encode(float[] values) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(values.length * type.bytes()).order(endian);
    type.write(values, b);
    byte[] bytes = b.array();
    for (ByteCodec codec : codecs) {
      bytes = codec.encode(bytes);
    }
    return bytes;
  }

  boolean isPlain() {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }

  private float[] permuted(float[] stored) {
    int n = shape.length;
    int[] step = new int[n]; // in the stored array, along the chunk's own axes
    int along = 1;
    for (int i = n - 1; i >= 0; i--) {
      step[order[i]] = along;
      along *= shape[order[i]];
    }
    float[] values = new float[stored.length];
    int[] at = new int[n];
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = stored[from];
      for (int axis = n - 1; axis >= 0; axis--) {
        from += step[axis];
        if (++at[axis] < shape[axis]) {
          break;
        }
        from -= step[axis] * shape[axis];
        at[axis] = 0;
      }
    }
    return values;
  }
}
