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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Time per voxel from store to store against the size of a cube of 16-bit voxels in chunks of 64³:
 * the table of volumes.md, medians of runs in one warm process. Arguments: a folder to work in, the
 * command, the sides.
 */
public final class VolumeCost {
  private static final int CHUNK = 64;

  private VolumeCost() {}

  public static void main(String[] args) throws IOException {
    Prefs.setThreads(2);
    Path folder = Path.of(args[0]);
    // Until the loops are compiled the smallest cubes would be charged for it.
    measure(folder, args[1], 64, 40);
    measure(folder, args[1], 128, 10);
    for (int i = 2; i < args.length; i++) {
      int side = Integer.parseInt(args[i]);
      System.out.println(measure(folder, args[1], side, Math.max(1, Math.min(21, 1536 / side))));
    }
  }

  /** Runs so many times; a line with the median time. */
  private static String measure(Path folder, String command, int side, int runs)
      throws IOException {
    Path in = folder.resolve("in" + side);
    Path out = folder.resolve("out" + side);
    write(in.toString(), side);
    double[] seconds = new double[runs];
    String blocks = "";
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      VolumeProcess p =
          VolumeProcess.begin(
              in.toString(), 0, out.toString(), command, VolumeProcess.Settings.usual());
      p.run(Monitor.NONE);
      seconds[i] = (System.nanoTime() - start) / 1e9;
      blocks = p.describe();
      delete(out);
    }
    delete(in);
    Arrays.sort(seconds);
    double median = seconds[runs / 2];
    return String.format(
        Locale.ROOT,
        "| %d³ | %.3f s (%.3f to %.3f, %d runs) | %.1f ns | %s |",
        side,
        median,
        seconds[0],
        seconds[runs - 1],
        runs,
        median * 1e9 / Math.pow(side, 3),
        blocks);
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
