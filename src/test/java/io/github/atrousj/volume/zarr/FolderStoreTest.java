package io.github.atrousj.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedArray;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  @TempDir Path folder;

  @Test
  void bytesAreOnTheDiskBeforeTheNameIs() throws Exception {
    int[] forced = {0};
    FolderStore store =
        new FolderStore(
            folder,
            file -> {
              forced[0]++;
              assertEquals(5, file.size(), "all bytes are written");
              assertFalse(Files.exists(folder.resolve("0/0")), "not renamed yet");
              file.force(true);
            });
    store.write("0/0", new byte[] {1, 2, 3, 4, 5});
    assertEquals(1, forced[0]);
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, store.read("0/0", 100));
  }

  @Test
  void whatTheDiskDoesNotTakeLeavesNothingAndTheOldAsItWas() throws Exception {
    new FolderStore(folder.toString()).write("0/0", new byte[] {7});
    FolderStore full =
        new FolderStore(
            folder,
            file -> {
              throw new IOException("No space left on device");
            });
    assertThrows(IOException.class, () -> full.write("0/0", new byte[] {1, 2}));
    assertThrows(IOException.class, () -> full.write("0/1", new byte[] {1, 2}));
    assertArrayEquals(new byte[] {7}, full.read("0/0", 100));
    assertEquals(-1, full.size("0/1"));
    try (Stream<Path> aside = Files.list(folder.resolve(".atrousj"))) {
      assertEquals(0, aside.count());
    }
  }

  @Test
  void aFolderInAChunksPlaceIsNoMissingChunk() throws Exception {
    FolderStore store = new FolderStore(folder.toString());
    int[] extent = {2, 2};
    VolumeAxes axes = new VolumeAxes("yx", new double[] {1, 1}, new double[2], List.of("", ""));
    ZarrWriter.create(
        store,
        "a",
        new ArraySpec(extent, new int[] {1, 1}, DataType.UINT8, 0),
        axes,
        List.of(),
        ZarrWriter.Format.V2,
        ZarrWriter.Compression.NONE);
    ChunkedArray array = ZarrVolumes.open(store, 0).array();
    Files.createDirectories(folder.resolve("0/1/0"));
    String of = "chunk 0/1/0 of " + folder + " cannot be ";
    String why = ": there is a folder in its place";
    VolumeException e = assertThrows(VolumeException.class, () -> array.readChunk(1, 0));
    assertEquals(of + "read" + why, e.getMessage());
    e = assertThrows(VolumeException.class, () -> array.hasChunk(1, 0));
    assertEquals(of + "looked for" + why, e.getMessage());
    assertFalse(array.hasChunk(0, 0));
    assertArrayEquals(new float[] {0}, array.readChunk(0, 0));
  }

  @Test
  void storesThatLieInOneAnotherOverlapAlsoByLinks() throws Exception {
    FolderStore a = new FolderStore(folder.resolve("a").toString());
    assertTrue(a.overlaps(new FolderStore(folder.resolve("a/out").toString())));
    assertTrue(a.overlaps(new FolderStore(folder.toString())));
    assertFalse(a.overlaps(new FolderStore(folder.resolve("ab").toString())));
    Files.createDirectories(folder.resolve("a/inner"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a/inner"));
    assertTrue(a.overlaps(new FolderStore(folder.resolve("link/new").toString())));
  }
}
