package io.github.atrousj.image;

import ij.ImagePlus;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.util.function.IntFunction;

/** Hands the planes of an image to an analysis that measures and makes no image by itself. */
public final class ImageScan {
  /**
   * Where a plane stands in the image.
   *
   * @param channel from 1; components of an RGB image count as channels
   * @param slice from 1
   * @param frame from 1
   */
  public record Position(int channel, int slice, int frame) {}

  /** What is done with each volume; called with one after the other. */
  public interface Analysis {
    /** Working memory in bytes for one volume. */
    long memoryNeeded(Shape volume);

    /**
     * @param volume one channel, or the components of RGB; its planes are a batch or a stack in
     *     depth
     * @param positions of its planes
     */
    void run(RowSource volume, IntFunction<Position> positions, Monitor monitor);
  }

  private ImageScan() {}

  /**
   * Scans.
   *
   * @param scope which planes, where they are treated one by one
   * @throws IllegalArgumentException when the image has no extent along the axes wanted or there is
   *     too little memory, with one line
   * @throws java.util.concurrent.CancellationException when the monitor stopped the scan
   */
  public static void run(
      ImagePlus image, Dimensions dimensions, Scope scope, Analysis analysis, Monitor monitor) {
    run(image, Layout.of(image, dimensions, scope), analysis, monitor);
  }

  /**
   * Scans every plane, the components of RGB together: they are the channels of the volume.
   *
   * @throws IllegalArgumentException when there is too little memory, with one line
   * @throws java.util.concurrent.CancellationException when the monitor stopped the scan
   */
  public static void runOnColours(ImagePlus image, Analysis analysis, Monitor monitor) {
    run(image, Layout.ofColours(image, Scope.STACK), analysis, monitor);
  }

  private static void run(ImagePlus image, Layout layout, Analysis analysis, Monitor monitor) {
    HeapBudget budget = HeapBudget.ofThisProcess();
    Shape shape = new Shape(layout.inputs(), layout.depth(), image.getHeight(), image.getWidth());
    long need = analysis.memoryNeeded(shape);
    if (!budget.fits(need)) {
      throw budget.refusal(
          need, "close images or give ImageJ more memory (Edit > Options > Memory & Threads)");
    }
    Slices slices = Slices.of(image, Plan.held(image, budget, need));
    for (int group = 0; group < layout.groups(); group++) {
      int current = group;
      analysis.run(
          new ImageSource(layout, group, slices, image.getWidth(), image.getHeight()),
          d -> position(layout, layout.place(current, d)),
          new GroupMonitor(monitor, group, layout.groups()));
    }
  }

  private static Position position(Layout layout, Layout.Place p) {
    Layout.Place first = layout.first();
    return new Position(
        (first.channel() + p.channel()) * layout.components() + p.component() + 1,
        first.slice() + p.slice() + 1,
        first.frame() + p.frame() + 1);
  }
}
