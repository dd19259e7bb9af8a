package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Fuses branches, any one of which would not fit in the heap of this Java process. */
public final class FusionInSmallHeap {
  static final int WIDTH = 512;
  static final int HEIGHT = 20_000;
  static final int RATES = 12;

  private FusionInSmallHeap() {}

  /** Branches at rates 1, 2 … beside the image, its mean and a pyramid, fused to one channel. */
  static Graph aspp(int rates) {
    List<Integer> list = new ArrayList<>();
    for (int rate = 1; rate <= rates; rate++) {
      list.add(rate);
    }
    Kernel kernel = Kernel.of(3, 3, 1f, -2, 3, 0, 5, 1, -1, 2, 4);
    Filter filter = new Filter(Border.REPLICATE, 0, false);
    return new Aspp(List.of(kernel), list, true, true, List.of(1, 2, 3, 6), Activation.ABS, filter)
        .fused(Fuse.MAX);
  }

  /** An image of which no row is kept. */
  static RowSource computed(Shape shape) {
    return new RowSource() {
      @Override
      public Shape shape() {
        return shape;
      }

      @Override
      public void read(int c, int z, int y, float[] into, int offset) {
        for (int x = 0; x < shape.width(); x++) {
          into[offset + x] = x ^ y;
        }
      }
    };
  }

  public static void main(String[] args) {
    AtomicInteger rows = new AtomicInteger();
    new Runner(2)
        .run(
            aspp(RATES),
            computed(new Shape(1, 1, HEIGHT, WIDTH)),
            (c, z, y, row, offset) -> rows.incrementAndGet(),
            Monitor.NONE);
    System.out.println("rows " + rows);
  }
}
