package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AtrousTest {
  private static Volume noise(int channels, int depth, int height, int width) {
    Random random = new Random(3);
    Volume v = new Volume(new Shape(channels, depth, height, width));
    for (int c = 0; c < channels; c++) {
      for (int z = 0; z < depth; z++) {
        float[] p = v.plane(c, z);
        for (int i = 0; i < p.length; i++) {
          p[i] = random.nextFloat();
        }
      }
    }
    return v;
  }

  @Test
  void fiveLinesMakeALaplacian() {
    Volume in = noise(1, 1, 30, 40);
    Volume image = Volume.plane(in.plane(0, 0), 40, 30);
    Volume edges = Atrous.convolve(image, "laplacian-4", 8);
    float[] result = edges.plane(0, 0);
    Kernel laplacian = Kernel.of(3, 3, 0f, 1, 0, 1, -4, 1, 0, 1, 0);
    float[] expected = Reference.convolve(in, Convolution.of(laplacian).rate(8)).plane(0, 0);
    assertArrayEquals(expected, result);
  }

  @Test
  void kernelsWithDepthReachThroughThePlanes() {
    Volume in = noise(2, 5, 6, 7);
    Kernel k = Kernel.volume(1, 1, 3, 1f, -2, 1);
    Volume out = Atrous.convolve(in, k, 2);
    assertEquals(in.shape(), out.shape());
    float expected = in.get(1, 0, 2, 3) - 2 * in.get(1, 2, 2, 3) + in.get(1, 4, 2, 3);
    assertEquals(expected, out.get(1, 2, 2, 3), 1e-6f);
  }

  @Test
  void unreadableKernelsAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Atrous.convolve(noise(1, 1, 3, 3), "laplacian-44", 1));
    assertEquals(
        true, e.getMessage().startsWith("kernel=laplacian-44: is neither"), e.getMessage());
  }
}
