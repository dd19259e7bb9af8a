package io.github.atrousj.volume.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Chunks packed into shards (Zarr v3, codec {@code sharding_indexed} 1.0): a shard holds an index
 * of 64-bit offsets and lengths, all ones for chunks that are empty.
 *
 * @param perShard chunks of a shard along each axis
 * @param codecs of the index, each of which adds a fixed number of bytes or none
 * @param atEnd whether the index is at the end of the shard
 */
record Sharding(int[] perShard, Pipeline codecs, boolean atEnd) {
  private static final int ENTRY = 16;

  private int chunks() {
    int n = 1;
    for (int k : perShard) {
      n *= k;
    }
    return n;
  }

  /** The encoded bytes of a chunk; null when it is empty or there is no shard. */
  byte[] read(KeyStore store, ChunkKeys keys, int[] index, long most) throws IOException {
    int[] shard = new int[index.length];
    int within = 0;
    for (int i = 0; i < index.length; i++) {
      shard[i] = index[i] / perShard[i];
      within = within * perShard[i] + index[i] % perShard[i];
    }
    String key = keys.of(shard);
    long size = store.size(key);
    if (size < 0) {
      return null;
    }
    int length = (int) Math.min(Integer.MAX_VALUE, encodedIndex());
    if (length > size) {
      throw new IOException("its shard of " + size + " bytes is cut off: there is no whole index");
    }
    byte[] table = codecs.decodeBytes(store.read(key, atEnd ? size - length : 0, length));
    ByteBuffer b = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    long offset = b.getLong(within * ENTRY);
    long bytes = b.getLong(within * ENTRY + 8);
    if (offset == -1 && bytes == -1) {
      return null;
    }
    if (offset < 0 || bytes < 0 || bytes > most || offset > size - bytes) {
      throw new IOException(
          "its shard's index gives "
              + bytes
              + " bytes from "
              + offset
              + " of "
              + size
              + ": the shard is cut off or damaged");
    }
    return store.read(key, offset, (int) bytes);
  }

  private long encodedIndex() {
    return (long) chunks() * ENTRY + (codecs.codecs().isEmpty() ? 0 : 4L);
  }
}
