package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ij.ImagePlus;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.VolumeException;
import io.github.atrousj.volume.zarr.Fixtures;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are damaged: one clear line, whatever was damaged and however. */
class DamagedVolumeTest {
  private static final String[] NASTY = {
    "-1",
    "0",
    "1e999",
    "null",
    "[]",
    "{}",
    "2147483647",
    "4294967296",
    "\"\"",
    "true",
    "NaN",
    "0.5",
    "[[[[]]]]",
    "\"../..\"",
    "[2147483647,2147483647,2147483647]",
    "9".repeat(400)
  };

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    Fixtures.unpack(folder);
  }

  private static ImagePlus open(Path path) {
    return VolumeImage.of(ZarrVolumes.open(new FolderStore(path.toString()), 0), "a", 1 << 20);
  }

  private List<Path> files(Path of) {
    try (Stream<Path> all = Files.walk(of)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDamagedChunkIsABlankPlaneForWhoLooksAndALineForWhoComputes() throws Exception {
    Path store = folder.resolve("gzip");
    Path chunk = store.resolve("1.0.0");
    Files.write(chunk, Arrays.copyOf(Files.readAllBytes(chunk), 9));
    ImagePlus image = open(store);
    assertTrue(image.getStack().getProcessor(1).getf(1, 0) > 0, "the whole plane is there");
    for (int i = 0; i < 3; i++) {
      assertEquals(0, image.getStack().getProcessor(2).getStats().max);
    }
    ImageJob job = ImageJob.of(image).withScope(Scope.STACK);
    Graph graph = Graph.of(Convolution.of(KernelLibrary.find("mean-3")));
    try {
      job.run(shape -> Operation.of(graph), Monitor.NONE);
      fail("computed with a plane that is not there");
    } catch (VolumeException e) {
      assertTrue(e.getMessage().startsWith("chunk 1.0.0 of "), e.getMessage());
      assertFalse(e.getMessage().contains("\n"));
    }
  }

  @Test
  void missingFloatsAreNotANumber() throws Exception {
    Path store = folder.resolve("type-le-f4");
    Files.write(store.resolve("0.0.0"), new byte[3]);
    assertTrue(Float.isNaN(open(store).getStack().getProcessor(1).getf(0, 0)));
  }

  /** Sound metadata of a plane of 8 GB, no chunk of which is there. */
  @Test
  void aPlaneThatDoesNotFitTheHeapIsRefusedBeforeMemoryIsTaken() throws Exception {
    Path store = Files.createDirectories(folder.resolve("large"));
    Files.writeString(
        store.resolve(".zarray"),
        "{\"zarr_format\":2,\"shape\":[2,46000,46000],\"chunks\":[1,64,64],\"dtype\":\"<f4\","
            + "\"compressor\":null,\"fill_value\":0,\"order\":\"C\",\"filters\":null}");
    ChunkedVolume large = ZarrVolumes.open(new FolderStore(store.toString()), 0);
    HeapBudget gigabyte = new HeapBudget(() -> 1L << 30);
    String line =
        assertThrows(VolumeException.class, () -> VolumeImage.of(large, "a", 1, gigabyte))
            .getMessage();
    assertTrue(
        line.startsWith("a plane of 46000 x 46000 pixels: not enough memory: this needs 7.9 GB"),
        line);
    assertTrue(line.endsWith("or take a coarser level"), line);
  }

  /** A change anywhere in metadata or chunks. */
  @Test
  void anyDamageIsReadOrRefusedInOneLine() throws Exception {
    Random random = new Random(11);
    int refused = 0;
    int tries = 3000;
    List<Path> stores;
    try (Stream<Path> all = Files.list(folder)) {
      stores = all.filter(Files::isDirectory).sorted().toList();
    }
    for (int i = 0; i < tries; i++) {
      Path store = stores.get(random.nextInt(stores.size()));
      List<Path> files = files(store);
      List<Path> named =
          files.stream().filter(f -> f.getFileName().toString().matches("\\.z.*|.*json")).toList();
      List<Path> from = random.nextInt(3) > 0 ? named : files;
      Path file = from.get(random.nextInt(from.size()));
      byte[] before = Files.readAllBytes(file);
      byte[] after = changed(before, random);
      Files.write(file, after);
      try {
        ImagePlus image = open(store);
        VolumeImage.Planes planes = (VolumeImage.Planes) image.getStack();
        if ((long) image.getWidth() * image.getHeight() < 1 << 20) {
          planes.read(1);
          planes.read(planes.size());
        }
      } catch (VolumeException e) {
        refused++;
        String line = e.getMessage();
        assertTrue(line.lines().count() == 1 && line.length() < 600, line);
      } catch (RuntimeException | Error e) {
        fail(file + ": " + new String(after, StandardCharsets.ISO_8859_1), e);
      } finally {
        Files.write(file, before);
      }
    }
    assertTrue(refused > tries / 4 && refused < tries, refused + " of " + tries);
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int n = bytes.length;
    int at = random.nextInt(Math.max(1, n));
    switch (random.nextInt(5)) {
      case 0:
        return Arrays.copyOf(bytes, at);
      case 1:
        byte[] flipped = bytes.clone();
        if (n > 0) {
          flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
      case 2:
        return joined(bytes, at, "[".repeat(20_000), at);
      default:
        // A number or a text of the document becomes another.
        int end = at;
        while (end < n && ",]}\n".indexOf(bytes[end]) < 0) {
          end++;
        }
        int start = at;
        while (start > 0 && ":,[{\n".indexOf(bytes[start - 1]) < 0) {
          start--;
        }
        return joined(bytes, start, NASTY[random.nextInt(NASTY.length)], Math.max(start, end));
    }
  }

  private static byte[] joined(byte[] bytes, int until, String text, int from) {
    byte[] middle = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(bytes, until + middle.length + bytes.length - from);
    System.arraycopy(middle, 0, all, until, middle.length);
    System.arraycopy(bytes, from, all, until + middle.length, bytes.length - from);
    return all;
  }
}
