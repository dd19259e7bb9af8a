package io.github.atrousj.bench;

import ij.Prefs;
import io.github.atrousj.graph.Monitor;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Time per voxel from store to store against the size of a cube of 16-bit voxels in chunks of 64³:
 * the table of volumes.md. Arguments: a folder to work in, the command, the sides.
 */
public final class VolumeCost {
  private static final int CHUNK = 64;

  private VolumeCost() {}

  public static void main(String[] args) throws IOException {
    Prefs.setThreads(2);
    Path folder = Path.of(args[0]);
    for (int i = 2; i < args.length; i++) {
      int side = Integer.parseInt(args[i]);
      Path in = folder.resolve("in" + side);
      Path out = folder.resolve("out" + side);
      write(in.toString(), side);
      long start = System.nanoTime();
      VolumeProcess p =
          VolumeProcess.begin(
              in.toString(), 0, out.toString(), args[1], VolumeProcess.Settings.usual());
      p.run(Monitor.NONE);
      double ns = System.nanoTime() - start;
      System.out.printf(
          Locale.ROOT,
          "| %d³ | %.1f s | %.1f ns | %s |%n",
          side,
          ns / 1e9,
          ns / Math.pow(side, 3),
          p.describe());
      delete(in);
      delete(out);
    }
  }

  private static void write(String path, int side) {
    FolderStore store = new FolderStore(path);
    int[] shape = {side, side, side};
    ArraySpec spec = new ArraySpec(shape, new int[] {CHUNK, CHUNK, CHUNK}, DataType.UINT16, 0);
    VolumeAxes axes =
        new VolumeAxes("zyx", new double[] {1, 1, 1}, new double[3], List.of("", "", ""));
    ZarrWriter.create(
        store, "in", spec, axes, List.of(), ZarrWriter.Format.V2, ZarrWriter.Compression.NONE);
    ChunkedVolume v = ZarrVolumes.open(store, 0);
    float[] values = new float[CHUNK * CHUNK * CHUNK];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7919 % 4093;
    }
    int n = spec.chunks(0);
    for (int i = 0; i < n * n * n; i++) {
      v.array().writeChunk(values, i / n / n, i / n % n, i % n);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
