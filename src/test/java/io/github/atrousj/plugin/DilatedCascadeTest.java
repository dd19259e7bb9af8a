package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DilatedCascadeTest {
  private final ImageCommand cascade = new DilatedCascade();

  private static float[] relu(float[] plane) {
    float[] out = plane.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(0, out[i]);
    }
    return out;
  }

  private static float[] sum(float[] a, float[] b) {
    float[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += b[i];
    }
    return out;
  }

  @Test
  void layersInTurnActivatedAllButTheLast() {
    ImagePlus image = Planes.noise(1);
    float[] first = relu(Planes.convolved(Planes.plane(image, 1), "sobel-x", 1));
    float[] second = relu(Planes.convolved(first, "laplacian-4", 2));
    float[] third = Planes.convolved(second, "1 -1", 5);
    String options = "kernel=[sobel-x | laplacian-4 | 1 -1] rates=1,2,5 activation=relu";
    ImagePlus last = Planes.process(cascade, image, options);
    assertEquals(1, last.getStackSize());
    assertArrayEquals(third, Planes.plane(last, 1), 1e-4f);
    assertEquals("noise-cascade", last.getTitle());

    ImagePlus layers = Planes.process(cascade, image, options + " layers");
    assertEquals(3, layers.getNChannels());
    assertArrayEquals(first, Planes.plane(layers, 1), 1e-4f);
    assertArrayEquals(second, Planes.plane(layers, 2), 1e-4f);
    assertArrayEquals(third, Planes.plane(layers, 3), 1e-4f);
    assertEquals("layer 3 rate 5 - slice 1", layers.getStack().getSliceLabel(3));
  }

  @Test
  void residualLayersAddTheirInput() {
    ImagePlus image = Planes.noise(1);
    float[] in = Planes.plane(image, 1);
    float[] first = sum(in, relu(Planes.convolved(in, "laplacian-4", 1)));
    float[] second = sum(first, Planes.convolved(first, "laplacian-4", 3));
    ImagePlus result =
        Planes.process(
            cascade, image, "kernel=laplacian-4 rates=1,3 activation=relu residual layers");
    assertArrayEquals(first, Planes.plane(result, 1), 1e-4f);
    assertArrayEquals(second, Planes.plane(result, 2), 1e-4f);
  }

  @Test
  void alongTimeOneRowIsAKernel() {
    ImagePlus image = Planes.noise(6);
    image.setDimensions(1, 1, 6);
    ImagePlus result =
        Planes.process(cascade, image, "kernel=[-1 1] rates=1,2 dimensions=T border=zero");
    // Differences to the next frame, then of those two frames apart, half a kernel early.
    for (int i = 0; i < 5; i++) {
      float[] p = new float[6];
      for (int t = 0; t < 6; t++) {
        p[t] = (t < 5 ? Planes.plane(image, t + 2)[i] : 0) - Planes.plane(image, t + 1)[i];
      }
      for (int t = 0; t < 6; t++) {
        float expected = (t < 5 ? p[t + 1] : 0) - (t > 0 ? p[t - 1] : 0);
        assertEquals(expected, Planes.plane(result, t + 1)[i], 1e-5f, "frame " + t);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rates=1,2|kernel is missing: give kernel=",
        "`kernel=[mean-3|mean-3] rates=1,2,4`|kernel=mean-3|mean-3: 2 kernels for 3 rates; give one for all, or"
            + " one per rate split by |",
        "kernel=mean-3 dimensions=X|kernel=mean-3: is 3 x 3; dimensions=X takes one row",
        "kernel=mean-3 rates=70000|rates=70000: must be up to 256 whole numbers from 1 to 65535",
      })
  void refusesWithOneLine(String options, String line) {
    String refusal = Planes.refusal(cascade, Planes.noise(1), options);
    assertEquals(line, refusal.substring(0, Math.min(line.length(), refusal.length())));
  }

  @ParameterizedTest
  @CsvSource({
    "'kernel=mean-3 rates=1,2,4', '15 × 15 px, without gaps.'",
    "'kernel=mean-3 rates=2,2,2', '13 × 13 px, with gaps that no layer reads (gridding).'",
    "'kernel=[1 1 1] rates=1,3', '9 × 1 px, without gaps.'",
    "'kernel=[1 1 1] rates=1,4', '11 × 1 px, with gaps that no layer reads (gridding).'",
    "'kernel=[1 1 1] rates=1,3 dimensions=Y', '9 px, without gaps.'",
  })
  void saysHowFarItSees(String options, String field) {
    assertEquals(
        "Receptive field " + field,
        cascade.describe(Planes.noise(1), cascade.spec().parse(options)));
  }
}
