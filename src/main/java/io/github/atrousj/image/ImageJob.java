package io.github.atrousj.image;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.param.Wording;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * One run of an operation over an ImageJ image: the planes it reads, what becomes of its values and
 * where they go. Immutable; every {@code with...} method returns a changed copy.
 *
 * <p>Any 8-bit, 16-bit, 32-bit or RGB image will do: single, stack, composite, hyperstack, virtual.
 * Components of RGB are computed separately. Values are raw: a density calibration is not applied.
 * An area selection limits the work to its pixels when the operation keeps the image's size, and is
 * ignored when it does not. A virtual stack is read slice by slice and never written to.
 *
 * <pre>{@code
 * ImagePlus result =
 *     ImageJob.of(image)
 *         .withDimensions(Dimensions.D2)
 *         .withScope(Scope.STACK)
 *         .withOutput(OutputKind.FLOAT)
 *         .withSuffix("laplacian")
 *         .run(shape -> operation, Monitor.NONE);
 * }</pre>
 */
public final class ImageJob {
  /** The line for a run that found less memory than there was when it began. */
  public static final String MEMORY_RAN_OUT =
      "memory ran out during the run; close images or give ImageJ more memory"
          + " (Edit > Options > Memory & Threads)";

  private final ImagePlus image;
  private final Dimensions dimensions;
  private final Scope scope;
  private final OutputKind output;
  private final String suffix;
  private final String folder;
  private final List<String> labels;
  private final Map<String, String> properties;
  private final HeapBudget budget;

  private ImageJob(
      ImagePlus image,
      Dimensions dimensions,
      Scope scope,
      OutputKind output,
      String suffix,
      String folder,
      List<String> labels,
      Map<String, String> properties,
      HeapBudget budget) {
    this.image = image;
    this.dimensions = dimensions;
    this.scope = scope;
    this.output = output;
    this.suffix = suffix;
    this.folder = folder;
    this.labels = labels;
    this.properties = properties;
    this.budget = budget;
  }

  /**
   * A job on the plane that is shown, with a 32-bit result.
   *
   * @throws IllegalArgumentException when there is no image in {@code image}
   */
  public static ImageJob of(ImagePlus image) {
    if (image == null || image.getProcessor() == null) {
      throw new IllegalArgumentException("no image is open");
    }
    return new ImageJob(
        image,
        Dimensions.D2,
        Scope.SLICE,
        OutputKind.FLOAT,
        "atrous",
        null,
        List.of(),
        Map.of(),
        HeapBudget.ofThisProcess());
  }

  /** Sets the axes; default {@link Dimensions#D2}. */
  public ImageJob withDimensions(Dimensions d) {
    return new ImageJob(image, d, scope, output, suffix, folder, labels, properties, budget);
  }

  /** Sets the planes of a plane-by-plane job; default {@link Scope#SLICE}. */
  public ImageJob withScope(Scope s) {
    return new ImageJob(image, dimensions, s, output, suffix, folder, labels, properties, budget);
  }

  /** Sets what becomes of the values; default {@link OutputKind#FLOAT}. */
  public ImageJob withOutput(OutputKind kind) {
    return new ImageJob(image, dimensions, scope, kind, suffix, folder, labels, properties, budget);
  }

  /** Sets what is added to the title of a new image; default {@code atrous}. */
  public ImageJob withSuffix(String s) {
    return new ImageJob(image, dimensions, scope, output, s, folder, labels, properties, budget);
  }

  /**
   * Names a folder for a result that does not fit in memory: it becomes a TIFF stack there, opened
   * as a virtual stack.
   *
   * @param path the folder, made when it is missing; null or empty for none
   */
  public ImageJob withFolder(String path) {
    String used = path == null || path.isBlank() ? null : path.trim();
    return new ImageJob(image, dimensions, scope, output, suffix, used, labels, properties, budget);
  }

  /** Names the operation's output channels in order; the names become slice labels. */
  public ImageJob withLabels(List<String> names) {
    return new ImageJob(
        image, dimensions, scope, output, suffix, folder, List.copyOf(names), properties, budget);
  }

  /** Sets image properties of the result (see ImagePlus.setProp), which its files keep. */
  public ImageJob withProperties(Map<String, String> all) {
    return new ImageJob(
        image, dimensions, scope, output, suffix, folder, labels, Map.copyOf(all), budget);
  }

  /** The axes. */
  public Dimensions dimensions() {
    return dimensions;
  }

  /** What becomes of the values. */
  public OutputKind outputKind() {
    return output;
  }

  /** The names of the operation's output channels; empty where they have none. */
  public List<String> labels() {
    return labels;
  }

  ImageJob withBudget(HeapBudget b) {
    return new ImageJob(image, dimensions, scope, output, suffix, folder, labels, properties, b);
  }

  /** The extent of the volume that the operation will see. */
  public Shape inputShape() {
    return shape(Layout.of(image, dimensions, scope));
  }

  private Shape shape(Layout layout) {
    return new Shape(layout.inputs(), layout.depth(), image.getHeight(), image.getWidth());
  }

  /**
   * Computes.
   *
   * @param operationFor makes the operation for the volume's extent
   * @param monitor learns of progress and may stop the run
   * @return a new image, not shown; or the job's own image when the result was put in place
   * @throws IllegalArgumentException when the job cannot be done, with one line that says why
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run; the image
   *     is as it was
   */
  public ImagePlus run(Function<Shape, Operation> operationFor, Monitor monitor) {
    Layout layout = Layout.of(image, dimensions, scope);
    return run(layout, operationFor.apply(shape(layout)), monitor);
  }

  /**
   * The same plane by plane, the components of RGB together: they are the volume's channels. Grey
   * channels are computed one by one as ever.
   */
  public ImagePlus runOnColours(Function<Shape, Operation> operationFor, Monitor monitor) {
    Layout layout = Layout.ofColours(image, scope);
    return run(layout, operationFor.apply(shape(layout)), monitor);
  }

  /** The same for planes that were laid out otherwise. */
  ImagePlus run(Layout layout, Operation operation, Monitor monitor) {
    Plan plan = Plan.of(image, layout, operation, output, budget, folder != null);
    PlaneStore store = null;
    OwnPlane own = null;
    ImagePlus made = null;
    try {
      own = plan.direct() ? OwnPlane.of(image, layout.stackIndex(layout.place(0, 0))) : null;
      MemoryStore memory = plan.toDisk() ? null : memory(plan.target(), own);
      store = memory;
      ResultImage result = new ResultImage(image, plan, output, labels, properties);
      String title = plan.inPlace() ? null : ResultImage.title(image, suffix);
      PlaneRanges ranges = result.rangesToFind();
      if (memory == null) {
        store = DiskStore.create(folder, title, plan.target(), result);
      } else {
        if (!plan.inPlace()) {
          result.look();
        }
        memory.ready();
      }
      Slices slices = own != null ? own.slices() : Slices.of(image, plan.heldSlices());
      compute(plan, operation, slices, store, ranges, monitor);
      if (plan.inPlace()) {
        if (own != null) {
          InPlace.finish(image, plan, own, ranges);
        } else {
          InPlace.replace(image, plan, memory, ranges);
        }
        properties.forEach(image::setProp);
        made = image;
      } else {
        made = result.build(title, store.finish(), ranges);
        if (store instanceof DiskStore disk) {
          disk.describe(made, result);
        }
      }
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(e.getMessage() + ": " + Wording.reason(e.getCause()), e);
    } catch (OutOfMemoryError e) {
      throw new IllegalArgumentException(MEMORY_RAN_OUT, e);
    } finally {
      if (made == null && own != null) {
        own.putBack(plan.target().planePixels());
      } else if (made == null && store != null) {
        store.discard();
      }
    }
    if (store.clipped() > 0) {
      IJ.log(clippedLine(made, store.clipped(), plan.target().type()));
    }
    return made;
  }

  private static MemoryStore memory(Target target, OwnPlane own) {
    return own == null
        ? new MemoryStore(target, Prefs.getThreads())
        : new MemoryStore(target, new Object[] {own.pixels()});
  }

  private void compute(
      Plan plan,
      Operation operation,
      Slices slices,
      PlaneStore store,
      PlaneRanges ranges,
      Monitor monitor) {
    Layout layout = plan.layout();
    for (int group = 0; group < layout.groups(); group++) {
      ImageSource source =
          new ImageSource(layout, group, slices, image.getWidth(), image.getHeight());
      ImageSink sink =
          new ImageSink(layout, group, plan.target(), store, ranges, source, plan.mask());
      Monitor share = new GroupMonitor(monitor, group, layout.groups());
      operation.run(source, sink, plan.region(), share);
      if (plan.mask() != null) {
        sink.keepOtherRows(monitor);
      }
    }
  }

  static String clippedLine(ImagePlus image, long clipped, PixelType type) {
    return String.format(
        Locale.ROOT,
        "%s: %d %s did not fit 0 to %.0f and %s clipped",
        image.getTitle(),
        clipped,
        clipped == 1 ? "value" : "values",
        type.largest(),
        clipped == 1 ? "was" : "were");
  }

  /**
   * Computes only what the plane that is shown needs and leaves the image alone. {@link Preview}
   * computes no more of it than the image's window shows.
   *
   * @param operationFor makes the operation for the volume's extent
   * @param monitor may stop the run
   * @return a plane of the image's own type and size, to be shown in its place. Values are those of
   *     the result where they are of that type; a 32-bit result in an integer image is spread over
   *     its display range. A result of another size is resampled to the image's. Of several output
   *     channels the first is taken.
   * @throws IllegalArgumentException when the job cannot be done, with one line that says why
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  public ImageProcessor preview(Function<Shape, Operation> operationFor, Monitor monitor) {
    CoveredPlane plane = CoveredPlane.of(image);
    ImageProcessor made = image.getProcessor().duplicate();
    View whole = View.of(image, i -> null);
    PreviewRows rows = previewRows(operationFor, plane, whole, new PreviewRows.Memory());
    rows.compute(monitor);
    double[] range = PreviewWriter.write(rows, made.getPixels());
    if (range != null) {
      made.setMinAndMax(range[0], range[1]);
    }
    return made;
  }

  /** What {@link #preview} computes, of some rows. */
  PreviewRows previewRows(
      Function<Shape, Operation> operationFor,
      CoveredPlane plane,
      View view,
      PreviewRows.Memory memory) {
    Layout layout = Layout.ofPlane(image, dimensions, plane.position());
    Operation operation = operationFor.apply(shape(layout));
    return new PreviewRows(image, plane, view, layout, operation, output, memory);
  }
}
