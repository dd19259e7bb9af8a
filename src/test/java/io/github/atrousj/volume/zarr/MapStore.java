package io.github.atrousj.volume.zarr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Pieces of bytes in memory. Not safe for several threads. */
final class MapStore implements KeyStore {
  private final Map<String, byte[]> values = new HashMap<>();

  MapStore text(String key, String value) {
    values.put(key, value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public long size(String key) {
    return values.containsKey(key) ? values.get(key).length : -1;
  }

  @Override
  public byte[] read(String key, long offset, int length) throws IOException {
    byte[] value = values.get(key);
    if (offset + length > value.length) {
      throw new IOException("too short");
    }
    return Arrays.copyOfRange(value, (int) offset, (int) offset + length);
  }

  @Override
  public void write(String key, byte[] value) {
    values.put(key, value);
  }
}
