package io.github.atrousj.volume.zarr;

import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedArray;
import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.util.Arrays;

/** An array of a Zarr hierarchy, of version 2 or 3. */
final class ZarrArray implements ChunkedArray {
  private final KeyStore store;
  private final ArraySpec spec;
  private final ChunkKeys keys;
  private final Pipeline pipeline;
  private final Sharding sharding;

  /**
   * @param sharding null for none
   */
  ZarrArray(KeyStore store, ArraySpec spec, ChunkKeys keys, Pipeline pipeline, Sharding sharding) {
    this.store = store;
    this.spec = spec;
    this.keys = keys;
    this.pipeline = pipeline;
    this.sharding = sharding;
  }

  @Override
  public ArraySpec spec() {
    return spec;
  }

  @Override
  public float[] readChunk(int... index) {
    try {
      byte[] encoded = encoded(index);
      if (encoded != null) {
        return pipeline.decode(encoded);
      }
      float[] values = new float[spec.chunkValues()];
      if (spec.fill() != 0) {
        Arrays.fill(values, (float) spec.fill());
      }
      return values;
    } catch (IOException | RuntimeException e) {
      throw failure("cannot be read", index, e);
    }
  }

  private byte[] encoded(int[] index) throws IOException {
    long most = pipeline.mostEncoded();
    return sharding == null
        ? store.read(keys.of(index), most)
        : sharding.read(store, keys, index, most);
  }

  @Override
  public boolean hasChunk(int... index) {
    try {
      return sharding == null
          ? store.size(keys.of(index)) >= 0
          : sharding.read(store, keys, index, pipeline.mostEncoded()) != null;
    } catch (IOException e) {
      throw failure("cannot be looked for", index, e);
    }
  }

  @Override
  public void writeChunk(float[] values, int... index) {
    if (values.length != spec.chunkValues()) {
      throw new IllegalStateException(values.length + " values for " + spec.chunkValues());
    }
    if (sharding != null) {
      throw new VolumeException("sharded arrays are only read");
    }
    try {
      store.write(keys.of(index), pipeline.encode(values));
    } catch (IOException | RuntimeException e) {
      throw failure("cannot be written", index, e);
    }
  }

  private VolumeException failure(String what, int[] index, Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new VolumeException(
        "chunk " + named(index) + " of " + store.name() + " " + what + ": " + why, e);
  }

  private String named(int[] index) {
    if (sharding == null) {
      return keys.of(index);
    }
    return Arrays.toString(index).replace(" ", "") + " (in a shard)";
  }
}
