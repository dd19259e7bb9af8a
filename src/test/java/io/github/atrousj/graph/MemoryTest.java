package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Shape;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Branches are joined tile by tile: memory is a few tiles, whatever the image's size. */
class MemoryTest {
  private static final int WIDTH = FusionInSmallHeap.WIDTH;

  @TempDir Path folder;

  private static long needed(Graph graph, int height) {
    return new Runner(1).memoryNeeded(graph, new Shape(1, 1, height, WIDTH));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 20})
  void theNeedIsAFewTilesHoweverLongTheImage(int rates) {
    Graph graph = FusionInSmallHeap.aspp(rates);
    assertEquals(needed(graph, 10_000), needed(graph, 80_000), "grows with the image");
    assertTrue(needed(graph, 10_000) < 12 << 20, needed(graph, 10_000) + " bytes");
  }

  /** 18 branches of 40 MB each, a heap of 24 MB. */
  @Test
  void noBranchIsEverWhole() throws Exception {
    assertTrue(4L * WIDTH * FusionInSmallHeap.HEIGHT > 24 << 20);
    Path output = folder.resolve("output.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                place(Runner.class) + File.pathSeparator + place(FusionInSmallHeap.class),
                FusionInSmallHeap.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = child.waitFor(180, TimeUnit.SECONDS);
    child.destroyForcibly();
    String text = Files.readString(output);
    assertTrue(ended, text);
    assertEquals(0, child.exitValue(), text);
    assertTrue(text.contains("rows " + FusionInSmallHeap.HEIGHT), text);
  }

  private static Path place(Class<?> c) throws Exception {
    return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 64})
  void gridsOfMeansCountTowardsTheNeed(int bins) {
    Graph.Builder g = Graph.builder();
    Graph graph = g.build(g.pyramid(g.input(), bins));
    long need = new Runner(1).memoryNeeded(graph, new Shape(1, 100, 4000, 4000));
    // In 2D each plane has a grid of sums, exact ones of 11 limbs.
    assertTrue(need >= 100L * bins * bins * 11 * Long.BYTES, need + " bytes");
  }
}
