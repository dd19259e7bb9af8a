package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.starlet.Denoise.Settings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenoiseBlocksTest {
  private static final Starlet PLANES = Starlet.planes(2);

  private static double[] noise(Volume image, int threads, long mostHeld) {
    Settings settings = Settings.hard(3);
    return new DenoiseBlocks(PLANES, settings, new Runner(threads), mostHeld)
        .measure(image, 0, List.of(), new Region(1, 4, 0, 41), Monitor.NONE);
  }

  /** Planes too large to be held smoothed are smoothed six times, with the same noise. */
  @Test
  void theNoiseOfAPlaneThatIsNotHeldIsTheSame() {
    Volume image = Samples.noise(5, 4, 41, 53, 12);
    Arrays.fill(image.plane(0, 2), 7); // no noise at all
    image.plane(0, 3)[100] = Float.NaN;
    double[] held = noise(image, 1, 41 * 53 * 4);
    assertTrue(held[0] > 1 && held[2] > 1, Arrays.toString(held));
    assertEquals(0, held[1]);
    assertArrayEquals(held, noise(image, 1, 41 * 53 * 4 - 1));
    assertArrayEquals(held, noise(image, 2, 0));
    Arrays.fill(image.plane(0, 1), Float.NaN); // no finite value
    assertArrayEquals(noise(image, 1, 1L << 30), noise(image, 2, 0));
  }

  /** An image in memory, which is read where it is, stays as it was, and so do later parts. */
  @Test
  void partsDoNotWriteToTheImage() {
    Volume image = Samples.noise(6, 1, 60, 70, 30);
    float[] before = image.plane(0, 0).clone();
    Denoise denoise = new Denoise(PLANES, Settings.hard(3), new Runner(2));
    Volume whole = new Volume(image.shape());
    denoise.run(image, whole, new Region(0, 1, 0, 60), Monitor.NONE);
    Blockwise blocks = denoise.blocks();
    Region all = new Region(0, 1, 0, 60);
    List<double[]> found =
        List.of(
            blocks.combine(
                image.shape(),
                0,
                List.of(),
                List.of(all),
                List.of(blocks.measure(image, 0, List.of(), all, Monitor.NONE))));
    Volume parts = new Volume(image.shape());
    for (int y = 0; y < 60; y += 20) {
      blocks.run(image, found, parts, new Region(0, 1, y, y + 20), Monitor.NONE);
    }
    assertArrayEquals(before, image.plane(0, 0));
    assertArrayEquals(whole.plane(0, 0), parts.plane(0, 0));
  }
}
