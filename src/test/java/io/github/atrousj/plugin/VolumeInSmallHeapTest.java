package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import ij.measure.Calibration;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeInSmallHeapTest {
  @TempDir Path folder;

  /** 80 MB of pixels, 160 MB of each result, a heap of 64 MB. */
  @Test
  void aVolumeLargerThanTheHeapRunsWithinIt() throws Exception {
    Path output = folder.resolve("output.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Djava.awt.headless=true",
                "-Duser.home=" + folder,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                classPath(),
                VolumeInSmallHeap.class.getName(),
                folder.toString(),
                "160",
                "Dilated Convolution... kernel=[1 2 1; 2 4 2; 1 2 1 / 2 4 2; 4 8 4; 2 4 2 / 1 2 1;"
                    + " 2 4 2; 1 2 1] rate=2 dimensions=3D",
                "Starlet Denoise... scales=2 dimensions=3D",
                "ASPP Fusion... rates=2,4 pooling dimensions=3D")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = child.waitFor(300, TimeUnit.SECONDS);
    child.destroyForcibly();
    List<String> lines = Files.readAllLines(output);
    String text = String.join("\n", lines);
    assertTrue(ended, text);
    assertEquals(0, child.exitValue(), text);
    assertTrue(text.endsWith("done"), text);
  }

  private static String classPath() throws Exception {
    StringBuilder path = new StringBuilder();
    for (Class<?> c :
        List.of(VolumeProcess.class, VolumeInSmallHeap.class, Calibration.class, Gson.class)) {
      path.append(Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()));
      path.append(File.pathSeparator);
    }
    return path.toString();
  }
}
