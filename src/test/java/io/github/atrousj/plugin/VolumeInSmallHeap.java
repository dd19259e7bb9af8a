package io.github.atrousj.plugin;

import ij.Prefs;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Runs in a Java process of its own whose heap is smaller than the volume and the results. */
public final class VolumeInSmallHeap {
  private static final int SIZE = 512;
  private static final int DEPTH = 8;
  private static final int ROWS = 64;

  private VolumeInSmallHeap() {}

  /**
   * @param args the folder for input and results, the number of slices, the commands
   */
  public static void main(String[] args) {
    Prefs.setThreads(2);
    Path folder = Path.of(args[0]);
    String in = folder.resolve("in").toString();
    write(in, Integer.parseInt(args[1]));
    for (int i = 2; i < args.length; i++) {
      long start = System.nanoTime();
      VolumeProcess p =
          VolumeProcess.begin(
              in, 0, folder.resolve("out" + i).toString(), args[i], VolumeProcess.Settings.usual());
      p.run(Monitor.NONE);
      System.out.println(
          args[i] + ": " + p.describe() + ", " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    System.out.println("peak " + (peak >> 20) + " MB");
    System.out.println("done");
  }

  private static void write(String path, int slices) {
    FolderStore store = new FolderStore(path);
    ArraySpec spec =
        new ArraySpec(
            new int[] {slices, SIZE, SIZE}, new int[] {DEPTH, ROWS, SIZE / 4}, DataType.UINT16, 0);
    VolumeAxes axes =
        new VolumeAxes("zyx", new double[] {1, 1, 1}, new double[3], List.of("", "", ""));
    ZarrWriter.create(
        store, "in", spec, axes, List.of(), ZarrWriter.Format.V2, ZarrWriter.Compression.NONE);
    ChunkedVolume v = ZarrVolumes.open(store, 0);
    Random random = new Random(1);
    float[] values = new float[DEPTH * ROWS * SIZE / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4096);
    }
    for (int z = 0; z < spec.chunks(0); z++) {
      for (int y = 0; y < spec.chunks(1); y++) {
        for (int x = 0; x < spec.chunks(2); x++) {
          values[0] = z + y + x;
          v.array().writeChunk(values, z, y, x);
        }
      }
    }
  }
}
