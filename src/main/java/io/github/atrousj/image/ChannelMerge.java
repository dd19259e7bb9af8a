package io.github.atrousj.image;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.process.LUT;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.util.function.UnaryOperator;

/**
 * Makes one 32-bit channel of every few channels that follow one another, such as an image of the
 * planes of its transform. Always the whole image; a selection plays no part.
 */
public final class ChannelMerge {
  /** What is computed: many channels in, one out. */
  public interface Merger {
    /** Working memory in bytes, beyond source and sink. */
    long memoryNeeded(Shape shape);

    void run(RowSource source, RowSink sink, Monitor monitor);
  }

  private final ImagePlus image;
  private final int every;
  private final boolean threeD;

  /**
   * @param every how many channels make one; divides the image's channels
   * @param threeD whether the slices of a frame are one volume; else all planes are a batch
   */
  public ChannelMerge(ImagePlus image, int every, boolean threeD) {
    if (every < 1 || image.getNChannels() % every != 0) {
      throw new IllegalArgumentException(
          image.getNChannels() + " channels are no multiple of " + every);
    }
    this.image = image;
    this.every = every;
    this.threeD = threeD;
  }

  private Shape shape() {
    int depth = threeD ? image.getNSlices() : image.getNSlices() * image.getNFrames();
    return new Shape(every, depth, image.getHeight(), image.getWidth());
  }

  /**
   * Computes.
   *
   * @param suffix added to the title
   * @param relabel makes the label of a merged plane of that of its first channel; never given null
   * @return a new image, not shown
   * @throws IllegalArgumentException when there is too little memory, with one line
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  public ImagePlus run(
      Merger merger, String suffix, UnaryOperator<String> relabel, Monitor monitor) {
    HeapBudget budget = HeapBudget.ofThisProcess();
    int outputs = image.getNChannels() / every;
    int pixels = image.getWidth() * image.getHeight();
    long planes = (long) outputs * image.getNSlices() * image.getNFrames();
    long need =
        merger.memoryNeeded(shape()) + planes * HeapBudget.arrayBytes(pixels * (long) Float.BYTES);
    if (!budget.fits(need)) {
      throw budget.refusal(
          need, "close images or give ImageJ more memory (Edit > Options > Memory & Threads)");
    }
    int most = Plan.held(image, budget, need);
    int least = Math.min(image.getStackSize(), Prefs.getThreads() * every + 1);
    Slices slices = Slices.of(image, Math.max(most, least));
    float[][] made = new float[(int) planes][pixels];
    int volumes = threeD ? image.getNFrames() : 1;
    for (int i = 0; i < outputs * volumes; i++) {
      int output = i % outputs;
      int frame = i / outputs;
      merger.run(
          new Group(slices, output, frame),
          (c, z, y, row, offset) ->
              System.arraycopy(
                  row,
                  offset,
                  made[index(outputs, output, z, frame)],
                  y * image.getWidth(),
                  image.getWidth()),
          new GroupMonitor(monitor, i, outputs * volumes));
    }
    return built(made, outputs, suffix, relabel);
  }

  /** The 0-based stack index of a plane in an image of the given number of channels. */
  private int index(int channels, int channel, int z, int frame) {
    // Of a batch, z counts slices and frames alike.
    return channel + channels * (z + image.getNSlices() * frame);
  }

  private final class Group implements RowSource {
    private final Slices slices;
    private final int output;
    private final int frame;

    Group(Slices slices, int output, int frame) {
      this.slices = slices;
      this.output = output;
      this.frame = frame;
    }

    @Override
    public Shape shape() {
      return ChannelMerge.this.shape();
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      int plane = index(image.getNChannels(), output * every + channel, z, frame);
      int width = image.getWidth();
      PixelRows.read(slices.pixels(plane), 0, y * width, into, offset, width);
    }
  }

  private ImagePlus built(
      float[][] made, int outputs, String suffix, UnaryOperator<String> relabel) {
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    for (int i = 0; i < made.length; i++) {
      int from = index(image.getNChannels(), i % outputs * every, i / outputs, 0);
      String label = image.getStack().getSliceLabel(from + 1);
      stack.addSlice(label == null ? null : relabel.apply(label), made[i]);
    }
    ImagePlus result = new ImagePlus(ResultImage.title(image, suffix), stack);
    result.setDimensions(outputs, image.getNSlices(), image.getNFrames());
    LUT[] own = image.getLuts();
    LUT[] luts = new LUT[outputs];
    int slice = image.getZ();
    int frame = image.getT();
    for (int c = 0; c < outputs; c++) {
      luts[c] = (LUT) own[own.length == image.getNChannels() ? c * every : 0].clone();
      int index = result.getStackIndex(c + 1, slice, frame);
      double[] range = ResultImage.range(stack.getProcessor(index));
      luts[c].min = range[0];
      luts[c].max = range[1];
    }
    if (outputs > 1) {
      CompositeImage composite = new CompositeImage(result, IJ.COMPOSITE);
      composite.setLuts(luts);
      result = composite;
    } else {
      result.setLut(luts[0]);
      result.setDisplayRange(luts[0].min, luts[0].max);
    }
    result.setCalibration(image.getCalibration().copy());
    result.setProperties(image.getPropertiesAsArray());
    if (made.length == 1) {
      // Of a single plane the label is one of the properties.
      result.setProp("Slice_Label", stack.getSliceLabel(1));
    }
    result.setOpenAsHyperStack(image.getOpenAsHyperStack());
    result.setPositionWithoutUpdate((image.getC() - 1) / every + 1, slice, frame);
    return result;
  }
}
