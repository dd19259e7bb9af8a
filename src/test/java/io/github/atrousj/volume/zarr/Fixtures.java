package io.github.atrousj.volume.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The volumes of zarr.zip, which src/test/python/make_zarr.py writes. */
public final class Fixtures {
  private Fixtures() {}

  /** Unpacks all volumes into a folder. */
  public static void unpack(Path folder) throws IOException {
    unpack("/zarr.zip", folder);
  }

  /** Unpacks a resource into a folder. */
  static void unpack(String resource, Path folder) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream(resource);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Path file = folder.resolve(e.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  /** The value at an index of every array, in C order. */
  public static float value(int i, boolean signed) {
    return (7 * i + i / 11) % 97 - (signed ? 40 : 0);
  }
}
