package io.github.atrousj.volume.zarr;

/**
 * Where chunks are kept.
 *
 * @param prefix of every key, empty or ending in {@code /}
 * @param separator between the numbers
 */
record ChunkKeys(String prefix, char separator) {
  String of(int... index) {
    StringBuilder key = new StringBuilder(prefix);
    for (int i = 0; i < index.length; i++) {
      if (i > 0) {
        key.append(separator);
      }
      key.append(index[i]);
    }
    return key.toString();
  }
}
