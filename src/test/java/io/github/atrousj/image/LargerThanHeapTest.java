package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.Calibration;
import io.github.atrousj.host.ChildJava;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargerThanHeapTest {
  @TempDir Path folder;

  /** 80 MB of pixels, 160 MB of results, a heap of 64 MB. */
  @Test
  void aStackLargerThanTheHeapRunsWithinIt() throws Exception {
    String text =
        ChildJava.run(
            folder,
            64,
            180,
            LargerThanHeap.class,
            List.of(ImageJob.class, Calibration.class),
            folder.resolve("results").toString());
    assertTrue(text.contains("not enough memory: this needs"), text);
    assertTrue(text.contains("(key folder)"), text);
    assertTrue(text.contains("2D reads " + LargerThanHeap.SLICES + "\n"), text);
    int zReads = Integer.parseInt(text.replaceFirst("(?s).*Z reads (\\d+).*", "$1"));
    assertTrue(zReads < 2 * LargerThanHeap.SLICES, text);
  }
}
