package io.github.atrousj.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.github.atrousj.volume.ChunkCache;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes that python3-zarr wrote, and volumes made by hand to the specification of version 3. */
class ZarrVolumesTest {
  private static final int[] SHAPE = {2, 5, 7};

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    Fixtures.unpack(folder);
  }

  private ChunkedVolume open(String name) {
    return ZarrVolumes.open(new FolderStore(folder.resolve(name).toString()), 0);
  }

  private static float[] all(ChunkedVolume v) {
    ChunkCache cache = new ChunkCache(v, 1 << 20);
    int x = v.size('x');
    float[] all = new float[v.size('t') * v.size('c') * v.size('z') * v.size('y') * x];
    int at = 0;
    for (int t = 0; t < v.size('t'); t++) {
      for (int c = 0; c < v.size('c'); c++) {
        for (int z = 0; z < v.size('z'); z++) {
          for (int y = 0; y < v.size('y'); y++) {
            cache.row(t, c, z, y, all, at);
            at += x;
          }
        }
      }
    }
    return all;
  }

  private static float[] expected(DataType type, int... shape) {
    int n = 1;
    for (int size : shape) {
      n *= size;
    }
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          type == DataType.BOOL
              ? (i % 3 == 0 ? 1 : 0)
              : Fixtures.value(i, type.code().charAt(0) != 'u');
    }
    return values;
  }

  @Test
  void everyTypeInBothByteOrders() throws IOException {
    int count = 0;
    try (Stream<Path> names = Files.list(folder)) {
      for (Path p : names.filter(p -> p.getFileName().toString().startsWith("type-")).toList()) {
        ChunkedVolume v = open(p.getFileName().toString());
        DataType type = v.array().spec().type();
        assertTrue(p.toString().endsWith(type.code()), p + " as " + type);
        assertArrayEquals(expected(type, SHAPE), all(v), p.toString());
        count++;
      }
    }
    assertEquals(21, count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zlib", "zstd", "blosc", "slash", "fortran"})
  void compressionsSeparatorsAndOrders(String name) {
    assertArrayEquals(expected(DataType.UINT16, SHAPE), all(open(name)));
  }

  @Test
  void missingChunksAreFull() {
    float[] read = all(open("sparse"));
    float[] whole = expected(DataType.FLOAT32, SHAPE);
    for (int i = 0; i < read.length; i++) {
      assertEquals(i < 35 ? whole[i] : Float.NaN, read[i]);
    }
    float[] third = all(open("v3-plain"));
    assertArrayEquals(read, third);
  }

  @Test
  void transposedBigEndianWithChecksum() {
    assertArrayEquals(expected(DataType.INT16, SHAPE), all(open("v3-codecs")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3-shards-end", "v3-shards-start"})
  void shards(String name) {
    float[] expected = expected(DataType.UINT16, SHAPE);
    // Chunk 1, 1, 0 (rows 3 and 4, columns 0 and 1 of plane 1) is empty: its values are the fill's.
    for (int y = 3; y < 5; y++) {
      for (int x = 0; x < 2; x++) {
        expected[(5 + y) * 7 + x] = 42;
      }
    }
    assertArrayEquals(expected, all(open(name)));
  }

  @Test
  void axesAndPixelSizes() {
    ChunkedVolume v = open("ngff");
    assertEquals("tczyx", v.axes().names());
    assertEquals(30, v.axes().scale('t'));
    assertEquals(2, v.axes().scale('z'));
    assertEquals(0.5, v.axes().scale('y'));
    assertEquals(0.25, v.axes().scale('x'));
    assertEquals(1, v.axes().origin('y'));
    assertEquals("micrometer", v.axes().unit('x'));
    assertEquals("second", v.axes().unit('t'));
    assertArrayEquals(expected(DataType.UINT16, 2, 3, 4, 5, 6), all(v));
    FolderStore store = new FolderStore(folder.resolve("ngff").toString());
    ChunkedVolume coarse = ZarrVolumes.open(store, 1);
    assertEquals(3, coarse.size('x'));
    assertEquals(0.5, coarse.axes().scale('x'));
    String line = line(() -> ZarrVolumes.open(store, 2));
    assertTrue(line.startsWith("level=2: ") && line.endsWith("has levels 0 to 1"), line);

    ChunkedVolume third = open("v3-ngff");
    assertEquals("zyx", third.axes().names());
    assertEquals(300, third.axes().scale('z'));
    assertEquals("nanometer", third.axes().unit('z'));
    assertArrayEquals(expected(DataType.UINT8, 4, 5, 6), all(third));
  }

  private static String line(Runnable call) {
    String line = assertThrows(VolumeException.class, call::run).getMessage();
    assertTrue(!line.contains("\n"), line);
    return line;
  }

  @Test
  void aCodecThatIsNotThereIsNamed() {
    String line = line(() -> open("lzma"));
    assertEquals(
        ".zarray: codec \"lzma\" is not supported: raw, gzip, zlib, zstd and blosc are", line);
  }

  /** The plugin alone, as in an ImageJ to which nothing was added. */
  @ParameterizedTest
  @ValueSource(strings = {"zstd", "blosc"})
  void aLibraryThatIsMissingIsNamed(String codec) throws Exception {
    URL[] path = {location(ZarrVolumes.class), location(Gson.class)};
    try (URLClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> store = alone.loadClass(KeyStore.class.getName());
      Object there =
          alone
              .loadClass(FolderStore.class.getName())
              .getConstructor(String.class)
              .newInstance(folder.resolve(codec).toString());
      Method open =
          alone.loadClass(ZarrVolumes.class.getName()).getMethod("open", store, int.class);
      InvocationTargetException e =
          assertThrows(InvocationTargetException.class, () -> open.invoke(null, there, 0));
      String line = e.getCause().getMessage();
      assertTrue(line.contains("compressed with " + codec + ": add the jar of " + codec), line);
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void aDamagedChunkIsNamedWithTheReason() throws IOException {
    Path chunk = folder.resolve("gzip/1.1.0");
    byte[] bytes = Files.readAllBytes(chunk);
    Files.write(chunk, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    String line = line(() -> all(open("gzip")));
    assertTrue(line.startsWith("chunk 1.1.0 of " + folder.resolve("gzip")), line);
    assertTrue(line.endsWith("cannot be read: the compressed data is cut off"), line);

    Files.write(folder.resolve("type-le-u2/0.0.1"), new byte[7]);
    line = line(() -> all(open("type-le-u2")));
    assertTrue(line.contains("chunk 0.0.1 of ") && line.contains("7 bytes where 24"), line);

    Path checked = folder.resolve("v3-codecs/0.0.0");
    bytes = Files.readAllBytes(checked);
    bytes[bytes.length - 6] ^= 1;
    Files.write(checked, bytes);
    assertTrue(line(() -> all(open("v3-codecs"))).contains("checksum (crc32c)"));

    Path shard = folder.resolve("v3-shards-end/c/0/0/0");
    bytes = Files.readAllBytes(shard);
    Files.write(shard, java.util.Arrays.copyOf(bytes, bytes.length - 30));
    line = line(() -> all(open("v3-shards-end")));
    assertTrue(line.contains("(in a shard)") && line.contains("cannot be read"), line);
  }

  private void metadata(String name, String from, String to) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    String changed = text.replaceAll("\\s+", "").replace(from, to);
    assertTrue(!changed.equals(text.replaceAll("\\s+", "")), text);
    Files.writeString(file, changed);
  }

  @Test
  void sizesAreCheckedBeforeMemoryIsTaken() throws IOException {
    metadata("gzip/.zarray", "[1,3,4]", "[2000000000,2000000000,2000000000]");
    assertTrue(line(() -> open("gzip")).contains("too large"));
    metadata("zlib/.zarray", "[2,5,7]", "[2,-5,7]");
    assertTrue(line(() -> open("zlib")).contains("shape"));
    metadata("slash/.zarray", "[2,5,7]", "[2,1e300,7]");
    assertTrue(line(() -> open("slash")).contains("shape"));
    // A few bytes that would become many.
    metadata("v3-shards-end/zarr.json", "[2,6,4]", "[600000,600000,4]");
    assertTrue(line(() -> open("v3-shards-end")).contains("2^24 chunks"));
    Files.writeString(folder.resolve("fortran/.zarray"), "[".repeat(100000));
    assertTrue(line(() -> open("fortran")).contains(".zarray"));
  }

  @Test
  void nothingOutsideTheStoreIsRead() throws IOException {
    metadata("ngff/.zattrs", "\"path\":\"s0\"", "\"path\":\"../gzip\"");
    assertTrue(line(() -> open("ngff")).contains("outside the store"));
    metadata("ngff/.zattrs", "\"path\":\"../gzip\"", "\"path\":\"" + folder + "/gzip\"");
    assertTrue(line(() -> open("ngff")).contains("outside the store"));
    metadata("ngff/.zattrs", "\"path\":\"" + folder + "/gzip\"", "\"path\":\"link\"");
    Files.createSymbolicLink(folder.resolve("ngff/link"), folder.resolve("gzip"));
    assertTrue(line(() -> open("ngff")).contains("a link to the outside"));
  }

  @Test
  void aFolderThatIsNoVolumeIsRefused() {
    assertTrue(line(() -> open("nothing")).contains("is no Zarr volume"));
  }
}
