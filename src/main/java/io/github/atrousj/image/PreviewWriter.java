package io.github.atrousj.image;

import ij.Prefs;
import io.github.atrousj.graph.Workers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

/**
 * Writes the rows of a preview into the plane that its window shows, on as many threads as ImageJ's
 * own filters use. Values that the image's type cannot hold, such as a 32-bit result in an 8-bit
 * window, are spread: the least value of the rows in view becomes the lower end of the display
 * range, the largest the upper end.
 */
final class PreviewWriter {
  /** Rows that a thread takes at a time. */
  private static final int BLOCK = 32;

  private final PreviewRows rows;
  private final CoveredPlane covered;
  private final RoiMask mask;
  private final Object target;
  private Levels levels;

  /** What a thread has for itself. */
  private final class Scratch {
    final float[] row = new float[rows.width()];
    final float[] own = new float[rows.width()];
    final Extent extent = new Extent();
  }

  private PreviewWriter(PreviewRows rows, Object target) {
    this.rows = rows;
    this.covered = rows.covered();
    this.mask = rows.mask();
    this.target = target;
  }

  /**
   * Writes the rows in view: computed values inside the selection, the image's own outside.
   *
   * @param target pixels of the image's type and size
   * @return what a 32-bit image's display range is to be, null for other types
   */
  static double[] write(PreviewRows rows, Object target) {
    PreviewWriter writer = new PreviewWriter(rows, target);
    if (!rows.fitTheType()) {
      boolean rgb = target instanceof int[];
      double low = rgb ? 0 : writer.covered.min();
      double high = rgb ? 255 : writer.covered.max();
      writer.levels = Levels.of(writer.sweep(writer::meet), low, high);
    }
    Extent shown = writer.sweep(writer::write);
    CoveredPlane covered = rows.covered();
    return target instanceof float[]
        ? ResultImage.shownRange(covered.min(), covered.max(), shown.range())
        : null;
  }

  /** Does something with every row in view; what all threads have met. */
  private Extent sweep(ObjIntConsumer<Scratch> what) {
    AtomicInteger next = new AtomicInteger(rows.view().top());
    int bottom = rows.view().bottom();
    Extent all = new Extent();
    Runnable work =
        () -> {
          Scratch scratch = new Scratch();
          int top;
          while ((top = next.getAndAdd(BLOCK)) < bottom) {
            for (int y = top; y < Math.min(bottom, top + BLOCK); y++) {
              what.accept(scratch, y);
            }
          }
          synchronized (all) {
            all.add(scratch.extent);
          }
        };
    Workers.run(Prefs.getThreads(), work, () -> {});
    return all;
  }

  /** Looks at the computed values of a row that will be seen. */
  private void meet(Scratch scratch, int y) {
    if (mask != null && !mask.hasRow(y)) {
      return;
    }
    for (int component = 0; component < rows.components(); component++) {
      if (mask == null && rows.sameColumns()) {
        scratch.extent.add(rows.values()[component], rows.start(y), rows.width());
        continue;
      }
      float[] seen = scratch.row;
      rows.read(component, y, scratch.row);
      if (mask != null) {
        seen = scratch.own;
        Arrays.fill(seen, Float.NaN);
        mask.copyInside(scratch.row, 0, seen, y);
      }
      scratch.extent.add(seen, 0, seen.length);
    }
  }

  private void write(Scratch scratch, int y) {
    int width = rows.width();
    if (levels != null && mask == null && rows.sameColumns()) {
      levels.write(rows.values(), rows.start(y), target, y * width, width);
      return;
    }
    if (mask != null) {
      System.arraycopy(covered.original(), y * width, target, y * width, width);
    }
    if (mask == null || mask.hasRow(y)) {
      for (int component = 0; component < rows.components(); component++) {
        PixelRows.write(values(scratch, component, y), 0, target, component, y * width, width);
      }
    }
    if (target instanceof float[] floats) {
      scratch.extent.add(floats, y * width, width);
    }
  }

  private float[] values(Scratch scratch, int component, int y) {
    float[] row = scratch.row;
    rows.read(component, y, row);
    if (levels != null) {
      for (int x = 0; x < row.length; x++) {
        row[x] = levels.of(row[x]);
      }
    }
    if (mask == null) {
      return row;
    }
    PixelRows.read(covered.original(), component, y * row.length, scratch.own, 0, row.length);
    mask.copyInside(row, 0, scratch.own, y);
    return scratch.own;
  }
}
