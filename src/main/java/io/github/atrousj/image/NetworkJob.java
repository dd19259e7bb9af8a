package io.github.atrousj.image;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.measure.Calibration;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;

/**
 * A network run over an ImageJ image whose channels (or components of RGB) are the network's; a
 * network of one channel is run on each channel by itself. Planes, or volumes with {@code threeD},
 * are computed one after another. Always the whole plane; a selection plays no part.
 */
public final class NetworkJob {
  private static final String MORE =
      "close images or give ImageJ more memory (Edit > Options > Memory & Threads)";

  private final ImagePlus image;
  private final boolean threeD;
  private final boolean stack;
  private final int components;
  private final int sets;
  private final int channels;

  /**
   * @param channels of the network; 0 for as many as the image has
   * @param stack whether all slices and frames are computed, not just those shown
   * @throws IllegalArgumentException when the image's channels are not the network's
   */
  public NetworkJob(ImagePlus image, int channels, boolean threeD, boolean stack) {
    this.image = image;
    this.threeD = threeD;
    this.stack = stack;
    components = PixelType.of(image).components();
    int all = components * image.getNChannels();
    if (channels > 1 && channels != all) {
      throw new IllegalArgumentException(
          "the network takes "
              + channels
              + " channels, this image has "
              + all
              + (all == 1 ? " channel" : " channels"));
    }
    sets = channels == 1 ? all : 1;
    this.channels = channels == 1 ? 1 : all;
  }

  /** A runner with the heap's free half for layers that are kept. */
  public static Runner runner() {
    long free = HeapBudget.ofThisProcess().available(0);
    return new Runner(Prefs.getThreads()).layerBudget(free / 2);
  }

  /** The extent that the network sees. */
  public Shape inputShape() {
    return new Shape(
        channels, threeD ? image.getNSlices() : 1, image.getHeight(), image.getWidth());
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
   * Computes.
   *
   * @param labels whether the values are labels: an 8-bit image with colours is made of them
   * @return a new image, not shown
   * @throws IllegalArgumentException when there is too little memory, with one line
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run
   */
  public ImagePlus run(
      Operation operation, Normalization norm, boolean labels, String suffix, Monitor monitor) {
    Shape in = inputShape();
    Shape out = operation.outputShape(in);
    int frames = stack ? image.getNFrames() : 1;
    int slices = threeD || !stack ? 1 : image.getNSlices();
    int outChannels = Math.multiplyExact(sets, out.channels());
    int outSlices = threeD ? out.depth() : slices;
    int planes = Math.multiplyExact(Math.multiplyExact(outChannels, outSlices), frames);
    int pixels = Math.multiplyExact(out.width(), out.height());
    long need =
        operation.memoryNeeded(in)
            + planes * HeapBudget.arrayBytes((long) pixels * (labels ? 1 : Float.BYTES));
    HeapBudget budget = HeapBudget.ofThisProcess();
    if (!budget.fits(need)) {
      throw budget.refusal(need, MORE);
    }
    Object[] made = new Object[planes];
    for (int i = 0; i < planes; i++) {
      made[i] = labels ? new byte[pixels] : new float[pixels];
    }
    Slices source = Slices.of(image, Math.max(2, channels + Prefs.getThreads()));
    int groups = sets * slices * frames;
    for (int i = 0; i < groups; i++) {
      int set = i % sets;
      int slice = i / sets % slices;
      int frame = i / sets / slices;
      operation.run(
          new Group(source, set, slice, frame, norm),
          (c, z, y, row, offset) -> {
            int plane =
                set * out.channels() + c + outChannels * ((threeD ? z : slice) + outSlices * frame);
            put(row, offset, made[plane], y * out.width(), out.width());
          },
          new Region(0, out.depth(), 0, out.height()),
          new GroupMonitor(monitor, i, groups));
    }
    ImagePlus result = built(made, out, new int[] {outChannels, outSlices, frames}, suffix);
    calibrate(result, operation, in);
    if (labels) {
      LabelTable.show(result, 255);
    }
    return result;
  }

  private static void put(float[] row, int offset, Object plane, int to, int n) {
    if (plane instanceof float[] floats) {
      System.arraycopy(row, offset, floats, to, n);
    } else {
      PixelRows.write(row, offset, plane, 0, to, n);
    }
  }

  private ImagePlus built(Object[] made, Shape out, int[] dimensions, String suffix) {
    ImageStack planes = new ImageStack(out.width(), out.height());
    for (Object plane : made) {
      planes.addSlice(null, plane);
    }
    ImagePlus result = new ImagePlus(ResultImage.title(image, suffix), planes);
    result.setDimensions(dimensions[0], dimensions[1], dimensions[2]);
    result.setOpenAsHyperStack(result.getNDimensions() > 3);
    if (dimensions[0] > 1 && made[0] instanceof float[]) {
      result = new CompositeImage(result, IJ.GRAYSCALE);
    }
    if (made[0] instanceof float[]) {
      double[] range = ResultImage.range(planes.getProcessor(1));
      result.setDisplayRange(range[0], range[1]);
    }
    return result;
  }

  /** Pixel sizes follow the network's strides. */
  private void calibrate(ImagePlus result, Operation operation, Shape in) {
    Calibration cal = image.getCalibration().copy();
    AxisScale x = operation.scaleX(in);
    AxisScale y = operation.scaleY(in);
    cal.xOrigin = (cal.xOrigin - x.start()) / x.jump();
    cal.yOrigin = (cal.yOrigin - y.start()) / y.jump();
    cal.pixelWidth *= x.jump();
    cal.pixelHeight *= y.jump();
    if (threeD) {
      AxisScale z = operation.scaleZ(in);
      cal.zOrigin = (cal.zOrigin - z.start()) / z.jump();
      cal.pixelDepth *= z.jump();
    }
    cal.setFunction(Calibration.NONE, null, Calibration.DEFAULT_VALUE_UNIT);
    result.setCalibration(cal);
  }

  /** One image of the network: rows are made floats and normalised as they are read. */
  private final class Group implements RowSource {
    private final Slices slices;
    private final int set;
    private final int slice;
    private final int frame;
    private final Normalization norm;

    Group(Slices slices, int set, int slice, int frame, Normalization norm) {
      this.slices = slices;
      this.set = set;
      this.slice = stack ? slice : image.getZ() - 1;
      this.frame = stack ? frame : image.getT() - 1;
      this.norm = norm;
    }

    @Override
    public Shape shape() {
      return inputShape();
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      int all = set + channel;
      int place = threeD ? z : slice;
      int index = all / components + image.getNChannels() * (place + image.getNSlices() * frame);
      int width = image.getWidth();
      PixelRows.read(slices.pixels(index), all % components, y * width, into, offset, width);
      norm.apply(channel, into, offset, width);
    }
  }
}
