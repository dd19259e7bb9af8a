package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.graph.SpareMemory;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class StarletTransformTest {
  private final Random random = new Random(7);

  private Starlet any(boolean threeD) {
    return new Starlet(
        1 + random.nextInt(5),
        1 + random.nextInt(2),
        threeD,
        threeD ? random.nextInt(3) : 0,
        random.nextInt(3) > 0 ? Border.REFLECT : Border.values()[random.nextInt(6)]);
  }

  private Volume image() {
    int side = 8;
    return Samples.noise(
        random.nextLong(),
        side + random.nextInt(6),
        side + random.nextInt(40),
        side + random.nextInt(40),
        100);
  }

  @Test
  void planesSumBackToTheImage() {
    for (int i = 0; i < 40; i++) {
      Starlet starlet = any(i % 2 == 0);
      Volume image = image();
      StarletTransform transform = new StarletTransform(starlet, new Runner(1 + i % 3));
      Volume planes = transform.forward(image, Monitor.NONE);
      Volume back = new Volume(image.shape());
      transform.inverse(planes, back, Monitor.NONE);
      for (int z = 0; z < image.shape().depth(); z++) {
        // Values are within ±500: a few roundings of 2^-15 each.
        assertArrayEquals(image.plane(0, z), back.plane(0, z), 2e-4f, starlet.toString());
      }
    }
  }

  @Test
  void planesAreThoseOfTheDefinition() {
    for (int i = 0; i < 20; i++) {
      Starlet starlet = any(i % 2 == 0);
      Volume image = image();
      Volume planes = new StarletTransform(starlet, new Runner(2)).forward(image, Monitor.NONE);
      Volume c = image;
      for (int j = 0; j < starlet.scales(); j++) {
        Volume next = smooth(starlet, j, c);
        Volume taken = starlet.generation() == 1 ? next : smooth(starlet, j, next);
        for (int z = 0; z < image.shape().depth(); z++) {
          float[] w = c.plane(0, z).clone();
          for (int k = 0; k < w.length; k++) {
            w[k] -= taken.plane(0, z)[k];
          }
          assertArrayEquals(w, planes.plane(j, z), 1e-3f, starlet + " w" + (j + 1));
        }
        c = next;
      }
      for (int z = 0; z < image.shape().depth(); z++) {
        assertArrayEquals(c.plane(0, z), planes.plane(starlet.scales(), z), 1e-3f);
      }
    }
  }

  /** Axis by axis with zero-stuffed rows, so that rates are not taken on trust. */
  private static Volume smooth(Starlet s, int j, Volume in) {
    Volume out = in;
    for (int axis = 0; axis < (s.threeD() ? 3 : 2); axis++) {
      int level = axis < 2 ? j : j - s.zStart();
      if (level >= 0) {
        float[] row = new float[(4 << level) + 1];
        float[] h = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};
        for (int t = 0; t < 5; t++) {
          row[t << level] = h[t];
        }
        int n = row.length;
        Kernel k = Kernel.volume(axis == 0 ? n : 1, axis == 1 ? n : 1, axis == 2 ? n : 1, row);
        out = Reference.convolve(out, Convolution.of(k).border(s.border()));
      }
    }
    return out;
  }

  /** Nothing of what another run left is seen, and what is left is used. */
  @Test
  void memoryUsedAgainDoesNotShow() {
    Volume image = Samples.noise(3, 2, 40, 50, 100);
    for (int generation = 1; generation <= 2; generation++) {
      Starlet starlet = new Starlet(3, generation, generation == 1, 0, Border.REFLECT);
      StarletTransform transform = new StarletTransform(starlet, new Runner(2));
      Volume planes = transform.forward(image, Monitor.NONE);
      Volume back = new Volume(image.shape());
      transform.inverse(planes, back, Monitor.NONE);
      poison();
      Volume again = transform.forward(image, Monitor.NONE);
      for (int c = 0; c < planes.shape().channels(); c++) {
        assertArrayEquals(planes.plane(c, 1), again.plane(c, 1));
      }
      poison();
      Volume backAgain = new Volume(image.shape());
      transform.inverse(planes, backAgain, Monitor.NONE);
      assertArrayEquals(back.plane(0, 1), backAgain.plane(0, 1));
    }
  }

  private static void poison() {
    for (int depth = 1; depth <= 2; depth++) {
      for (int i = 0; i < 2; i++) {
        float[][] left = new float[depth][40 * 50];
        for (float[] plane : left) {
          Arrays.fill(plane, Float.NaN);
        }
        SpareMemory.leave(left);
      }
    }
  }

  @Test
  void regionsAndBatchesEqualTheWholeToTheBit() {
    for (int i = 0; i < 20; i++) {
      Starlet starlet = any(i % 2 == 0);
      Volume image = image();
      StarletTransform transform = new StarletTransform(starlet, new Runner(1 + i % 2));
      Volume whole = transform.forward(image, Monitor.NONE);
      Shape s = image.shape();
      int z0 = random.nextInt(s.depth());
      int y0 = random.nextInt(s.height());
      Region region =
          new Region(
              z0, z0 + 1 + random.nextInt(s.depth() - z0),
              y0, y0 + 1 + random.nextInt(s.height() - y0));
      Volume part = new Volume(whole.shape());
      transform.forward(
          image,
          (c, z, y, row, offset) -> {
            assertTrue(z >= region.z0() && z < region.z1() && y >= region.y0() && y < region.y1());
            part.write(c, z, y, row, offset);
          },
          region,
          Monitor.NONE);
      for (int c = 0; c < whole.shape().channels(); c++) {
        for (int z = region.z0(); z < region.z1(); z++) {
          for (int y = region.y0(); y < region.y1(); y++) {
            for (int x = 0; x < s.width(); x++) {
              assertEquals(whole.get(c, z, y, x), part.get(c, z, y, x));
            }
          }
        }
      }
    }
  }

  @Test
  void longBatchesGoInRoundsThatDoNotShow() {
    Volume image = Samples.noise(3, 40, 400, 400, 1);
    // No stream, which keeps no planes.
    Starlet starlet = new Starlet(2, 1, false, 0, Border.CIRCULAR);
    assertTrue(Batch.of(false, image.shape(), 0, 40, 2).rounds() > 1);
    StarletTransform transform = new StarletTransform(starlet, new Runner(2));
    Volume whole = transform.forward(image, Monitor.NONE);
    Volume rounds = new Volume(whole.shape());
    transform.forward(image, rounds, new Region(0, 40, 0, 400), Monitor.NONE);
    for (int c = 0; c < 3; c++) {
      for (int z = 0; z < 40; z++) {
        assertArrayEquals(whole.plane(c, z), rounds.plane(c, z));
      }
    }
    assertTrue(transform.memoryNeeded(image.shape()) < 100L << 20);
  }

  /** Whoever sums the planes up as they come depends on it. */
  @Test
  void everyRowComesScaleAfterScale() {
    for (int i = 0; i < 40; i++) {
      Starlet starlet = any(i % 2 == 0);
      int depth = 8 + random.nextInt(3);
      Volume image = Samples.noise(i, depth, 40 + random.nextInt(90), 70, 1);
      int height = image.shape().height();
      int[] next = new int[depth * height];
      RowSink sink = (channel, z, y, row, offset) -> assertEquals(next[z * height + y]++, channel);
      new StarletTransform(starlet, new Runner(2))
          .forward(image, sink, new Region(0, depth, 0, height), Monitor.NONE);
      for (int n : next) {
        assertEquals(starlet.scales() + 1, n);
      }
    }
  }

  @Test
  void aConstantHasNoDetail() {
    Volume image = new Volume(new Shape(1, 1, 20, 20));
    java.util.Arrays.fill(image.plane(0, 0), 7);
    Volume planes =
        new StarletTransform(Starlet.planes(4), new Runner(1)).forward(image, Monitor.NONE);
    assertArrayEquals(new float[400], planes.plane(1, 0));
    assertArrayEquals(image.plane(0, 0), planes.plane(4, 0));
  }

  @Test
  void aNaNStaysWithinTheReceptiveField() {
    Volume image = new Volume(new Shape(1, 1, 41, 41));
    image.plane(0, 0)[20 * 41 + 20] = Float.NaN;
    Volume planes =
        new StarletTransform(Starlet.planes(3), new Runner(1)).forward(image, Monitor.NONE);
    int reach = 2 + 4 + 8;
    for (int y = 0; y < 41; y++) {
      for (int x = 0; x < 41; x++) {
        boolean near = Math.max(Math.abs(x - 20), Math.abs(y - 20)) <= reach;
        assertEquals(near, Float.isNaN(planes.get(3, 0, y, x)), x + ", " + y);
      }
    }
  }

  @Test
  void zStartsByTheVoxelRatio() {
    assertEquals(0, Starlet.zStart(1));
    assertEquals(0, Starlet.zStart(0.3));
    assertEquals(1, Starlet.zStart(2.5));
    assertEquals(2, Starlet.zStart(3));
    assertEquals(3, Starlet.zStart(8));
    assertEquals(0, Starlet.zStart(Double.NaN));
    assertFalse(new Starlet(3, 1, true, 1, Border.REFLECT).zJoins(0));
    assertTrue(new Starlet(3, 1, true, 1, Border.REFLECT).zJoins(1));
  }

  @Test
  void tooManyScalesAreRefusedWithWhatIsAllowed() {
    // 4·2^3 + 1 = 33 > 32 ≥ 17
    Starlet.planes(3).check(new Shape(1, 1, 2, 100));
    String line = message(() -> Starlet.planes(4).check(new Shape(1, 1, 2, 100)));
    assertTrue(line.startsWith("scales=4: for a height of 2 pixels at most 3"), line);
    Starlet.volumes(3).check(new Shape(1, 2, 100, 100));
    line = message(() -> Starlet.volumes(4).check(new Shape(1, 2, 100, 100)));
    assertTrue(line.contains("depth of 2 pixels at most 3"), line);
    new Starlet(4, 1, true, 1, Border.REFLECT).check(new Shape(1, 2, 100, 100));
    line =
        message(() -> new Starlet(5, 1, true, 1, Border.REFLECT).check(new Shape(1, 2, 100, 100)));
    assertTrue(line.contains("at most 4"), line);
    assertTrue(message(() -> Starlet.planes(13)).contains("scales=13"));
    assertTrue(message(() -> Starlet.planes(0)).contains("1 to 12"));
    assertTrue(message(() -> new Starlet(1, 3, false, 0, Border.REFLECT)).contains("generation=3"));
    Volume small = Samples.noise(1, 1, 1, 1, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new StarletTransform(Starlet.planes(4), new Runner(1)).forward(small, Monitor.NONE));
  }

  private static String message(Runnable r) {
    return assertThrows(IllegalArgumentException.class, r::run).getMessage();
  }

  @Test
  void labelsAndChannels() {
    StarletTransform t = new StarletTransform(Starlet.planes(3), new Runner(1));
    assertEquals(List.of("w1", "w2", "w3", "c3"), t.labels());
    assertEquals(4, t.outputShape(new Shape(1, 2, 5, 5)).channels());
    Volume two = new Volume(new Shape(2, 1, 9, 9));
    assertThrows(IllegalArgumentException.class, () -> t.forward(two, Monitor.NONE));
    assertThrows(IllegalArgumentException.class, () -> t.inverse(two, two, Monitor.NONE));
  }

  @Test
  void progressGrowsToOneAndTheMonitorStopsIt() {
    Volume image = Samples.noise(1, 3, 50, 50, 1);
    double[] last = {0};
    Monitor watching =
        new Monitor() {
          @Override
          public void progress(double done) {
            assertTrue(done >= last[0]);
            last[0] = done;
          }
        };
    StarletTransform t = new StarletTransform(Starlet.planes(3), new Runner(1));
    t.forward(image, watching);
    assertEquals(1, last[0], 1e-12);
    Monitor stopping =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(CancellationException.class, () -> t.forward(image, stopping));
  }
}
