package io.github.atrousj.image;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import java.util.function.Function;

/** Runs in a Java process of its own whose heap is smaller than the stack and the results. */
public final class LargerThanHeap {
  static final int SIZE = 512;
  static final int SLICES = 160;

  private LargerThanHeap() {}

  /** Slices that exist only while they are looked at. */
  private static final class Computed extends VirtualStack {
    private int reads;

    Computed() {
      super(SIZE, SIZE, null, null);
      setBitDepth(16);
    }

    static int value(int z, int y, int x) {
      return z * 100 + (y + 2 * x) % 97;
    }

    @Override
    public ImageProcessor getProcessor(int n) {
      reads++;
      short[] pixels = new short[SIZE * SIZE];
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          pixels[y * SIZE + x] = (short) value(n - 1, y, x);
        }
      }
      return new ShortProcessor(SIZE, SIZE, pixels, null);
    }

    @Override
    public int size() {
      return SLICES;
    }

    @Override
    public int getSize() {
      return SLICES;
    }

    @Override
    public String getSliceLabel(int n) {
      return null;
    }
  }

  /**
   * @param args the folder for the results
   */
  public static void main(String[] args) {
    Computed stack = new Computed();
    ImagePlus imp = new ImagePlus("large", stack);
    imp.setDimensions(1, SLICES, 1);
    ImageJob job = ImageJob.of(imp).withScope(Scope.STACK);
    Function<Shape, Operation> across = operation(Kernel.row(-1, 2), 5);
    try {
      job.run(across, Monitor.NONE);
      throw new AssertionError("should not fit");
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    ImageJob toDisk = job.withFolder(args[0]);

    stack.reads = 0;
    ImagePlus plane = toDisk.withSuffix("x").run(across, Monitor.NONE);
    System.out.println("2D reads " + stack.reads);
    // The six pixels that the kernel spans begin two before the output.
    check(plane, 70, 2 * Computed.value(70, 9, 103) - Computed.value(70, 9, 98));

    stack.reads = 0;
    ImagePlus depth =
        toDisk
            .withSuffix("z")
            .withDimensions(Dimensions.Z)
            .run(operation(Kernel.volume(1, 1, 3, 1f, 2, 4), 3), Monitor.NONE);
    System.out.println("Z reads " + stack.reads);
    check(
        depth,
        70,
        Computed.value(67, 9, 100)
            + 2 * Computed.value(70, 9, 100)
            + 4 * Computed.value(73, 9, 100));
    System.out.println("done");
  }

  private static Function<Shape, Operation> operation(Kernel kernel, int rate) {
    Graph graph = Graph.of(Convolution.of(kernel).rate(rate));
    return shape -> Operation.of(graph, new Runner(2));
  }

  private static void check(ImagePlus result, int z, float expected) {
    float got = result.getStack().getProcessor(z + 1).getf(100, 9);
    if (got != expected || !result.getStack().isVirtual()) {
      throw new AssertionError(result.getTitle() + ": " + got + " instead of " + expected);
    }
  }
}
