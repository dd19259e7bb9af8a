package io.github.atrousj.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
