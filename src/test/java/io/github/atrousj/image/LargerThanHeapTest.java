package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.Calibration;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargerThanHeapTest {
  @TempDir Path folder;

  /** 80 MB of pixels, 160 MB of results, a heap of 64 MB. */
  @Test
  void aStackLargerThanTheHeapRunsWithinIt() throws Exception {
    Path output = folder.resolve("output.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Djava.awt.headless=true",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                classPath(),
                LargerThanHeap.class.getName(),
                folder.resolve("results").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = child.waitFor(180, TimeUnit.SECONDS);
    child.destroyForcibly();
    List<String> lines = Files.readAllLines(output);
    String text = String.join("\n", lines);
    assertTrue(ended, text);
    assertEquals(0, child.exitValue(), text);
    assertTrue(text.contains("not enough memory: this needs"), text);
    assertTrue(text.contains("(key folder)"), text);
    assertTrue(text.contains("2D reads " + LargerThanHeap.SLICES + "\n"), text);
    int zReads = Integer.parseInt(text.replaceFirst("(?s).*Z reads (\\d+).*", "$1"));
    assertTrue(zReads < 2 * LargerThanHeap.SLICES, text);
    assertTrue(text.endsWith("done"), text);
  }

  private static String classPath() throws Exception {
    StringBuilder path = new StringBuilder();
    for (Class<?> c : List.of(ImageJob.class, LargerThanHeap.class, Calibration.class)) {
      path.append(Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()));
      path.append(File.pathSeparator);
    }
    return path.toString();
  }
}
