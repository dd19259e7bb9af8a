package io.github.atrousj.image;

import ij.ImagePlus;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import java.util.Arrays;

/**
 * The values of the rows in view as a job would make them. The job sees the whole plane and, where
 * it works along an axis, the whole volume; only what it makes is limited to these rows, so every
 * value is that of the whole result. Rows alone are limited and columns are not, because a run
 * computes whole rows: its loops are as long as the image is wide.
 */
final class PreviewRows {
  private final CoveredPlane covered;
  private final View view;
  private final Layout layout;
  private final Operation operation;
  private final OutputKind kind;
  private final Plan plan;
  private final Shape input;
  private final Shape output;
  private final int[] columns;
  private final int first;
  private final int last;
  private final Memory memory;

  /** Memory for computed values that serves one preview after the other. For one at a time. */
  static final class Memory {
    private float[][] planes = new float[0][];

    private void reserve(int components, int n) {
      if (planes.length < components) {
        planes = Arrays.copyOf(planes, components);
      }
      for (int i = 0; i < components; i++) {
        if (planes[i] == null || planes[i].length < n) {
          planes[i] = null; // the old one need not stay beside the new one
          planes[i] = new float[n];
        }
      }
    }
  }

  /**
   * Settles what will be computed.
   *
   * @param covered the plane in view
   * @param view which of its rows
   * @throws IllegalArgumentException when the job cannot be done, with one line that says why
   */
  PreviewRows(
      ImagePlus image,
      CoveredPlane covered,
      View view,
      Layout layout,
      Operation operation,
      OutputKind kind,
      Memory memory) {
    this.covered = covered;
    this.view = view;
    this.layout = layout;
    this.operation = operation;
    this.kind = kind;
    this.memory = memory;
    this.input = new Shape(1, layout.depth(), image.getHeight(), image.getWidth());
    // Settles whether there is a result at all and whether the selection counts.
    this.plan =
        Plan.of(image, layout, operation, kind, new HeapBudget(() -> Long.MAX_VALUE), false);
    this.output = plan.output();
    boolean resampled = output.width() != input.width() || output.height() != input.height();
    this.columns = resampled ? columns() : null;
    RoiMask mask = plan.mask();
    int from = mask == null ? view.top() : Math.max(view.top(), mask.top());
    int to = mask == null ? view.bottom() : Math.min(view.bottom(), mask.bottom());
    this.first = from < to ? outputRow(from) : 0;
    this.last = from < to ? outputRow(to - 1) + 1 : 0;
  }

  private int[] columns() {
    int[] nearest = new int[input.width()];
    for (int x = 0; x < nearest.length; x++) {
      nearest[x] = Plan.nearestOutput(plan.scaleX(), x, output.width());
    }
    return nearest;
  }

  private int outputRow(int y) {
    return columns == null ? y : Plan.nearestOutput(plan.scaleY(), y, output.height());
  }

  /**
   * Computes the values.
   *
   * @throws java.util.concurrent.CancellationException when the monitor stopped it
   */
  void compute(Monitor monitor) {
    int components = components();
    memory.reserve(components, (last - first) * output.width());
    for (int component = 0; component < components && first < last; component++) {
      run(component, new GroupMonitor(monitor, component, components));
    }
  }

  private void run(int component, Monitor monitor) {
    int[] at = layout.find(place(component));
    int z = plan.nearestOutput(at[1]);
    int width = output.width();
    float[] values = memory.planes[component];
    RowSink sink =
        (channel, depth, y, row, offset) -> {
          if (channel == 0) {
            System.arraycopy(row, offset, values, (y - first) * width, width);
          }
        };
    ImageSource source =
        new ImageSource(layout, at[0], covered.slices(), input.width(), input.height());
    operation.run(source, sink, new Region(z, z + 1, first, last), monitor);
  }

  private Layout.Place place(int component) {
    int[] here = covered.position();
    Layout.Place origin = layout.first();
    return new Layout.Place(
        component,
        here[0] - 1 - origin.channel(),
        here[1] - 1 - origin.slice(),
        here[2] - 1 - origin.frame());
  }

  /** Computed values by component, rows of the output one after the other. */
  float[][] values() {
    return memory.planes;
  }

  /** Where in {@link #values} the row lies that is shown at row {@code y} of the image. */
  int start(int y) {
    return (outputRow(y) - first) * output.width();
  }

  /** Whether values and image have the same columns, so that rows can be used as they are. */
  boolean sameColumns() {
    return columns == null;
  }

  /** Takes row {@code y} at the image's width: each pixel has the output nearest to it. */
  void read(int component, int y, float[] into) {
    float[] values = memory.planes[component];
    int from = start(y);
    if (columns == null) {
      System.arraycopy(values, from, into, 0, into.length);
      return;
    }
    for (int x = 0; x < into.length; x++) {
      into[x] = values[from + columns[x]];
    }
  }

  /** The plane that they are for. */
  CoveredPlane covered() {
    return covered;
  }

  /** Which rows of the image they are. */
  View view() {
    return view;
  }

  /** The selection that they are limited to, null for none. */
  RoiMask mask() {
    return plan.mask();
  }

  /** 3 for RGB, 1 else. */
  int components() {
    return layout.components();
  }

  /** Columns of the image. */
  int width() {
    return input.width();
  }

  /** Whether the image's type holds the values as they are. */
  boolean fitTheType() {
    return kind == OutputKind.SAME || covered.original() instanceof float[];
  }
}
