package io.github.atrousj.starlet;

import io.github.atrousj.engine.Loops;
import io.github.atrousj.engine.OutputRows;
import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.SpareMemory;
import java.util.Arrays;

/**
 * One thread's way through all scales of a plane in a single sweep. Rows come in from above; every
 * scale keeps the last few of them, and as soon as it has the five lines that a row of the next
 * scale reads, that row is made, its difference handed out, and the row passed on. So no c_j is
 * ever a plane in memory: the image is read once and each result written once. Values are those of
 * {@link Starlet#analysis} scale after scale, to the bit.
 */
final class ScaleStream {
  /** Rows of one length that do not compete for the same cache sets. */
  private static final int SPARE = 12;

  private static final int[] STRAIGHT = new int[Starlet.TAPS];

  private final Starlet starlet;
  private final int width;
  private final int height;
  private final Loops loops = Loops.create();
  private final float[][] memory;
  private final float[][] bordered;
  private final Scale[] scales;
  private final float[][] lines = new float[Starlet.TAPS][];
  private final float[] alongX = Starlet.alongX();
  private final float[] alongY = Starlet.alongY();
  private final float[] outside;
  private final float[] last;
  private final float[] difference;
  private final OutputRows out = new OutputRows(new float[1][]);

  private RowSink sink;
  private Runnable step;
  private int plane;
  private int from;
  private int to;

  /** What is kept of c_j, j being the scale's number. */
  private static final class Scale {
    final int rate;
    final RowLayout layout;
    final int[] offsets = new int[Starlet.TAPS];

    /** The last rows, with their border; row y is number y modulo their count. */
    final float[][] rows;

    /** The last rows smoothed along x, in the same way. */
    final float[][] smooth;

    /** The next row of c_{j+1} to be made, and the end of those that are wanted. */
    int next;

    int end;

    Scale(int rate, int width, Border border) {
      this.rate = rate;
      int reach = Starlet.TAPS / 2 * rate;
      layout = new RowLayout(width, reach, reach, 1, border, 0);
      for (int t = 0; t < offsets.length; t++) {
        offsets[t] = layout.offset((t - Starlet.TAPS / 2) * rate);
      }
      rows = new float[reach + 1][];
      smooth = new float[2 * reach + 1][];
    }

    float[] row(int y) {
      return rows[y % rows.length];
    }
  }

  /** Rows above and below that c_J of a row depends on. */
  static int reach(int scales) {
    return reach(scales, 0);
  }

  private static int reach(int scales, int from) {
    return Starlet.TAPS / 2 * ((1 << scales) - (1 << from));
  }

  /** Rows of all scales that a stretch of rows takes, at most. */
  static long steps(int scales, int rows) {
    long steps = 0;
    for (int j = 1; j <= scales; j++) {
      steps += rows + 2L * reach(scales, j);
    }
    return steps;
  }

  /** Bytes that a stream takes. */
  static long bytes(int scales, int width) {
    long rows = 3L * reach(scales) + 2L * scales + 3;
    return rows * (width + 2L * reach(scales) + 2 * SPARE) * Float.BYTES;
  }

  /**
   * A stream through planes of some extent.
   *
   * @param starlet of the first generation, plane by plane, with any border but the circular one
   */
  ScaleStream(Starlet starlet, Shape plane) {
    this.starlet = starlet;
    width = plane.width();
    height = plane.height();
    scales = new Scale[starlet.scales()];
    int rows = 0;
    int smooth = 0;
    for (int j = 0; j < scales.length; j++) {
      scales[j] = new Scale(1 << j, width, starlet.border());
      rows += scales[j].rows.length;
      smooth += scales[j].smooth.length;
    }
    bordered = SpareMemory.take(rows, scales[scales.length - 1].layout.length());
    memory = SpareMemory.take(smooth + 3, width + SPARE);
    int taken = 0;
    int takenRows = 0;
    for (Scale s : scales) {
      for (int i = 0; i < s.rows.length; i++) {
        s.rows[i] = bordered[takenRows++];
      }
      for (int i = 0; i < s.smooth.length; i++) {
        s.smooth[i] = memory[taken++];
      }
    }
    last = memory[taken++];
    difference = memory[taken++];
    outside = memory[taken];
    Arrays.fill(outside, 0);
  }

  /** Leaves its memory to others; not to be used any more. */
  void close() {
    SpareMemory.leave(memory);
    SpareMemory.leave(bordered);
  }

  /**
   * Transforms rows of a plane.
   *
   * @param z plane of the image, and of the sink
   * @param y0 first row
   * @param y1 end of the rows
   * @param rows receives w_1 … w_J, c_J as channels
   * @param steps called for every row of every scale, at most {@link #steps} times in all; may
   *     throw to stop
   */
  void run(RowSource image, int z, int y0, int y1, RowSink rows, Runnable steps) {
    sink = rows;
    step = steps;
    plane = z;
    from = y0;
    to = y1;
    for (int j = 0; j < scales.length; j++) {
      int reach = reach(scales.length, j + 1);
      scales[j].next = Math.max(0, y0 - reach);
      scales[j].end = Math.min(height, y1 + reach);
    }
    int reach = reach(scales.length);
    int end = Math.min(height, y1 + reach);
    for (int y = Math.max(0, y0 - reach); y < end; y++) {
      image.read(0, z, y, scales[0].row(y), scales[0].layout.first());
      feed(0, y);
    }
  }

  /** Takes row y of c_j, which stands among its rows, and makes what can be made by now. */
  private void feed(int j, int y) {
    Scale s = scales[j];
    float[] row = s.row(y);
    s.layout.complete(row);
    Arrays.fill(lines, row);
    out.row()[0] = s.smooth[y % s.smooth.length];
    loops.weightedSum(lines, s.offsets, alongX, 0, out, width);
    int reach = Starlet.TAPS / 2 * s.rate;
    while (s.next < s.end && Math.min(s.next + reach, height - 1) <= y) {
      make(j, s.next++);
    }
  }

  /** Makes row y of c_{j+1}, and of w_{j+1} where it is wanted. */
  private void make(int j, int y) {
    step.run(); // here, since the last row of an image sets many free at once
    Scale s = scales[j];
    boolean ends = j + 1 == scales.length;
    for (int t = 0; t < lines.length; t++) {
      int line = starlet.border().map(y + (t - Starlet.TAPS / 2) * s.rate, height);
      lines[t] = line < 0 ? outside : s.smooth[line % s.smooth.length];
    }
    boolean wanted = y >= from && y < to;
    // What a sink gets is computed where it is to stay, if it can be.
    float[] there = wanted ? sink.array(j, plane, y) : null;
    float[] rest = there != null ? there : wanted ? difference : null;
    int restAt = there != null ? sink.start(y) : 0;
    float[] lastThere = ends && wanted ? sink.array(j + 1, plane, y) : null;
    float[] next = ends ? (lastThere != null ? lastThere : last) : scales[j + 1].row(y);
    int nextAt = ends ? (lastThere != null ? sink.start(y) : 0) : scales[j + 1].layout.first();
    int at = s.layout.first();
    loops.smooth(lines, alongY, next, nextAt, s.row(y), at, rest, restAt, width);
    if (there != null) {
      sink.done(j, plane, y);
    } else if (wanted) {
      sink.write(j, plane, y, difference, 0);
    }
    if (lastThere != null) {
      sink.done(j + 1, plane, y);
    } else if (ends && wanted) {
      sink.write(j + 1, plane, y, last, 0);
    } else if (!ends) {
      feed(j + 1, y);
    }
  }
}
