package io.github.atrousj.image;

import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.Map;

/**
 * A network run over an ImageJ image whose channels (or components of RGB) are the network's; a
 * network of one channel is run on each channel by itself. Planes, rows, or volumes are computed
 * one after another, and what is finished goes straight into the result. Always the whole plane; a
 * selection plays no part.
 */
public final class NetworkJob {
  /** What a network takes for one image. */
  public enum Extent {
    /** A row of pixels: [N, C, W]. */
    LINE,
    /** [N, C, H, W]. */
    PLANE,
    /** The slices of a frame: [N, C, D, H, W]. */
    VOLUME
  }

  private final ImagePlus image;
  private final Extent extent;
  private final Layout layout;

  /**
   * @param channels of the network; 0 for as many as the image has
   * @param stack whether all slices and frames are computed, not just those shown; volumes always
   *     are
   * @throws IllegalArgumentException when the image's channels are not the network's
   */
  public NetworkJob(ImagePlus image, int channels, Extent extent, boolean stack) {
    this.image = image;
    this.extent = extent;
    int all = PixelType.of(image).components() * image.getNChannels();
    if (channels > 1 && channels != all) {
      throw new IllegalArgumentException(
          "the network takes "
              + channels
              + " channels, this image has "
              + all
              + (all == 1 ? " channel" : " channels"));
    }
    layout = Layout.ofNetwork(image, extent == Extent.VOLUME, channels != 1, stack);
  }

  /** A runner with the heap's free half for layers that are kept. */
  public static Runner runner() {
    return new Runner(Prefs.getThreads()).layerBudget(HeapBudget.ofThisProcess().available(0) / 2);
  }

  /** The extent that the network sees. */
  public Shape inputShape() {
    int height = extent == Extent.LINE ? 1 : image.getHeight();
    return new Shape(layout.inputs(), layout.depth(), height, image.getWidth());
  }

  /** The result's plane for an output of the network. */
  public Shape outputShape(Shape out) {
    return extent == Extent.LINE
        ? new Shape(out.channels(), 1, image.getHeight(), out.width())
        : out;
  }

  /** How a value becomes the network's: {@code (v · scale − mean[c]) / deviation[c]}. */
  public record Normalization(double scale, double[] mean, double[] deviation) {
    /** Normalises the values of a row of the network's channel. */
    void apply(int channel, float[] row, int offset, int width) {
      double m = mean[mean.length == 1 ? 0 : channel];
      double d = deviation[deviation.length == 1 ? 0 : channel];
      if (scale != 1 || m != 0 || d != 1) {
        for (int i = offset; i < offset + width; i++) {
          row[i] = (float) ((row[i] * scale - m) / d);
        }
      }
    }
  }

  /**
   * What becomes of the result.
   *
   * @param labels whether the values are labels: an 8-bit image with colours is made of them
   * @param suffix added to the title
   * @param folder for a result that does not fit in memory, null or empty for none
   * @param legend image properties, such as the names of labels
   */
  public record Result(boolean labels, String suffix, String folder, Map<String, String> legend) {}

  /**
   * Computes.
   *
   * @return a new image, not shown
   * @throws IllegalArgumentException when there is too little memory, with one line
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  public ImagePlus run(Graph graph, Normalization norm, Result result, Monitor monitor) {
    Target target =
        Target.of(
            layout,
            result.labels() ? PixelType.BYTE : PixelType.FLOAT,
            outputShape(graph.outputShape(inputShape())));
    Operation operation =
        new NetworkOperation(Operation.of(graph, runner(target)), extent == Extent.LINE, norm);
    return ImageJob.of(image)
        .withDimensions(layout.dimensions())
        .withOutput(result.labels() ? OutputKind.LABELS : OutputKind.FLOAT)
        .withSuffix(result.suffix())
        .withFolder(result.folder())
        .withProperties(result.legend())
        .run(layout, operation, monitor);
  }

  /** Layers that are kept take half of what the result leaves of the heap. */
  private static Runner runner(Target target) {
    long free = HeapBudget.ofThisProcess().available(0);
    long left = free - target.bytes();
    return new Runner(Prefs.getThreads()).layerBudget((left > 0 ? left : free) / 2);
  }
}
