package io.github.atrousj.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.TrainClassifier;
import io.github.atrousj.plugin.VolumeProcess;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Volumes of noise and what was made of them. */
final class TestVolume {
  /**
   * A convolution, an ASPP with pooling over the image, a denoise that measures noise in 3-D, a
   * classifier whose file takes the place of MODEL.
   */
  static final List<String> COMMANDS =
      List.of(
          "Dilated Convolution... kernel=laplacian-8 rate=3",
          "ASPP Fusion... rates=2,4 pooling pointwise dimensions=3D",
          "Starlet Denoise... scales=2 dimensions=3D",
          "Apply ASPP Classifier... model=MODEL");

  private static final int SIDE = 64;

  private TestVolume() {}

  /**
   * Writes 16-bit noise in chunks of 4 × 16 × 16.
   *
   * @param shape channels, slices, rows, columns
   */
  static Path write(Path folder, int... shape) {
    FolderStore store = new FolderStore(folder.toString());
    int[] chunk = {1, 4, 16, 16};
    ArraySpec spec = new ArraySpec(shape, chunk, DataType.UINT16, 0);
    VolumeAxes axes =
        new VolumeAxes(
            "czyx", new double[] {1, 2, 0.5, 0.5}, new double[4], List.of("", "", "", ""));
    ZarrWriter.create(
        store, "in", spec, axes, List.of(), ZarrWriter.Format.V2, ZarrWriter.Compression.NONE);
    ChunkedVolume v = ZarrVolumes.open(store, 0);
    Random random = new Random(11);
    float[] values = new float[spec.chunkValues()];
    int planes = spec.chunks(1) * spec.chunks(2) * spec.chunks(3);
    for (int i = 0; i < spec.chunks(0) * planes; i++) {
      for (int k = 0; k < values.length; k++) {
        values[k] = 1000 + 50 * (float) random.nextGaussian();
      }
      int x = i % spec.chunks(3);
      int y = i / spec.chunks(3) % spec.chunks(2);
      int z = i / spec.chunks(3) / spec.chunks(2) % spec.chunks(1);
      v.array().writeChunk(values, i / planes, z, y, x);
    }
    return folder;
  }

  /** Trains a classifier of two textures and writes it. */
  static Path model(Path file) {
    float[] pixels = new float[SIDE * SIDE];
    Random random = new Random(3);
    for (int i = 0; i < pixels.length; i++) {
      double deviation = i % SIDE < SIDE / 2 ? 20 : 80;
      pixels[i] = 1000 + (float) (deviation * random.nextGaussian());
    }
    ImagePlus image = new ImagePlus("textures", new FloatProcessor(SIDE, SIDE, pixels));
    Overlay overlay = new Overlay();
    for (int i = 0; i < 6; i++) {
      Roi roi = new Roi(4 + i % 2 * SIDE / 2, 4 + i / 2 * 20, 20, 16);
      roi.setName((i % 2 == 0 ? "smooth-" : "rough-") + (i / 2 + 1));
      overlay.add(roi);
    }
    image.setOverlay(overlay);
    Values values = new TrainClassifier().spec().parse("model=[" + file + "] rates=1,2,4 folds=3");
    TrainClassifier.train(values, image, Monitor.NONE);
    return file;
  }

  /** What Process Zarr Volume makes of it, on one thread, in blocks of other sizes. */
  static Path onOneThread(Path in, Path out, String command) {
    int threads = Prefs.getThreads();
    Prefs.setThreads(1);
    try {
      VolumeProcess.begin(in.toString(), 0, out.toString(), command, VolumeProcess.Settings.usual())
          .run(Monitor.NONE);
    } finally {
      Prefs.setThreads(threads);
    }
    return out;
  }

  /** All chunks of a store by their names. */
  static Map<String, byte[]> chunks(Path store) {
    Map<String, byte[]> chunks = new TreeMap<>();
    Path array = store.resolve("0");
    try (Stream<Path> all = Files.walk(array)) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        if (!p.getFileName().toString().startsWith(".")) {
          chunks.put(array.relativize(p).toString(), Files.readAllBytes(p));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return chunks;
  }

  static void assertSame(Path expected, Path got) {
    Map<String, byte[]> a = chunks(expected);
    Map<String, byte[]> b = chunks(got);
    assertFalse(a.isEmpty());
    assertEquals(a.keySet(), b.keySet());
    a.forEach((name, bytes) -> assertArrayEquals(bytes, b.get(name), "chunk " + name));
  }

  /** Every chunk that is there is there as a whole and has the right values. */
  static void assertNoHalfChunk(Path expected, Path got) {
    Map<String, byte[]> a = chunks(expected);
    chunks(got).forEach((name, bytes) -> assertArrayEquals(a.get(name), bytes, "chunk " + name));
  }
}
