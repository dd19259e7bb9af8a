package io.github.atrousj.volume.zarr;

import java.io.IOException;

/**
 * Named pieces of bytes, as a Zarr hierarchy needs them. Keys are relative paths with {@code /}.
 * Safe to use from several threads and processes.
 */
public interface KeyStore {
  /** What people call the store. */
  String name();

  /** Bytes of a value, −1 when there is none. */
  long size(String key) throws IOException;

  /** Part of a value; fails when it does not have so many bytes. */
  byte[] read(String key, long offset, int length) throws IOException;

  /** Stores a whole value: a reader sees all of it or what was there before. */
  void write(String key, byte[] value) throws IOException;

  /** A whole value, null when there is none; fails when it has more than {@code most} bytes. */
  default byte[] read(String key, long most) throws IOException {
    long size = size(key);
    if (size < 0) {
      return null;
    }
    if (size > most) {
      throw new IOException("it has " + size + " bytes where at most " + most + " make sense");
    }
    return read(key, 0, (int) size);
  }
}
