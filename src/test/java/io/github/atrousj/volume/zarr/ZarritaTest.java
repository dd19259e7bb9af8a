package io.github.atrousj.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkCache;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Version 3 against zarrita, a reader and writer in JavaScript that is not ours: {@code
 * src/test/js/zarrita.sh} has it read what is written here and keeps what it has read, so a writer
 * that changes fails here until zarrita has read the new.
 */
class ZarritaTest {
  private static final int[] SHAPE = {5, 7, 9};

  @TempDir Path folder;

  private static void write(Path root, DataType type, ZarrWriter.Compression compression) {
    FolderStore store = new FolderStore(root.toString());
    ArraySpec spec = new ArraySpec(SHAPE, new int[] {2, 3, 4}, type, 0);
    VolumeAxes axes =
        new VolumeAxes("zyx", new double[] {3, 2, 0.5}, new double[3], List.of("", "nm", "nm"));
    ZarrWriter.create(store, "a", spec, axes, List.of("a"), ZarrWriter.Format.V3, compression);
    ChunkedVolume v = ZarrVolumes.open(store, 0);
    for (int chunk = 0; chunk < 27; chunk++) {
      int[] at = {chunk / 9, chunk / 3 % 3, chunk % 3};
      float[] values = new float[24];
      for (int i = 0; i < 24; i++) {
        int z = at[0] * 2 + i / 12;
        int y = at[1] * 3 + i / 4 % 3;
        int x = at[2] * 4 + i % 4;
        boolean inside = z < SHAPE[0] && y < SHAPE[1] && x < SHAPE[2];
        values[i] = inside ? Fixtures.value((z * SHAPE[1] + y) * SHAPE[2] + x, false) : 0;
      }
      v.array().writeChunk(values, at);
    }
  }

  private static void writeAll(Path root) {
    for (DataType type : DataType.values()) {
      // JavaScript before 2025 has no array of half floats, so zarrita cannot read them.
      if (type != DataType.FLOAT16) {
        write(root.resolve(type.label()), type, ZarrWriter.Compression.NONE);
      }
    }
    write(root.resolve("gzip"), DataType.UINT16, ZarrWriter.Compression.GZIP);
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // Compressed bytes may differ from one Java to the next.
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b
        ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
        : bytes;
  }

  @Test
  void whatIsWrittenIsWhatZarritaHasRead() throws Exception {
    if (Boolean.getBoolean("atrousj.update")) {
      writeAll(Path.of("target", "zarrita", "ours"));
      return;
    }
    Fixtures.unpack("/zarrita.zip", folder);
    Path read = folder.resolve("ours");
    Path now = folder.resolve("now");
    writeAll(now);
    List<Path> names = files(now);
    assertEquals(files(read), names);
    assertTrue(names.size() > 300, names.size() + " files");
    for (Path name : names) {
      assertArrayEquals(bytes(read.resolve(name)), bytes(now.resolve(name)), name.toString());
    }
  }

  @Test
  void whatZarritaWritesIsRead() throws Exception {
    if (Boolean.getBoolean("atrousj.update")) {
      return;
    }
    Fixtures.unpack("/zarrita.zip", folder);
    int stores = 0;
    try (Stream<Path> all = Files.list(folder.resolve("theirs"))) {
      for (Path root : all.toList()) {
        ChunkedVolume v = ZarrVolumes.open(new FolderStore(root.toString()), 0);
        assertEquals(root.getFileName().toString(), v.array().spec().type().label());
        ChunkCache cache = new ChunkCache(v, 1 << 20);
        float[] row = new float[7];
        for (int y = 0; y < 10; y++) {
          cache.row(0, 0, y / 5, y % 5, row, 0);
          for (int x = 0; x < 7; x++) {
            assertEquals(Fixtures.value(y * 7 + x, false), row[x], root + " " + y + " " + x);
          }
        }
        stores++;
      }
    }
    assertEquals(8, stores);
  }
}
