package io.github.atrousj.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.host.Display;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written in version 2 is read by python3-zarr, of every type and compression. */
class PythonZarrTest {
  private static final String PYTHON = "/usr/bin/python3";

  private static final String READ =
      """
      import sys, zarr, numpy as np
      for path in sys.argv[1:]:
          group = zarr.open_group(path, mode="r")
          m = group.attrs["multiscales"][0]
          a = group[m["datasets"][0]["path"]]
          i = np.arange(a.size).reshape(a.shape)
          wanted = (7 * i + i // 11) % 97
          if a.dtype.kind == "b":
              wanted = wanted != 0
          assert np.array_equal(a[...], wanted.astype(a.dtype)), path
          scale = m["datasets"][0]["coordinateTransformations"][0]["scale"]
          axes = "".join(x["name"] for x in m["axes"])
          print(axes, a.dtype.str, scale, m["version"])
      """;

  @TempDir Path folder;

  private static boolean isThere() {
    try {
      Process p =
          new ProcessBuilder(PYTHON, "-c", "import zarr")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return p.waitFor(60, TimeUnit.SECONDS) && p.exitValue() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private String write(DataType type, ZarrWriter.Compression compression) {
    FolderStore store = new FolderStore(folder.resolve(type + "-" + compression).toString());
    int[] shape = {5, 7, 9};
    ArraySpec spec = new ArraySpec(shape, new int[] {2, 3, 4}, type, 0);
    VolumeAxes axes =
        new VolumeAxes(
            "zyx", new double[] {2, 1, 0.5}, new double[3], List.of("micrometer", "", ""));
    ZarrWriter.create(
        store, "written", spec, axes, List.of("one"), ZarrWriter.Format.V2, compression);
    ChunkedVolume v = ZarrVolumes.open(store, 0);
    for (int z = 0; z < 3; z++) {
      for (int y = 0; y < 3; y++) {
        for (int x = 0; x < 3; x++) {
          float[] values = new float[24];
          for (int i = 0; i < 24; i++) {
            int at = ((2 * z + i / 12) * 7 + 3 * y + i / 4 % 3) * 9 + 4 * x + i % 4;
            values[i] = Fixtures.value(at, false);
          }
          v.array().writeChunk(values, z, y, x);
        }
      }
    }
    return store.root().toString();
  }

  @Test
  void readsWhatIsWritten() throws Exception {
    Display.requireThat(isThere(), "python3-zarr is not installed (apt-get install python3-zarr)");
    List<String> command = new java.util.ArrayList<>(List.of(PYTHON, "-c", READ));
    for (DataType type : DataType.values()) {
      command.add(write(type, ZarrWriter.Compression.NONE));
    }
    command.add(write(DataType.FLOAT32, ZarrWriter.Compression.GZIP));
    command.add(write(DataType.UINT16, ZarrWriter.Compression.ZLIB));
    Path output = folder.resolve("output.txt");
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = child.waitFor(120, TimeUnit.SECONDS);
    child.destroyForcibly();
    String text = Files.readString(output);
    assertTrue(ended, text);
    assertEquals(0, child.exitValue(), text);
    assertTrue(text.contains("zyx <u2 [2.0, 1.0, 0.5] 0.4"), text);
    assertEquals(DataType.values().length + 2, text.lines().count(), text);
  }
}
