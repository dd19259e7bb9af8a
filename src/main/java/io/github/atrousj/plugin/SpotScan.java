package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.Wand;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.image.ImageScan;
import io.github.atrousj.image.LabelTable;
import io.github.atrousj.image.Titles;
import io.github.atrousj.starlet.Spot;
import io.github.atrousj.starlet.Spots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Collects the spots of an image: where they are, their outlines, their labels. */
final class SpotScan implements ImageScan.Analysis {
  private static final String[] COMPONENTS = {"Red", "Green", "Blue"};

  /**
   * A spot in an image.
   *
   * @param spot by pixels
   * @param at the plane that its centre is nearest to
   * @param outline null unless outlines were wanted
   */
  record Found(Spot spot, ImageScan.Position at, Roi outline) {}

  private final ImagePlus image;
  private final Spots spots;
  private final boolean threeD;
  private final boolean keepLabels;
  private final boolean outlines;
  private final Predicate<Spot> wanted;
  private final List<Found> found = new ArrayList<>();

  /** Label planes by frame, slice and channel. */
  private final Map<Long, float[]> labels = new TreeMap<>();

  SpotScan(ImagePlus image, Spots spots, boolean threeD, boolean keepLabels, boolean outlines) {
    this.image = image;
    this.spots = spots;
    this.threeD = threeD;
    this.keepLabels = keepLabels;
    this.outlines = outlines;
    this.wanted = selection(image);
  }

  /** Whether a spot's centre lies in the image's area selection; true where there is none. */
  static Predicate<Spot> selection(ImagePlus image) {
    Roi roi = image.getRoi();
    return roi == null || !roi.isArea()
        ? spot -> true
        : spot -> roi.contains((int) Math.round(spot.x()), (int) Math.round(spot.y()));
  }

  List<Found> found() {
    return found;
  }

  @Override
  public long memoryNeeded(Shape volume) {
    long plane = (long) volume.width() * volume.height() * Float.BYTES;
    long kept = keepLabels ? plane * image.getStackSize() * (image.isRGB() ? 3 : 1) : 0;
    return spots.memoryNeeded(volume) + kept + (outlines ? plane : 0);
  }

  @Override
  public void run(RowSource volume, IntFunction<ImageScan.Position> positions, Monitor monitor) {
    Shape s = volume.shape();
    Map<Integer, Roi> traced = new HashMap<>();
    Planes planes = new Planes(s, positions, traced);
    Region all = new Region(0, s.depth(), 0, s.height());
    for (Spot spot : spots.find(volume, planes, all, found.size() + 1, wanted, monitor)) {
      ImageScan.Position at = positions.apply((int) Math.round(spot.z()));
      Roi roi = threeD && outlines ? point(spot) : traced.get(spot.label());
      if (roi != null) {
        place(roi, at);
        roi.setName("Spot " + spot.label());
      }
      found.add(new Found(spot, at, roi));
    }
  }

  private static Roi point(Spot spot) {
    return new PointRoi(spot.x() + 0.5, spot.y() + 0.5);
  }

  private void place(Roi roi, ImageScan.Position at) {
    int channel = image.isRGB() ? 1 : at.channel();
    if (image.isHyperStack()) {
      roi.setPosition(channel, at.slice(), at.frame());
    } else if (image.getStackSize() > 1) {
      roi.setPosition(image.getStackIndex(channel, at.slice(), at.frame()));
    }
  }

  /** Takes the rows of label planes, which come in order. */
  private final class Planes implements RowSink {
    private final Shape shape;
    private final IntFunction<ImageScan.Position> positions;
    private final Map<Integer, Roi> traced;
    private float[] plane;

    Planes(Shape shape, IntFunction<ImageScan.Position> positions, Map<Integer, Roi> traced) {
      this.shape = shape;
      this.positions = positions;
      this.traced = traced;
    }

    @Override
    public void write(int channel, int z, int y, float[] row, int offset) {
      boolean tracing = outlines && !threeD;
      if (!keepLabels && !tracing) {
        return;
      }
      if (y == 0) {
        plane = plane == null || keepLabels ? new float[shape.width() * shape.height()] : plane;
        if (keepLabels) {
          ImageScan.Position at = positions.apply(z);
          labels.put((long) at.frame() << 40 | (long) at.slice() << 16 | at.channel(), plane);
        }
      }
      System.arraycopy(row, offset, plane, y * shape.width(), shape.width());
      if (tracing && y == shape.height() - 1) {
        trace(new FloatProcessor(shape.width(), shape.height(), plane), traced);
      }
    }
  }

  /** Outlines every label of a plane once. */
  private static void trace(FloatProcessor plane, Map<Integer, Roi> traced) {
    for (int y = 0; y < plane.getHeight(); y++) {
      for (int x = 0; x < plane.getWidth(); x++) {
        float label = plane.getf(x, y);
        if (label > 0 && !traced.containsKey((int) label)) {
          Wand wand = new Wand(plane);
          wand.autoOutline(x, y, label, label, Wand.EIGHT_CONNECTED);
          traced.put(
              (int) label,
              new PolygonRoi(wand.xpoints, wand.ypoints, wand.npoints, Roi.TRACED_ROI));
        }
      }
    }
  }

  /** 16-bit, or 32-bit where there are more spots than that can number. */
  ImagePlus labelImage() {
    boolean isShort = found.size() <= 65535;
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    int places = (int) labels.keySet().stream().map(k -> k >> 16).distinct().count();
    int frames = (int) labels.keySet().stream().map(k -> k >> 40).distinct().count();
    for (Map.Entry<Long, float[]> e : labels.entrySet()) {
      ImageProcessor plane = new FloatProcessor(image.getWidth(), image.getHeight(), e.getValue());
      stack.addSlice(sliceLabel(e.getKey()), isShort ? shorts(plane) : plane);
      e.setValue(null); // so that both kinds are never in memory as a whole
    }
    ImagePlus result = new ImagePlus(Titles.stem(image) + "-spots", stack);
    result.setDimensions(stack.size() / places, places / frames, frames);
    if (stack.size() == 1) {
      // Of a single plane the label is one of the properties.
      result.setProp("Slice_Label", stack.getSliceLabel(1));
    }
    Calibration cal = image.getCalibration().copy();
    cal.setFunction(Calibration.NONE, null, Calibration.DEFAULT_VALUE_UNIT);
    result.setCalibration(cal);
    result.setOpenAsHyperStack(image.getOpenAsHyperStack() && stack.size() > 1);
    LabelTable.show(result, found.size());
    return result;
  }

  /** The label of the image's own plane, where it has one, after the component's name in RGB. */
  private String sliceLabel(long key) {
    int channel = (int) (key & 0xffff);
    int slice = (int) (key >> 16 & 0xffffff);
    int frame = (int) (key >> 40);
    if (!image.isRGB()) {
      return image.getStack().getSliceLabel(image.getStackIndex(channel, slice, frame));
    }
    String own = image.getStack().getSliceLabel(image.getStackIndex(1, slice, frame));
    String name = COMPONENTS[channel - 1];
    return own == null || own.isEmpty() ? name : name + " - " + own;
  }

  private static ShortProcessor shorts(ImageProcessor labels) {
    ShortProcessor plane = new ShortProcessor(labels.getWidth(), labels.getHeight());
    for (int i = 0; i < labels.getPixelCount(); i++) {
      plane.set(i, (int) labels.getf(i));
    }
    return plane;
  }
}
