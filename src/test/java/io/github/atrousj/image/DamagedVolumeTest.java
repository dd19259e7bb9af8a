package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ij.ImagePlus;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.volume.VolumeException;
import io.github.atrousj.volume.zarr.Fixtures;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks that are damaged: a blank plane or one clear line. */
class DamagedVolumeTest {
  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    Fixtures.unpack(folder);
  }

  private static ImagePlus open(Path path) {
    return VolumeImage.of(ZarrVolumes.open(new FolderStore(path.toString()), 0), "a", 1 << 20);
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
}
