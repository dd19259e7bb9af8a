package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ij.ImagePlus;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A small volume with all five axes, and what tests do with volumes. */
final class SampleVolume {
  static final int WIDTH = 45;
  static final int HEIGHT = 38;

  private SampleVolume() {}

  /** Two frames of two channels of nine slices, 16-bit. */
  static void write(Path in) {
    FolderStore store = new FolderStore(in.toString());
    ArraySpec spec =
        new ArraySpec(
            new int[] {2, 2, 9, HEIGHT, WIDTH}, new int[] {1, 1, 4, 16, 16}, DataType.UINT16, 0);
    VolumeAxes axes =
        new VolumeAxes(
            "tczyx",
            new double[] {5, 1, 2, 0.5, 0.25},
            new double[] {0, 0, 0, 3, 0},
            List.of("second", "", "micrometer", "micrometer", "micrometer"));
    ZarrWriter.create(
        store, "in", spec, axes, List.of(), ZarrWriter.Format.V3, ZarrWriter.Compression.GZIP);
    ChunkedVolume v = ZarrVolumes.open(store, 0);
    Random random = new Random(5);
    for (int t = 0; t < 2; t++) {
      for (int c = 0; c < 2; c++) {
        for (int z = 0; z < 3; z++) {
          for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 3; x++) {
              float[] values = new float[4 * 16 * 16];
              for (int i = 0; i < values.length; i++) {
                values[i] = 1000 + 50 * (float) random.nextGaussian() + 100 * c;
              }
              v.array().writeChunk(values, t, c, z, y, x);
            }
          }
        }
      }
    }
  }

  static ImagePlus open(Path path) {
    return HeadlessImageJ.run(null, "Open Zarr Volume...", "path=[" + path + "]").ok().result();
  }

  static void assertSamePixels(ImagePlus expected, ImagePlus got) {
    assertArrayEquals(expected.getDimensions(), got.getDimensions());
    for (int i = 1; i <= expected.getStackSize(); i++) {
      Object a = expected.getStack().getPixels(i);
      Object b = got.getStack().getPixels(i);
      if (a instanceof float[] floats) {
        assertArrayEquals(floats, (float[]) b, "plane " + i);
      } else if (a instanceof short[] shorts) {
        assertArrayEquals(shorts, (short[]) b, "plane " + i);
      } else {
        assertArrayEquals((byte[]) a, (byte[]) b, "plane " + i);
      }
    }
  }
}
