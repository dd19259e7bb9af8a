package io.github.atrousj.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.docs.Macros;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the macros beside the sample images print is what is said of them. */
class SampleMacrosTest {
  /** What the README says of the picture. */
  @Test
  void poolingLosesEveryBlobAndTheCascadeKeepsThem() throws IOException {
    List<String> table =
        Macros.run("why-dilation").log().lines().filter(line -> line.contains("/50")).toList();
    assertEquals(4, table.size());
    assertEquals(0, found(table.get(1)));
    assertEquals(0, found(table.get(2)));
    assertEquals(49, found(table.get(3)));
    for (String line : table) {
      assertTrue(line.endsWith(" 0/50"), "found where there is none: " + line);
    }
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("49 of the 50"));
  }

  /** Blobs found of all 50. */
  private static int found(String line) {
    return Integer.parseInt(line.replaceFirst(".* (\\d+)/50 .*", "$1"));
  }
}
