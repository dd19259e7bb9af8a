package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** All scales in one sweep give the bits of the graph that computes scale after scale. */
class ScaleStreamTest {
  private final Random rnd = new Random(12);

  private static Volume byGraph(Starlet starlet, Volume image) {
    Volume out = new Volume(image.shape().withChannels(starlet.scales() + 1));
    new Runner(1).run(starlet.planesOf(true), image, out, Monitor.NONE);
    return out;
  }

  private Volume image(int depth, int height, int width) {
    Volume v = Samples.noise(rnd.nextLong(), depth, height, width, 100);
    if (rnd.nextInt(3) == 0) {
      v.plane(0, 0)[rnd.nextInt(height * width)] = Float.NaN;
      v.plane(0, 0)[rnd.nextInt(height * width)] = Float.NEGATIVE_INFINITY;
    }
    return v;
  }

  private static void assertSame(Volume expected, Volume actual, String what) {
    for (int c = 0; c < expected.shape().channels(); c++) {
      for (int z = 0; z < expected.shape().depth(); z++) {
        assertArrayEquals(expected.plane(c, z), actual.plane(c, z), what + " channel " + c);
      }
    }
  }

  @Test
  void anyBorderAnySizeAnyThreads() {
    int streamed = 0;
    for (int i = 0; i < 120; i++) {
      int scales = 1 + rnd.nextInt(5);
      Border border = Border.values()[rnd.nextInt(Border.values().length)];
      Starlet starlet = new Starlet(scales, 1, false, 0, border);
      // From half of what a stretch must be to many times that.
      int height = ScaleStream.reach(scales) + rnd.nextInt(16 * ScaleStream.reach(scales));
      Volume image = image(1 + rnd.nextInt(3), Math.max(3, height), 40 + rnd.nextInt(90));
      Runner runner = new Runner(1 + rnd.nextInt(4));
      StarletTransform transform = new StarletTransform(starlet, runner);
      Region all = new Region(0, image.shape().depth(), 0, image.shape().height());
      streamed += transform.streams(image.shape(), all) ? 1 : 0;
      Volume actual = transform.forward(image, Monitor.NONE);
      assertSame(byGraph(starlet, image), actual, "round " + i + " " + starlet + image.shape());
    }
    assertTrue(streamed > 30 && streamed < 110, streamed + " streamed");
  }

  @Test
  void itIsNotForWhatTakesMoreMemoryThanTwoPlanes() {
    Shape wide = new Shape(1, 1, 4096, 4096);
    Region all = new Region(0, 1, 0, 4096);
    assertTrue(new StarletTransform(Starlet.planes(5), new Runner(4)).streams(wide, all));
    assertFalse(new StarletTransform(Starlet.planes(11), new Runner(1)).streams(wide, all));
    Starlet circular = new Starlet(2, 1, false, 0, Border.CIRCULAR);
    assertFalse(new StarletTransform(circular, new Runner(1)).streams(wide, all));
    Starlet second = new Starlet(2, 2, false, 0, Border.REFLECT);
    assertFalse(new StarletTransform(second, new Runner(1)).streams(wide, all));
  }

  /** A stream by itself, of stretches of any length, also such that reflect at both ends. */
  @Test
  void stretches() {
    for (int i = 0; i < 80; i++) {
      int scales = 1 + rnd.nextInt(4);
      Border[] allowed = {
        Border.ZERO, Border.CONSTANT, Border.REPLICATE, Border.REFLECT, Border.SYMMETRIC
      };
      Starlet starlet = new Starlet(scales, 1, false, 0, allowed[rnd.nextInt(allowed.length)]);
      Volume image = image(1, 1 + rnd.nextInt(70), 1 + rnd.nextInt(50));
      Volume expected = byGraph(starlet, image);
      Volume actual = new Volume(expected.shape());
      boolean direct = rnd.nextBoolean();
      RowSink sink = direct ? actual : actual::write;
      ScaleStream stream = new ScaleStream(starlet, image.shape());
      int height = image.shape().height();
      AtomicInteger polls = new AtomicInteger();
      for (int y = 0; y < height; ) {
        int end = Math.min(height, y + 1 + rnd.nextInt(height));
        stream.run(image, 0, y, end, sink, polls::incrementAndGet);
        y = end;
      }
      stream.close();
      assertSame(expected, actual, "round " + i + " " + starlet + image.shape());
      assertTrue(polls.get() >= height * scales);
    }
  }

  @Test
  void onlyRowsOfTheRegionAreWritten() {
    Volume image = image(3, 60, 30);
    Starlet starlet = Starlet.planes(2);
    Volume whole = byGraph(starlet, image);
    Region region = new Region(1, 3, 11, 49);
    int[] written = new int[3 * 3 * 60];
    new StarletTransform(starlet, new Runner(2))
        .forward(
            image,
            (c, z, y, row, offset) -> {
              written[(c * 3 + z) * 60 + y]++;
              for (int x = 0; x < 30; x++) {
                assertEquals(whole.get(c, z, y, x), row[offset + x]);
              }
            },
            region,
            Monitor.NONE);
    for (int i = 0; i < written.length; i++) {
      int z = i / 60 % 3;
      int y = i % 60;
      assertEquals(z >= 1 && y >= 11 && y < 49 ? 1 : 0, written[i]);
    }
  }

  @Test
  void itStopsAndTellsHowFarItIs() {
    Volume image = image(4, 200, 40);
    StarletTransform t = new StarletTransform(Starlet.planes(3), new Runner(2));
    double[] last = {0};
    AtomicInteger times = new AtomicInteger();
    Monitor watching =
        new Monitor() {
          @Override
          public void progress(double done) {
            assertTrue(done >= last[0]);
            last[0] = done;
            times.incrementAndGet();
          }
        };
    t.forward(image, watching);
    assertEquals(1, last[0]);
    assertTrue(times.get() > 50);
    AtomicInteger asked = new AtomicInteger();
    Monitor stopping =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return asked.incrementAndGet() > 100;
          }
        };
    assertThrows(CancellationException.class, () -> t.forward(image, stopping));
    assertTrue(asked.get() < 110, asked + " rows");
    RowSink failing =
        (c, z, y, row, offset) -> {
          throw new IllegalStateException("full");
        };
    Region all = new Region(0, 4, 0, 200);
    assertThrows(IllegalStateException.class, () -> t.forward(image, failing, all, Monitor.NONE));
    assertSame(byGraph(Starlet.planes(3), image), t.forward(image, Monitor.NONE), "afterwards");
  }
}
