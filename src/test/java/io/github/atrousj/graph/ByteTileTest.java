package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.ByteKernel;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Settings;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** 8-bit pixels to 8-bit pixels in whole numbers: what the floats give, rounded and clamped. */
class ByteTileTest {
  /** Planes of bytes that count what is done in place and what is written. */
  private static final class Bytes implements RowSource, RowSink {
    final Shape shape;
    final byte[][] planes;
    final AtomicInteger inPlace = new AtomicInteger();
    final AtomicInteger written = new AtomicInteger();
    final AtomicInteger misfits = new AtomicInteger();

    Bytes(Shape shape) {
      this.shape = shape;
      planes = new byte[shape.channels() * shape.depth()][shape.height() * shape.width()];
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      byte[] plane = bytes(channel, z);
      for (int i = 0; i < shape.width(); i++) {
        into[offset + i] = plane[y * shape.width() + i] & 0xff;
      }
    }

    @Override
    public byte[] bytes(int channel, int z) {
      return planes[channel * shape.depth() + z];
    }

    @Override
    public byte[] byteArray(int channel, int z) {
      return bytes(channel, z);
    }

    @Override
    public int start(int y) {
      return y * shape.width();
    }

    @Override
    public void done(int channel, int z, int y, int rowMisfits) {
      inPlace.incrementAndGet();
      misfits.addAndGet(rowMisfits);
    }

    @Override
    public void write(int channel, int z, int y, float[] row, int offset) {
      written.incrementAndGet();
      for (int i = 0; i < shape.width(); i++) {
        bytes(channel, z)[y * shape.width() + i] = rounded(row[offset + i]);
      }
    }

    Volume floats() {
      Volume v = new Volume(shape);
      for (int c = 0; c < shape.channels(); c++) {
        for (int z = 0; z < shape.depth(); z++) {
          for (int y = 0; y < shape.height(); y++) {
            read(c, z, y, v.plane(c, z), y * shape.width());
          }
        }
      }
      return v;
    }
  }

  private static byte rounded(float v) {
    return (byte) Math.max(0, Math.min(255, Math.floor(v + 0.5)));
  }

  private static Bytes random(Random rnd, Shape s) {
    Bytes b = new Bytes(s);
    for (byte[] plane : b.planes) {
      rnd.nextBytes(plane);
    }
    return b;
  }

  @Test
  void pixelsAndMisfitsAreThoseOfTheReference() {
    Random rnd = new Random(7);
    Settings settings = new Settings(rnd);
    int served = 0;
    for (int i = 0; i < 1500; i++) {
      int dimensions = 2 + i % 2;
      Shape s = settings.shape(dimensions);
      if (i % 3 == 0) {
        s = new Shape(1, s.depth(), s.height(), s.width() + rnd.nextInt(200));
      }
      Convolution c = settings.wholeNumbers(s, dimensions);
      Graph g = Graph.of(c);
      Bytes in = random(rnd, s);
      Bytes out = new Bytes(g.outputShape(s));
      Runs.random(rnd).run(g, in, out, Monitor.NONE);
      check(in, c, out, "case " + i);
      boolean direct = g.nodes().size() == 2 && ByteKernel.of(c).isPresent();
      if (out.written.get() == 0) {
        assertTrue(direct, "case " + i);
        served++;
      }
    }
    assertTrue(served > 300, served + " cases");
  }

  private static void check(Bytes in, Convolution c, Bytes out, String name) {
    Volume exact = Reference.convolve(in.floats(), c);
    int misfits = 0;
    for (int p = 0; p < out.planes.length; p++) {
      float[] plane = exact.plane(p / out.shape.depth(), p % out.shape.depth());
      byte[] expected = new byte[plane.length];
      for (int j = 0; j < plane.length; j++) {
        expected[j] = rounded(plane[j]);
        misfits += plane[j] < -0.5 || plane[j] >= 255.5 ? 1 : 0;
      }
      assertArrayEquals(expected, out.planes[p], name);
    }
    if (out.written.get() == 0) {
      assertEquals(misfits, out.misfits.get(), name);
    }
  }

  /** Rows of several stretches of the loops, and sums as large and as small as they may be. */
  @Test
  void longRowsAndTheLargestSums() {
    Random rnd = new Random(8);
    for (float[] w :
        new float[][] {
          {0, 1, 0, 1, -4, 1, 0, 1, 0},
          {7, 7, 7, 7, 8, 7, 7, 7, 7},
          {-7, -7, -7, -7, -8, -7, -7, -7, -7},
          {1 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 4 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 1 / 16f}
        }) {
      Bytes in = random(rnd, new Shape(1, 1, 9, 9001));
      Arrays.fill(in.planes[0], 40000, 60000, (byte) 255);
      Convolution c = Convolution.of(Kernel.of(3, 3, w)).rate(2).border(Border.REFLECT);
      Bytes out = new Bytes(in.shape);
      new Runner(2).run(Graph.of(c), in, out, Monitor.NONE);
      assertEquals(0, out.written.get());
      assertEquals(9, out.inPlace.get());
      check(in, c, out, "weights " + w[0]);
    }
  }

  /** Where a float's chain of sums is not exact, or 16 bits are too few, floats are used. */
  @Test
  void otherKernelsAreComputedInFloats() {
    for (float weight : new float[] {1 / 9f, 65, -65, 1f / (1 << 20), 1e30f}) {
      Convolution c = Convolution.of(Kernel.of(3, 1, new float[] {0, weight, 1}));
      assertFalse(ByteKernel.of(c).isPresent());
    }
    Convolution c = Convolution.of(Kernel.of(3, 1, new float[] {1, 2, 1}));
    assertTrue(ByteKernel.of(c).isPresent());
    assertFalse(ByteKernel.of(c.bias(0.1f)).isPresent());
    assertFalse(ByteKernel.of(c.bias(16384)).isPresent());
    assertFalse(ByteKernel.of(c.constantBorder(0.5f)).isPresent());
    assertFalse(ByteKernel.of(c.constantBorder(256)).isPresent());
    assertFalse(ByteKernel.of(c.constantBorder(Float.NaN)).isPresent());
    assertTrue(ByteKernel.of(c.constantBorder(255)).isPresent());
    assertFalse(ByteKernel.of(c.stride(2, 1, 1)).isPresent());
  }
}
