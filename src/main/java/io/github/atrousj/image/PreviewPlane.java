package io.github.atrousj.image;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import java.util.Arrays;

/** The plane in view as a job would make it, in a form that the image's own window can show. */
final class PreviewPlane {
  private final ImagePlus image;
  private final Layout layout;
  private final Operation operation;
  private final OutputKind kind;
  private final Plan plan;
  private final Shape input;
  private final Shape output;
  private final RoiMask mask;
  private final float[][] computed;

  PreviewPlane(ImagePlus image, Layout layout, Operation operation, OutputKind kind) {
    this.image = image;
    this.layout = layout;
    this.operation = operation;
    this.kind = kind;
    this.input = new Shape(1, layout.depth(), image.getHeight(), image.getWidth());
    // Settles whether there is a result at all and whether the selection counts.
    this.plan =
        Plan.of(image, layout, operation, kind, new HeapBudget(() -> Long.MAX_VALUE), false);
    this.output = plan.output();
    this.mask = plan.mask();
    this.computed = new float[layout.components()][output.width() * output.height()];
  }

  ImageProcessor compute(Monitor monitor) {
    Slices slices = Slices.of(image, Plan.held(image, HeapBudget.ofThisProcess(), 0));
    for (int component = 0; component < computed.length; component++) {
      run(component, slices, new GroupMonitor(monitor, component, computed.length));
    }
    return shown();
  }

  private void run(int component, Slices slices, Monitor monitor) {
    int[] at = layout.find(placeInView(component));
    int z = plan.nearestOutput(at[1]);
    int top = mask == null ? 0 : mask.top();
    int bottom = mask == null ? output.height() : mask.bottom();
    int width = output.width();
    float[] plane = computed[component];
    RowSink sink =
        (channel, depth, y, row, offset) -> {
          if (channel == 0) {
            System.arraycopy(row, offset, plane, y * width, width);
          }
        };
    ImageSource source = new ImageSource(layout, at[0], slices, input.width(), input.height());
    operation.run(source, sink, new Region(z, z + 1, top, bottom), monitor);
  }

  private Layout.Place placeInView(int component) {
    int[] here = image.convertIndexToPosition(image.getCurrentSlice());
    Layout.Place first = layout.first();
    return new Layout.Place(
        component,
        here[0] - 1 - first.channel(),
        here[1] - 1 - first.slice(),
        here[2] - 1 - first.frame());
  }

  /** The computed values inside the selection, the image's own pixels outside. */
  private ImageProcessor shown() {
    ImageProcessor plane = image.getProcessor().duplicate();
    int width = plane.getWidth();
    float[] row = new float[width];
    float[][] fitted = fitted(plane);
    for (int component = 0; component < fitted.length; component++) {
      for (int y = 0; y < plane.getHeight(); y++) {
        if (mask == null) {
          PixelRows.write(
              fitted[component], y * width, plane.getPixels(), component, y * width, width);
        } else if (mask.hasRow(y)) {
          PixelRows.read(plane.getPixels(), component, y * width, row, 0, width);
          mask.copyInside(fitted[component], y * width, row, y);
          PixelRows.write(row, 0, plane.getPixels(), component, y * width, width);
        }
      }
    }
    if (plane instanceof FloatProcessor) {
      ImageProcessor own = image.getProcessor();
      double[] shown = ResultImage.shownRange(own.getMin(), own.getMax(), ResultImage.range(plane));
      plane.setMinAndMax(shown[0], shown[1]);
    }
    return plane;
  }

  /** The computed planes at the image's size and in values that its window can show. */
  private float[][] fitted(ImageProcessor own) {
    float[][] planes = new float[computed.length][];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = resampled(computed[i]);
    }
    boolean valuesFit = kind == OutputKind.SAME || own instanceof FloatProcessor;
    return valuesFit ? planes : spread(planes, own);
  }

  private float[] resampled(float[] plane) {
    if (output.width() == input.width() && output.height() == input.height()) {
      return plane;
    }
    float[] whole = new float[input.width() * input.height()];
    for (int y = 0; y < input.height(); y++) {
      int from = Plan.nearestOutput(plan.scaleY(), y, output.height()) * output.width();
      for (int x = 0; x < input.width(); x++) {
        whole[y * input.width() + x] =
            plane[from + Plan.nearestOutput(plan.scaleX(), x, output.width())];
      }
    }
    return whole;
  }

  /** Least to largest computed value becomes least to largest value on display. */
  private float[][] spread(float[][] planes, ImageProcessor own) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    float[] row = new float[input.width()];
    for (float[] plane : planes) {
      for (int y = 0; y < input.height(); y++) {
        Arrays.fill(row, Float.NaN);
        int from = y * input.width();
        if (mask == null) {
          System.arraycopy(plane, from, row, 0, row.length);
        } else {
          mask.copyInside(plane, from, row, y);
        }
        for (float v : row) {
          if (Float.isFinite(v)) {
            least = Math.min(least, v);
            largest = Math.max(largest, v);
          }
        }
      }
    }
    double low = own instanceof ColorProcessor ? 0 : own.getMin();
    double high = own instanceof ColorProcessor ? 255 : own.getMax();
    double factor = largest > least ? (high - low) / (largest - least) : 0;
    float[][] scaled = new float[planes.length][input.width() * input.height()];
    for (int i = 0; i < planes.length; i++) {
      for (int j = 0; j < scaled[i].length; j++) {
        scaled[i][j] = (float) (low + factor * (planes[i][j] - least));
      }
    }
    return scaled;
  }
}
