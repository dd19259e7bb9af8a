package io.github.atrousj.volume;

import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.KeyStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Volumes for tests. */
final class Stores {
  private Stores() {}

  /** A new, empty volume of floats; extents in the order t, c, z, y, x. */
  static ChunkedVolume empty(KeyStore store, int[] shape, int[] chunk) {
    ArraySpec spec = new ArraySpec(shape, chunk, DataType.FLOAT32, 0);
    VolumeAxes axes =
        new VolumeAxes(
            "tczyx", new double[] {1, 1, 1, 1, 1}, new double[5], Collections.nCopies(5, ""));
    ZarrWriter.create(
        store, "test", spec, axes, List.of(), ZarrWriter.Format.V2, ZarrWriter.Compression.GZIP);
    return ZarrVolumes.open(store, 0);
  }

  static ChunkedVolume empty(Path folder, int[] shape, int[] chunk) {
    return empty(new FolderStore(folder.toString()), shape, chunk);
  }

  /** A volume of Gaussian noise around 100. */
  static ChunkedVolume noise(Path folder, int[] shape, int[] chunk, long seed) {
    ChunkedVolume v = empty(folder, shape, chunk);
    Random random = new Random(seed);
    forEachChunk(
        v,
        index -> {
          float[] values = new float[v.array().spec().chunkValues()];
          for (int i = 0; i < values.length; i++) {
            values[i] = 100 + 10 * (float) random.nextGaussian();
          }
          v.array().writeChunk(values, index);
        });
    return v;
  }

  interface Visitor {
    void visit(int[] index);
  }

  static void forEachChunk(ChunkedVolume v, Visitor visitor) {
    ArraySpec spec = v.array().spec();
    int[] at = new int[spec.rank()];
    int axis = 0;
    while (axis >= 0) {
      visitor.visit(at.clone());
      axis = at.length - 1;
      while (axis >= 0 && ++at[axis] == spec.chunks(axis)) {
        at[axis--] = 0;
      }
    }
  }

  /** One plane, read row by row. */
  static float[] plane(ChunkedVolume v, int t, int c, int z) {
    ChunkCache cache = new ChunkCache(v, 1 << 22);
    float[] all = new float[v.size('y') * v.size('x')];
    for (int y = 0; y < v.size('y'); y++) {
      cache.row(t, c, z, y, all, y * v.size('x'));
    }
    return all;
  }
}
