package io.github.atrousj.plugin;

import com.google.gson.Gson;
import ij.measure.Calibration;
import io.github.atrousj.host.ChildJava;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeInSmallHeapTest {
  @TempDir Path folder;

  private void run(int slices, String... commands) throws Exception {
    List<String> args = new ArrayList<>(List.of(folder.toString(), "" + slices));
    args.addAll(List.of(commands));
    ChildJava.run(
        folder,
        64,
        300,
        VolumeInSmallHeap.class,
        List.of(VolumeProcess.class, Calibration.class, Gson.class),
        args.toArray(new String[0]));
  }

  /** 80 MB of pixels, 160 MB of each result, a heap of 64 MB. */
  @Test
  void aVolumeLargerThanTheHeapRunsWithinIt() throws Exception {
    run(
        160,
        "Dilated Convolution... kernel=[1 2 1; 2 4 2; 1 2 1 / 2 4 2; 4 8 4; 2 4 2 / 1 2 1;"
            + " 2 4 2; 1 2 1] rate=2 dimensions=3D",
        "Starlet Denoise... scales=2 dimensions=3D",
        "ASPP Fusion... rates=2,4 pooling dimensions=3D");
  }

  /** Twice that volume in the same heap: what is held does not grow with it. */
  @Test
  void aVolumeOfTwiceTheSizeRunsWithinTheSameHeap() throws Exception {
    run(320, "ASPP Fusion... rates=2 pooling dimensions=3D");
  }
}
